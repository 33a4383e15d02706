"""Turning the bytes of a text file or workbook into a grid of cells, and finding its header."""
