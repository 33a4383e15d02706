"""Answering leaves no trace, sends nothing elsewhere, loses nothing and gives nothing away."""

import logging
import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, inspect, select, text

from app.extensions import db
from surveys import access
from surveys.audit import AuditEntry
from surveys.questionnaires import Questionnaire
from tests.app import asking
from tests.app.asking import PAGES, Somebody, Town
from tests.app.test_respond import ANSWERS, opened
from tests.conftest import copied, made_app
from tests.visit import one

ROOT = Path(__file__).parents[2]
ADDRESS = "203.0.113.77"


@pytest.fixture
def town(app: Flask) -> Town:
    return asking.publish(app)


@pytest.fixture
def coded(app: Flask) -> Town:
    return asking.publish(app, how="codes", codes=2)


def answering(app: Flask) -> list[tuple[str, str]]:
    """Every (method, address) of the answering face, in questionnaire 1."""
    given = {"questionnaire_id": 1, "number": 1, "code": "ABCD", "mark": "ABCD"}
    return [
        (method, re.sub(r"<(?:int:)?(\w+)>", lambda found: str(given[found[1]]), rule.rule))
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("respond.")
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
    ]


def test_every_address_of_the_face_wears_its_guard(app: Flask) -> None:
    worn = {
        endpoint: getattr(view, "access", "")
        for endpoint, view in app.view_functions.items()
        if endpoint.startswith("respond.") or getattr(view, "access", "") == "answering"
    }
    assert len(worn) > 15
    assert set(worn.values()) == {"answering"}


def test_every_reply_keeps_to_itself(town: Town) -> None:
    for method, path in answering(town.app):
        with town.app.test_client().open(path, method=method) as reply:
            assert reply.status_code in {200, 303, 404, 422}, (method, path)
            assert reply.headers["Referrer-Policy"] == "no-referrer", path
            assert "no-store" in reply.headers["Cache-Control"], path
            assert "default-src 'none'" in reply.headers["Content-Security-Policy"], path


def test_a_form_of_another_site_is_refused(town: Town) -> None:
    for method, path in answering(town.app):
        if method == "POST":
            headers = {"Sec-Fetch-Site": "cross-site"}
            reply = town.app.test_client().post(path, headers=headers, data={"free": "ないしょ"})
            assert reply.status_code == 400, path
            assert "ないしょ" not in reply.text


@pytest.mark.parametrize("https", [False, True])
def test_all_that_a_phone_keeps_is_closed_cookies(coded: Town, *, https: bool) -> None:
    coded.app.config["HTTPS"] = https
    phone = coded.somebody()
    cookies: list[str] = []
    base = {"base_url": "https://localhost"} if https else {}
    code = coded.codes[0]
    for path, said in (("", {"code": code}), ("/start", {})):
        reply = phone.client.post(f"/respond/{coded.id}{path}", data=said, **base)
        cookies += reply.headers.getlist("Set-Cookie")
    cookies += phone.client.get(f"/respond/{coded.id}?lang=en", **base).headers.getlist(
        "Set-Cookie"
    )
    assert len(cookies) == 2
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert ("Secure" in cookie) is https
        assert f"Path=/respond/{coded.id}" in cookie or "Path=/respond;" in cookie
        assert code not in cookie
        assert len(cookie) < 3000


def test_a_cookie_of_another_questionnaire_is_no_way_in(app: Flask, town: Town) -> None:
    other = asking.publish(app)
    phone = town.somebody()
    phone.starts()
    kept = phone.client.get_cookie("ronten_answer", path=f"/respond/{town.id}")
    assert kept is not None
    client = app.test_client()
    for value in (kept.value, "x" * 3000, "", "あ"):
        client.set_cookie("ronten_answer", value, path=f"/respond/{other.id}")
        assert client.get(f"/respond/{other.id}/pages/1").status_code == 422


def test_nothing_written_is_lost_when_the_token_does_not_fit(town: Town) -> None:
    phone = town.somebody()
    phone.starts()
    page = phone.sends("/pages/1", 422, **PAGES[0] | {"token": "old"})
    assert "もう一度「つぎへ」を押してください" in page.get_text()
    assert one(page, "input[name=job_other]")["value"] == "農業"
    phone.answers_all()
    phone.sends("/review", 422, token="old")
    phone.sends("/review")
    assert opened(town) == [ANSWERS]


def test_nothing_written_is_lost_with_the_cookie(town: Town, coded: Town) -> None:
    page = town.somebody().sends("/pages/4", 422, free="ながい意見です", token="old")
    assert one(page, "textarea").get_text().strip() == "ながい意見です"
    page = coded.somebody().sends("/pages/4", 422, free="ながい意見です", token="old")
    assert one(page, "textarea").get_text().strip() == "ながい意見です"
    assert "回答の続きを開けませんでした" in page.get_text()


