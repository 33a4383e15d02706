"""Answering: what is read first, page by page, the review, the receipt."""

from datetime import timedelta
from typing import Any
from unicodedata import normalize

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from surveys import access, sealing
from surveys.envelopes import Draft, Envelope
from surveys.questionnaires import Questionnaire
from tests.app import asking
from tests.app.asking import PAGES, Somebody, Town
from tests.visit import one

ANSWERS = {
    "age": 42,
    "area": "a7",
    "job": "8",
    "job_other": "農業",
    "live": "3",
    "why": ["1", "3"],
    "sat": {"bus": "2"},
    "free": "バスの本数を増やしてほしい",
}


@pytest.fixture
def town(app: Flask) -> Town:
    return asking.publish(app)


@pytest.fixture
def somebody(town: Town) -> Somebody:
    return town.somebody()


def opened(town: Town) -> list[dict[str, Any]]:
    """What stands in the envelopes."""
    with town.app.app_context():
        sealed = db.session.scalars(select(Envelope.sealed)).all()
        return [sealing.unseal(town.private, each)[1] for each in sealed if each]


def test_the_first_page_says_everything_that_matters(somebody: Somebody) -> None:
    said = somebody.opens().get_text()
    for words in (
        *("見本市 企画課", "計画をつくるため", "全7問（3つのまとまり）", "約10分", "あと7日"),
        *("氏名・住所・メールアドレス", "IPアドレス・端末の種類", "回答した時刻"),
        *("回答コードと回答の結び付き", "代表性なし・参考", "10人未満の集団の結果は公表しません"),
        *("サーバーそのものが乗っ取られたとき", "だれのことか分かる内容", "回答は任意です"),
        *("令和14年3月31日まで", "000-000-0000"),
    ):
        assert words in said, words


def test_the_first_page_follows_its_questionnaire_and_its_reader(town: Town) -> None:
    stranger = town.somebody()
    first = str(stranger.opens())
    assert str(town.somebody().opens()) == first
    with town.app.app_context():
        held = db.session.get_one(Questionnaire, town.id)
        assert held.closes_at is not None
        held.closes_at += timedelta(days=5)
        db.session.commit()
    assert "あと12日" in town.somebody().opens().get_text()
    begun = town.somebody()
    begun.starts()
    assert "書きかけの回答があります" in begun.opens().get_text()
    assert "書きかけの回答があります" not in town.somebody().opens().get_text()


def test_an_answer_goes_from_the_first_page_to_the_receipt(town: Town, somebody: Somebody) -> None:
    receipt = somebody.goes_through()
    assert somebody.heading == "回答を受け取りました"
    assert len(receipt) == 19
    assert opened(town) == [ANSWERS]
    with town.app.app_context():
        assert db.session.scalars(select(Draft)).all() == []


def test_each_page_says_where_it_is(somebody: Somebody) -> None:
    somebody.starts()
    assert somebody.heading == "1 / 3 あなたについて"
    somebody.answers(**PAGES[0])
    assert somebody.heading == "2 / 3 くらしについて"
    assert somebody.page.title is not None
    assert somebody.page.title.get_text().startswith("2 / 3 くらしについて | 市民意識調査")


def test_nothing_is_chosen_beforehand(somebody: Somebody) -> None:
    somebody.starts()
    for said in PAGES:
        assert not somebody.page.select("main [checked], main [selected]")
        somebody.answers(**said)


def test_who_is_not_asked_a_question_does_not_see_its_page(town: Town, somebody: Somebody) -> None:
    somebody.starts()
    somebody.answers(**PAGES[0])
    somebody.answers(live="1")
    assert somebody.heading == "3 / 3 市の取り組みについて"
    review = somebody.answers(**PAGES[3])
    assert "こまっていること" not in review.get_text()
    somebody.opens("/pages/3")
    assert somebody.heading == "3 / 3 市の取り組みについて"


def test_an_answer_off_the_path_is_not_sent(town: Town, somebody: Somebody) -> None:
    somebody.starts()
    somebody.answers_all()
    somebody.opens("/pages/2?then=review")
    somebody.answers(live="1", then="review")
    somebody.sends("/review")
    (answers,) = opened(town)
    assert "why" not in answers


def test_errors_stand_above_the_heading_and_at_their_question(somebody: Somebody) -> None:
    somebody.starts()
    page = somebody.answers(422, age="百二十", area="a7", job="8", job_other="農業")
    assert page.title is not None
    assert page.title.get_text().startswith("エラー: 1 / 3")
    link = one(page, "#errors a")
    box = one(page, f"[id='{str(link['href'])[1:]}']")
    assert (box["name"], box["value"], box["aria-invalid"]) == ("age", "百二十", "true")
    told = one(page, f"[id='{str(box['aria-describedby']).split()[0]}']").get_text(strip=True)
    assert told in link.get_text()
    assert "autofocus" in one(page, "#errors").attrs
    assert one(page, "select option[selected]")["value"] == "a7"
    assert one(page, "input[name=job_other]")["value"] == "農業"


