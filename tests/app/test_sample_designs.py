"""標本設計 at the desk: from a pasted table to strata, letters and the paper for the 市民課."""

from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from app.extensions import db
from surveys import sample_designs
from surveys.questionnaires import Questionnaire
from tests.app import fielded
from tests.app.fielded import Fielded
from tests.conftest import SignIn
from tests.visit import one, spoken, submit, visit

TABLE = "地区\t18〜39歳\t40歳以上\t計\n中央\t4,000\t6,000\t10,000\n山\t30\t70\t100\n"
WISH: dict[str, Any] = {
    "reference_day": "2026-04-01",
    "youngest": "18",
    "counts": TABLE,
    "rate": "40",
    "goal": "fixed",
    "margin": "3",
    "total": "１,０００通",
    "allocation": "proportional",
    "least": "",
    "method": "steps",
    "purpose": "くらしの満足を知るため\r\n次の計画に使う",
    "foreigners": "with",
    "others": "施設入所者を含む",
    "section": "企画課 企画係",
    "contact": "内線 123",
    "deliver_by": "2026-05-01",
}


@pytest.fixture
def planner(app: Flask, sign_in: SignIn) -> FlaskClient:
    return sign_in("planner")


def rows(page: BeautifulSoup) -> dict[str, list[str]]:
    """{stratum: its figures}."""
    return {
        str(one(row, "th").contents[0]).strip(): [spoken(cell) for cell in row.select("td.number")]
        for row in page.select(".sample-strata tbody tr")
    }


def cells(sheet: Any, first: int) -> list[list[Any]]:
    """A sheet's values from this row on."""
    return [list(row) for row in sheet.iter_rows(min_row=first, values_only=True)]


def seen(page: BeautifulSoup) -> str:
    return str(page.select("input[name=seen]")[0]["value"])


def kept(app: Flask, here: Fielded) -> list[tuple[str, int, int]]:
    with app.app_context():
        found = db.session.get_one(Questionnaire, here.questionnaire)
        strata = sample_designs.strata(db.session(), found)
        return [(each.name, each.people, each.drawn) for each in strata]


def test_a_pasted_table_becomes_strata_none_of_them_small(app: Flask, planner: FlaskClient) -> None:
    here = fielded.draft(app)
    sample = f"{here.desk}/sample"
    assert "標本設計を見る" in visit(planner, here.desk).text
    assert "標本設計を始める" in visit(planner, sample).text

    page = submit(planner, f"{sample}/edit", WISH)
    # 10,000 of 10,100 letters of a thousand: 990.1 and 9.9; 山 is under 10 and joins 中央.
    assert rows(page) == {
        "中央・山・18〜39歳": ["4,030", "399", "160", "±7.6", "10.10"],
        "中央・山・40歳以上": ["6,070", "601", "240", "±6.2", "10.10"],
    }
    assert kept(app, here) == []

    page = submit(planner, f"{sample}/strata", {"seen": seen(page), "split": "0"})
    assert rows(page)["山・18〜39歳"][1] == "3"
    assert "採用できません" in page.text
    refused = submit(planner, f"{sample}/adopt", {"seen": seen(page)}, 422)
    assert "「山・18〜39歳」は3件で、10件に足りません" in spoken(one(refused, "main"))

    chosen = {"seen": seen(refused), "act": "merge", "stratum": ["0", "1"]}
    page = submit(planner, f"{sample}/strata", chosen)
    page = submit(planner, f"{sample}/adopt", {"seen": seen(page)})
    assert kept(app, here) == [("中央・山・18〜39歳", 4030, 399), ("中央・山・40歳以上", 6070, 601)]
    assert not page.select(".sample-strata input")

    submit(planner, f"{sample}/edit", WISH | {"total": "900"})
    assert kept(app, here) == []  # what was adopted is to be adopted again
    submit(planner, f"{sample}/leave", {})
    assert "標本設計を始める" in visit(planner, sample).text


