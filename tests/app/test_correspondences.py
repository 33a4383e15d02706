"""対応分析 at the desk."""

from collections.abc import Mapping

from flask import Flask

from tests import make
from tests.analysis import made
from tests.analysis.test_mapped import AREA, FULL, USE, rows
from tests.conftest import SignIn
from tests.visit import visit

ASKED = "question=用事&axis=地区"
PAGE = f"/desk/plans/1/questionnaires/1/correspondence?{ASKED}"
TABLES = "/desk/plans/1/questionnaires/1/tables"


def town(app: Flask, table: Mapping[str, tuple[int, ...]]) -> None:
    make.town(app, made.frame((AREA, USE), rows(table)))


def test_a_crosstab_leads_to_its_map(app: Flask, sign_in: SignIn) -> None:
    town(app, FULL)
    client = sign_in("viewer")
    crosstab = visit(client, f"{TABLES}/crosstab?{ASKED}")
    assert crosstab.find("a", string="対応分析の図で見る")

    page = visit(client, PAGE)
    assert "回答の違い（慣性）の100.0%を表しています" in page.text
    points = [tag.get_text(strip=True) for tag in page.select(".compared tbody th")]
    assert points == ["東", "西", "北", "回答: 通院", "回答: 買い物", "回答: 通学"]
    assert "通院" in client.get(f"{TABLES}/old/mapped.svg?{ASKED}", follow_redirects=True).text


def test_its_file_says_how_far_it_may_be_read(app: Flask, sign_in: SignIn) -> None:
    town(app, FULL)
    file = sign_in("planner").post(f"{TABLES}/mapped/csv?{ASKED}").text
    assert "原因を示すものではありません" in file
    assert "地区: 東" in file


def test_what_cannot_be_mapped_leads_back_to_its_table(app: Flask, sign_in: SignIn) -> None:
    town(app, {"東": (40, 40)})
    page = visit(sign_in("viewer"), PAGE)
    assert "この表は図にできません" in page.text
    assert page.find("a", string="クロス集計の表へ戻る")
