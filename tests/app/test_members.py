"""職員, as an administrator looks after them."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.clock import today
from app.extensions import db
from surveys import staff
from surveys.audit import AuditEntry
from surveys.staff import Role, StaffRole
from tests.app.papered import contractor
from tests.app.test_plans import made_plan
from tests.conftest import SignIn
from tests.visit import one, submit, visit


@pytest.fixture
def client(sign_in: SignIn) -> FlaskClient:
    return sign_in("administrator", name="suzuki")


def staff_id(app: Flask, name: str) -> int:
    with app.app_context():
        found = staff.by_name(db.session(), name)
        assert found is not None
        return found.id


def test_a_new_member_gets_a_password_once_and_can_sign_in(app: Flask, client: FlaskClient) -> None:
    page = submit(client, "/desk/staff/", {"name": "ito", "shown_name": "企画課 伊藤"})
    shown = page.select_one(".password")
    assert shown is not None
    said = {"name": "ito", "password": shown.text}

    first = submit(app.test_client(), "/desk/sign-in", said)

    assert "見られる計画はまだありません" in first.text
    assert shown.text not in visit(client, f"/desk/staff/{staff_id(app, 'ito')}").text


def test_a_name_in_use_is_refused_beside_its_field(client: FlaskClient) -> None:
    page = submit(client, "/desk/staff/", {"name": "suzuki", "shown_name": "別の人"}, 422)
    error = page.select_one("#name-error")
    assert error is not None
    assert "すでに使われています" in error.text


def test_a_role_is_given_and_taken(app: Flask, client: FlaskClient) -> None:
    submit(client, "/desk/staff/", {"name": "ito", "shown_name": "伊藤"})
    where = f"/desk/staff/{staff_id(app, 'ito')}"

    page = submit(client, f"{where}/roles", {"role": "planner", "plan": "0"})
    (form,) = page.select("td form")
    assert "企画担当" in page.text
    page = submit(client, str(form["action"]), {})
    assert "まだ役割がありません" in page.text


def test_a_section_and_its_head_are_named(app: Flask, client: FlaskClient) -> None:
    where = f"/desk/staff/{staff_id(app, 'suzuki')}"
    said = {"role": "section", "plan": "0", "section": "福祉課,長寿課", "head": "y"}
    page = submit(client, f"{where}/roles", said)
    row = next(row.text for row in page.select("tbody tr") if "主管課" in row.text)
    assert "福祉課、長寿課" in row
    assert "課長" in row.replace("主管課・関係課", "")
    page = submit(client, f"{where}/roles", said | {"section": ""}, 422)
    assert "課の名前も入力してください" in page.text
    assert "福祉課、長寿課" in visit(client, where).text


def test_a_typist_without_an_end_is_refused(app: Flask, client: FlaskClient) -> None:
    where = f"/desk/staff/{staff_id(app, 'suzuki')}/roles"
    page = submit(client, where, {"role": "typist", "plan": "0"}, 422)
    assert "いつまで使えるか" in page.text


def test_a_member_who_is_shut_out_is_out_at_once(
    app: Flask, client: FlaskClient, sign_in: SignIn
) -> None:
    other = sign_in("planner", name="ito")
    assert other.get("/desk/").status_code == 200

    submit(client, f"/desk/staff/{staff_id(app, 'ito')}/active", {})

    assert other.get("/desk/").status_code == 302


def test_an_administrator_can_end_all_of_a_members_sessions(
    app: Flask, client: FlaskClient, sign_in: SignIn
) -> None:
    other = sign_in("planner", name="ito")
    submit(client, f"/desk/staff/{staff_id(app, 'ito')}/sessions/revoke", {})
    assert other.get("/desk/").status_code == 302


def test_a_lost_password_is_replaced(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    sign_in("planner", name="ito")
    page = submit(client, f"/desk/staff/{staff_id(app, 'ito')}/password", {})
    shown = page.select_one(".password")
    assert shown is not None
    assert re.fullmatch(r"(\w{5}-){3}\w{5}", shown.text)


def test_the_last_administrator_cannot_shut_themselves_out(app: Flask, client: FlaskClient) -> None:
    page = submit(client, f"/desk/staff/{staff_id(app, 'suzuki')}/active", {}, 422)
    assert "管理者が1人もいなくなる" in page.text


def test_what_was_done_is_recorded_without_anyones_name(app: Flask, client: FlaskClient) -> None:
    submit(client, "/desk/staff/", {"name": "ito", "shown_name": "企画課 伊藤"})
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry)).one()
        assert entry.what == "staff.add"
        assert entry.who is not None
        assert entry.details == {}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_opens_the_list_of_staff(sign_in: SignIn, role: Role) -> None:
    visit(sign_in(role.value), "/desk/staff/", 403)


def test_an_administrator_of_one_plan_reaches_no_accounts(app: Flask, sign_in: SignIn) -> None:
    """Or they could give themselves every plan."""
    plan_id, client = made_plan(app), sign_in(name="ito")
    with app.app_context():
        member = staff.by_name(db.session(), "ito")
        assert member is not None
        staff.give(db.session(), member, Role.ADMINISTRATOR, plan_id=plan_id)
        staff.give(db.session(), member, Role.VIEWER, plan_id=plan_id)
        db.session.commit()
    page = visit(client, f"/desk/plans/{plan_id}")
    assert page.select_one("a[href='/desk/staff/']") is None
    visit(client, "/desk/staff/", 403)
    submit(client, "/desk/staff/1/roles", {"role": "administrator", "plan": "0"}, 403)


def let_in(app: Flask, client: FlaskClient, plan_id: int) -> tuple[FlaskClient, dict[str, str]]:
    """Somebody of a company, who typed the password they were given."""
    last = (today() + timedelta(12)).isoformat()
    page = submit(client, "/desk/staff/contractors", contractor(plan_id, last))
    said = {"name": "kato", "password": one(page, ".password").text}
    own = app.test_client()
    assert f"/desk/plans/{plan_id}/typing" in str(submit(own, "/desk/sign-in", said))
    return own, said


def test_somebody_of_a_company_has_a_day_on_which_it_ends(app: Flask, client: FlaskClient) -> None:
    plan_id = made_plan(app)
    page = submit(client, "/desk/staff/contractors", contractor(plan_id, ""), 422)
    assert "委託先の最終日を入力してください" in page.text
    past = contractor(plan_id, (today() - timedelta(1)).isoformat())
    page = submit(client, "/desk/staff/contractors", past, 422)
    assert "きょうか、きょうより後の日" in page.text

    own, _ = let_in(app, client, plan_id)
    listed = visit(client, "/desk/staff/").text
    assert "株式会社見本データ" in listed
    assert "あと12日" in listed
    page = visit(own, f"/desk/plans/{plan_id}/typing")
    assert "入力する束はありません" in page.text
    menu = [line.text.strip() for line in page.select(".menu-wide .menu-list li")]
    assert menu == ["計画", "紙の入力"]


def test_an_account_of_a_company_ends_and_an_administrator_renews_it(
    app: Flask, client: FlaskClient
) -> None:
    plan_id = made_plan(app)
    own, said = let_in(app, client, plan_id)
    where, typing = f"/desk/staff/{staff_id(app, 'kato')}", f"/desk/plans/{plan_id}/typing"
    with app.app_context():
        (given,) = db.session.scalars(select(StaffRole).filter_by(role="typist"))
        role_id, given.last_day = given.id, today() - timedelta(1)
        db.session.commit()
    assert own.get(typing).status_code == 302
    submit(app.test_client(), "/desk/sign-in", said, 422)
    assert "終わりました" in visit(client, where).text

    renewed = {"renewal-last_day": today().isoformat()}
    page = submit(client, f"{where}/roles/{role_id}/renew", renewed)
    assert "きょうまで" in page.text
    assert own.get(typing).status_code == 200
