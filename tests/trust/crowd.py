"""Sixteen people who answer at once, each answer with a mark of its own, whatever is struck."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import select

from app.extensions import db
from surveys import sealing
from surveys.envelopes import Envelope
from surveys.kinds import Question
from tests.app.asking import DOCUMENT, Town
from tests.respondents import Address, Fields, Phone, Respondent, usual

PEOPLE, EACH = 16, 2
PATIENCE = 60.0  # seconds that a phone goes on trying


@contextmanager
def somebody(at: Address, town: Town, mark: str, *, patience: float = 0) -> Iterator[Respondent]:
    """Who writes this mark where their own words are asked for."""

    def fill(question: Question) -> Fields:
        return {question.code: [mark]} if question.kind == "text" else usual(question)

    phone = Phone(at, patience=patience, timeout=30)
    yield Respondent(phone, town.id, DOCUMENT, fill=fill)
    phone.hang_up()


def marks(town: Town) -> list[str]:
    """The marks in the envelopes."""
    mine = select(Envelope.sealed).where(Envelope.questionnaire_id == town.id)
    with town.app.app_context():
        sealed = db.session.scalars(mine).all()
    return sorted(str(sealing.unseal(town.private, each)[1]["free"]) for each in sealed if each)


@dataclass(slots=True)
class Crowd:
    """People who answer; `acknowledged` are the marks whose receipt they have seen."""

    at: Address
    town: Town
    acknowledged: list[str] = field(default_factory=list)
    again: int = 0

    def answers(self, *strikes: Callable[[], object]) -> None:
        """Let all of them answer, and strike in between, evenly."""
        number = PEOPLE * EACH
        with ThreadPoolExecutor(PEOPLE) as threads:
            done = [threads.submit(self._answer, f"{place:03}") for place in range(number)]
            for place, strike in enumerate(strikes, 1):
                while len(self.acknowledged) < number * place // (len(strikes) + 1):
                    time.sleep(0.01)
                strike()
        for each in done:
            each.result()

    def _answer(self, mark: str) -> None:
        with somebody(self.at, self.town, mark, patience=PATIENCE) as each:
            each.answers()
        self.acknowledged.append(mark)
        self.again += each.phone.again
