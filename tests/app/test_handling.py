"""取扱説明書と廃棄記録: papers that say what is held, what is gone, and what is still to go."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from app.clock import now
from app.desk import handling_words
from app.extensions import db
from surveys import disposals
from surveys.audit import AuditEntry
from surveys.openings import LEAST_OPENED
from surveys.questionnaires import Questionnaire
from tests.app import fielded
from tests.app.fielded import PASSPHRASE
from tests.conftest import SignIn
from tests.visit import submit, visit

HOW = {"how": "shredded", "number": "3,000"}


def printed(client: FlaskClient, path: str) -> list[str]:
    """The words of each page, without the blanks between them."""
    pages = PdfReader(BytesIO(client.get(path).data)).pages
    return ["".join(page.extract_text().split()) for page in pages]


@pytest.mark.parametrize("how", [fielded.BY_CODE, fielded.OPEN_LINK, fielded.STAFF])
def test_every_way_of_asking_has_its_papers(app: Flask, sign_in: SignIn, how: fielded.How) -> None:
    here, client = fielded.published(app, how, arrived=3), sign_in("planner")
    page = visit(client, f"{here.desk}/handling")
    assert ("復旧用の鍵の紙" in page.text) is (how is not fielded.OPEN_LINK)
    assert ("回答コードの一覧" in page.text) is (how is fielded.BY_CODE)
    for name, most in (("handling", 2), ("disposal", 1)):
        pages = printed(client, f"{here.desk}/handling/{name}.pdf")
        assert len(pages) <= most
        assert "くらしの調査" in pages[0]


def test_what_is_gone_is_declared_once_it_may_go(app: Flask, sign_in: SignIn) -> None:
    here, client = fielded.published(app, arrived=LEAST_OPENED, days=0), sign_in("keeper")
    path = f"{here.desk}/handling"
    assert "済んでから廃棄します" in submit(client, f"{path}/things/recovery", HOW, 422).text
    assert "方法を選んで" in submit(client, f"{path}/things/code", {"number": "3"}, 422).text
    page = submit(client, f"{path}/things/code", HOW | {"number": "たくさん"}, 422)
    assert "整数で入力" in page.text
    assert "たくさん" in str(page)

    submit(client, f"{here.desk}/opening", {"passphrase": PASSPHRASE})
    page = visit(client, path)
    assert "廃棄の記録がまだないもの" in visit(client, here.desk).text
    assert "に廃棄しました" in page.text, "the system wrote down when the keys went"
    for thing in ("code", "recovery", "backup"):
        assert f'id="{thing}"' in str(page)
        submit(client, f"{path}/things/{thing}", HOW)
    page = visit(client, path)
    assert "廃棄の記録はそろっています" in page.text
    assert "裁断した ・ 3,000" in page.text
    (record,) = printed(client, f"{path}/disposal.pdf")
    assert "すべて廃棄されました" in record
    assert "合い言葉で包んだ秘密鍵1" in record
    with app.app_context():
        found = db.session.get_one(Questionnaire, here.questionnaire)
        (entry,) = db.session.query(AuditEntry).filter_by(what=disposals.KEYS_DESTROYED)
        assert entry.details == {"passphrases": 1, "recovery": False}
        assert not any(each.left for each in disposals.standings(db.session(), found, now()))


def test_a_month_after_the_end_what_is_left_is_pressing(app: Flask, sign_in: SignIn) -> None:
    here, client = fielded.published(app, arrived=2, days=0), sign_in("planner")
    with app.app_context():
        found = db.session.get_one(Questionnaire, here.questionnaire)
        found.opens_at, found.closes_at = now() - timedelta(90), now() - timedelta(40)
        db.session.commit()
    assert "廃棄の期限が過ぎています" in visit(client, f"{here.desk}/handling").text


def test_every_line_of_the_handling_paper_can_be_printed_for_somebody() -> None:
    known = {"codes", "free", "departments", "server", "keeper", "staff", "public"}
    known |= {"paper", "joined"}
    for part, entries in handling_words.written().items():
        widths = {len(entry["cells"]) for entry in entries}
        assert len(widths) == 1, part
        assert {trait for entry in entries for trait in entry.get("when", ())} <= known


def test_a_questionnaire_without_keys_has_no_such_page(app: Flask, sign_in: SignIn) -> None:
    draft = fielded.draft(app)
    reply = sign_in("planner").get(f"{draft.desk}/handling")
    assert reply.status_code == 302
