"""満足度×重要度 at the desk."""

import io

from flask import Flask
from openpyxl import load_workbook

from app.extensions import db
from tests import make
from tests.analysis import made
from tests.analysis.test_improving import EVEN, VARIABLES, answer
from tests.conftest import SignIn
from tests.visit import visit

PAGE = "/desk/plans/1/questionnaires/1/importance"
TABLES = "/desk/plans/1/questionnaires/1/tables"


def town(app: Flask, **changes: object) -> None:
    rows = [*EVEN, *[answer("333", "333", 地区="北", all="3")] * 9]
    make.town(app, made.frame(VARIABLES, rows), **changes)


def test_the_pair_is_found_and_the_items_ranked(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(sign_in("viewer"), PAGE)

    assert "「重点改善」に入るのは、3項目のうち「バス」の1項目です" in page.text
    ranked = [tag.get_text(strip=True) for tag in page.select(".placed tbody th")]
    assert ranked == ["バス", "医療", "公園"]
    groups = [tag.get_text(" ", strip=True) for tag in page.select(".ranks thead th")]
    assert groups == ["項目", "全体", "東 n=20 参考値", "西 n=20 参考値", "北 非表示"]
    assert "市政全体の満足度" in page.text
    assert "との相関" in page.select(".method")[0].text


def test_an_overall_question_can_be_done_without(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(sign_in("viewer"), f"{PAGE}?overall=none")
    assert "との相関" not in page.select(".method")[0].text


def test_what_is_no_matrix_is_said_in_words(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(sign_in("viewer"), f"{PAGE}?satisfaction=x", 422)
    assert "マトリクス「x」はありません" in page.text


def test_its_picture_and_its_file_show_the_same(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    drawn = client.get(f"{TABLES}/old/improving.svg?axis=地区", follow_redirects=True)
    assert "医療" in drawn.text
    reply = client.post(f"{TABLES}/improving/excel?axis=地区")
    cells = [
        cell
        for sheet in load_workbook(io.BytesIO(reply.data)).worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    ]
    assert "重点改善" in cells
    assert "非表示" in cells


def test_an_open_call_speaks_of_its_own_people_only(app: Flask, sign_in: SignIn) -> None:
    town(app, sampling="open")
    assert (
        "公募のため、回答した人の中での値です"
        in visit(sign_in("viewer"), PAGE).select(".headline")[0].text
    )


def test_without_matrices_the_page_says_what_is_needed(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        plan = make.plan()
        db.session.add(plan)
        db.session.flush()
        area = made.axis("地区", "東", "西")
        make.answered(db.session(), plan, *made.frame((area,), made.people(12, 地区="東")))
        db.session.commit()
    page = visit(sign_in("viewer"), PAGE)
    assert "満足度と重要度のマトリクスがありません" in page.text
