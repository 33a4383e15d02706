"""A day's pause, the last second, a clock that is set back: nothing is lost or closes early."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Self

import pytest
from flask import Flask

from app import clock, periodic
from app.extensions import db
from surveys.questionnaires import ENDED, PUBLISHED, Questionnaire
from tests.app import asking, fielded
from tests.app.asking import PAGES, Town
from tests.app.test_respond import ANSWERS, opened
from tests.visit import one

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


class Clock:
    """The clock of the house, set by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch

    def set(self, moment: datetime) -> None:
        class Then(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Self:
                return cls.fromtimestamp(moment.timestamp(), tz or UTC)

        self._patch.setattr(clock, "datetime", Then)


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def town(app: Flask) -> Town:
    return asking.publish(app)


def closing(app: Flask, questionnaire_id: int) -> datetime:
    with app.app_context():
        end = db.session.get_one(Questionnaire, questionnaire_id).closes_at
    assert end is not None
    return end


def test_after_25_hours_the_page_is_taken_or_comes_back_with_all_answers(
    town: Town, hand: Clock
) -> None:
    phone = town.somebody()
    phone.starts()
    for said in PAGES[:3]:
        phone.answers(**said)
    hand.set(clock.now() + 25 * HOUR)
    page = phone.sends("/pages/4", 422, token="of another day", **PAGES[3])
    assert "もう一度「つぎへ」を押してください" in page.get_text()
    assert page.select_one("input[name=sat_bus][value='2'][checked]")
    assert one(page, "textarea[name=free]").get_text().strip() == PAGES[3]["free"]
    assert one(phone.opens("/pages/1"), "input[name=job_other]")["value"] == "農業"
    phone.opens("/pages/4")
    phone.answers(**PAGES[3])  # the fresh token
    hand.set(clock.now() + 25 * HOUR)
    phone.sends("/review")  # a page that stood open all the time
    assert opened(town) == [ANSWERS]


def test_the_last_second_counts_and_the_next_does_not(town: Town, hand: Clock) -> None:
    end = closing(town.app, town.id)
    for left in (1, 0):
        phone = town.somebody()
        hand.set(end - HOUR)
        phone.starts()
        phone.answers_all()
        hand.set(end - left * SECOND)
        page = phone.sends("/review", 200 if left else 422)
        assert ("受け取りました" if left else "受付は終わりました") in page.get_text()
    late = phone.sends("/pages/4", 422, free="間に合わなかった意見")
    assert "間に合わなかった意見" in one(late, "textarea").get_text()
    assert opened(town) == [ANSWERS]


def test_a_clock_set_back_opens_nothing_early_and_nothing_again(app: Flask, hand: Clock) -> None:
    """A second before the deadline, at it, an hour back, at it again: one opening."""
    here = fielded.published(app, fielded.OPEN_LINK, arrived=21, days=1)
    end = closing(app, here.questionnaire)
    met = []
    for moment in (end - SECOND, end, end - HOUR, end + SECOND):
        hand.set(moment)
        with app.app_context():
            periodic.tend()
            met.append(db.session.get_one(Questionnaire, here.questionnaire).state)
    assert met == [PUBLISHED, ENDED, ENDED, ENDED]
    page = app.test_client().post(f"/respond/{here.questionnaire}/start")
    assert page.status_code == 422
    assert "受付は終わりました" in page.text


def test_a_clock_set_back_before_the_deadline_sends_nobody_away(town: Town, hand: Clock) -> None:
    end = closing(town.app, town.id)
    phone = town.somebody()
    hand.set(end - HOUR)
    phone.starts()
    phone.answers_all()
    hand.set(end - 2 * HOUR)
    phone.sends("/review")
    assert phone.heading == "回答を受け取りました"
