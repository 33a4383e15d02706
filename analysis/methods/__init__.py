"""The methods: arrays in, numbers out. They know no codebook and no survey."""
