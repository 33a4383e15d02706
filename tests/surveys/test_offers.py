"""協働の申し出: closed whole, opened by its code, beside calls that fit, and gone in time."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from surveys import (
    access,
    introductions,
    offer_ends,
    offer_fits,
    offer_sheets,
    offer_topics,
    offer_windows,
    offers,
    plans,
)
from surveys.calls import Call
from surveys.introductions import AGREED, INTRODUCED, Introduction
from surveys.keys import Keys
from surveys.offer_sheets import (
    ConsentMissing,
    KindMissing,
    MailOdd,
    OfferTooLong,
    PhoneOdd,
    PlaceUnknown,
    ReachMissing,
    WordsMissing,
)
from surveys.offer_topics import Choices, Place, Topic
from surveys.offer_windows import ContactMissing, OfferWindow
from surveys.offers import (
    Content,
    Offer,
    OfferCodeMistyped,
    OffersLocked,
    OfferUnknown,
    WindowClosed,
)
from tests import make

TODAY = date(2026, 11, 23)
HEALTH, TRAFFIC = Topic("健康・福祉", "健康・福祉"), Topic("移動・交通", "移動・交通")
ISSUE = Topic("車がなくても通院できる", "移動・交通")
DRIVES = Content(
    "person",
    "病院への送り迎えの運転",
    (HEALTH,),
    terms=("free", "costs"),
    place="行政区/本町一区",
    name="例 一子",
    phone="090-0000-0000",
)


@pytest.fixture
def window(session: Session) -> OfferWindow:
    plan = make.plan()
    session.add(plan)
    session.flush()
    plans.set_fields(session, plan, ["健康・福祉: 病院", "移動・交通: バス"])
    lines = ["行政区,地区,市", "本町一区,本町,市内", "本町二区,本町,市内", "旭,東,市内"]
    plans.set_areas(session, plan, lines)
    made = offer_windows.begin(session, plan, "key")
    offer_windows.settle(made, is_open=True, months=12, words="", contact="企画課")
    return made


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    made = Keys(tmp_path / "keys" / "key")
    made.begin()
    return made


@pytest.fixture
def places(session: Session, window: OfferWindow) -> dict[str, Place]:
    return offer_topics.places(session, session.get_one(plans.Plan, window.plan_id))


def call(session: Session, window: OfferWindow, **changes: Any) -> Call:
    usual: dict[str, Any] = {
        "plan_id": window.plan_id,
        "title": "通院の運転手",
        "asker_kind": "section",
        "asker": "地域交通課",
        "needed": "病院までの送り迎え",
        "topics": [["健康・福祉", "健康・福祉"]],
        "places": ["行政区/本町一区"],
        "terms": ["costs"],
        "public": True,
        "created_at": make.NOON,
    }
    made = Call(**(usual | changes))
    session.add(made)
    session.flush()
    return made


def test_an_offer_is_opened_by_its_code_alone_and_by_no_time(
    session: Session, window: OfferWindow, keys: Keys, tmp_path: Path
) -> None:
    code = access.new_code()
    kept = offers.take(session, window, keys, code, DRIVES, TODAY)
    again = offers.take(session, window, keys, code, DRIVES, TODAY)

    assert offers.every(session, window, keys) == [kept] == [again]
    assert offers.open_by_code(session, window, keys, offers.read_code(code.lower())) == kept
    row = tuple(session.execute(text("SELECT * FROM offer")).one())
    assert len(row) == 4  # mark, plan, month, box
    for words in ("例 一子", "0000", "送り迎え", "健康", code):
        assert words.encode() not in bytes(row[3])
        assert words not in str(row[:3])
    with pytest.raises(OfferUnknown):
        offers.open_by_code(session, window, keys, access.new_code())
    with pytest.raises(OfferCodeMistyped):
        offers.read_code(code[:-1])
    other = Keys(tmp_path / "elsewhere")
    with pytest.raises(OffersLocked):
        offers.open_by_code(session, window, other, code)


def test_an_offer_is_changed_withdrawn_and_taken_by_an_open_window_alone(
    session: Session, window: OfferWindow, keys: Keys
) -> None:
    code, call_ = access.new_code(), call(session, window)
    held = offers.take(session, window, keys, code, DRIVES, TODAY)
    introductions.mark(session, keys, call_, held.mark, state=INTRODUCED, note="例さんに電話")
    stored = session.scalars(select(Introduction)).one()
    assert "例さん".encode() not in stored.note
    assert offers.open_words(keys, stored.note) == "例さんに電話"
    introductions.mark(session, keys, call_, held.mark, state=AGREED, note="")
    assert introductions.of_offer(session, held.mark)[call_.id].state == AGREED

    shorter = Content("group", "月に1回", phone="000-000-0000")
    assert offers.change(session, window, keys, code, shorter).content == shorter
    offer_windows.settle(window, is_open=False, months=12, words="", contact="")
    assert offers.take(session, window, keys, code, DRIVES, TODAY).content == DRIVES
    with pytest.raises(WindowClosed):
        offers.take(session, window, keys, access.new_code(), DRIVES, TODAY)
    offer_ends.withdraw(session, window, keys, code)
    assert offers.number(session, window) == 0
    assert introductions.of_call(session, call_) == {}
    with pytest.raises(ContactMissing):
        offer_windows.settle(window, is_open=True, months=12, words="", contact=" ")


def test_all_offers_of_a_month_are_erased_on_one_day(
    session: Session, window: OfferWindow, keys: Keys
) -> None:
    for day in (date(2026, 11, 1), date(2026, 11, 30)):
        offers.take(session, window, keys, access.new_code(), DRIVES, day)
    window.months = 1
    assert offer_windows.gone_on(window, date(2026, 12, 31)) == date(2027, 2, 1)
    gone = date(2027, 12, 1)

    assert set(session.scalars(select(Offer.gone_on))) == {gone}
    assert not offer_ends.is_due(session, date(2027, 11, 30))
    assert offer_ends.purge(session, date(2027, 11, 30)).total() == 0
    assert offer_ends.is_due(session, gone)
    assert dict(offer_ends.purge(session, gone)) == {window.plan_id: 2}
    call(session, window)
    assert offer_ends.end(session, window) == 0
    assert session.scalar(select(func.count()).select_from(Call)) == 0


def test_an_offer_fits_by_topic_place_terms_and_words_and_says_why(
    session: Session, window: OfferWindow, places: dict[str, Place]
) -> None:
    wanted = call(session, window)

    best = offer_fits.fit(wanted, DRIVES, places, ["病院", "送り迎え"])
    assert best == offer_fits.Fit(
        3 + 3 + 1 + 2,
        (
            "同じ分野「健康・福祉」",
            "同じ行政区「本町一区」",
            "条件が合う（実費）",
            "同じ言葉「病院」「送り迎え」",
        ),
        (),
    )
    far = Content("person", "運転", (HEALTH,), terms=("trade",), place="行政区/旭")
    told = offer_fits.fit(wanted, far, places, [])
    assert told is not None
    assert told.points == 3
    assert told.doubts == ("地区が別（行政区「旭」）", "条件が合わない")
    beside = Content("person", "運転", (HEALTH,), place="行政区/本町二区")
    assert offer_fits.fit(wanted, beside, places, []) == offer_fits.Fit(
        4, ("同じ分野「健康・福祉」", "同じ地区「本町」"), ()
    )
    around = Content("person", "運転", (HEALTH,), place="地区/本町")
    told = offer_fits.fit(wanted, around, places, [])
    assert told is not None
    assert told.reasons[1] == "地区「本町」の中の募集"


def test_a_raised_hand_fits_always_and_what_shares_nothing_never(
    session: Session, window: OfferWindow, places: dict[str, Place]
) -> None:
    wanted = call(session, window)
    other = Content("person", "掃除", (TRAFFIC,))
    assert offer_fits.fit(wanted, other, places, ["病院"]) is None
    raised = Content("person", "掃除", call=wanted.id)
    told = offer_fits.fit(wanted, raised, places, [])
    assert told is not None
    assert told.reasons == ("この募集に手を挙げた", "地区を問わない申し出")
    of_issue = call(session, window, topics=[[ISSUE.name, ISSUE.field]], places=[], terms=[])
    told = offer_fits.fit(of_issue, Content("person", "運転", (ISSUE,)), places, [])
    assert told is not None
    assert told.reasons == ("同じ論点「車がなくても通院できる」", "市内どこでもよい募集")
    told = offer_fits.fit(of_issue, Content("person", "運転", (TRAFFIC,)), places, [])
    assert told is not None
    assert told.reasons[0] == "同じ分野「移動・交通」"


def test_each_field_of_a_form_is_read_or_says_what_is_wrong(places: dict[str, Place]) -> None:
    choices = Choices({HEALTH.name: HEALTH, ISSUE.name: ISSUE}, places)
    said = {
        "kind": ["person"],
        "words": [" 運転 "],
        "topics": [HEALTH.name, "なくなった分野"],
        "terms": ["costs", "free", "gold"],
        "place": ["地区/本町"],
        "phone": ["０９０ー００００－００００"],
        "consent": ["1"],
    }
    sheet = offer_sheets.read(said, choices, call=None, agreed=False)
    assert sheet.errors == {}
    assert sheet.content == Content(
        "person",
        "運転",
        (HEALTH,),
        terms=("free", "costs"),
        place="地区/本町",
        phone="090-0000-0000",
    )
    wrong = {"place": ["どこか"], "mail": ["a@b"], "phone": ["十番"], "skills": ["長" * 501]}
    errors = offer_sheets.read(wrong, choices, call=None, agreed=False).errors
    assert {name: type(error) for name, error in errors.items()} == {
        "kind": KindMissing,
        "words": WordsMissing,
        "skills": OfferTooLong,
        "place": PlaceUnknown,
        "mail": MailOdd,
        "phone": PhoneOdd,
        "consent": ConsentMissing,
    }
    none = offer_sheets.read({}, choices, call=None, agreed=True).errors
    assert isinstance(none["mail"], ReachMissing)
    assert "consent" not in none
    assert [each.name for each in choices.fields] == [HEALTH.name]
    assert [each.name for each in choices.issues] == [ISSUE.name]
    assert list(choices.levels) == ["市", "地区", "行政区"]


FIELDS = ("kind", "words", "topics", "skills", "hours", "terms", "place", "name", "mail", "phone")


@given(st.dictionaries(st.sampled_from(FIELDS), st.lists(st.text(max_size=60), max_size=3)))
def test_whatever_is_sent_is_read_again_as_it_was_read(said: dict[str, list[str]]) -> None:
    choices = Choices({HEALTH.name: HEALTH}, {})
    once = offer_sheets.read(said, choices, call=None, agreed=True)
    again = offer_sheets.read(offer_sheets.said_of(once.content), choices, call=None, agreed=True)
    assert again.content == once.content
    assert set(again.errors) == set(once.errors)
