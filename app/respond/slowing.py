"""Guessing is slowed: who fails often waits a little, whichever worker they come to.

Several people may share one address, so nobody is locked out. See `surveys.guesses` for what is
kept of a failure, and for how long.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from flask import current_app, request
from flask.blueprints import BlueprintSetupState

from app import readers
from app.clock import day_of, now
from app.database import begin_writing
from app.extensions import db
from app.respond.room import blueprint
from surveys import guesses
from surveys.access import CodeUnknown, LinkUnknown
from surveys.envelopes import ReceiptUnknown, WrongWord
from surveys.errors import N_, SurveyError
from surveys.guesses import ALARM, HOUR

log = logging.getLogger(__name__)
NAME = "ronten_guesses"


class NothingSaved(SurveyError):
    message = N_("書きかけの回答は見つかりませんでした")


GUESSES = (CodeUnknown, LinkUnknown, ReceiptUnknown, WrongWord, NothingSaved)


class Alarm:
    """Told once an hour by each worker, and without an address."""

    def __init__(self) -> None:
        self._told: datetime | None = None

    def hear(self, failures: int, moment: datetime) -> None:
        quiet = self._told is None or moment - self._told >= HOUR
        if failures >= ALARM and quiet:
            self._told = moment
            log.warning("codes are being guessed: %d failures in an hour", failures)


@blueprint.record_once
def _begin(setup: BlueprintSetupState) -> None:
    setup.app.extensions[NAME] = Alarm()


@contextmanager
def guessing() -> Iterator[None]:
    """Count what fails inside as a guess; what was read before must not be written after.

    Raises:
        TooManyTries: too much has failed before.
    """
    session, moment = db.session(), now()
    day = day_of(moment).isoformat()
    place = readers.network(request.remote_addr or "")
    mark = guesses.mark(Path(current_app.config["KEYS_DIR"]), day, place)
    guesses.must_not_wait(session, mark, moment)
    try:
        yield
    except GUESSES:
        session.rollback()
        begin_writing(session)
        failures = guesses.note(session, mark, moment)
        session.commit()
        current_app.extensions[NAME].hear(failures, moment)
        raise
