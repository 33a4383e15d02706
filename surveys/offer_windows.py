"""申し出の窓口: whether a plan takes offers of help, how long it keeps them, and under which key.

What is offered stands apart from what is answered: no table of an offer names a questionnaire.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire

MONTHS = (3, 6, 12, 24)
A_YEAR = 12
LONGEST_WORDS, LONGEST_CONTACT = 1000, 300


class NoWindow(SurveyError):
    message = N_("この計画では、協働の申し出を受け付けていません")


class ContactMissing(SurveyError):
    message = N_("受け付けるには、問い合わせ先（担当課と電話番号）を入力してください")


class OfferWindow(Base):
    """申し出の窓口 of a plan.

    Attributes:
        key_name: the folder of its keys in KEYS_DIR; every offer is closed with it.
        is_open: whether offers are taken; what was taken before can be changed all the same.
        months: for how many months an offer is kept.
        words, contact: what the organisers say, and whom to ask.
    """

    __tablename__ = "offer_window"
    __table_args__ = (CheckConstraint("months BETWEEN 1 AND 36", name="months"),)

    plan_id: Mapped[int] = mapped_column(
        ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True
    )
    key_name: Mapped[str] = mapped_column(String(64))
    is_open: Mapped[bool]
    months: Mapped[int]
    words: Mapped[str] = mapped_column(String(LONGEST_WORDS), default="")
    contact: Mapped[str] = mapped_column(String(LONGEST_CONTACT), default="")


def find(session: Session, plan_id: int) -> OfferWindow | None:
    return session.get(OfferWindow, plan_id)


def is_open(session: Session, plan_id: int) -> bool:
    """Whether a plan takes offers now."""
    found = find(session, plan_id)
    return found is not None and found.is_open


def taking(session: Session) -> set[int]:
    """The ids of the plans that take offers now."""
    return set(session.scalars(select(OfferWindow.plan_id).where(OfferWindow.is_open)))


def open_beside(session: Session, questionnaire_id: int) -> int | None:
    """The plan of a questionnaire, if it takes offers now."""
    found: int | None = session.scalar(_BESIDE, {"id": questionnaire_id})
    return found


def must_be_there(session: Session, plan_id: int) -> OfferWindow:
    """The window of a plan.

    Raises:
        NoWindow
    """
    found = find(session, plan_id)
    if found is None:
        raise NoWindow
    return found


def begin(session: Session, plan: Plan, key_name: str) -> OfferWindow:
    """A window that takes nothing yet; its keys are the edge's to make."""
    made = OfferWindow(plan_id=plan.id, key_name=key_name, is_open=False, months=A_YEAR)
    session.add(made)
    session.flush()
    return made


def settle(window: OfferWindow, *, is_open: bool, months: int, words: str, contact: str) -> None:
    """Say whether offers are taken, how long they are kept, and who answers for it.

    Raises:
        ContactMissing: nobody who offers could ask anybody.
    """
    if is_open and not contact.strip():
        raise ContactMissing
    window.is_open, window.months = is_open, months
    window.words, window.contact = words.strip(), contact.strip()


def gone_on(window: OfferWindow, today: date) -> date:
    """The day on which what is offered today will be erased: the first of a month.

    The same for all of a month, it does not tell on which day something was offered.
    """
    months = today.month + window.months  # counted from the month after this one
    return date(today.year + months // 12, months % 12 + 1, 1)


# Written once, of tables and not of classes: every receipt asks it.
_OF_WINDOW, _OF_ASKED = OfferWindow.__table__, Questionnaire.__table__
_BESIDE = (
    select(_OF_WINDOW.c.plan_id)
    .join(_OF_ASKED, _OF_ASKED.c.plan_id == _OF_WINDOW.c.plan_id)
    .where(_OF_ASKED.c.id == bindparam("id"), _OF_WINDOW.c.is_open)
)