def test_the_request_says_all_that_the_other_section_needs(
    app: Flask, planner: FlaskClient
) -> None:
    here = fielded.published(app)
    sample = f"{here.desk}/sample"
    assert "標本設計" in visit(planner, here.desk).text
    page = submit(planner, f"{sample}/edit", WISH)
    early = submit(planner, f"{sample}/edit", WISH)
    assert planner.get(f"{sample}/request.pdf").status_code == 302  # nothing is adopted yet
    page = submit(planner, f"{sample}/adopt", {"seen": seen(early)})
    assert planner.get(f"{sample}/request.pdf").data.startswith(b"%PDF")
    book = load_workbook(BytesIO(planner.get(f"{sample}/request.xlsx").data))
    facts = {str(what): str(said) for what, said in cells(book["仕様"], 3)}
    assert facts["依頼する課"] == "見本市　企画課 企画係　内線 123"
    assert facts["調査の目的"] == "くらしの満足を知るため\n次の計画に使う"
    assert facts["抽出数"] == "1,000人（層ごとの数は別表）"
    assert "満18歳以上の方。外国人住民を含む。" in facts["対象"]
    assert facts["抽出方法"] == "層化系統抽出"
    strata = cells(book["層の一覧"], 2)
    assert strata[0][:5] == [1, "中央・山・18〜39歳", 4030, 399, 10]
    assert 1 <= strata[0][5] <= 4030
    assert strata[-1][1:4] == ["計", 10100, 1000]
    assert cells(book["名簿の様式"], 1)[0][-1] == "氏名"
    assert "発行した回答コードの数が" not in page.text

    said = {"strata": "中央・山・18〜39歳, 300", "form": "csv", "seen": "0"}
    planner.post(f"{here.desk}/codes", data=said)
    assert "中央・山・18〜39歳: 設計399通、発行300件" in visit(planner, sample).text


def test_nothing_typed_is_lost_and_what_is_wrong_is_named(app: Flask, planner: FlaskClient) -> None:
    here = fielded.draft(app)
    edit = f"{here.desk}/sample/edit"
    wrong = TABLE.replace("70", "七十")
    page = submit(planner, edit, WISH | {"counts": wrong}, 422)
    assert "3行目「山」の「40歳以上」が、0以上の整数ではありません" in page.text
    assert one(page, "#counts").text.strip("\r\n") == wrong.strip("\n")
    page = submit(planner, edit, WISH | {"rate": "", "total": "", "margin": "x"}, 422)
    told = [spoken(each) for each in page.select(".callout.error li")]
    assert [each.partition(":")[0] for each in told] == [
        "見込む回収率（％）",
        "許せる標本誤差（±ポイント）",
        "発送数（決まっているとき）",
    ]
    page = submit(planner, edit, WISH | {"total": "15", "least": "50"}, 422)
    assert "発送数の15通を超えます" in page.text

    planner.post(edit, data=WISH)
    stale = {"seen": "x", "act": "propose"}
    assert (
        "標本設計が変わりました" in submit(planner, f"{here.desk}/sample/strata", stale, 422).text
    )
    alone = {"seen": seen(visit(planner, f"{here.desk}/sample")), "act": "merge", "stratum": "0"}
    assert "2つ以上" in submit(planner, f"{here.desk}/sample/strata", alone, 422).text


def test_an_axis_of_the_plans_population_will_do(app: Flask, planner: FlaskClient) -> None:
    here = fielded.draft(app)
    counts = (
        "軸,区分,人数\n年齢,15〜17歳,900\n年齢,18〜39歳,4000\n年齢,40歳以上,6000\n性別,男性,5000\n"
    )
    planner.post(
        f"/desk/plans/{here.plan}/population/edit", data={"as_of": "2026-04-01", "counts": counts}
    )
    said = WISH | {"axis": "年齢", "counts": "", "goal": "whole", "total": ""}
    page = submit(planner, f"{here.desk}/sample/edit", said)
    assert "「15〜17歳」は18歳未満なので、対象から除きました" in page.text
    # 10,000 residents: 1067.1 / (1 + 1066.1 / 10,000) = 964.3 → 965 answers, 2,413 letters.
    assert {name: row[:2] for name, row in rows(page).items()} == {
        "18〜39歳": ["4,000", "965"],
        "40歳以上": ["6,000", "1,448"],
    }


def test_an_open_call_has_no_sample(app: Flask, planner: FlaskClient) -> None:
    here = fielded.draft(app, fielded.OPEN_LINK)
    for page in ("/sample", "/sample/edit"):
        assert planner.get(f"{here.desk}{page}").status_code == 302
    assert "無作為抽出の調査だけ" in submit(planner, f"{here.desk}/sample/edit", WISH, 422).text
    with app.app_context():
        found = db.session.get_one(Questionnaire, here.questionnaire)
        assert sample_designs.kept(db.session(), found) is None
