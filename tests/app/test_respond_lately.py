"""さきほどの受付: what a page may know from a moment ago, and what is asked each time."""

import time

import pytest
from flask import Flask
from sqlalchemy import text

from app.extensions import db
from app.respond import lately
from surveys.envelopes import Draft
from surveys.questionnaires import Questionnaire
from tests.app import asking
from tests.app.asking import PAGES, Town


@pytest.fixture
def town(app: Flask) -> Town:
    return asking.publish(app)


def ended_by_another_process(town: Town) -> None:
    with town.app.app_context(), db.engine.begin() as other:
        other.execute(text("UPDATE questionnaire SET state = 'ended'"))


def test_an_end_elsewhere_stops_whoever_sends_at_once_and_whoever_looks_in_a_second(
    town: Town,
) -> None:
    phone, other = town.somebody(), town.somebody()
    phone.starts()
    other.opens()
    ended_by_another_process(town)

    phone.answers(status=422, **PAGES[0])
    with town.app.app_context():
        assert not db.session.scalars(db.select(Draft.key_hmac)).all(), "nothing came in behind it"
    time.sleep(lately.LONGEST)
    assert "受付は終わりました" in other.opens().get_text()


def test_what_this_process_changed_is_seen_at_once(town: Town) -> None:
    phone = town.somebody()
    assert "受付は終わりました" not in phone.opens().get_text()
    with town.app.app_context():
        db.session.get_one(Questionnaire, town.id).closes_at = asking.days(0)
        db.session.commit()
    assert "受付は終わりました" in phone.opens().get_text()
