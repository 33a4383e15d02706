"""Pairs, dates and short lines from the envelope to the pages of results; a note is in none."""

from flask import Flask

from app import bridge
from app.extensions import db
from surveys.documents import Document
from surveys.kinds import KINDS, Question, Row
from surveys.questionnaires import Questionnaire
from tests.app.opened import ASKED, opened
from tests.conftest import SignIn
from tests.visit import one, spoken, visit

ROWS = (Row("bus", "バス"), Row("road", "道路"), Row("park", "公園"))
PAIR = Question("q1", "市の取り組みについてお答えください", "pair", rows=ROWS)
DOCUMENT = Document(
    title="調査",
    questions=(
        Question("n1", "はじめにお読みください", "note"),
        KINDS["pair"].usual(PAIR),
        Question("q2", "転入した日", "date"),
        Question("q3", "よく行く店", "line"),
        Question("q4", "ご意見", "text"),
    ),
)
SHOPS = ("道の駅 旭", "道の駅旭", "イオン")


def sheet(n: int) -> dict[str, list[str]]:
    """Content with the buses less and less, and with the parks more and more."""
    judged = {"bus": ("4", "1"), "road": (str(1 + n % 4), "2"), "park": ("2", str(2 + n % 3))}
    pair = {
        f"q1_{aspect}_{row}": [said]
        for row, both in judged.items()
        for aspect, said in zip(("sat", "imp"), both, strict=True)
    }
    date = {"q2_year": [f"令和{1 + n % 5}"], "q2_month": [str(5 + n % 8)], "q2_day": ["7"]}
    return pair | date | {"q3": [SHOPS[n % 3]]}


def test_every_kind_comes_into_the_results(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        opened(app, DOCUMENT, [sheet(n) for n in range(24)])
        found = bridge.answers(db.session(), db.session.get_one(Questionnaire, 1))
        assert [
            each.code for each in bridge.asked(db.session(), db.session.get_one(Questionnaire, 1))
        ] == [
            "q1",
            "q2",
            "q3",
            "q4",
        ]
    assert list(found.frame["q1_sat_bus"].unique()) == ["4"]
    assert set(found.frame["q2_year"]) == {"2019", "2020", "2021", "2022", "2023"}
    assert set(found.frame["q2_month"]) == {str(month) for month in range(5, 13)}
    client = sign_in("planner")

    shown = visit(client, ASKED)
    assert "はじめにお読みください" not in spoken(shown)
    tables = spoken(visit(client, f"{ASKED}/tables"))
    for words in ("（満足度）／バス", "（重要度）／公園", "転入した日（月）", "転入した日（曜日）"):
        assert words in tables
    judged = spoken(visit(client, f"{ASKED}/importance"))
    assert "市の取り組みについてお答えください（満足度）" in judged

    listed = visit(client, f"{ASKED}/themes")
    card = one(listed, "li:has(table)")
    rows = [
        [cell.get_text(strip=True) for cell in row.select("th, td")] for row in card.select("tr")
    ]
    assert rows == [["言葉", "件数"], ["道の駅 旭", "16"], ["イオン", "8"]]
    assert not card.select("form"), "a short line is not forced into themes"
