"""紹介: which offer was introduced to which call, and what came of it."""

from collections.abc import Mapping

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import offers
from surveys.base import Base
from surveys.calls import Call
from surveys.errors import N_, SurveyError
from surveys.keys import Keys
from surveys.plans import Plan

INTRODUCED, AGREED, PASSED = "introduced", "agreed", "passed"
STATES = {INTRODUCED: "紹介した", AGREED: "成立", PASSED: "見送り"}
LONGEST_NOTE = 500


class NoteTooLong(SurveyError):
    message = N_("メモは%(most)d文字までです")


class NotIntroduced(SurveyError):
    message = N_("この申し出は、まだこの募集に紹介されていません。企画担当が紹介すると開けます")


class Introduction(Base):
    """紹介 of an offer to a call. It goes with either (see `offer_ends`); no time is kept.

    Attributes:
        note: what the desk wrote, closed as the offer is: it may name somebody.
    """

    __tablename__ = "introduction"
    __table_args__ = (
        CheckConstraint("state IN ('introduced','agreed','passed')", name="state"),
        {"sqlite_with_rowid": False},
    )

    offer_mark: Mapped[str] = mapped_column(String(offers.MARK), primary_key=True)
    call_id: Mapped[int] = mapped_column(
        ForeignKey("offer_call.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    state: Mapped[str] = mapped_column(String(10))
    note: Mapped[bytes] = mapped_column(LargeBinary)


def find(session: Session, call: Call, mark: str) -> Introduction | None:
    return session.get(Introduction, (mark, call.id))


def must_be_there(session: Session, call: Call, mark: str) -> Introduction:
    """The introduction of an offer to a call.

    Raises:
        NotIntroduced
    """
    found = find(session, call, mark)
    if found is None:
        raise NotIntroduced
    return found


def mark(
    session: Session, keys: Keys, call: Call, offer_mark: str, *, state: str, note: str
) -> Introduction:
    """Say how far it has come between an offer and a call.

    Raises:
        NoteTooLong, OffersLocked
    """
    if len(note) > LONGEST_NOTE:
        raise NoteTooLong(most=LONGEST_NOTE)
    held = find(session, call, offer_mark)
    held = held or Introduction(offer_mark=offer_mark, call_id=call.id)
    held.state, held.note = state, offers.close_words(keys, note.strip())
    session.add(held)
    session.flush()
    return held


def of_call(session: Session, call: Call) -> Mapping[str, Introduction]:
    """{mark of the offer: its introduction} of a call."""
    mine = select(Introduction).where(Introduction.call_id == call.id)
    return {each.offer_mark: each for each in session.scalars(mine)}


def of_offer(session: Session, offer_mark: str) -> Mapping[int, Introduction]:
    """{id of the call: the introduction} of an offer."""
    mine = select(Introduction).where(Introduction.offer_mark == offer_mark)
    return {each.call_id: each for each in session.scalars(mine)}


def by_offer(session: Session, plan: Plan) -> dict[str, list[Introduction]]:
    """{mark of the offer: its introductions} of a plan, in the order of the calls."""
    of_plan = select(Introduction).join(Call, Call.id == Introduction.call_id)
    found: dict[str, list[Introduction]] = {}
    for each in session.scalars(of_plan.where(Call.plan_id == plan.id).order_by(Call.id)):
        found.setdefault(each.offer_mark, []).append(each)
    return found