def test_a_browser_without_cookies_is_told(town: Town) -> None:
    phone = town.somebody()
    phone.client = town.app.test_client(use_cookies=False)
    page = phone.client.post(f"/respond/{town.id}/start", follow_redirects=True)
    assert page.status_code == 422
    assert "クッキーが使えない設定" in page.text


def test_a_script_is_told_where_a_page_leads_and_not_led_there(town: Town) -> None:
    phone = town.somebody()
    phone.starts()
    briefly = {"Prefer": "return=minimal"}
    form = {"token": str(one(phone.page, "input[name=token]")["value"])}
    path = f"/respond/{town.id}/pages/1"
    reply = phone.client.post(path, data=form | PAGES[0], headers=briefly)
    assert (reply.status_code, reply.text) == (204, "")
    assert reply.headers["Location"] == f"/respond/{town.id}/pages/2?saved=1"
    assert "ronten_answer" in reply.headers["Set-Cookie"]
    stays = phone.client.post(path, data=form | {"age": "x", "go": "stay"}, headers=briefly)
    assert stays.headers["Location"] == path
    refused = phone.client.post(path, data=form | {"age": "x"}, headers=briefly)
    assert refused.status_code == 422
    assert "エラー: 1 / 3" in refused.text


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [(1, 7, "受付はまだ始まっていません"), (-8, -1, "受付は終わりました")],
)
def test_outside_its_period_nothing_is_taken(app: Flask, starts: int, ends: int, said: str) -> None:
    town = asking.publish(app)
    phone = town.somebody()
    phone.starts()
    phone.answers(**PAGES[0])
    with app.app_context():
        found = db.session.get_one(Questionnaire, town.id)
        found.opens_at, found.closes_at = asking.days(starts), asking.days(ends)
        db.session.commit()
    assert said in town.somebody().opens().get_text()
    for path in ("/start", "/pages/2", "/review", "/resume", "/change"):
        page = phone.sends(path, 422, live="1")
        assert "受付" in page.get_text()
        assert "000-000-0000" in page.get_text()
    assert opened(town) == []


def test_a_retry_after_the_deadline_is_answered_received(app: Flask, town: Town) -> None:
    phone = town.somebody()
    phone.starts()
    phone.answers_all()
    before = phone.client.get_cookie("ronten_answer", path=f"/respond/{town.id}")
    assert before is not None
    phone.sends("/review")
    with app.app_context():
        found = db.session.get_one(Questionnaire, town.id)
        found.opens_at, found.closes_at = asking.days(-8), asking.days(-1)
        db.session.commit()
    phone.client.set_cookie("ronten_answer", before.value, path=f"/respond/{town.id}")
    phone.sends("/review")
    assert phone.heading == "回答を受け取りました"


def test_when_the_keys_are_gone_a_page_says_so(town: Town) -> None:
    phone = town.somebody()
    phone.starts()
    town.keys.destroy()
    assert "鍵はもうありません" in phone.sends("/start", 422).get_text()
    assert "市民意識調査" in phone.opens().get_text()


@pytest.mark.parametrize("path", ["/respond/99", "/respond/1/pages/99", "/respond/99/c/ABCD"])
def test_what_is_not_there_is_a_page_for_residents(town: Town, path: str) -> None:
    phone = town.somebody()
    phone.starts()
    page = phone.opens(path, 404)
    assert "この調査は見つかりません" in page.get_text()


def test_a_draft_questionnaire_is_not_there(app: Flask, town: Town) -> None:
    with app.app_context():
        found = db.session.get_one(Questionnaire, town.id)
        found.state = "imported"
        db.session.commit()
    town.somebody().opens("", 404)


def test_a_sheet_of_another_letter_case_or_size_is_refused_kindly(town: Town) -> None:
    phone = town.somebody()
    phone.starts()
    path = f"/respond/{town.id}/pages/1"
    kind = "application/x-www-form-urlencoded"
    torn = phone.client.post(path, data="age=%8F%5C", content_type=kind)
    assert torn.status_code == 400
    large = phone.client.post(path, data={"free": "x" * 5_000_000})
    assert large.status_code == 413
    assert "長すぎます" in large.text


