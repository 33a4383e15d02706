"""紙の入力: a typist opens their own sheets, types them, and loses nothing on the way."""

from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.keyring import keys_of
from surveys import paper_sheets
from surveys.bundles import TypedCount
from surveys.paper_sheets import PaperSheet
from surveys.questionnaires import Questionnaire
from tests.app import papered
from tests.app.papered import Papered
from tests.visit import one, submit, visit


def held(app: Flask, of: Papered, number: str) -> paper_sheets.Typing | None:
    """What is typed of a sheet, as whoever holds the keys reads it."""
    with app.app_context():
        found = db.session.get_one(Questionnaire, of.here.questionnaire)
        return paper_sheets.typed(keys_of(found), db.session.get_one(PaperSheet, number))


def test_a_sheet_is_typed_and_the_next_one_opens(app: Flask) -> None:
    of = papered.papered(app)
    first, second, _ = of.numbers
    page = visit(of.typist, of.typing)
    assert len(page.select(".sheet-list a")) == 3
    assert of.typist.get(of.typing, query_string={"number": first}).status_code == 302
    said = {"section": "1", "q1": "2", "q2": "バスが少ない", "assisted": "y"}
    path = f"{of.typing}/{first}"
    page = submit(of.typist, path, said | {"act": "finish", "next": f"{second[:3]}-{second[3:]}"})

    assert paper_sheets.grouped(second) in one(page, "h1").text
    assert "入力済みにしました" in page.text
    typed = held(app, of, first)
    assert typed is not None
    assert typed.entry.answers == {"section": "1", "q1": "2", "q2": "バスが少ない"}
    assert typed.assisted
    with app.app_context():
        box = db.session.get_one(PaperSheet, first).box or b""
        assert "バス".encode() not in box
        assert [each.number for each in db.session.scalars(select(TypedCount))] == [1]
    again = visit(of.typist, path)
    assert one(again, "#q1")["value"] == "2"
    submit(of.typist, path, said | {"q1": "1", "act": "keep"})
    submit(of.typist, path, said | {"q1": "1", "act": "finish"})
    with app.app_context():
        assert [each.number for each in db.session.scalars(select(TypedCount))] == [1]


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(app: Flask) -> None:
    of = papered.papered(app)
    path = f"{of.typing}/{of.numbers[0]}"
    said = {"section": "3", "q1": "12", "q2": "長い声", "act": "finish", "next": of.numbers[1]}
    page = submit(of.typist, path, said, 422)
    assert str(one(page, "title").text).startswith("エラー")
    assert [link["href"] for link in page.select("#errors a")] == ["#section", "#q1"]
    assert one(page, "#q1")["value"] == "12"
    assert one(page, "#q2").text.strip() == "長い声"
    assert one(page, "#next")["value"] == of.numbers[1]
    assert "autofocus" in one(page, "#section").attrs
    assert held(app, of, of.numbers[0]) is None

    page = submit(of.typist, path, said | {"section": "1", "q1": "*", "next": "ZZZ"}, 422)
    assert "あなたの束にありません" in one(page, "#next-error").text
    assert set(papered.in_bundle(app, of.bundle).values()) == {"blank"}
    page = submit(of.typist, path, said | {"act": "keep"})
    assert "入力の途中" in page.text
    assert one(page, "#q1")["value"] == "12"


def test_somebody_elses_sheet_is_not_found(app: Flask) -> None:
    of = papered.papered(app)
    other, _ = papered.typist(app, "ito", of.here.plan)
    for number in of.numbers:
        visit(other, f"{of.typing}/{number}", 404)
    submit(other, f"{of.typing}/{of.numbers[0]}", {"act": "finish"}, 404)
    page = visit(other, f"{of.typing}?number={of.numbers[0]}", 422)
    assert page.select(".sheet-list") == []
    visit(other, f"/desk/plans/{of.here.plan}", 403)
    visit(other, f"{of.here.desk}/paper", 403)
