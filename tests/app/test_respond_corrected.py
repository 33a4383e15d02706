"""訂正と回答中の人: whoever is half way loses nothing, and finishes the sheet as it is now."""

from dataclasses import replace

import pytest
from flask import Flask

from app.clock import now
from app.extensions import db
from surveys import questionnaires, sealing
from surveys.documents import Document, Section
from surveys.envelopes import Envelope
from surveys.kinds import Question
from surveys.questionnaires import Questionnaire
from tests.app import asking
from tests.app.asking import DOCUMENT, PAGES, Somebody, Town, choices
from tests.app.test_respond import ANSWERS, opened
from tests.visit import one

NEW = Question(
    "pets", "動物を飼っていますか", "single", choices=choices("はい", "いいえ"), section="s0"
)


def correct(town: Town, document: Document) -> None:
    with town.app.app_context():
        found = db.session.get_one(Questionnaire, town.id)
        questionnaires.correct(db.session(), found, document, now())
        db.session.commit()


def half_way(town: Town) -> Somebody:
    """Somebody who answered the first page and has the second one open, of the first version."""
    phone = town.somebody()
    phone.starts()
    phone.answers(**PAGES[0])
    return phone


@pytest.fixture
def town(app: Flask) -> Town:
    return asking.publish(app)


def test_a_page_from_before_a_correction_answers_what_it_asked(town: Town) -> None:
    phone = half_way(town)
    assert one(phone.page, "input[name=version]")["value"] == "1"
    first = (Section("s0", "はじめに"), *DOCUMENT.sections)
    reworded = replace(DOCUMENT.question("live"), label="いまの住みごこちはいかがですか")
    asked = [reworded if each.code == "live" else each for each in DOCUMENT.questions]
    correct(town, replace(DOCUMENT, sections=first, questions=(NEW, *asked)))

    # /pages/2 asks for age and home now; the form that is open asks how it is to live here.
    phone.answers(version="1", **PAGES[1])
    assert one(phone.opens("/pages/2"), "input[name=age]")["value"] == "42"
    assert one(phone.opens("/pages/3"), "input[name=live][checked]")["value"] == "3"
    assert "いまの住みごこち" in phone.page.get_text()
    phone.opens("/pages/4")
    phone.answers(version="2", **PAGES[2])
    phone.answers(version="2", **PAGES[3])
    assert "動物を飼っていますか" in phone.page.get_text(), "the new one can still be answered"
    phone.sends("/review")
    assert opened(town) == [ANSWERS]
    with town.app.app_context():
        (sealed,) = db.session.scalars(db.select(Envelope.sealed))
        assert sealed is not None
        assert sealing.unseal(town.private, sealed)[0] == 2


def test_a_correction_with_fewer_pages_still_takes_the_last_page(town: Town) -> None:
    phone = half_way(town)
    phone.answers(**PAGES[1])
    phone.answers(**PAGES[2])
    kept = tuple(each for each in DOCUMENT.questions if each.code != "why")
    correct(town, replace(DOCUMENT, questions=kept))
    phone.answers(version="1", **PAGES[3])
    phone.sends("/review")
    assert opened(town) == [{name: said for name, said in ANSWERS.items() if name != "why"}]
