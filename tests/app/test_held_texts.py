"""職員の自由記述: nobody reads on before a keeper has read, and masked, and let go."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.extensions import db
from surveys import openings, responses
from surveys.audit import AuditEntry
from surveys.openings import HeldText
from surveys.questionnaires import Questionnaire
from tests.app import fielded
from tests.app.fielded import PASSPHRASE, Fielded
from tests.conftest import SignIn
from tests.visit import one, submit, visit


@pytest.fixture
def keeper(sign_in: SignIn) -> FlaskClient:
    return sign_in("keeper")


@pytest.fixture
def here(app: Flask, keeper: FlaskClient) -> Fielded:
    """A questionnaire for staff with 22 texts to read."""
    made = fielded.published(app, fielded.STAFF, arrived=22, days=0)
    submit(keeper, f"{made.desk}/opening", {"passphrase": PASSPHRASE})
    return made


def held(app: Flask, here: Fielded) -> list[HeldText]:
    with app.app_context():
        found = db.session.get_one(Questionnaire, here.questionnaire)
        return openings.held_texts(db.session(), found)


def voices(app: Flask, here: Fielded) -> list[str]:
    """What themes and the digest can read."""
    with app.app_context():
        found = db.session.get_one(Questionnaire, here.questionnaire)
        return [words for _, words in responses.texts(db.session(), found, "q2")]


def test_texts_stand_in_the_order_of_random_ids_without_any_attribute(
    app: Flask, here: Fielded, keeper: FlaskClient
) -> None:
    page = visit(keeper, f"{here.desk}/texts")
    shown = [int(str(box["value"])) for box in page.select("input[name=chosen]")]
    assert shown == sorted(text.id for text in held(app, here))[:20]
    assert "ほかに2件あります" in page.text
    assert "企画課" not in one(page, "form.stack").get_text()
    assert voices(app, here) == []


def test_what_is_released_can_be_read_as_it_was_masked(
    app: Flask, here: Fielded, keeper: FlaskClient
) -> None:
    first, second, *_ = held(app, here)
    said = {
        "chosen": str(first.id),
        f"words-{first.id}": "〇〇が足りない",
        f"words-{second.id}": "書き換えた声",
        "decision": "release",
        "question": "q2",
    }
    page = submit(keeper, f"{here.desk}/texts", said)
    assert "1件を公開できる声にしました" in page.text
    assert voices(app, here) == ["〇〇が足りない"]
    assert "書き換えた声" in [text.words for text in held(app, here)]
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry is not None
        assert (entry.what, entry.details) == ("held_text.release", {"number": 1})


def test_what_is_kept_back_is_gone(app: Flask, here: Fielded, keeper: FlaskClient) -> None:
    chosen = [str(text.id) for text in held(app, here)[:5]]
    said = {"chosen": chosen, "decision": "drop", "question": "q2"}
    page = submit(keeper, f"{here.desk}/texts", said)
    assert "5件を出さないことにしました" in page.text
    assert len(held(app, here)) == 17
    assert voices(app, here) == []


def test_nothing_ticked_is_said_and_what_was_written_over_stays(
    app: Flask, here: Fielded, keeper: FlaskClient
) -> None:
    first = held(app, here)[0]
    said = {f"words-{first.id}": "伏せた声", "decision": "release", "question": "q2"}
    page = submit(keeper, f"{here.desk}/texts", said, 422)
    assert "チェックを付けた声がありません" in page.text
    assert "伏せた声" in page.text


def test_odd_ids_choose_nothing(here: Fielded, keeper: FlaskClient) -> None:
    for odd in ("x", "-1", "9" * 40, "1"):
        said = {"chosen": odd, f"words-{odd}": "x", "decision": "release"}
        submit(keeper, f"{here.desk}/texts", said, 422)


def test_only_a_keeper_reads_them(here: Fielded, sign_in: SignIn) -> None:
    visit(sign_in("planner", "section", "viewer", name="ito"), f"{here.desk}/texts", 403)
