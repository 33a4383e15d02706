"""Tests of the text engine, on made-up answers."""
