"""The Excel book of tables, written row by row: index, how to read it, every table, every test."""

from analysis.workbook.writing import write

__all__ = ["write"]
