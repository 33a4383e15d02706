"""集計: every question, any crosstab, its picture and its files, for those who may read them."""

import io
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from analysis.codebook import Role as Part
from app.extensions import db
from surveys.audit import AuditEntry
from tests import make
from tests.analysis import made
from tests.analysis.made import Row
from tests.conftest import SignIn
from tests.visit import submit, visit

AREA = made.axis("地区", "東", "西", "北")
LIVING = replace(
    made.scale("住みごこち", "よい", "ふつう", "わるい", label="市の住みごこち"), reverse=True
)
WISHES = made.ticks("望むこと", "バス", "医療")
YEARS = made.number("居住年数")
WEIGHT = made.number("重み", Part.WEIGHT)
TABLES = "/desk/plans/1/questionnaires/1/tables"
CROSSTAB = f"{TABLES}/crosstab?question=住みごこち&axis=地区"


def answers() -> list[Row]:
    said = {"望むこと_1": "1", "望むこと_2": "0", "居住年数": 12, "重み": 1}
    return [
        *made.people(40, 地区="東", 住みごこち="よい", **said),
        *made.people(20, 地区="西", 住みごこち="わるい", **said),
        *made.people(20, 地区="西", 住みごこち=None, **(said | {"重み": 2})),
        *made.people(12, 地区="北", 住みごこち="ふつう", **said),
    ]


def town(app: Flask, rows: list[Row] | None = None, **changes: object) -> None:
    """A plan with one questionnaire that was answered."""
    variables = (AREA, LIVING, *WISHES, YEARS, WEIGHT)
    make.town(app, made.frame(variables, rows or answers()), **changes)


def texts(client: FlaskClient, path: str, selector: str) -> list[str]:
    return [tag.get_text(" ", strip=True) for tag in visit(client, path).select(selector)]


def test_every_question_stands_with_its_base_and_a_picture_with_words(
    app: Flask, sign_in: SignIn
) -> None:
    town(app)
    page = visit(sign_in("viewer"), f"{TABLES}?weight=0")

    assert [tag.text for tag in page.select(".counted h2")] == [
        "地区",
        "市の住みごこち",
        "望むこと",
        "居住年数",
    ]
    living = page.select(".counted")[1]
    assert "n=72" in living.text
    assert "無回答 20" in living.text
    assert "「よい」の割合が55.6%（n=72、" in living.text
    assert "確定・2026年" in living.text
    picture = living.select_one("img")
    assert picture is not None
    assert "よい 55.6%" in str(picture["alt"])
    assert "複数回答" in page.select(".counted")[2].text


