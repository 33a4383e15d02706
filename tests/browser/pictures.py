"""`make pictures`: the pictures of README.md, taken of the real screens with the example's data."""

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from flask import Flask
from PIL import Image
from playwright.sync_api import Page, sync_playwright
from sqlalchemy import create_engine
from werkzeug.serving import make_server

from app.commands.example import load_once
from app.extensions import db
from surveys.base import Base
from tests import make
from tests.browser.conftest import CHROMIUM, QUIET
from tests.browser.look import come_in
from tests.conftest import made_app

FOLDER = Path(__file__).parents[2] / "docs" / "img"
CITIZENS, OPEN = "/desk/plans/1/questionnaires/1", 3
MAILED = "/desk/plans/1/questionnaires/4"
WRITTEN = "q16"
QUESTION, AXIS = "q7_transport", "f3_地区"
DESK = (
    ("returns", f"{MAILED}/returns", 1190),
    ("sample-design", f"{MAILED}/sample", 1190),
    ("preview", f"/desk/plans/1/drafting/{OPEN}/preview", 820),
    ("crosstab", f"{CITIZENS}/tables/crosstab?axis={quote(AXIS)}&question={quote(QUESTION)}", 1190),
    ("importance", f"{CITIZENS}/importance", 1000),
    ("weights", f"{CITIZENS}/weights", 1000),
    ("themes", f"{CITIZENS}/themes/of?question={WRITTEN}&theme=1", 1000),
    ("arrange", f"{CITIZENS}/themes/arrange?question={WRITTEN}&theme=1&theme=2", 1000),
    ("drafts", "/desk/plans/1/drafts", 1000),
    ("issue", "/desk/plans/1/issues/1", 1000),
    ("inquiry", "/desk/plans/1/inquiries/1", 1000),
    ("public-comments", "/desk/plans/1/comments/1/table", 1000),
)
VOICES = (  # each at a desk and on a phone
    ("words", f"{CITIZENS}/words?question=q16"),
    ("contexts", f"{CITIZENS}/contexts?question=q16&word={quote('バス')}"),
    ("codings", f"{CITIZENS}/codings?question=q16"),
)
PHONE = (360, 780)
PUBLIC = (
    ("public-360", "/digests/1/1/issues/1"),
    ("outcomes-360", "/digests/1/outcomes"),
    ("offers-360", "/offers/1"),
)
COLOURS = 96  # enough for text and flat areas, at a third of the size


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder)) as (app, address),
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        desk = browser.new_page(locale="ja-JP")
        come_in(desk, app, address, "planner")
        for name, path, height in DESK:
            take(desk, address + path, name, (1280, height))
        specimen = desk.request.get(f"{address}{MAILED}/letter/specimen.png")
        store(specimen.body(), "letter")
        for name, path in VOICES:
            take(desk, address + path, name, (1280, 1000))
            take(desk, address + path, f"{name}-360", (360, 1100))
        draft(desk, address)
        phone = browser.new_page(locale="ja-JP")
        for name, path in PUBLIC:
            take(phone, address + path, name, (360, 1100))
        answer(phone, address)
        take(phone, f"{address}/respond/{OPEN}?lang=ja-easy", "phone-easy", PHONE)
        browser.close()


@contextmanager
def served(folder: Path) -> Iterator[tuple[Flask, str]]:
    """The app with the example in it, and where it answers."""
    url = f"sqlite:///{folder / 'ronten.db'}"
    Base.metadata.create_all(create_engine(url))
    with made_app(url, folder) as app:
        with app.app_context():
            make.member(db.session(), "mihon", shown_name="企画課 見本")
            db.session.commit()
            load_once()
        server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield app, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()


def draft(desk: Page, address: str) -> None:
    """Begin with a model, and keep what a planner sees while writing."""
    desk.goto(f"{address}/desk/plans/1/library/citizens")
    desk.get_by_role("button", name="この調査票で始める").click()
    desk.wait_for_url("**/builder*")
    here = desk.url.partition("/builder")[0]
    take(desk, f"{here}/builder?question=leaving_for", "builder", (1280, 1000))
    take(desk, f"{here}/flow", "flow", (1280, 1000))


def answer(phone: Page, address: str) -> None:
    """Answer the open questionnaire, keeping what the phone shows on the way."""
    take(phone, f"{address}/respond/{OPEN}", "phone-welcome", PHONE)
    phone.get_by_role("button", name="回答をはじめる").click()
    phone.get_by_role("radio", name="住んでいる").check()
    phone.get_by_role("button", name="つぎへ").click()
    phone.get_by_role("radio", name="西野").check()
    phone.get_by_role("radio", name="30代").check()
    phone.get_by_role("button", name="つぎへ").click()
    phone.get_by_role("radio", name="どちらかといえば暮らしやすい").check()
    phone.get_by_role("checkbox", name="バスなどの公共交通").check()
    phone.get_by_role("checkbox", name="医療体制").check()
    phone.get_by_role("checkbox", name="医療体制").blur()
    phone.evaluate("window.scrollTo(0, 0)")
    phone.mouse.move(0, 0)
    keep(phone, "phone-section")
    for _ in range(2):
        with phone.expect_navigation():
            phone.get_by_role("button", name="つぎへ").click()
    phone.get_by_role("button", name="送信する").click()
    phone.wait_for_url("**/receipt")
    keep(phone, "phone-receipt")


def take(page: Page, address: str, name: str, size: tuple[int, int]) -> None:
    """Keep the top of a page, as wide and high as `size` says."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    reply = page.goto(address, wait_until="networkidle")
    if reply is None or not reply.ok:
        raise SystemExit(f"開けません: {address}")
    keep(page, name)


def keep(page: Page, name: str) -> None:
    """Keep what is seen."""
    store(page.screenshot(), name)


def store(taken: bytes, name: str) -> None:
    """Keep a picture as a small PNG."""
    picture = Image.open(BytesIO(taken)).convert("RGB")
    small = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
