"""What the server says about itself: never an address, a name, a code or an answer."""

import logging


def begin(level: str) -> None:
    """Speak in one form; the libraries' chatter is kept for LOG_LEVEL=DEBUG."""
    logging.basicConfig(
        level=level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )
    if level.upper() != "DEBUG":
        for chatty in ("alembic", "huey"):
            logging.getLogger(chatty).setLevel(logging.WARNING)
