"""What a long piece of work is: it reads and computes, tells how far it is, and stores nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from surveys.runs import Run

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What a job gives back: a result that JSON can hold, and perhaps a picture or a file."""

    result: dict[str, Any]
    picture: bytes | None = None


Job = Callable[[Session, Run, Progress], Made]
