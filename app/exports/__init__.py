"""What leaves the house as a file: one module a format."""
