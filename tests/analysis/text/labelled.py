"""The sentences written to measure the reading of texts: every other one is kept for the end."""

import re
from pathlib import Path

HERE = Path(__file__).parent
_MARKED = re.compile(r"\{([^:{}]+):([^{}]*)\}")


def lines(name: str) -> list[str]:
    """The sentences of a file, without its headings."""
    written = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in written if line and not line.startswith("#")]


def pairs(name: str) -> list[tuple[str, str]]:
    """Label and sentence of each line."""
    return [(label, text) for label, _, text in (line.partition("\t") for line in lines(name))]


def unmarked(line: str) -> tuple[str, list[tuple[str, int, int]]]:
    """A sentence without its marks, and what was marked: kind, first place, place after it."""
    text, spans, read = "", [], 0
    for mark in _MARKED.finditer(line):
        text += line[read : mark.start()]
        spans.append((mark[1], len(text), len(text) + len(mark[2])))
        text += mark[2]
        read = mark.end()
    return text + line[read:], spans
