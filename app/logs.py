"""What the server says about itself: never an address, a name, a code or an answer."""

import logging
import traceback
from copy import copy
from types import TracebackType

FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
Caught = tuple[type[BaseException], BaseException, TracebackType | None]


class Discreet(logging.Formatter):
    """Tells of a fault where it arose and of which kind; its words may be what someone wrote."""

    def format(self, record: logging.LogRecord) -> str:
        fresh = copy(record)
        fresh.exc_text = None  # what another handler may have told already, in full
        return super().format(fresh)

    def formatException(self, ei: Caught | tuple[None, None, None]) -> str:  # noqa: N802 - logging's own name
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            told = [*traceback.format_tb(error.__traceback__), f"{type(error).__qualname__}\n"]
            lines = told + lines
            error = error.__cause__ or error.__context__
        return "".join(lines).rstrip()


def begin(level: str) -> None:
    """Speak in one form; the libraries' chatter is kept for LOG_LEVEL=DEBUG."""
    speaking = logging.StreamHandler()
    speaking.setFormatter(Discreet(FORM))
    logging.basicConfig(level=level.upper(), handlers=[speaking], force=True)
    if level.upper() != "DEBUG":
        for chatty in ("alembic", "huey"):
            logging.getLogger(chatty).setLevel(logging.WARNING)
