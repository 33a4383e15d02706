"""Masking personal data in what people wrote, before anyone but the keeper reads it.

Rules find what has a form (`personal_forms.py`) and people who are called or introduced by name
(`names.py`). They rather mask too much. A name that stands alone is found by nobody but a reader:
a person approves each voice before it is published.
"""

from dataclasses import dataclass

from analysis.text import marks
from analysis.text.folding import fold
from analysis.text.names import TAKEN, people
from analysis.text.personal_forms import FORMS

NAME = "氏名"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Personal data of one kind in a text as written, from `start` until before `end`."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Masked:
    """`text` with marks such as 〔電話番号〕 in it; `found`: the kinds of marks set, in order."""

    text: str
    found: tuple[str, ...]


def mask(text: str) -> Masked:
    """Replace what may tell who wrote `text`, or of whom it speaks; the rest stays as written."""
    spans = personal(text)
    parts: list[str] = []
    read = 0
    for span in spans:
        parts += (text[read : span.start], marks.of(span.kind))
        read = span.end
    return Masked("".join(parts) + text[read:], tuple(span.kind for span in spans))


def personal(text: str) -> list[Span]:
    """Personal data in `text`, in order and without overlaps."""
    folded = fold(text)
    left, found = folded.text, []
    for form in FORMS:
        for start, end in list(form.found(left)):
            found.append((start, end, form.kind))
            left = left[:start] + TAKEN * (end - start) + left[end:]
    for start, end in people(left):
        if TAKEN not in left[start:end]:
            found.append((start, end, NAME))
            left = left[:start] + TAKEN * (end - start) + left[end:]
    return sorted(Span(*folded.span(start, end), kind) for start, end, kind in found)
