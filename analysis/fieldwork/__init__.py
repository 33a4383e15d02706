"""回収: where a survey in the field will end, how precise it is so far, and who is missing."""
