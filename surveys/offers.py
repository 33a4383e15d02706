"""協働の申し出: what somebody offers to help with, and how to reach them.

Whoever answered a survey may offer help, and nobody can tell that the two are the same person:
an offer names no questionnaire, keeps no time but the month it is erased in, and is closed whole,
with its name and contact, under the key of its plan's window in KEYS_DIR. What a database or its
backup holds of it is a mark, a plan, a month and a box.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

import nacl.bindings
import nacl.secret
from sqlalchemy import ForeignKey, LargeBinary, String, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import access, offer_windows
from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.keys import Keys, KeysGone
from surveys.offer_topics import Topic
from surveys.offer_windows import OfferWindow

PERSON, GROUP, COMPANY = "person", "group", "company"
KINDS = {
    PERSON: N_("個人"),
    GROUP: N_("団体（自治会・NPO・サークルなど）"),
    COMPANY: N_("企業・事業者"),
}
FREE, COSTS, PAID, TRADE = "free", "costs", "paid", "trade"
TERMS = {
    FREE: N_("無償"),
    COSTS: N_("実費（交通費・材料費など）だけ"),
    PAID: N_("有償（謝礼）"),
    TRADE: N_("事業として（契約）"),
}
MOST = 5000  # offers a window holds: more come from a machine
PADDED = 1024  # bytes; the size of a box tells little of what is in it
MARK = 12


class OfferCodeMistyped(SurveyError):
    message = N_("申し出の番号の文字が違うようです。控えた16文字をもう一度確かめてください")


class OfferUnknown(SurveyError):
    message = N_(
        "この番号の申し出は見つかりません。番号を確かめてください。"
        "取り下げたか、保存期間が過ぎて消えた申し出は開けません"
    )


class WindowClosed(SurveyError):
    message = N_("いまは、新しい申し出を受け付けていません")


class TooManyOffers(SurveyError):
    message = N_(
        "申し出がたくさん届いているため、いまは受け付けられません。問い合わせ先にお知らせください"
    )


class OffersLocked(SurveyError):
    message = N_("申し出を開く鍵が見つかりません。管理者に、鍵の置き場所を確かめてもらってください")


class Offer(Base):
    """申し出. Its rows stand in the order of their marks (SQLite: WITHOUT ROWID), by no time.

    Attributes:
        mark: hashed from the code that only whoever offered has; what the desk calls it.
        gone_on: the day it is erased on, the first of a month.
        box: everything else, closed.
    """

    __tablename__ = "offer"
    __table_args__ = ({"sqlite_with_rowid": False},)

    mark: Mapped[str] = mapped_column(String(MARK), primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    gone_on: Mapped[date]
    box: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True, slots=True)
class Content:
    """What is offered.

    Attributes:
        kind: one of `KINDS`. `terms`: of `TERMS`; empty = to be agreed on.
        topics: what it is about. `words`, `skills`, `hours`: what, with what, when and how much.
        place: key of the area; "" = anywhere.
        name, mail, phone: whom to turn to; one of mail and phone is there.
        call: id of the call (募集) it answers to, if any.
    """

    kind: str
    words: str
    topics: tuple[Topic, ...] = ()
    skills: str = ""
    hours: str = ""
    terms: tuple[str, ...] = ()
    place: str = ""
    name: str = ""
    mail: str = ""
    phone: str = ""
    call: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """An offer as it was opened."""

    mark: str
    gone_on: date
    content: Content


def take(
    session: Session, window: OfferWindow, keys: Keys, code: str, content: Content, today: date
) -> Held:
    """Keep an offer under a code; sent again with the same code, it is the same offer.

    Raises:
        WindowClosed, TooManyOffers, OffersLocked
    """
    held = _of_code(session, window, keys, code)
    if held is not None:
        held.box = _closed(keys, content)
        return _opened(held, keys)
    if not window.is_open:
        raise WindowClosed
    if number(session, window) >= MOST:
        raise TooManyOffers
    made = Offer(mark=_mark(keys, code), plan_id=window.plan_id, box=_closed(keys, content))
    made.gone_on = offer_windows.gone_on(window, today)
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:  # the same form, sent twice at the same moment
        made = session.get_one(Offer, made.mark)
    return _opened(made, keys)


def read_code(typed: str) -> str:
    """A code as people type it.

    Raises:
        OfferCodeMistyped
    """
    try:
        return access.read(typed)
    except access.CodeMistyped:
        raise OfferCodeMistyped from None


def open_by_code(session: Session, window: OfferWindow, keys: Keys, code: str) -> Held:
    """What was offered, for whoever has its code.

    Raises:
        OfferUnknown, OffersLocked
    """
    return _opened(_must_be_there(session, window, keys, code), keys)


def change(session: Session, window: OfferWindow, keys: Keys, code: str, content: Content) -> Held:
    """Put something else in the place of what was offered; it is erased when it would have been.

    Raises:
        OfferUnknown, OffersLocked
    """
    held = _must_be_there(session, window, keys, code)
    held.box = _closed(keys, content)
    return _opened(held, keys)


def number(session: Session, window: OfferWindow) -> int:
    """How many offers a window holds."""
    mine = select(func.count()).select_from(Offer).where(Offer.plan_id == window.plan_id)
    return session.scalar(mine) or 0


def every(session: Session, window: OfferWindow, keys: Keys) -> list[Held]:
    """All offers of a window, in an order that tells nothing.

    Raises:
        OffersLocked
    """
    mine = select(Offer).where(Offer.plan_id == window.plan_id).order_by(Offer.mark)
    return [_opened(each, keys) for each in session.scalars(mine)]


def find(session: Session, window: OfferWindow, keys: Keys, marks: Iterable[str]) -> list[Held]:
    """The offers of these marks.

    Raises:
        OffersLocked
    """
    mine = (Offer.plan_id == window.plan_id) & Offer.mark.in_(list(marks))
    return [_opened(each, keys) for each in session.scalars(select(Offer).where(mine))]


def said(mark: str) -> str:
    """A mark as people read it out."""
    return "-".join(mark[start : start + access.GROUP] for start in range(0, MARK, access.GROUP))


def close_words(keys: Keys, words: str) -> bytes:
    """Words about somebody, closed as an offer is.

    Raises:
        OffersLocked
    """
    return _box(keys).encrypt(nacl.bindings.sodium_pad(words.encode(), PADDED))


def open_words(keys: Keys, box: bytes) -> str:
    """What `close_words` closed.

    Raises:
        OffersLocked
    """
    return nacl.bindings.sodium_unpad(_box(keys).decrypt(box), PADDED).decode()


def _must_be_there(session: Session, window: OfferWindow, keys: Keys, code: str) -> Offer:
    held = _of_code(session, window, keys, code)
    if held is None:
        raise OfferUnknown
    return held


def _of_code(session: Session, window: OfferWindow, keys: Keys, code: str) -> Offer | None:
    found = session.get(Offer, _mark(keys, code))
    return found if found is not None and found.plan_id == window.plan_id else None


def _mark(keys: Keys, code: str) -> str:
    """60 bits of a keyed hash: it leads back to no code."""
    try:
        number = int.from_bytes(keys.hash("offer", code)[:8])
    except KeysGone:
        raise OffersLocked from None
    return "".join(access.ALPHABET[number >> (5 * place) & 31] for place in range(MARK))


def _closed(keys: Keys, content: Content) -> bytes:
    return close_words(keys, json.dumps(asdict(content), ensure_ascii=False))


def _opened(offer: Offer, keys: Keys) -> Held:
    told = json.loads(open_words(keys, offer.box))
    told["topics"] = tuple(Topic(**each) for each in told["topics"])
    told["terms"] = tuple(told["terms"])
    return Held(offer.mark, offer.gone_on, Content(**told))


def _box(keys: Keys) -> nacl.secret.SecretBox:
    try:
        return nacl.secret.SecretBox(keys.derive("offer"))
    except KeysGone:
        raise OffersLocked from None
