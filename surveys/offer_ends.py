"""申し出の消去: withdrawn, taken out, kept long enough; what it was introduced to goes with it.

No foreign key does this: a table that another one points at cannot be written anew after an
opening (see `surveys.scrubbing`).
"""

from collections import Counter
from datetime import date

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from surveys import offers
from surveys.calls import Call
from surveys.introductions import Introduction
from surveys.keys import Keys
from surveys.offer_windows import OfferWindow
from surveys.offers import Offer


def withdraw(session: Session, window: OfferWindow, keys: Keys, code: str) -> None:
    """Erase an offer, for whoever has its code.

    Raises:
        OfferUnknown, OffersLocked
    """
    held = offers.open_by_code(session, window, keys, code)
    _erase(session, Offer.mark == held.mark)


def take_out(session: Session, offer: Offer) -> None:
    """Erase an offer, for whoever asked for it by telephone."""
    _erase(session, Offer.mark == offer.mark)


def is_due(session: Session, today: date) -> bool:
    """Whether anything was kept long enough."""
    return session.scalar(select(Offer.mark).where(Offer.gone_on <= today).limit(1)) is not None


def purge(session: Session, today: date) -> Counter[int]:
    """Erase what was kept long enough; how many, by plan."""
    over = Offer.gone_on <= today
    gone = Counter(session.scalars(select(Offer.plan_id).where(over)))
    if gone:
        _erase(session, over)
    return gone


def end(session: Session, window: OfferWindow) -> int:
    """Erase a window with all its offers and calls; how many offers. Its keys are the edge's."""
    number = offers.number(session, window)
    _erase(session, Offer.plan_id == window.plan_id)
    session.execute(delete(Call).where(Call.plan_id == window.plan_id))
    session.delete(window)
    session.flush()
    return number


def _erase(session: Session, those: ColumnElement[bool]) -> None:
    marks = select(Offer.mark).where(those)
    session.execute(delete(Introduction).where(Introduction.offer_mark.in_(marks)))
    session.execute(delete(Offer).where(those))