def test_a_question_is_found_by_its_name(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    assert texts(client, f"{TABLES}?q=住みごこち", ".counted h2") == ["市の住みごこち"]
    assert texts(client, f"{TABLES}?part=attribute", ".counted h2") == ["地区"]
    assert "当てはまる設問はありません" in visit(client, f"{TABLES}?q=ない設問").text


def test_a_crosstab_says_its_sentence_and_shows_everyone_first(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(sign_in("section"), f"{CROSSTAB}&weight=0")

    headline = page.select_one(".headline")
    assert headline is not None
    assert "地区が「東」の人では、「よい」と答えた人が100.0%で、全体（55.6%）より" in headline.text
    assert "（n=40、差の95%信頼区間" in headline.text
    rows = [row.get_text(" ", strip=True) for row in page.select("table.crossed tbody tr")]
    assert rows[0].startswith("全体 72 40 55.6")
    assert rows[2].startswith("西 参考値 20 0 - 0 - 20 100.0")
    assert "カイ二乗検定" in page.select(".method")[0].text
    assert "▲" in page.select("td.high")[0].text


def test_switches_change_one_thing_and_keep_the_rest(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(sign_in("planner"), f"{CROSSTAB}&weight=0&blank=1")

    assert [tag.text for tag in page.select("table.crossed thead th:not(.beside)")][2:] == [
        "よい",
        "ふつう",
        "わるい",
        "無回答",
    ]
    share = next(chip for chip in page.select("a.chip") if chip.text == "割合")
    for said in ("blank=1", "weight=0", "show=share"):
        assert said in str(share["href"])


def test_weights_are_used_until_they_are_switched_off(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    answers = "table.crossed tr.whole td:not(.beside)"
    on = visit(client, f"{CROSSTAB}&blank=1").select(f"{answers} .share")
    bare = visit(client, f"{CROSSTAB}&blank=1").select(f"{answers} .bare")
    off = visit(client, f"{CROSSTAB}&blank=1&weight=0").select(f"{answers} .share")

    assert [tag.text for tag in on] == ["35.7", "10.7", "17.9", "35.7"]  # of 112
    assert [tag.text for tag in off] == ["43.5", "13.0", "21.7", "21.7"]  # of 92
    assert [tag.text for tag in bare] == ["(43.5)", "(13.0)", "(21.7)", "(21.7)"]


def test_a_weight_with_blanks_is_left_out_and_said(app: Flask, sign_in: SignIn) -> None:
    town(app, [*answers(), {"地区": "東", "住みごこち": "よい"}])
    page = visit(sign_in("planner"), CROSSTAB)
    assert "重みを使っていません" in page.text
    assert "1件" in page.text


def test_groups_under_ten_are_withheld_from_table_picture_and_files(
    app: Flask, sign_in: SignIn
) -> None:
    few = [row for row in answers() if row["地区"] != "北"]
    town(app, [*few, *made.people(4, 地区="北", 住みごこち="ふつう", 重み=1)])
    client = sign_in("planner")
    page = visit(client, CROSSTAB)

    assert "非表示（10人未満" in page.text
    picture = page.select_one("figure.chart img")
    assert picture is not None
    assert "北" not in client.get(str(picture["src"])).text
    file = client.post(f"{TABLES}/crosstab/csv?question=住みごこち&axis=地区").text
    assert "北,非表示,非表示,非表示,非表示" in file


def test_small_counts_of_staff_are_withheld_too(app: Flask, sign_in: SignIn) -> None:
    rows = [*made.people(40, 住みごこち="よい"), *made.people(2, 住みごこち="わるい")]
    town(app, [dict(row, 居住年数=5, 重み=1) for row in rows], audience="staff")
    page = visit(sign_in("planner"), f"{TABLES}?part=question")

    living = page.select(".counted")[0]
    assert "わるい 非表示" in living.get_text(" ", strip=True)
    assert "最小" not in page.text


def test_a_picture_is_kept_by_the_browser_until_the_answers_change(
    app: Flask, sign_in: SignIn
) -> None:
    town(app)
    client = sign_in("planner")
    picture = visit(client, CROSSTAB).select_one("figure.chart img")
    assert picture is not None
    reply = client.get(str(picture["src"]))

    assert reply.content_type == "image/svg+xml"
    assert "immutable" in reply.headers["Cache-Control"]
    again = client.get(str(picture["src"]), headers={"If-None-Match": reply.headers["ETag"]})
    assert again.status_code == 304
    old = client.get(f"{TABLES}/1-older/crosstab.svg?question=住みごこち&axis=地区")
    assert old.status_code == 302


def test_what_is_taken_away_as_a_file_is_recorded(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    reply = client.post(f"{TABLES}/crosstab/excel?question=住みごこち&axis=地区&weight=0")
    sheet = load_workbook(io.BytesIO(reply.data)).worksheets[0]

    assert any(row[:2] == ("全体", 72) for row in sheet.iter_rows(values_only=True))
    assert "filename*=UTF-8''" in reply.headers["Content-Disposition"]
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry)).one()
        assert (entry.what, entry.details) == (
            "tables.download",
            {"kind": "crosstab", "form": "excel"},
        )


def test_the_whole_book_is_made_by_a_job(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    page = submit(client, f"{TABLES}/book", {})
    assert "集計表一式ができました" in page.text

    reply = client.post("/desk/plans/1/runs/1/file")
    book = load_workbook(io.BytesIO(reply.data))
    assert book.sheetnames[0] == "目次"
    told = [str(row[1]) for row in book["目次"].iter_rows(max_row=12, values_only=True)]
    assert "抽出　無作為抽出" in told
    assert "無回答　割合の分母に含めない" in told


def test_the_book_takes_blanks_into_the_base_as_the_page_does(app: Flask, sign_in: SignIn) -> None:
    """20 of 92 left the question blank: 21.7 %."""
    town(app)
    client = sign_in("planner")
    submit(client, f"{TABLES}/book?blank=1&weight=0", {})

    book = load_workbook(io.BytesIO(client.post("/desk/plans/1/runs/1/file").data))
    rows = list(book["単純集計"].iter_rows(values_only=True))
    assert ("無回答", 20, 21.7) in {row[:3] for row in rows}


def test_an_open_call_is_named_as_such_on_every_page(app: Flask, sign_in: SignIn) -> None:
    town(app, sampling="open")
    client = sign_in("planner")
    for path in (TABLES, CROSSTAB):
        assert "公募（代表性なし・参考）" in visit(client, path).text
    file = client.post(f"{TABLES}/frequency/csv").text
    assert "公募（代表性なし・参考）" in file


@pytest.mark.parametrize(
    "path", [TABLES, f"{TABLES}/crosstab", f"{TABLES}/1-x/crosstab.svg", "/desk/plans/1/tables"]
)
def test_who_has_no_part_in_reading_is_kept_out(app: Flask, sign_in: SignIn, path: str) -> None:
    town(app)
    assert sign_in("typist").get(path).status_code == 403
    assert app.test_client().get(path).status_code == 302


def test_another_plans_answers_are_not_found(app: Flask, sign_in: SignIn) -> None:
    town(app)
    with app.app_context():
        db.session.add(make.plan())
        db.session.commit()
    client = sign_in("planner")
    other = TABLES.replace("plans/1", "plans/2")
    for path in (other, f"{other}/crosstab", f"{other}/1-x/frequency.svg?question=地区"):
        assert client.get(path).status_code == 404
    assert client.post(f"{other}/book").status_code == 404


def test_a_question_that_is_not_there_is_said_in_words(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(sign_in("planner"), f"{TABLES}/crosstab?question=ない&axis=地区", 422)
    assert "列「ない」はありません" in page.text


def test_without_answers_the_page_says_how_to_begin(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        db.session.add(make.plan())
        db.session.commit()
    page = visit(sign_in("planner"), "/desk/plans/1/tables")
    assert "集計する回答がまだありません" in page.text
