"""One's own password and open screens."""

from flask import Flask

from app.access import COOKIE
from tests.conftest import SignIn, token_for
from tests.make import PASSWORD
from tests.visit import submit, visit

NEW = "あたらしい合い言葉にしました"


def test_a_changed_password_ends_the_other_screens_at_once(app: Flask, sign_in: SignIn) -> None:
    here, there = sign_in("planner", name="sato"), app.test_client()
    first = submit(there, "/desk/sign-in", {"name": "sato", "password": PASSWORD})
    assert first.h1 is not None
    assert first.h1.text == "計画"

    said = {"current": PASSWORD, "wanted": NEW}
    page = submit(here, "/desk/account/password", said)

    assert "パスワードを変更し" in page.text
    assert there.get("/desk/").status_code == 302
    assert here.get("/desk/").status_code == 200


def test_a_wrong_present_password_is_said_at_its_field(sign_in: SignIn) -> None:
    said = {"current": "違うパスワードです", "wanted": NEW}
    page = submit(sign_in("viewer"), "/desk/account/password", said, 422)
    error = page.select_one("#current-error")
    assert error is not None
    assert "今のパスワードが違います" in error.text


def test_a_short_new_password_is_said_at_its_field(sign_in: SignIn) -> None:
    said = {"current": PASSWORD, "wanted": "みじかい"}
    page = submit(sign_in("viewer"), "/desk/account/password", said, 422)
    error = page.select_one("#wanted-error")
    assert error is not None
    assert "12文字以上" in error.text


def test_other_screens_can_be_signed_out(app: Flask, sign_in: SignIn) -> None:
    here, there = sign_in("viewer", name="sato"), app.test_client()
    submit(there, "/desk/sign-in", {"name": "sato", "password": PASSWORD})
    assert len(visit(here, "/desk/account").select("tbody tr")) == 2

    here.post("/desk/account/sessions/revoke")

    assert there.get("/desk/").status_code == 302
    assert len(visit(here, "/desk/account").select("tbody tr")) == 1


def test_a_first_password_is_mentioned_until_it_is_changed(app: Flask) -> None:
    client = app.test_client()
    client.set_cookie(COOKIE, token_for(app, "planner", first_password=True))
    assert "最初のパスワードのままです" in visit(client, "/desk/").text

    submit(client, "/desk/account/password", {"current": PASSWORD, "wanted": NEW})

    assert "最初のパスワードのままです" not in visit(client, "/desk/").text
