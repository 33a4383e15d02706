"""Offers and guesses at their codes that come too fast from one address wait a little.

Kept in memory and nowhere else: an address is its HMAC under a random key that is renewed daily,
for ten minutes. Each worker process counts for itself.
"""

import hmac
import secrets
from collections import deque
from datetime import date, datetime, timedelta
from threading import Lock

from flask import current_app, request
from flask.blueprints import BlueprintSetupState

from app import readers
from app.clock import day_of, now
from app.home.offer_room import blueprint
from surveys.errors import N_, SurveyError

NAME = "ronten_offers"
MOST, WINDOW = 30, timedelta(minutes=10)  # a room of people may share one address


class TooManyAtOnce(SurveyError):
    message = N_(
        "同じところから続けて送られているため、10分ほど待ってから、もう一度送ってください。"
        "入力したものは、この画面に残っています"
    )


class Lately:
    """What came lately, from where; without a name for where."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._key, self._day = secrets.token_bytes(32), date.min
        self._came: deque[tuple[datetime, bytes]] = deque()

    def note(self, place: str, moment: datetime) -> None:
        """Count one more.

        Raises:
            TooManyAtOnce
        """
        with self._lock:
            mark = self._mark(place, moment)
            while self._came and moment - self._came[0][0] >= WINDOW:
                self._came.popleft()
            if sum(each == mark for _, each in self._came) >= MOST:
                raise TooManyAtOnce
            self._came.append((moment, mark))

    def _mark(self, place: str, moment: datetime) -> bytes:
        if day_of(moment) != self._day:
            self._key, self._day = secrets.token_bytes(32), day_of(moment)
            self._came.clear()
        return hmac.digest(self._key, place.encode(), "sha256")


@blueprint.record_once
def _begin(setup: BlueprintSetupState) -> None:
    setup.app.extensions[NAME] = Lately()


def note() -> None:
    """Count what is sent now.

    Raises:
        TooManyAtOnce
    """
    lately: Lately = current_app.extensions[NAME]
    lately.note(readers.network(request.remote_addr or ""), now())
