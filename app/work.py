"""What a long piece of work is: it reads and computes, tells how far it is, and gives back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from surveys.runs import Run

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What a job gives back: a result that JSON can hold, and perhaps a picture or a file.

    With `store`, it also writes to the database, in the transaction that ends its run: all or
    nothing, whatever happens to the worker.
    """

    result: dict[str, Any]
    picture: bytes | None = None
    store: Callable[[Session], None] | None = None


Job = Callable[[Session, Run, Progress], Made]