def test_answering_leaves_no_entry_no_address_and_no_code(
    coded: Town, caplog: pytest.LogCaptureFixture
) -> None:
    """All journeys, then every table and every log line."""
    caplog.set_level(logging.DEBUG)
    phone = Somebody(coded.app.test_client(), coded.id)
    phone.client.environ_base |= {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": "Telltale/1"}
    phone.opens(f"/c/{coded.codes[0]}")
    phone.starts()
    phone.answers_all()
    phone.sends("/review")
    receipt = phone.receipt
    phone.sends("/another")
    phone.sends("/change", name=coded.codes[0], receipt=receipt)
    phone.answers(**PAGES[0], go="pause")
    word = one(phone.page, ".word").get_text(strip=True)
    phone.sends("/another")
    phone.sends("", 422, code=access.new_code())
    with coded.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == 0
        everything = "\n".join(
            str(row)
            for name in inspect(db.engine).get_table_names()
            for row in db.session.execute(text(f'SELECT * FROM "{name}"'))  # noqa: S608 - our own tables
        )
    secrets = [*coded.codes[:1], access.grouped(coded.codes[0]), receipt, receipt.replace("-", "")]
    secrets += [word, *word.split("・"), ADDRESS, "Telltale", "農業"]
    for secret in secrets:
        assert secret not in everything, secret
        assert secret not in caplog.text, secret


def size(client: FlaskClient, path: str) -> int:
    with client.get(path) as reply:
        return len(reply.data)


def fetched(client: FlaskClient, path: str) -> int:
    """How many bytes a page takes, with all that it loads."""
    page = client.get(path)
    parts = re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text)
    return len(page.data) + sum(size(client, part) for part in dict.fromkeys(parts))


def test_the_first_page_takes_at_most_50_kilobytes(town: Town) -> None:
    phone = town.somebody()
    assert fetched(phone.client, f"/respond/{town.id}") <= 50_000
    phone.starts()
    assert fetched(phone.client, f"/respond/{town.id}/pages/1") <= 50_000


def test_a_browser_asks_for_a_style_sheet_once_until_it_changes(town: Town) -> None:
    client = town.app.test_client()
    address = str(one(town.somebody().opens(), "link[href*='respond.css']")["href"])
    kept = {
        address: (200, "public, max-age=31536000"),
        "/static/css/respond.css": (200, "no-cache"),
        "/static/0123456789/css/respond.css": (200, "no-cache"),  # of a page made before
    }
    for path, told in kept.items():
        with client.get(path) as reply:
            assert (reply.status_code, reply.headers["Cache-Control"]) == told, path
    assert client.get("/static/other/css/respond.css").status_code == 404


def test_a_process_that_only_answers_loads_no_analysis(town: Town, tmp_path: Path) -> None:
    asked = (
        "import sys\n"
        "from app import create_app\n"
        f"page = create_app().test_client().get('/respond/{town.id}')\n"
        "assert page.status_code == 200, page.status_code\n"
        "heavy = {'pandas', 'numpy', 'scipy', 'pyarrow', 'fugashi', 'app.desk', 'app.jobs'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    with town.app.app_context():
        address = db.engine.url.render_as_string(hide_password=False)
    alone = {"FACES": "respond", "INSTANCE_DIR": str(tmp_path), "DATABASE_URL": address}
    alone["KEYS_DIR"] = str(town.keys.folder.parent)
    command = [sys.executable, "-c", asked]
    done = subprocess.run(command, cwd=ROOT, env=alone, check=False, capture_output=True, text=True)  # noqa: S603 - our own words
    assert done.returncode == 0, done.stderr


def test_the_front_page_lists_what_is_open_to_all(app: Flask) -> None:
    client = app.test_client()
    assert "お手紙の回答コード" not in client.get("/").text
    asking.publish(app)
    asking.publish(app, asking.STAFF, how="departments")
    asking.publish(app, asking.STAFF, audience="staff")
    asking.publish(app, ends=-1, starts=-2)
    page = client.get("/").text
    now, over = page.split("これまでのアンケート")
    assert (now.count("市民意識調査"), over.count("市民意識調査")) == (1, 1)
    assert "職員アンケート" not in page
    assert "お手紙の回答コード" not in page
    asking.publish(app, how="codes", codes=1)
    page = client.get("/").text
    assert page.split("これまでのアンケート")[0].count("市民意識調査") == 1
    assert "お手紙の回答コードをお持ちの方" in page


def test_when_the_database_is_away_what_was_written_stays_on_the_page(
    filled_sqlite: Path, tmp_path: Path
) -> None:
    with made_app(copied(filled_sqlite, tmp_path), tmp_path) as app:
        town = asking.publish(app)
        phone = town.somebody()
        phone.starts()
        with app.app_context():
            db.session.execute(text("DROP TABLE draft"))
            db.session.commit()
        form = {"token": one(phone.page, "input[name=token]")["value"]}
        away = phone.client.post(f"/respond/{town.id}/pages/4", data=form)
        assert away.headers["Retry-After"] == "60"
        page = phone.sends("/pages/4", 503, free="バスの本数を増やしてほしい")
        assert "ただいま混み合っています" in page.get_text()
        assert "バスの本数を増やしてほしい" in one(page, "textarea").get_text()
        assert "000-000-0000" in page.get_text()
