"""計画: made, changed, and kept from those who have no role in it."""

import pytest
from flask import Flask

from app.extensions import db
from surveys import staff
from surveys.staff import Role
from tests import make
from tests.conftest import SignIn
from tests.visit import submit, visit

WRITTEN = {
    "title": "第六次総合計画",
    "municipality": "見本市",
    "first_year": "2027",
    "last_year": "2035",
    "fields": "交通: バス、道路\n子育て",
    "axes": "世代: 年齢、年代",
    "areas": "行政区,小学校区,地区\n原新田,広丘小,広丘\n郷原,広丘小,広丘\n郷原,桟敷小,広丘",
}


def made_plan(app: Flask, **changes: object) -> int:
    with app.app_context():
        plan = make.plan(**changes)
        db.session.add(plan)
        db.session.commit()
        return plan.id


def test_an_empty_desk_says_how_to_begin(sign_in: SignIn) -> None:
    page = visit(sign_in("planner"), "/desk/")
    assert "最初の計画を作りましょう" in page.text
    assert page.select_one("a.button.filled[href='/desk/plans/new']")


def test_a_plan_is_made_and_comes_back_as_it_was_written(sign_in: SignIn) -> None:
    client = sign_in("planner")
    page = submit(client, "/desk/plans/new", WRITTEN)
    assert [chip.text for chip in page.select(".chips .chip")][:3] == ["交通", "子育て", "世代"]
    assert "令和9年度 から 令和17年度 まで" in page.text

    edit = visit(client, "/desk/plans/1/edit")
    for name in ("fields", "axes", "areas"):
        box = edit.select_one(f"#{name}")
        assert box is not None
        assert box.text.strip().splitlines() == WRITTEN[name].splitlines()


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"title": ""}, "title", "計画名を入力してください"),
        ({"first_year": "令和9"}, "first_year", "西暦"),
        ({"last_year": "2026"}, "last_year", "後の年度"),
        ({"fields": "交通\n交通"}, "fields", "2回書かれています"),
        ({"axes": ": 年齢"}, "axes", "集計軸を入力してください"),
        ({"areas": "行政区\n原新田,広丘"}, "areas", "2行目"),
        ({"areas": "行政区,行政区\n原新田,広丘"}, "areas", "2回書かれています"),
        ({"areas": f"行政区\n{'あ' * 101}"}, "areas", "地区の2行目の名前が長すぎます。100文字以内"),
        ({"areas": f"{'あ' * 51}\n原新田"}, "areas", "地区の段は50文字以内"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    sign_in: SignIn, changed: dict[str, str], field: str, said: str
) -> None:
    client = sign_in("planner")
    page = submit(client, "/desk/plans/new", WRITTEN | changed, 422)
    error = page.select_one(f"#{field}-error")
    assert error is not None
    assert said in error.text
    kept = page.select_one("#municipality")
    assert kept is not None
    assert kept["value"] == "見本市"
    assert "最初の計画を作りましょう" in visit(client, "/desk/").text


def test_a_plan_is_changed(app: Flask, sign_in: SignIn) -> None:
    where = f"/desk/plans/{made_plan(app)}/edit"
    page = submit(sign_in("planner"), where, WRITTEN | {"title": "第七次総合計画"})
    assert page.h1 is not None
    assert page.h1.text == "第七次総合計画"


@pytest.mark.parametrize("role", ["section", "viewer", "keeper", "facilitator"])
def test_others_read_a_plan_but_do_not_write_it(app: Flask, sign_in: SignIn, role: str) -> None:
    where = f"/desk/plans/{made_plan(app)}"
    client = sign_in(role)
    assert visit(client, where).select_one("a[href$='/edit']") is None
    visit(client, f"{where}/edit", 403)
    submit(client, f"{where}/edit", WRITTEN, 403)
    visit(client, "/desk/plans/new", 403)


def test_a_role_in_one_plan_shows_no_other(app: Flask, sign_in: SignIn) -> None:
    ours, theirs = made_plan(app), made_plan(app, title="よその計画")
    client = sign_in(name="ito")
    with app.app_context():
        member = staff.by_name(db.session(), "ito")
        assert member is not None
        staff.give(db.session(), member, Role.PLANNER, plan_id=ours)
        db.session.commit()

    assert "よその計画" not in visit(client, "/desk/").text
    visit(client, f"/desk/plans/{ours}")
    visit(client, f"/desk/plans/{theirs}", 403)
    submit(client, f"/desk/plans/{theirs}/edit", WRITTEN, 403)


def test_a_plan_that_is_not_there_is_not_found(sign_in: SignIn) -> None:
    visit(sign_in("planner"), "/desk/plans/99", 404)
