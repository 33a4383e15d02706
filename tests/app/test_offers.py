"""協働の申し出: from the receipt to the form, to the desk, to whoever looks for help."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select, text

from app import periodic
from app.clock import midnight, today
from app.extensions import db
from app.home import offer_limits
from app.keyring import keys_of
from surveys import access, offer_windows, plans, scrubbing, sections, staff
from surveys.audit import AuditEntry
from surveys.offers import Offer
from surveys.questionnaires import Questionnaire
from tests import make
from tests.app import asking, offered
from tests.app.attacker import files_of, log_of
from tests.app.offered import OFFER, WINDOW
from tests.conftest import SignIn
from tests.visit import one, spoken, submit, visit, well_mannered

DESK = "/desk/plans/1"
SECRETS = ("例 一子", "ichiko@example.jp", "090-0000-0000", "送り迎えの運転")


@pytest.fixture
def planner(app: Flask, sign_in: SignIn) -> FlaskClient:
    """Somebody whose plan takes offers."""
    with app.app_context():
        plan = make.plan()
        db.session.add(plan)
        db.session.flush()
        plans.set_fields(db.session(), plan, ["健康・福祉: 病院", "移動・交通: バス"])
        plans.set_areas(db.session(), plan, ["行政区,地区", "本町一区,本町", "旭,東"])
        db.session.commit()
    client = sign_in("planner")
    assert "受け付けていません" in visit(client, f"{DESK}/offers").get_text()
    submit(client, f"{DESK}/offers/window", WINDOW)
    return client


def offer(client: FlaskClient, **changes: Any) -> str:
    """Send an offer as its form does; gives its code."""
    code = str(one(visit(client, "/offers/1/new"), "input[name=code]")["value"])
    page = submit(client, "/offers/1/new", OFFER | {"code": code} | changes)
    assert spoken(one(page, "#code")) == access.grouped(code)
    return code


def marks(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Offer.mark).order_by(Offer.mark)))


def test_a_receipt_leads_to_a_form_that_knows_nothing_of_the_answer(
    app: Flask, sign_in: SignIn
) -> None:
    town = asking.publish(app)
    somebody = town.somebody()
    somebody.goes_through()
    assert "協働の申し出" not in somebody.page.get_text()
    with app.app_context():
        plan_id = db.session.scalars(select(Questionnaire.plan_id)).one()
    submit(sign_in("planner"), f"/desk/plans/{plan_id}/offers/window", WINDOW)
    another = town.somebody()
    another.goes_through()
    link = one(another.page, "a[rel=noreferrer]")
    assert link["href"] == f"/offers/{plan_id}"

    page = another.client.get(f"{link['href']}/new?lang=en", follow_redirects=True)
    assert set(page.request.cookies) == {"ronten_language"}
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page.headers["Cache-Control"]
    english = well_mannered(page.text)
    assert one(english, "html")["lang"] == "en"
    results = f"/results/{town.id}/"
    assert "協働の申し出" in visit(app.test_client(), results).get_text()


def test_what_is_wrong_costs_nobody_their_words(app: Flask, planner: FlaskClient) -> None:
    phone = app.test_client()
    wrong = submit(phone, "/offers/1/new", OFFER | {"phone": "十番", "mail": ""}, 422)
    assert one(wrong, "textarea[name=words]").get_text() == OFFER["words"]
    assert one(wrong, "input[name=kind][checked]")["value"] == "person"
    assert len(wrong.select("input[name=terms][checked]")) == 2
    assert one(wrong, ".notice.error a")["href"] == "#phone"
    trapped = submit(phone, "/offers/1/new", OFFER | {"homepage": "https://example.com"}, 422)
    assert "書かない欄" in trapped.get_text()
    strange = phone.post("/offers/1/new", data=OFFER, headers={"Sec-Fetch-Site": "cross-site"})
    assert strange.status_code == 400
    assert marks(app) == []


def test_an_offer_is_found_in_no_file_and_no_record(app: Flask, planner: FlaskClient) -> None:
    phone = app.test_client()
    code = offer(phone, topics=["健康・福祉"], place="行政区/本町一区")
    submit(phone, "/offers/1/new", OFFER | {"code": code, "hours": "夜"})
    assert len(marks(app)) == 1
    assert "まだ" in spoken(one(visit(planner, f"{DESK}/offers"), "tbody"))
    with app.app_context(), db.engine.connect() as connection:
        files = files_of(connection) + log_of(connection)
        said = [str(each.details) for each in db.session.scalars(select(AuditEntry))]
    for secret in (*SECRETS, code, access.grouped(code)):
        assert secret.encode() not in files, secret
        assert secret not in "".join(said)
    assert len(said) == 1  # the window; that somebody offered is written down by nobody
    assert "Set-Cookie" not in phone.get("/offers/1/new").headers


def test_an_offer_is_seen_changed_and_withdrawn_by_its_code(
    app: Flask, planner: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offer_limits, "MOST", 3)
    phone = app.test_client()
    code = offer(phone, hours="夜", place="行政区/本町一区")
    mine = submit(phone, "/offers/1/mine", {"code": code.lower()})
    assert one(mine, "input[name=hours]")["value"] == "夜"
    assert one(mine, "option[selected]")["value"] == "行政区/本町一区"
    changed = {**OFFER, "code": code, "words": "", "consent": ""}
    assert "短くてもよいので" in submit(phone, "/offers/1/mine/change", changed, 422).get_text()
    submit(phone, "/offers/1/mine/change", changed | {"words": "買い物の送り迎え"})
    again = submit(phone, "/offers/1/mine", {"code": code})
    assert one(again, "textarea[name=words]").get_text() == "買い物の送り迎え"
    submit(phone, "/offers/1/mine/withdraw", {"code": code})
    assert marks(app) == []
    for _ in range(2):  # the offer was counted, too
        assert "見つかりません" in submit(phone, "/offers/1/mine", {"code": code}, 422).get_text()
    assert "10分ほど待って" in submit(phone, "/offers/1/mine", {"code": code}, 422).get_text()
    assert "10分ほど待って" in submit(phone, "/offers/1/new", OFFER, 422).get_text()


def raised(app: Flask, planner: FlaskClient) -> None:
    """Somebody answers to a call, and somebody else offers something that fits none."""
    wanted = offered.call(topics=["健康・福祉"], places=["地区/本町"], section="地域交通課")
    submit(planner, f"{DESK}/calls/new", {}, 422)
    submit(planner, f"{DESK}/calls/new", wanted)
    phone = app.test_client()
    asked = visit(phone, "/offers/1")
    assert "病院までの送り迎えを手伝ってくださる方" in asked.get_text()
    form = visit(phone, str(one(asked, ".call a.button")["href"]))
    assert one(form, "input[name=topics][checked]")["value"] == "健康・福祉"
    offer(phone, call="1", topics=["健康・福祉"], place="行政区/本町一区", name="=1+1")
    offer(phone, topics=[], words="花だんの手入れ", skills="")


def test_offers_and_calls_meet_at_the_desk(app: Flask, planner: FlaskClient) -> None:
    raised(app, planner)

    page = visit(planner, f"{DESK}/calls/1")
    (fit,) = page.select(".fits > li")
    reasons = [spoken(each) for each in fit.select(".chip")]
    assert reasons == [
        "この募集に手を挙げた",
        "同じ分野「健康・福祉」",
        "地区「本町」の中",
        "条件が合う（実費）",
        "同じ言葉「通院」「送り迎え」「運転」",
    ]
    assert "=1+1" not in page.get_text()
    mark = str(fit["id"]).removeprefix("offer-")
    assert "合いそうな募集" in visit(planner, f"{DESK}/offers/{mark}").get_text()
    listed = visit(planner, f"{DESK}/offers?field=健康・福祉")
    assert len(listed.select("tbody tr")) == 1
    here = f"{DESK}/calls/1/offers/{mark}"
    submit(planner, here, {"state": "introduced", "note": "例さんに電話した"})
    shown = visit(planner, f"{DESK}/offers/{mark}")
    assert spoken(one(shown, ".plain-list")) == "通院の送り迎えをする運転手 紹介した"
    assert not shown.select(".fits")
    letters = submit(planner, f"{here}/contact", {})
    assert one(letters, "#to-person").get_text().startswith("=1+1 様")
    assert "ichiko" not in one(letters, "#to-asker").get_text()

    _taken_away(planner)
    with app.app_context():
        acts = [each.what for each in db.session.scalars(select(AuditEntry))]
        said = "".join(str(each.details) for each in db.session.scalars(select(AuditEntry)))
    assert acts == [
        "offer_window.settle",
        "call.create",
        "introduction.mark",
        "offer.reveal",
        "offer.download",
    ]
    assert not [each for each in (*SECRETS, "例さん", "=1+1") if each in said]


def _taken_away(planner: FlaskClient) -> None:
    """The book holds names as words, never as formulas, and how far each has come."""
    book = planner.post(f"{DESK}/offers/excel")
    sheet = load_workbook(BytesIO(book.data)).active
    assert sheet is not None
    names = [row[2] for row in sheet.iter_rows(min_row=5)]
    assert {(cell.value, cell.data_type) for cell in names} == {("=1+1", "s"), ("例 一子", "s")}
    (told,) = [row[11].value for row in sheet.iter_rows(min_row=5) if row[2].value == "=1+1"]
    assert told == "通院の送り迎えをする運転手: 紹介した"


def seated(app: Flask, sign_in: SignIn, section: str) -> FlaskClient:
    """Somebody of a section."""
    member = sign_in("section", name="bus")
    with app.app_context():
        found = staff.by_name(db.session(), "bus")
        assert found is not None
        sections.seat(staff.roles_of(db.session(), found)[0], section, head=False)
        db.session.commit()
    return member


def test_a_section_opens_what_was_introduced_to_its_own_calls(
    app: Flask, planner: FlaskClient, sign_in: SignIn
) -> None:
    for section in ("地域交通課", "福祉課"):
        submit(planner, f"{DESK}/calls/new", offered.call(section=section, public=""))
    assert "運転手" not in visit(app.test_client(), "/offers/1").get_text()
    with app.app_context():
        mark = offered.offered(1, access.new_code()).mark
        db.session.commit()
    member = seated(app, sign_in, "地域交通課")
    index = visit(member, f"{DESK}/offers")
    assert [a["href"] for a in index.select(".card a")] == [f"{DESK}/calls/1"]
    assert access.grouped(mark)[:14] not in index.get_text()
    visit(member, f"{DESK}/calls/2", 403)
    visit(member, f"{DESK}/offers/{mark}", 403)
    assert not visit(member, f"{DESK}/calls/1").select(".fits > li")
    here = f"{DESK}/calls/1/offers/{mark}"
    for path, said in ((here, {"state": "introduced"}), (f"{here}/contact", {})):
        assert member.post(path, data=said).status_code == 403
    submit(planner, here, {"state": "introduced", "note": ""})
    assert "090-0000-0000" in submit(member, f"{here}/contact", {}).get_text()
    submit(member, here, {"state": "agreed", "note": "6月から"})
    assert "6月から" in visit(planner, f"{DESK}/calls/1").get_text()
    other = submit(member, f"{DESK}/calls/new", offered.call(section="福祉課"), 422)
    assert "ほかの課の募集は書けません" in other.get_text()
    submit(member, f"{DESK}/calls/1/edit", offered.call(section="地域交通課", closed="y"))
    assert "募集は終わりました" in visit(planner, f"{DESK}/calls/1").get_text()


def test_offers_are_erased_in_time_and_tell_nothing_by_where_they_lie(
    app: Flask, planner: FlaskClient
) -> None:
    for _ in range(6):
        offer(app.test_client(), homepage="")
    with app.app_context():
        scrubbing.scrub(db.engine)
        with db.engine.connect() as connection:
            lying = list(connection.scalars(text("SELECT mark FROM offer")))
            if connection.dialect.name == "postgresql":
                makers = text("SELECT count(DISTINCT xmin::text) FROM offer")
                assert connection.scalar(makers) == 1
        assert lying == sorted(lying) == marks(app)
        window = offer_windows.must_be_there(db.session(), 1)
        gone = midnight(offer_windows.gone_on(window, today()))
        db.session.rollback()
        assert periodic.forget_offers(gone - timedelta(minutes=1)) == 0
        assert periodic.forget_offers(gone) == 6
        assert periodic.forget_offers(gone) == 0
        last = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert last is not None
        assert (last.what, last.who, last.details) == ("offer_window.purge", None, {"offers": 6})


def test_a_window_closes_and_ends_with_its_keys(app: Flask, planner: FlaskClient) -> None:
    code = offer(app.test_client())
    form = submit(planner, f"{DESK}/offers/window", {"is_open": "y", "months": "12"}, 422)
    assert "問い合わせ先" in one(form, ".callout.error").get_text()
    submit(planner, f"{DESK}/offers/window", WINDOW | {"is_open": ""})
    phone = app.test_client()
    assert "いまは、新しい申し出を受け付けていません" in visit(phone, "/offers/1").get_text()
    assert "受け付けていません" in submit(phone, "/offers/1/new", OFFER, 422).get_text()
    submit(phone, "/offers/1/mine", {"code": code})
    with app.app_context():
        window = offer_windows.must_be_there(db.session(), 1)
        folder = keys_of(window).folder
        assert folder.exists()
    submit(planner, f"{DESK}/offers/window/end", {"repeated": ""})
    assert len(marks(app)) == 1
    submit(planner, f"{DESK}/offers/window/end", {"repeated": "消去"})
    assert marks(app) == []
    assert not folder.exists()
    visit(phone, "/offers/1", 404)
