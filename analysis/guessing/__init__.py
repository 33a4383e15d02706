"""What a column is for, told from its header and its cells; each guess comes with its reason."""
