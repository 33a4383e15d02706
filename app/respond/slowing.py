"""Guessing is slowed: who fails often waits a little. Kept in memory and nowhere else.

An address is kept as its HMAC under a random key that is renewed daily, for ten minutes. Several
people may share one address, so nobody is locked out. Each worker process counts for itself.
"""

import hmac
import logging
import secrets
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from ipaddress import IPv6Address, ip_address
from threading import Lock

from flask import current_app, request
from flask.blueprints import BlueprintSetupState

from app.clock import day_of, now
from app.respond.room import blueprint
from surveys.access import CodeUnknown, LinkUnknown
from surveys.envelopes import ReceiptUnknown, WrongWord
from surveys.errors import N_, SurveyError

log = logging.getLogger(__name__)
NAME = "ronten_guesses"
FAILURES, WINDOW = 10, timedelta(minutes=10)
ALARM, HOUR = 1000, timedelta(hours=1)


class TooManyTries(SurveyError):
    message = N_("入力のまちがいが続いたため、少しお待ちいただいています")


class NothingSaved(SurveyError):
    message = N_("書きかけの回答は見つかりませんでした")


GUESSES = (CodeUnknown, LinkUnknown, ReceiptUnknown, WrongWord, NothingSaved)


class Guesses:
    """What failed lately, from where; without a name for where."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._key, self._day = secrets.token_bytes(32), date.min
        self._recent: deque[tuple[datetime, bytes]] = deque()
        self._failures: Counter[bytes] = Counter()
        self._all: deque[datetime] = deque()
        self._alarmed: datetime | None = None

    def must_not_wait(self, address: str, moment: datetime) -> None:
        """Let through who has not failed ten times in ten minutes.

        Raises:
            TooManyTries
        """
        with self._lock:
            self._forget(moment)
            if self._failures[self._mark(address, moment)] >= FAILURES:
                raise TooManyTries

    def note(self, address: str, moment: datetime) -> None:
        """Count a failure."""
        with self._lock:
            mark = self._mark(address, moment)
            self._recent.append((moment, mark))
            self._failures[mark] += 1
            self._all.append(moment)
            self._forget(moment)
            quiet = self._alarmed is None or moment - self._alarmed >= HOUR
            if len(self._all) >= ALARM and quiet:
                self._alarmed = moment
                log.warning("codes are being guessed: %d failures in an hour", len(self._all))

    def _mark(self, address: str, moment: datetime) -> bytes:
        if day_of(moment) != self._day:
            self._key, self._day = secrets.token_bytes(32), day_of(moment)
            self._failures.clear()
            self._recent.clear()
        return hmac.digest(self._key, _network(address).encode(), "sha256")

    def _forget(self, moment: datetime) -> None:
        while self._all and moment - self._all[0] >= HOUR:
            self._all.popleft()
        while self._recent and moment - self._recent[0][0] >= WINDOW:
            mark = self._recent.popleft()[1]
            self._failures[mark] -= 1
            if self._failures[mark] <= 0:
                del self._failures[mark]


@blueprint.record_once
def _begin(setup: BlueprintSetupState) -> None:
    setup.app.extensions[NAME] = Guesses()


@contextmanager
def guessing() -> Iterator[None]:
    """Count what fails inside as a guess.

    Raises:
        TooManyTries: too much has failed before.
    """
    guesses: Guesses = current_app.extensions[NAME]
    address, moment = request.remote_addr or "", now()
    guesses.must_not_wait(address, moment)
    try:
        yield
    except GUESSES:
        guesses.note(address, moment)
        raise


def _network(address: str) -> str:
    """An address; of IPv6 the part that a household keeps."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return found.exploded[:19] if isinstance(found, IPv6Address) else address
