"""Where the keys of a questionnaire are kept: KEYS_DIR, which no backup of the database covers."""

from pathlib import Path

from flask import current_app

from surveys.keys import Keys, KeysGone
from surveys.questionnaires import Questionnaire
from surveys.receptions import Reception


def keys_of(questionnaire: Questionnaire | Reception) -> Keys:
    """The keys of a questionnaire.

    Raises:
        KeysGone: it never had any.
    """
    if questionnaire.key_name is None:
        raise KeysGone
    return Keys(Path(current_app.config["KEYS_DIR"]) / questionnaire.key_name)
