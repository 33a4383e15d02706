"""回収の様子: the desk of field work, its files and its one page, in told numbers alone."""

import io
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from app import periodic
from app.clock import now, today
from app.extensions import db
from app.keyring import keys_of
from surveys import access, openings, returns
from surveys.questionnaires import Questionnaire
from tests.app import fielded, nights
from tests.app.fielded import PASSPHRASE, REMINDER, Fielded
from tests.conftest import SignIn
from tests.visit import one, visit


@pytest.fixture
def here(app: Flask) -> Fielded:
    return nights.eight(app)


def _said(client: FlaskClient, path: str) -> str:
    return " ".join(one(visit(client, path), "main").get_text().split())


def test_a_section_chief_reads_the_rate_the_end_and_the_error(
    here: Fielded, sign_in: SignIn
) -> None:
    client = sign_in("viewer")
    said = _said(client, f"{here.desk}/returns")
    assert "発送304通に対して約90票が届き、回収率は約30%です" in said
    assert "このまま進むと" in said
    assert "誤差（いま）±" in said
    assert "標本設計の想定: 回収率45%、誤差±3.0ポイント（全体）" in said
    page = visit(client, f"{here.desk}/returns")
    assert page.select_one("picture img[alt*='約90票']") is not None
    sheet = client.post(f"{here.desk}/returns/sheet")
    assert sheet.data.startswith(b"%PDF")
    assert sheet.data.count(b"/Type/Page\n") + sheet.data.count(b"/Type /Page\n") <= 1


def test_strata_and_ways_are_told_in_tens_and_small_ones_together(
    here: Fielded, sign_in: SignIn
) -> None:
    client = sign_in("planner")
    page = visit(client, f"{here.desk}/returns")
    rows = {
        row.select("th")[0].get_text(): [cell.get_text() for cell in row.select("td.number")]
        for row in page.select(".metered tbody tr")
    }
    # 4 letters of the island are told with the smallest other stratum, which has 150.
    assert set(rows) == {"中央・40歳以上", returns.OTHERS, *access.WAYS.values()}
    assert rows["中央・40歳以上"][:3] == ["150", "約70票", "47〜53%"]
    assert rows[returns.OTHERS][:3] == ["154", "約20票", "13〜19%"]
    assert "島" not in one(page, "main").get_text()
    told = load_workbook(io.BytesIO(client.post(f"{here.desk}/returns/excel").data)).active
    assert told is not None
    numbers = [cell for row in told.iter_rows(values_only=True) for cell in row]
    assert 90 in numbers
    assert not {94, 96, 22, 74} & {each for each in numbers if isinstance(each, int)}


def test_who_is_missing_is_told_where_no_stratum_runs_across(
    here: Fielded, app: Flask, sign_in: SignIn
) -> None:
    client = sign_in("planner")
    assert "だれが足りないか" not in _said(client, f"{here.desk}/returns")
    with app.app_context():  # the island gets enough codes to be told by itself
        asked = db.session.get_one(Questionnaire, here.questionnaire)
        access.issue(db.session(), asked, keys_of(asked), [("島・40歳以上", 20)])
        returns.snapshot(db.session(), today())
        db.session.commit()
    said = _said(client, f"{here.desk}/returns")
    assert "年代では、「18～39歳」が母集団より少なめ、「40歳以上」が母集団より多め" in said
    assert "地区では、発送した数との差は、偶然と10票きざみで" in said


def test_pictures_are_found_by_the_numbers_they_show(here: Fielded, sign_in: SignIn) -> None:
    client = sign_in("viewer")
    page = visit(client, f"{here.desk}/returns")
    for image in page.select("picture img"):
        assert client.get(str(image["src"])).content_type == "image/svg+xml"
    old = client.get(f"{here.desk}/returns/old/0.svg")
    assert old.headers["Location"] == page.select("picture img")[0]["src"]
    assert client.get(old.headers["Location"].replace("/0.svg", "/9.svg")).status_code == 404


def test_a_reminder_goes_to_everybody_or_to_strata_and_is_called_off_until_it_is_sent(
    here: Fielded, app: Flask, sign_in: SignIn
) -> None:
    client, path = sign_in("planner"), f"{here.desk}/reminders"
    page = visit(client, path)
    assert "まだ答えていない人の一覧は、どこにもありません" in one(page, "main").get_text()
    labels = {label.get_text(strip=True) for label in page.select("#strata label")}
    assert labels == {
        "中央・40歳以上（150通、回収率47〜53%）",
        f"{returns.OTHERS}（154通、回収率13〜19%）",
    }
    some = REMINDER | {"day": today().isoformat(), "to": "strata"}
    for wrong, told in (
        (some, "送る層を1つ以上選んでください"),
        (some | {"strata": "山"}, "「山」という層はありません"),
        (some | {"words": "あ" * 601, "to": "everybody"}, "600文字以内"),
        (some | {"day": (today() + timedelta(days=40)).isoformat(), "to": "everybody"}, "受付期間"),
        (
            some | {"day": (today() - timedelta(days=1)).isoformat(), "to": "everybody"},
            "今日より後",
        ),
    ):
        reply = client.post(path, data=wrong)
        assert reply.status_code == 422
        assert told in reply.text
        assert wrong["words"] in reply.text
    assert client.post(path, data=some | {"strata": returns.OTHERS}).status_code == 302
    assert client.post(path, data=some | {"to": "everybody"}).status_code == 302
    assert "154通 ・ その他の層" in _said(client, path)
    assert "に督促（154通）の予定があります" in _said(client, f"{here.desk}/returns")
    for size in ("postcard", "a4"):
        assert client.post(f"{path}/1/letter", data={"size": size}).data.startswith(b"%PDF")
    client.post(f"{path}/1/call-off")
    assert "154通" not in _said(client, path).partition("督促を予定に入れる")[0]
    with app.app_context():
        db.session.execute(db.text("UPDATE reminder SET day = '2020-01-01'"))
        db.session.commit()
    client.post(f"{path}/2/call-off")
    assert "発送日を過ぎた督促状は取り消せません" in _said(client, path)


def test_after_the_last_opening_the_valid_returns_are_told_exactly(
    app: Flask, sign_in: SignIn
) -> None:
    here = fielded.published(app, arrived=27, days=0)
    with app.app_context():
        periodic.tend()
        asked = db.session.get_one(Questionnaire, here.questionnaire)
        private = keys_of(asked).unwrap(PASSPHRASE)
        openings.open_batch(db.session(), asked, private, mask=str, now=now(), last=True)
        db.session.commit()
    client = sign_in("viewer")
    said = _said(client, f"{here.desk}/returns")
    assert "発送27通に対して有効回収は27票、有効回収率は100.0%です" in said
    assert "有効回収（集計に使える回答の数）は、封を開けるまで" not in said
    assert client.get(f"{here.desk}/reminders").headers["Location"] == here.desk


def test_without_codes_there_is_neither_a_rate_nor_an_error(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("planner")
    for how in (fielded.OPEN_LINK, fielded.STAFF):
        here = fielded.published(app, how, arrived=21)
        with app.app_context():
            periodic.tend()
        said = _said(client, f"{here.desk}/returns")
        assert "約20票の回答が届いています" in said
        assert "回収率" not in said.partition("数の読み方")[0].replace(
            "回収率も誤差もありません", ""
        )
        assert client.get(f"{here.desk}/reminders").headers["Location"] == here.desk
        assert client.post(f"{here.desk}/returns/sheet").data.startswith(b"%PDF")
