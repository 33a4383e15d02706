"""Where the keys of a questionnaire are kept: KEYS_DIR, which no backup of the database covers."""

from functools import lru_cache
from pathlib import Path

from flask import current_app

from surveys.keys import Keys, KeysGone
from surveys.offer_windows import OfferWindow
from surveys.questionnaires import Questionnaire
from surveys.receptions import Reception
from surveys.workshops.workshops import Workshop


def keys_of(of: Questionnaire | Reception | OfferWindow | Workshop) -> Keys:
    """The keys of a questionnaire, of a plan's window of offers, or of a workshop.

    Raises:
        KeysGone: it never had any.
    """
    if of.key_name is None:
        raise KeysGone
    return Keys(_folder(current_app.config["KEYS_DIR"], of.key_name))


@lru_cache(maxsize=128)
def _folder(keys_dir: str, name: str) -> Path:
    """Where the keys are, said once: every page of an answer asks."""
    return Path(keys_dir) / name
