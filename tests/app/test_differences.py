"""群どうしの差 on the crosstab page and in its files."""

import io

from flask import Flask
from openpyxl import load_workbook

from tests import make
from tests.analysis import made
from tests.analysis.comparing.test_differing import TOWN, VARIABLES
from tests.conftest import SignIn
from tests.visit import visit

TABLES = "/desk/plans/1/questionnaires/1/tables"
ASKED = "question=bus&axis=年代"


def town(app: Flask) -> None:
    make.town(app, made.frame(VARIABLES, TOWN))


def test_letters_are_a_switch_on_the_crosstab(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("viewer")
    plain = visit(client, f"{TABLES}/crosstab?{ASKED}")
    assert not plain.select(".letters")

    page = visit(client, f"{TABLES}/crosstab?{ASKED}&letters=bonferroni&weight=0")
    rows = [tag.get_text(strip=True) for tag in page.select("table.crossed tbody th")]
    assert rows[:4] == ["全体", "A 20代", "B 40代", "C 60代"]
    assert [tag.text for tag in page.select(".letters")] == ["b", "a"]
    assert "「乗る」と答えた人は20代の60.0%（n=100）で、40代の40.0%" in page.text
    assert "その文字の群より割合が高い" in page.text


def test_a_correction_nobody_knows_compares_nothing(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(sign_in("viewer"), f"{TABLES}/crosstab?{ASKED}&letters=x")
    assert not page.select(".letters")


def test_the_file_holds_the_letters_too(app: Flask, sign_in: SignIn) -> None:
    town(app)
    reply = sign_in("planner").post(f"{TABLES}/crosstab/excel?{ASKED}&letters=bh&weight=0")
    rows = list(load_workbook(io.BytesIO(reply.data)).worksheets[0].iter_rows(values_only=True))
    assert any("群どうしの差（BH補正）" in str(row[0]) for row in rows)
    assert any(row[0] == "A 20代" and row[1] in {"b", "B", "bc", "Bc"} for row in rows)
