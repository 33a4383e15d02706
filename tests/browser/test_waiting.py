"""A page that waits for a job keeps itself fresh, and turns into the result."""

from flask import Flask, render_template_string
from playwright.sync_api import Page, expect

from app.access import public
from tests.browser.look import look

WAITING = """{% extends "desk/base.html" %}{% from "parts/words.html" import waiting %}
{% block title %}集計{% endblock %}
{% block main %}{% if share < 1 %}{{ waiting("集計しています", share, "/wait") }}
{% else %}<p>できました</p>{% endif %}{% endblock %}"""


def test_progress_moves_and_ends_in_the_result(app: Flask, address: str, desk: Page) -> None:
    shares = iter([0.25, 0.5, 1.0, 1.0])

    @app.get("/wait")
    @public
    def wait() -> str:
        return render_template_string(WAITING, share=next(shares))

    desk.goto(f"{address}/wait")
    bar = desk.get_by_role("progressbar", name="集計しています")
    expect(bar).to_have_attribute("value", "0.25")
    look(desk)
    expect(desk.get_by_text("50%", exact=True).first).to_be_visible()
    expect(desk.get_by_text("できました")).to_be_visible()
