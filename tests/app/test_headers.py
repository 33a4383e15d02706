"""Every reply, page or picture or file or failure, forbids what the house never does."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.access import COOKIE
from tests import make
from tests.app.world import World
from tests.conftest import token_for

FORBIDDEN = ("unsafe", "http:", "https:", "data:", "*")


def mind(client: FlaskClient, method: str, path: str) -> None:
    with client.open(path, method=method) as reply:
        policy = reply.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'"), path
        assert "frame-ancestors 'none'" in policy, path
        assert not [word for word in FORBIDDEN if word in policy], path
        assert reply.headers["X-Content-Type-Options"] == "nosniff", path
        assert reply.headers["Referrer-Policy"] == "same-origin", path
        assert "private" in reply.headers["Cache-Control"], path


def test_every_address_answers_with_the_guarding_headers(whole: World) -> None:
    staff, stranger = whole.client("planner", "administrator"), whole.app.test_client()
    for rule, method in whole.requests():
        mind(stranger, method, whole.path(rule))
        if method == "GET":
            mind(staff, method, whole.path(rule))
            mind(staff, "POST", whole.path(rule, plan_id=999, staff_id=999))


def test_a_failure_answers_with_the_guarding_headers(app: Flask) -> None:
    client = app.test_client()
    mind(client, "GET", "/nowhere")
    mind(client, "DELETE", "/desk/sign-in")


@pytest.mark.parametrize("https", [False, True])
def test_cookies_are_for_this_site_and_for_no_script(app: Flask, *, https: bool) -> None:
    app.config.update(HTTPS=https, SESSION_COOKIE_SECURE=https, WTF_CSRF_ENABLED=True)
    token_for(app, "planner")
    client = app.test_client()
    base = {"base_url": "https://localhost"} if https else {}
    page = client.get("/desk/sign-in", **base)
    token = page.text.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    said = {"name": "sato", "password": make.PASSWORD, "csrf_token": token}
    referer = {"Referer": "https://localhost/desk/sign-in"}
    reply = client.post("/desk/sign-in", data=said, headers=referer, **base)
    assert reply.status_code == 302
    cookies = [*page.headers.getlist("Set-Cookie"), *reply.headers.getlist("Set-Cookie")]
    assert {cookie.partition("=")[0] for cookie in cookies} == {"ronten", COOKIE}
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert ("Secure" in cookie) is https
    if https:
        assert reply.headers["Strict-Transport-Security"].startswith("max-age=31536000")
