"""Every failure is a Japanese page that says what to do."""

import pytest
from flask import Flask, abort
from sqlalchemy.exc import OperationalError

from analysis.errors import UnknownVariable
from app.access import public
from surveys.errors import SurveyError
from tests.visit import visit, well_mannered


class Broken(SurveyError):
    message = "%(limit)d個まで選べます"


@pytest.fixture
def failing(app: Flask) -> Flask:
    """The same app with a page for each way to fail."""
    failures = {
        "rule": Broken(limit=3),
        "analysis": UnknownVariable(name="q9", known="q1"),
        "fault": ZeroDivisionError(),
        "away": OperationalError("SELECT secret", {}, Exception("secret")),
    }

    @app.get("/fail/<how>")
    @public
    def fail(how: str) -> str:
        raise failures[how]

    @app.get("/status/<int:status>")
    @public
    def with_status(status: int) -> str:
        abort(status)

    return app


@pytest.mark.parametrize(
    ("how", "status", "said"),
    [
        ("rule", 422, "3個まで選べます"),
        ("analysis", 422, "列「q9」はありません。使える列: q1"),
        ("fault", 500, "サーバーで問題が起きました"),
        ("away", 503, "ただいま混み合っているか、整備中です"),
    ],
)
def test_a_failure_becomes_a_page_with_a_status(
    failing: Flask, how: str, status: int, said: str
) -> None:
    page = visit(failing.test_client(), f"/fail/{how}", status)
    assert page.h1 is not None
    assert page.h1.text == said
    assert "secret" not in page.text


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 413, 418, 422, 500, 503])
def test_every_status_has_its_page(failing: Flask, status: int) -> None:
    page = visit(failing.test_client(), f"/status/{status}", status)
    assert page.select_one("main p") is not None


def test_a_body_that_is_too_large_is_refused_with_a_page(app: Flask) -> None:
    reply = app.test_client().post("/desk/sign-in", data={"name": "x" * 5_000_000})
    assert reply.status_code == 413
    assert "大きすぎます" in well_mannered(reply.text).text


def test_every_reply_carries_the_guarding_headers(app: Flask) -> None:
    for path in ("/", "/desk/sign-in", "/nowhere", "/static/css/house.css"):
        with app.test_client().get(path) as reply:
            headers = reply.headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
