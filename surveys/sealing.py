"""封緘の形: how a sheet is closed. All sheets of a questionnaire take the same room.

Whoever saw an envelope arrive knows how large it is. Were long sheets larger, the one long text
among the opened answers would be known by the size of its envelope.
"""

import json
from collections.abc import Mapping
from typing import Any

from surveys import keys
from surveys.documents import Document
from surveys.kinds import KINDS, Answers, Column

LETTER = 4  # the most bytes that a letter takes in UTF-8
ROOM = 1024  # rooms grow by this much
HEAD = 4  # bytes that say how much of a room is filled
AROUND = 16  # what stands around an entry in JSON, twice over: a draft holds lists


def room(document: Document) -> int:
    """How many bytes any sheet of a document fits into."""
    needed = sum(
        _longest(column)
        for question in document.questions
        for column in KINDS[question.kind].columns(question)
    )
    return _whole(HEAD + AROUND * 4 + needed)


def seal(public: bytes, sheet: tuple[int, Answers], size: int) -> bytes:
    """A libsodium sealed box of a sheet (the number of its version, its answers)."""
    version, answers = sheet
    return keys.seal(public, filled({"version": version, "answers": dict(answers)}, size))


def unseal(private: bytes, sealed: bytes) -> tuple[int, dict[str, Any]]:
    """The (version's number, answers) of one envelope.

    Raises:
        nacl.exceptions.CryptoError, ValueError, KeyError, TypeError: this house did not seal it.
    """
    held = read(keys.unseal(private, sealed))
    return int(held["version"]), dict(held["answers"])


def filled(content: Mapping[str, Any], size: int) -> bytes:
    """JSON with its length in front, filled up to a room; one too long takes a larger room."""
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    while size < HEAD + len(plain):
        size *= 2
    return (len(plain).to_bytes(HEAD) + plain).ljust(size, b"\0")


def read(padded: bytes) -> dict[str, Any]:
    """What was filled up."""
    length = int.from_bytes(padded[:HEAD])
    return dict(json.loads(padded[HEAD : HEAD + length]))


def _longest(column: Column) -> int:
    """The most bytes that one column's entry takes, its name included."""
    name = len(column.name.encode()) + AROUND
    if column.measure != "text":
        return name + max((len(code.encode()) for code, _ in column.levels), default=AROUND)
    return name + LETTER * column.longest


def _whole(size: int) -> int:
    return -(-size // ROOM) * ROOM
