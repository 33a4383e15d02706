"""Coming in and going out, as a browser and as an attacker would try it."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.access import COOKIE
from app.extensions import db
from surveys.sign_ins import StaffSession
from tests import make
from tests.conftest import SignIn
from tests.make import PASSWORD
from tests.visit import submit, visit

WRONG = "ログイン名かパスワードが違います。もう一度入力してください"


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    with app.app_context():
        make.member(db.session(), "sato")
        db.session.commit()
    with app.test_client() as client:
        yield client


def without_token(page: str) -> str:
    """A page without the one word that differs each time it is made."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


def test_the_desk_sends_strangers_to_the_sign_in_page_and_back(client: FlaskClient) -> None:
    asked = client.get("/desk/account")
    assert asked.headers["Location"] == "/desk/sign-in?next=/desk/account"

    page = submit(client, asked.headers["Location"], {"name": "sato", "password": PASSWORD})

    assert page.h1 is not None
    assert page.h1.text == "アカウント"


def test_wrong_name_and_wrong_password_read_the_same(client: FlaskClient) -> None:
    name = client.post("/desk/sign-in", data={"name": "nobody", "password": PASSWORD})
    word = client.post("/desk/sign-in", data={"name": "sato", "password": "違うパスワードです"})

    assert WRONG in name.text
    assert name.status_code == word.status_code == 422
    assert without_token(name.text).replace("nobody", "sato") == without_token(word.text)
    assert COOKIE not in str(name.headers) + str(word.headers)


def test_an_error_is_in_the_title_and_above_the_heading(client: FlaskClient) -> None:
    page = submit(client, "/desk/sign-in", {"name": "", "password": ""}, 422)
    assert page.title is not None
    assert page.title.text.startswith("エラー: ")
    assert [link["href"] for link in page.select("#errors a")] == ["#name", "#password"]


def test_after_four_failures_even_the_right_password_waits(client: FlaskClient) -> None:
    for _ in range(4):
        client.post("/desk/sign-in", data={"name": "sato", "password": "違うパスワードです"})
    reply = client.post("/desk/sign-in", data={"name": "sato", "password": PASSWORD})

    assert reply.status_code == 429
    assert "待ってから" in reply.text


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example/",
        "/desk\r\nX: y",
        "evil.example",
    ],
)
def test_nobody_is_sent_to_another_site(client: FlaskClient, elsewhere: str) -> None:
    reply = client.post(
        "/desk/sign-in",
        query_string={"next": elsewhere},
        data={"name": "sato", "password": PASSWORD},
    )
    assert reply.headers["Location"] == "/desk/"


def test_the_token_cookie_is_out_of_reach_of_scripts_and_other_sites(client: FlaskClient) -> None:
    reply = client.post("/desk/sign-in", data={"name": "sato", "password": PASSWORD})
    (cookie,) = [line for line in reply.headers.getlist("Set-Cookie") if line.startswith(COOKIE)]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_cookies_travel_only_encrypted_when_the_site_is_https(
    app: Flask, client: FlaskClient
) -> None:
    app.config.update(HTTPS=True, SESSION_COOKIE_SECURE=True)
    reply = client.post(
        "/desk/sign-in", base_url="https://localhost", data={"name": "sato", "password": PASSWORD}
    )
    cookies = reply.headers.getlist("Set-Cookie")
    assert cookies
    assert all("Secure" in cookie for cookie in cookies)
    assert reply.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_signing_out_ends_the_session_on_the_server_too(sign_in: SignIn) -> None:
    client = sign_in("planner")
    stolen = client.get_cookie(COOKIE)
    assert stolen is not None
    client.post("/desk/sign-out")

    client.set_cookie(COOKIE, stolen.value)
    assert client.get("/desk/").status_code == 302


def test_a_forged_token_opens_nothing(app: Flask) -> None:
    client = app.test_client()
    client.set_cookie(COOKIE, "x" * 43)
    assert client.get("/desk/").status_code == 302


def test_a_form_without_our_token_is_refused_and_its_words_are_kept(
    app: Flask, sign_in: SignIn
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    client = sign_in("planner")
    typed = {"title": "長い時間をかけて書いた計画名", "password": "ひみつ"}

    page = submit(client, "/desk/plans/new", typed, 400)

    assert [box.text.strip() for box in page.select("textarea")] == [typed["title"]]


def test_words_typed_before_the_session_ended_are_kept(app: Flask) -> None:
    client = app.test_client()
    page = submit(client, "/desk/plans/new", {"title": "長い時間をかけて書いた計画名"}, 401)
    assert page.textarea is not None
    assert "長い時間をかけて書いた計画名" in page.textarea.text


def test_words_from_another_site_are_not_shown_as_ours(app: Flask) -> None:
    sent = app.test_client().post(
        "/desk/plans/new", data={"title": "偽の文"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert "偽の文" not in sent.text


def test_the_sign_in_page_has_the_manners_of_the_house(client: FlaskClient) -> None:
    page = visit(client, "/desk/sign-in")
    assert [box["autocomplete"] for box in page.select("input[autocomplete]")] == [
        "username",
        "current-password",
    ]


def test_a_session_in_use_is_noted_after_five_minutes(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("planner")
    with app.app_context():
        kept = db.session.scalars(select(StaffSession)).one()
        kept.seen_at = long_ago = kept.seen_at - timedelta(minutes=6)
        db.session.commit()

    assert client.get("/desk/").status_code == 200

    with app.app_context():
        assert db.session.scalars(select(StaffSession)).one().seen_at > long_ago
