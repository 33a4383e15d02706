"""Where the survey's words become the analysis's words, and nowhere else."""

from analysis.codebook import Variable
from app.bridge.bringing import PARTS, questions, sheets
from app.bridge.reading import (
    Answers,
    answers,
    asked,
    base,
    codebook,
    fingerprint,
    make_partition,
    renew_partitions,
    with_texts,
)

__all__ = [
    "PARTS",
    "Answers",
    "Variable",  # pages name the type of an axis by this door
    "answers",
    "asked",
    "base",
    "codebook",
    "fingerprint",
    "make_partition",
    "questions",
    "renew_partitions",
    "sheets",
    "with_texts",
]
