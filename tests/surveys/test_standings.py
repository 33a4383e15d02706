"""Which of the sheets sent under one receipt counts, and what of it each phone is told."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys import access, standings
from surveys.envelopes import Envelope
from surveys.standings import Standing
from tests.surveys.sealed import Asked, published, sender


@pytest.fixture(params=["codes", "open"])
def asked(session: Session, tmp_path: Path, request: pytest.FixtureRequest) -> Asked:
    ways = {"codes": "random", "open": "open"}
    return published(session, tmp_path / "keys", access=request.param, sampling=ways[request.param])


def test_the_last_sheet_under_a_receipt_counts(session: Session, asked: Asked) -> None:
    coded = asked.questionnaire.access == "codes"
    first = sender(asked.codes(session, 1)[0] if coded else "")
    assert standings.find(session, asked.keys, first) is None, "nothing was sent"
    sent = [replace(first, once=str(number), changes=number > 0) for number in range(3)]
    for each in sent:
        asked.send(session, each, {"q1": "1"})
    session.expire_all()
    told = [standings.find(session, asked.keys, each) for each in sent]
    assert told == [Standing(1, 3), Standing(2, 3), Standing(3, 3)]
    assert [each.counts for each in told if each] == [False, False, True]
    about_to = replace(first, once="not sent yet", changes=True)
    assert standings.find(session, asked.keys, about_to) == Standing(0, 3)
    other = replace(first, receipt=access.new_code())
    assert standings.find(session, asked.keys, other) is None, "only the receipt tells"
    session.scalars(select(Envelope)).one().sealed = None
    assert standings.find(session, asked.keys, first) == Standing(0, 3, opened=True)