def test_what_was_typed_wrongly_is_kept_too(somebody: Somebody) -> None:
    somebody.starts()
    somebody.answers(422, age="百二十", job="8", job_other="農業")
    assert one(somebody.opens("/pages/1"), "input[name=age]")["value"] == "百二十"


def test_going_back_saves_without_asking_for_more(somebody: Somebody) -> None:
    somebody.starts()
    somebody.answers(**PAGES[0])
    somebody.answers(live="", go="back")
    assert somebody.heading == "1 / 3 あなたについて"
    assert one(somebody.page, "input[name=age]")["value"] == "42"


def test_the_review_shows_all_answers_and_what_is_left_out(somebody: Somebody) -> None:
    somebody.starts()
    somebody.answers(age="42")
    somebody.answers(live="2")
    review = somebody.answers(sat_bus="1", free="一行目\n二行目")
    assert somebody.heading == "回答の確認"
    told = {
        row.dt.get_text(strip=True): [p.get_text(strip=True) for p in row.select("dd p")]
        for row in review.select("dl > div")
        if row.dt
    }
    assert told == {
        "年齢": ["42歳"],
        "お住まい": ["未回答"],
        "お仕事": ["未回答"],
        "住みごこちはいかがですか": ["ふつう"],
        "次のことに満足していますか": ["バス: 満足"],
        "ご意見": ["一行目\n二行目"],
    }


def test_an_answer_is_put_right_from_the_review(town: Town, somebody: Somebody) -> None:
    somebody.starts()
    review = somebody.answers_all()
    link = next(a for a in review.select("dd a") if "お仕事" in a.get_text())
    somebody.opens(str(link["href"]))
    somebody.answers(age="43", then="review")
    assert somebody.heading == "回答の確認"
    somebody.sends("/review")
    assert opened(town)[0]["age"] == 43


def test_the_review_leads_to_what_is_missing(somebody: Somebody) -> None:
    somebody.starts()
    somebody.opens("/pages/4")
    somebody.answers(free="ここから書きました")
    page = somebody.sends("/review", 422)
    assert len(page.select("#errors a")) == 2
    somebody.opens(str(page.select("#errors a")[0]["href"]))
    assert somebody.heading == "1 / 3 あなたについて"


def test_several_people_may_answer_on_one_phone(town: Town, somebody: Somebody) -> None:
    first = somebody.goes_through()
    somebody.sends("/another")
    assert "受付番号" not in one(somebody.page, "main").get_text()
    assert somebody.goes_through() != first
    assert len(opened(town)) == 2


def test_a_departments_link_answers_for_its_question(app: Flask) -> None:
    town = asking.publish(app, asking.STAFF, how="departments")
    somebody = town.somebody()
    with app.app_context():
        mark = access.department_mark(town.keys, "2")
    assert "福祉部" in somebody.opens(f"/d/{mark}").get_text()
    assert somebody.path == f"/respond/{town.id}"
    assert "情報公開請求" in somebody.page.get_text()
    page = somebody.starts()
    assert not page.select("input[name=dept]")
    somebody.answers(years="12")
    somebody.answers(use="1")
    somebody.sends("/review")
    assert opened(town) == [{"dept": "2", "years": 12, "use": "1"}]


def test_without_a_departments_link_the_department_is_asked(app: Flask) -> None:
    town = asking.publish(app, asking.STAFF, how="departments")
    somebody = town.somebody()
    somebody.opens()
    assert somebody.starts().select("input[name=dept]")
    somebody.answers(422)
    assert somebody.opens("/d/ABCDEFGH0123", 422).get_text().count("このリンクは使えません") >= 1


def test_odd_text_arrives_as_it_was_written(town: Town, somebody: Somebody) -> None:
    odd = "\U00020bb7野家 か\u3099 👨\u200d👩\u200d👧 ①㈱ ｱﾝｹｰﾄ \u202eRTL\u202c"
    somebody.starts()
    somebody.answers(**PAGES[0])
    somebody.answers(live="1")
    somebody.answers(free=f"{odd}\0")
    somebody.sends("/review")
    assert opened(town)[0]["free"] == normalize("NFC", odd)


def test_the_version_that_was_answered_is_sealed_with_it(town: Town, somebody: Somebody) -> None:
    somebody.goes_through()
    with town.app.app_context():
        sealed = db.session.scalars(select(Envelope.sealed)).one()
        assert sealed is not None
        assert sealing.unseal(town.private, sealed)[0] == 1
        assert db.session.get(Questionnaire, town.id) is not None
