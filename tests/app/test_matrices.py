"""マトリクスをまとめて見る at the desk."""

import io

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from app.extensions import db
from surveys.audit import AuditEntry
from tests import make
from tests.analysis import made
from tests.analysis.test_items import ROWS, VARIABLES
from tests.conftest import SignIn
from tests.visit import visit

PAGE = "/desk/plans/1/questionnaires/1/matrices"
TABLES = "/desk/plans/1/questionnaires/1/tables"


def town(app: Flask, **changes: object) -> None:
    make.town(app, made.frame(VARIABLES, ROWS), **changes)


def test_every_item_leads_to_its_matrix(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(sign_in("viewer"), TABLES)
    links = [a for a in page.select("a") if "マトリクスをまとめて見る" in a.text]
    assert len(links) == 4  # one above, one at each item
    assert "matrix=q0" in str(links[1]["href"])


def test_a_matrix_is_one_table_with_one_sentence(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(sign_in("viewer"), f"{PAGE}?weight=0")
    assert "最も高いのは「公園」で79.8%（n=99、" in page.select(".headline")[0].text
    table, groups = page.select("table.itemised")
    assert [tag.text for tag in table.select("thead th")][-4:] == [
        "TOP2",
        "BOTTOM2",
        "平均点（+2〜−2）",
        "無回答",
    ]
    rows = [row.get_text(" ", strip=True) for row in table.select("tbody tr")]
    assert rows[0].startswith("バス 109 39 35.8 10 9.2 20 18.3 0 - 40 36.7 49 45.0")
    told = [row.get_text(" ", strip=True) for row in groups.select("tbody tr")]
    assert told[0] == "バス n=109 45.0 n=40 ▲ 100.0 n=60 ▽ - 非表示"
    picture = page.select_one("figure img")
    assert picture is not None
    assert "TOP2は、バス 45.0%、医療 10.1%、公園 79.8%" in str(picture["alt"])


def test_items_can_be_sorted_hung_and_told_by_their_means(app: Flask, sign_in: SignIn) -> None:
    town(app)
    said = "order=top&shape=diverging&by=mean&blank=1&axis=地区"
    page = visit(sign_in("planner"), f"{PAGE}?{said}")
    items = [tag.text for tag in page.select("table.itemised")[0].select("tbody th")]
    assert items == ["公園", "バス", "医療"]
    assert "中央をそろえた帯グラフ" in str(page.select("figure img")[0]["alt"])
    assert "満足度 × 地区（平均点）" in page.text
    chip = next(a for a in page.select("a.chip") if a.text == "設問の順")
    for kept in ("shape=diverging", "by=mean", "blank=1"):
        assert kept in str(chip["href"])
    assert "order=" not in str(chip["href"])


def test_without_an_axis_there_are_no_groups(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(sign_in("planner"), f"{PAGE}?axis=none&weight=0")
    assert len(page.select("table.itemised")) == 1


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("matrix=x", "マトリクス「x」はありません"),
        ("axis=x", "列「x」はありません"),
    ],
)
def test_what_is_not_there_is_said_in_words(
    app: Flask, sign_in: SignIn, said: str, reason: str
) -> None:
    town(app)
    assert reason in visit(sign_in("viewer"), f"{PAGE}?{said}", 422).text


def test_a_strange_switch_is_the_usual_one(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(sign_in("viewer"), f"{PAGE}?order=x&shape=y&by=z")
    assert page.select("table.itemised")[0].select("tbody th")[0].text == "バス"


@pytest.mark.parametrize("shape", ["stacked", "diverging"])
@pytest.mark.parametrize("narrow", ["0", "1"])
def test_its_picture_is_drawn(app: Flask, sign_in: SignIn, shape: str, narrow: str) -> None:
    town(app)
    address = f"{TABLES}/old/items.svg?shape={shape}&narrow={narrow}"
    drawn = sign_in("planner").get(address, follow_redirects=True)
    assert drawn.status_code == 200
    assert "医療" in drawn.text


@pytest.mark.parametrize("form", ["csv", "csv-cp932", "excel", "word"])
def test_it_is_handed_over_as_a_file_and_recorded(app: Flask, sign_in: SignIn, form: str) -> None:
    town(app)
    reply = sign_in("planner").post(f"{TABLES}/items/{form}?axis=地区&weight=0")
    assert reply.status_code == 200
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry is not None
        assert entry.details == {"kind": "items", "form": form}


def test_a_file_holds_what_the_page_shows(app: Flask, sign_in: SignIn) -> None:
    town(app)
    reply = sign_in("planner").post(f"{TABLES}/items/excel?axis=地区&weight=0")
    rows = list(load_workbook(io.BytesIO(reply.data)).worksheets[0].iter_rows(values_only=True))
    assert ("バス", 109, 39, 10, 20, 0, 40, 49, 40, 109, 0) in [row[:11] for row in rows]
    assert ("バス", 109, 40, 60, "非表示") in [row[:5] for row in rows]


def test_staff_see_no_blanks_and_no_small_groups(app: Flask, sign_in: SignIn) -> None:
    town(app, audience="staff", sampling="census")
    page = visit(sign_in("planner"), f"{PAGE}?blank=1&weight=0")
    assert "無回答を含める" not in page.text
    shown = page.select("table.itemised")[1].select("tbody tr")[0].get_text(" ", strip=True)
    assert "n=9" not in shown


def test_an_open_call_speaks_of_its_own_people_only(app: Flask, sign_in: SignIn) -> None:
    town(app, sampling="open")
    page = visit(sign_in("viewer"), PAGE)
    assert "公募のため、回答した人の中での割合です" in page.select(".headline")[0].text


def test_without_a_matrix_the_page_says_what_is_needed(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        plan = make.plan()
        db.session.add(plan)
        db.session.flush()
        area = made.axis("地区", "東", "西")
        make.answered(db.session(), plan, *made.frame((area,), made.people(12, 地区="東")))
        db.session.commit()
    client = sign_in("viewer")
    assert "まとめて見るマトリクスがありません" in visit(client, PAGE).text
    assert "マトリクスをまとめて見る" not in visit(client, TABLES).text
