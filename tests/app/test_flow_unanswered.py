"""Questionnaires without answers, or with too few: every page says in a sentence why."""

import pytest
from flask import Flask

from app.extensions import db
from surveys import documents
from tests.app import opened
from tests.app.opened import ASKED, DESK, SAID
from tests.conftest import SignIn
from tests.surveys.asked import DOCUMENT
from tests.visit import submit, visit

PAGES = ("/tables", "/tables/crosstab", "/themes")
WORK = (
    *(f"{ASKED}/tables/{kind}" for kind in ("book", "frequency/csv", "crosstab/csv")),
    f"{ASKED}/themes",
    f"{DESK}/drafts/ask/1",
)


def _without(app: Flask, state: str) -> str:
    """A questionnaire without answers, and what its pages say of it."""
    with app.app_context():
        if state == "few":
            opened.opened(app, DOCUMENT, SAID[:9])
            return "届いた回答は9票で、10票に満たない"
        if state == "nobody":
            opened.opened(app, DOCUMENT, ())
            return "届いた回答は0票"
        asked = opened.published(app, DOCUMENT)
        opened.send(asked, DOCUMENT, SAID[:3])
        if state == "sealed":
            return "封緘されたまま"
        asked.questionnaire.state = "draft"
        asked.questionnaire.draft = documents.write(DOCUMENT) if state == "draft" else None
        db.session.commit()
        return "まだ公開していない下書き"


@pytest.mark.parametrize("state", ["few", "nobody", "sealed", "draft", "empty"])
def test_a_questionnaire_without_answers_says_why_on_every_page(
    app: Flask, sign_in: SignIn, state: str
) -> None:
    sentence, client = _without(app, state), sign_in("planner")
    for page in PAGES:
        assert sentence in opened.words(visit(client, f"{ASKED}{page}")), page
    visit(client, f"{DESK}/questionnaires")
    visit(client, f"{DESK}/drafts?questionnaire=1", 404 if "下書き" in sentence else 200)
    assert client.get(f"{ASKED}/tables/old/frequency.svg?question=q3").status_code == 422
    for path in WORK:
        refused = submit(client, path, {"question": "q6"}, 422)
        assert "開封した回答がまだない" in opened.words(refused)


def test_a_plan_of_drafts_has_nothing_to_count_yet(app: Flask, sign_in: SignIn) -> None:
    _without(app, "draft")
    client = sign_in("planner")
    for room in ("tables", "themes", "drafts"):
        visit(client, f"{DESK}/{room}")


def test_under_twenty_answers_are_counted_and_what_they_wrote_is_not_kept(
    app: Flask, sign_in: SignIn
) -> None:
    with app.app_context():
        opened.opened(app, DOCUMENT, SAID[:12])
    client = sign_in("planner")
    page = visit(client, f"{ASKED}/themes")
    assert "回答が20票に満たないため、自由記述は残していません。" in opened.words(page)
    assert "声 0件" in opened.words(page)
    assert "n=12" in opened.counted(visit(client, f"{ASKED}/tables"), "車の運転")
