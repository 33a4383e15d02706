"""Orders, points and sets from a planner's file to the phone, and from paper to the envelope."""

from dataclasses import replace
from io import BytesIO
from typing import Any

from flask import Flask

from app.extensions import db
from app.keyring import keys_of
from surveys import paper_sheets
from surveys.documents import Document
from surveys.formats import FORMATS
from surveys.paper_sheets import PaperSheet
from surveys.questionnaires import Questionnaire
from tests import make
from tests.app import asking, fielded, papered
from tests.app.opened import correct
from tests.app.test_respond import opened
from tests.conftest import SignIn
from tests.visit import one, spoken, submit, visit

LISTED = "choices: [道路, バス, 公園, 介護, 学校]"
SAID = f"""\
title: 力を入れてほしいこと
audience: citizen
sampling: open
questions:
- {{code: r, label: 大切な順に3つ, kind: ranking, limit: 3, {LISTED}}}
- {{code: p, label: 100点を配る, kind: points, {LISTED}}}
- {{code: b, label: どれが重要か, kind: best_worst, {LISTED}}}
translations:
  en: {{r: The three that matter most, "r:1": Roads}}
"""


def document() -> Document:
    return FORMATS["yaml"].read(SAID.encode()).whole().document


def test_a_draft_shows_its_sets_and_can_be_tried(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        db.session.add(make.plan())
        db.session.commit()
    planner, desk = sign_in("planner"), "/desk/plans/1/drafting"
    reply = planner.post(desk, data={"file": (BytesIO(SAID.encode()), "調査.yaml")})
    assert reply.status_code == 302, reply.text
    shown = visit(planner, f"{desk}/1")
    assert [chip.text for chip in shown.select("#問1 .sub")][:1] == ["3位まで"]
    folded = spoken(one(shown, "#問3 details"))
    assert "どの選択肢も3回示し、どの2つも1～2回、同じ組に入ります" in folded
    assert "最も重要・最も重要でない" in folded
    with planner.get(f"{desk}/1/questionnaire.yaml") as file:
        assert FORMATS["yaml"].read(file.data).whole().document.questions == document().questions
    tried = submit(planner, f"{desk}/1/preview", {"page": "1", "go": "next", "p_1": "90"}, 422)
    assert "合計が90点です" in one(tried, "#q2-error").text
    assert one(tried, "input[name=p_1]")["value"] == "90"


def test_what_is_wrong_is_told_where_it_is_and_what_is_right_is_read_back(app: Flask) -> None:
    town = asking.publish(app, document())
    phone = town.somebody()
    phone.starts()
    (first, second, *_), places = document().question("b").sets[0], phone.page.select("select")
    assert [len(place.select("option")) for place in places] == [4] * 5
    wrong: dict[str, Any] = {
        "r_1": "1",
        "r_3": "1",
        "p_2": "１００",
        "b_1_best": first,
        "b_1_worst": first,
    }
    page = phone.answers(422, **wrong)
    assert "「道路」「公園」が同じ1位" in one(page, "#q1-error").text
    assert one(page, "select[name=r_3] option[selected]")["value"] == "1"
    assert one(page, "input[name=p_2]")["value"] == "１００"
    assert page.select_one("#q2-error") is None
    assert one(page, ".best-worst.bad #q3-1")["name"] == "b_1_best"
    review = phone.answers(**wrong | {"r_3": "2", "b_1_worst": second})
    labels = {choice.code: choice.label for choice in document().question("b").choices}
    told = [[spoken(line) for line in each.select("p")] for each in review.select("dd")]
    assert told[:2] == [["1位: 道路", "2位: 公園"], ["バス: １００点"]]
    assert told[2] == [f"1組目: 最も重要 {labels[first]}、最も重要でない {labels[second]}"]
    phone.sends("/review")
    assert opened(town) == [
        {"r": ["1", "3"], "p": {"2": 100}, "b": {"1_best": first, "1_worst": second}}
    ]


def test_an_order_is_asked_in_other_languages(app: Flask) -> None:
    phone = asking.publish(app, document()).somebody()
    phone.opens("?lang=en")
    page = phone.starts()
    assert spoken(one(page, "label[for=q1-1]")) == "Roads"
    assert spoken(one(page, "#q1-1 option[value='2']")) == "Place 2"
    assert "Most important" in spoken(page.select(".best-worst")[0])
    assert "points" in spoken(phone.answers(422, p_1="90").select("#q2-error")[0])


def test_all_three_are_typed_from_paper(app: Flask) -> None:
    of = papered.papered(app)
    asked = document().questions
    with app.app_context():
        wider = replace(fielded.DOCUMENT, questions=(*fielded.DOCUMENT.questions, *asked))
        correct(of.here.questionnaire, wider)
    path = f"{of.typing}/{of.numbers[0]}"
    page = visit(of.typist, path)
    numbers = one(page, f"#{one(page, '#b_1_worst')['data-numbers']}")
    assert [li["data-number"] for li in numbers.select("li")] == list(asked[2].sets[0])
    assert numbers["id"] == "b_1_best-numbers", "told once for both ends of a set"
    assert spoken(one(page, "label[for=b_2_best]")) == "2組目: 最も重要"

    first, second, *_ = asked[2].sets[0]
    said = {"r": "33", "p_1": "60", "p_2": "30", "b_1_best": first, "b_1_worst": first}
    page = submit(of.typist, path, said | {"act": "finish"}, 422)
    assert [link["href"] for link in page.select("#errors a")] == ["#r", "#p_1", "#b_1_best"]
    said |= {"r": "31", "p_2": "40", "b_1_worst": second}
    submit(of.typist, path, said | {"act": "finish"})
    with app.app_context():
        found = db.session.get_one(Questionnaire, of.here.questionnaire)
        kept = paper_sheets.typed(keys_of(found), db.session.get_one(PaperSheet, of.numbers[0]))
    assert kept is not None
    assert kept.entry.answers == {
        "r": ["3", "1"],
        "p": {"1": 60, "2": 40},
        "b": {"1_best": first, "1_worst": second},
    }
