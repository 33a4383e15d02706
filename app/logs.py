"""What the server says about itself: never an address, a name, a code or an answer."""

import logging


def begin(level: str) -> None:
    logging.basicConfig(
        level=level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )
