"""Stopping, going on elsewhere, answering again; codes that are wrong, used or half written."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from surveys import access
from surveys.access import AccessCode
from surveys.envelopes import Envelope
from tests.app import asking
from tests.app.asking import PAGES, Somebody, Town
from tests.app.test_respond import ANSWERS, opened
from tests.visit import one

WORDS = "りんご つくえ そら"


@pytest.fixture
def town(app: Flask) -> Town:
    return asking.publish(app)


@pytest.fixture
def coded(app: Flask) -> Town:
    return asking.publish(app, how="codes", codes=3)


def paused(town: Town, code: str = "") -> tuple[Somebody, str, str]:
    """Somebody who stopped after the first page, with their word and their receipt, if any."""
    phone = town.somebody()
    if code:
        phone.sends("", code=code)
    else:
        phone.starts()
    phone.answers(**PAGES[0], go="pause")
    word = one(phone.page, ".word").get_text(strip=True)
    return phone, word, "" if code else phone.receipt


def test_the_word_is_shown_once_after_the_first_page(town: Town) -> None:
    phone = town.somebody()
    phone.starts()
    phone.answers(422)
    page = phone.answers(**PAGES[0])
    assert len(one(page, ".word").get_text(strip=True).split("・")) == 3
    assert "中断しても続きから答えられます" in page.get_text()
    assert not phone.answers(**PAGES[1]).select(".word")
    assert phone.answers(go="pause").select(".word")


def test_the_same_phone_goes_on_where_it_stopped(town: Town) -> None:
    phone, _, _ = paused(town)
    assert "この端末に、書きかけの回答があります" in phone.opens().get_text()
    phone.starts()
    assert phone.heading == "1 / 3 あなたについて"
    assert one(phone.page, "input[name=age]")["value"] == "42"


@pytest.mark.parametrize("spaced", ["・", " ", "", "、"])
def test_another_device_goes_on_with_receipt_and_word(town: Town, spaced: str) -> None:
    _, word, receipt = paused(town)
    other = town.somebody()
    other.opens("/resume")
    other.sends("/resume", name=receipt.lower(), word=word.replace("・", spaced))
    assert one(other.page, "input[name=job_other]")["value"] == "農業"
    other.answers_all()
    other.sends("/review")
    assert opened(town) == [ANSWERS]


def test_another_device_goes_on_with_code_and_word(coded: Town) -> None:
    _, word, _ = paused(coded, coded.codes[0])
    other = coded.somebody()
    other.sends("", code=access.grouped(coded.codes[0]))
    assert "保存された書きかけの回答があります" in other.page.get_text()
    wrong = other.sends("/resume", 422, word=WORDS)
    assert "再開のことばが違います" in one(wrong, "#errors").get_text()
    other.sends("/resume", word=word)
    assert one(other.page, "input[name=age]")["value"] == "42"


def test_who_forgot_the_word_begins_afresh_and_the_draft_goes(coded: Town) -> None:
    phone, _, _ = paused(coded, coded.codes[0])
    other = coded.somebody()
    other.sends("", code=coded.codes[0])
    other.sends("/afresh")
    assert not one(other.page, "input[name=age]").get("value")
    assert "書きかけの回答はもうありません" in phone.opens("/pages/2", 422).get_text()


def test_nothing_saved_is_said_so(town: Town) -> None:
    phone = town.somebody()
    page = phone.sends("/resume", 422, name=access.new_code(), word=WORDS)
    assert "書きかけの回答は見つかりませんでした" in one(page, "#errors").get_text()
    page = phone.sends("/resume", 422, name="1234", word=WORDS)
    assert "受付番号の文字が違うようです" in one(page, "#errors").get_text()


def test_a_letters_code_is_read_however_it_is_typed(coded: Town) -> None:
    phone = coded.somebody()
    phone.sends("", code=access.grouped(coded.codes[0]).lower().replace("-", " － "))
    assert phone.heading == "1 / 3 あなたについて"


def test_a_letters_address_keeps_no_code(coded: Town) -> None:
    phone = coded.somebody()
    phone.opens(f"/c/{coded.codes[0]}")
    assert phone.path == f"/respond/{coded.id}"
    assert coded.codes[0] not in str(phone.page)
    assert access.grouped(coded.codes[0]) not in str(phone.page)
    phone.starts()
    phone.answers_all()
    phone.sends("/review")
    assert opened(coded) == [ANSWERS]


def test_a_code_is_found_without_its_questionnaire(app: Flask, coded: Town) -> None:
    asking.publish(app, how="codes", codes=1)
    phone = coded.somebody()
    phone.opens("/respond/")
    reply = phone.client.post("/respond/", data={"code": coded.codes[1]})
    assert (reply.status_code, reply.location) == (307, f"/respond/{coded.id}"), "sent on as it is"
    phone.sends(reply.location, code=coded.codes[1])
    assert phone.path == f"/respond/{coded.id}/pages/1"
    assert phone.sends("/respond/", 422, code=access.new_code()).select("#errors")


@pytest.mark.parametrize("path", ["", "/"])
def test_a_mistyped_and_an_unknown_code_say_what_is_wrong(coded: Town, path: str) -> None:
    phone, at = coded.somebody(), "/respond/" if path else ""
    body = coded.codes[0]
    typo = body[:-1] + ("0" if body[-1] != "0" else "1")
    assert "文字が違うようです" in phone.sends(at, 422, code=typo).get_text()
    assert one(phone.page, "#code")["value"] == typo
    page = phone.sends(at, 422, code=access.new_code())
    assert "この調査のものではありません" in page.get_text()
    assert "エラー: " in str(page.title)


def test_a_wrong_code_in_an_address_asks_for_it(coded: Town) -> None:
    phone = coded.somebody()
    assert phone.opens("/c/NOCODE", 422).select("#errors a[href='#code']")
    assert phone.opens(f"/c/{access.new_code()}", 422).select("input[name=code]")


def test_a_used_code_leads_to_changing(coded: Town) -> None:
    first = coded.somebody()
    first.sends("", code=coded.codes[0])
    first.answers_all()
    first.sends("/review")
    receipt = first.receipt
    other = coded.somebody()
    page = other.sends("", code=coded.codes[0])
    assert "すでに回答が送られています" in page.get_text()
    assert "000-000-0000" in page.get_text()
    wrong = other.sends("/change", 422, receipt=access.new_code())
    assert "受付番号の回答は見つかりません" in one(wrong, "#errors").get_text()
    other.sends("/change", receipt=receipt)
    assert "送信するまでは、前に送った回答が有効です" in other.page.get_text()
    other.answers(age="50")
    other.answers(live="1")
    other.answers(free="")
    other.sends("/review")
    assert "いま有効なのは、2回目に送った回答です" in other.page.get_text()
    assert other.receipt == receipt
    assert opened(coded) == [{"age": 50, "live": "1"}]


def test_an_answer_is_changed_with_its_receipt_alone_where_no_code_is_needed(town: Town) -> None:
    receipt = town.somebody().goes_through()
    other = town.somebody()
    other.opens("/change")
    assert "はじめから答え直して" in other.page.get_text()
    other.sends("/change", receipt=receipt)
    other.answers(age="50")
    other.answers(live="1")
    other.answers(free="")
    other.sends("/review")
    assert opened(town) == [{"age": 50, "live": "1"}]


def test_the_phone_that_sent_needs_no_receipt_to_change(coded: Town) -> None:
    phone = coded.somebody()
    phone.sends("", code=coded.codes[0])
    phone.answers_all()
    phone.sends("/review")
    phone.sends("/change")
    assert phone.heading == "1 / 3 あなたについて"
    assert opened(coded) == [ANSWERS]


def test_what_was_opened_is_not_changed(town: Town) -> None:
    phone = town.somebody()
    receipt = phone.goes_through()
    with town.app.app_context():
        found = db.session.scalars(select(Envelope)).one()
        found.sealed = None
        db.session.commit()
    page = town.somebody().sends("/change", 422, receipt=receipt)
    assert "すでに開封され" in page.get_text()


def test_sending_twice_is_sending_once(town: Town) -> None:
    phone = town.somebody()
    phone.starts()
    phone.answers_all()
    before = phone.client.get_cookie("ronten_answer", path=f"/respond/{town.id}")
    assert before is not None
    phone.sends("/review")
    receipt = phone.receipt
    phone.client.set_cookie("ronten_answer", before.value, path=f"/respond/{town.id}")
    phone.sends("/review")  # the acknowledgement was lost: the phone sends again
    assert (phone.heading, phone.receipt) == ("回答を受け取りました", receipt)
    assert opened(town) == [ANSWERS]


def test_after_sending_every_page_leads_to_the_receipt(town: Town) -> None:
    phone = town.somebody()
    phone.goes_through()
    for path in ("/pages/2", "/review", "/pause"):
        phone.opens(path)
        assert phone.heading == "回答を受け取りました"
    phone.sends("/pages/1", age="1")
    assert phone.heading == "回答を受け取りました"
    assert opened(town) == [ANSWERS]


def test_two_devices_with_one_draft_are_told_which_answer_counts(town: Town) -> None:
    first, word, receipt = paused(town)
    other = town.somebody()
    other.sends("/resume", name=receipt, word=word)
    other.answers_all()
    other.sends("/review")
    told = first.opens("/review", 422)
    assert "いま有効なのは、その回答です" in told.get_text()
    first.opens("/change")
    assert not first.page.select("input[name=receipt]"), "nobody types what the phone knows"
    assert opened(town) == [ANSWERS]


def test_a_letter_opened_while_another_is_half_way_loses_neither(coded: Town) -> None:
    phone, word, _ = paused(coded, coded.codes[0])
    page = phone.opens(f"/c/{coded.codes[1]}")
    assert phone.heading == "この端末では、別の回答の途中です"
    assert one(page, ".word").get_text(strip=True) == word
    assert coded.codes[1] not in str(page)
    phone.starts()
    assert one(phone.page, "input[name=age]")["value"] == "42", "the first goes on"
    assert phone.opens(f"/c/{coded.codes[1]}").select(".word")
    phone.sends("/turn")
    assert "回答コードを確かめました" in phone.page.get_text()
    assert word not in str(phone.page)
    second = phone.goes_through()
    phone.sends("/another")
    assert second not in str(phone.page)
    phone.sends("", code=coded.codes[0])
    phone.sends("/resume", word=word)
    phone.answers_all()
    phone.sends("/review")
    assert phone.receipt != second
    assert opened(coded) == [ANSWERS, ANSWERS]


def test_a_code_typed_while_another_is_half_way_asks_first(coded: Town) -> None:
    phone = coded.somebody()
    phone.sends("", code=coded.codes[0])
    phone.sends("", code=coded.codes[1])
    assert "まだ何も保存されていません" in phone.page.get_text()
    phone.sends("/turn")
    phone.starts()
    phone.answers_all()
    phone.sends("/review")
    assert access_used(coded) == [coded.codes[1]]


def access_used(town: Town) -> list[str]:
    with town.app.app_context():
        used = set(db.session.scalars(select(AccessCode.hmac).where(AccessCode.used)))
        return [code for code in town.codes if town.keys.hash("code", code) in used]


def test_nobody_takes_an_open_link_from_who_is_half_way(town: Town) -> None:
    phone, word, receipt = paused(town)
    phone.sends("/another")
    assert phone.heading == "この端末では、別の回答の途中です"
    assert word in phone.page.get_text()
    assert phone.receipt == receipt
    phone.sends("/turn")
    assert (phone.path, receipt in str(phone.page)) == (f"/respond/{town.id}", False)
    other = phone.goes_through()
    phone.sends("/another")
    assert phone.opens("/turn").select(".buttons"), "nobody is half way: the first page"
    phone.sends("/resume", name=receipt, word=word)
    phone.answers_all()
    phone.sends("/review")
    assert phone.receipt == receipt != other
    assert opened(town) == [ANSWERS, ANSWERS]


def test_every_phone_says_which_of_the_answers_counts(town: Town) -> None:
    first = town.somebody()
    receipt = first.goes_through()
    assert "いま有効なのは、1回目に送った回答です" in first.page.get_text()
    other = town.somebody()
    other.sends("/change", receipt=receipt)
    assert "いま有効なのは、1回目" in other.opens("/change").get_text()
    other.opens("/pages/1")
    other.answers_all()
    other.sends("/review")
    assert "いま有効なのは、2回目に送った回答です" in other.page.get_text()
    for path in ("", "/receipt", "/change"):
        told = first.opens(path).get_text()
        assert "いま有効なのは、2回目に送った回答です" in told
        assert "この端末から送ったのは1回目の回答です" in told
    with town.app.app_context():
        found = db.session.scalars(select(Envelope)).one()
        found.sealed = None
        db.session.commit()
    assert "もう変えられません" in other.opens("/receipt").get_text()
