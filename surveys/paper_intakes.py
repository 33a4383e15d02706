"""紙の受付: the strip of a paper sheet spends its code here, and is cut off.

Nothing here knows a sheet's own number. The numbers are printed beforehand, and the person who
opens the post sticks the next label of a shuffled stack on a sheet without a strip: no table, no
transaction and no order joins a code and a sheet.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from surveys import access, envelopes, receptions
from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.keys import Keys
from surveys.questionnaires import PUBLISHED, Questionnaire

AFTER = timedelta(days=14)  # how long paper is taken after the web closes, unless decided
LONGEST_AFTER = timedelta(days=120)


class PaperNotYet(SurveyError):
    message = N_("この調査の受付は、まだ始まっていません")


class PaperOver(SurveyError):
    message = N_(
        "紙の受付と入力の期限が過ぎています。続けるときは、企画担当が「紙の回答」で期限を延ばします"
    )


class TooEarlyToEnd(SurveyError):
    message = N_("紙の期限は、ウェブの締切の日か、それより後にしてください")


class TooLateToEnd(SurveyError):
    message = N_("紙の期限は、ウェブの締切から%(days)d日以内にしてください")


class AnsweredOnline(SurveyError):
    message = N_("ウェブで回答済みです。この紙は入力せず、廃棄の箱へ入れてください")


class ArrivedBefore(SurveyError):
    message = N_(
        "このコードの紙は、もう受け付けています。"
        "同じ帯を2度読んだのでなければ、この紙は入力せず、廃棄の箱へ入れてください"
    )


class StripVoid(SurveyError):
    message = N_(
        "このコードは、再発行などで使えなくなっています。"
        "この紙は入力せず、企画担当に渡してください。何も記録していません"
    )


class StripOfAnother(SurveyError):
    message = N_(
        "この調査のコードではありません。調査名を確かめ、企画担当に渡してください。"
        "何も記録していません"
    )


class StripMistyped(SurveyError):
    message = N_("コードの文字が違うようです。16文字を確かめて、もう一度入力してください")


class CodeNeeded(SurveyError):
    message = N_(
        "コードのない紙は受け付けない決まりです。"
        "受け付けるときは、企画担当が「紙の回答」で許してください"
    )


class Intake(Base):
    """紙の受付の決まり of one questionnaire; no row: as it is unless somebody decides.

    Attributes:
        until: the moment until which sheets are taken in, typed and sealed.
        without_code: whether a sheet whose strip is missing is taken.
    """

    __tablename__ = "paper_intake"

    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), primary_key=True
    )
    until: Mapped[datetime]
    without_code: Mapped[bool]


class Arrival(Base):
    """紙の到着数 of one day: how many sheets were taken, by code and without."""

    __tablename__ = "paper_arrival"
    __table_args__ = (CheckConstraint("coded >= 0 AND uncoded >= 0", name="whole"),)

    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    coded: Mapped[int]
    uncoded: Mapped[int]


@dataclass(frozen=True, slots=True)
class Arrived:
    """How many sheets have come."""

    coded: int
    uncoded: int

    @property
    def number(self) -> int:
        return self.coded + self.uncoded


def rules(session: Session, questionnaire: Questionnaire) -> Intake:
    """What was decided, or else what holds by itself.

    Raises:
        Closed: the questionnaire was never published.
    """
    found = session.get(Intake, questionnaire.id)
    if found is not None:
        return found
    if questionnaire.closes_at is None:
        raise envelopes.Closed
    until = questionnaire.closes_at + AFTER
    return Intake(questionnaire_id=questionnaire.id, until=until, without_code=False)


def last_moment(session: Session, questionnaire: Questionnaire) -> datetime:
    """The moment at which paper ends; a deadline that was put off takes paper with it.

    Raises:
        Closed
    """
    until, closes_at = rules(session, questionnaire).until, questionnaire.closes_at
    return max(until, closes_at or until)


def decide(
    session: Session, questionnaire: Questionnaire, until: datetime, *, without_code: bool
) -> None:
    """Say until when paper is taken and typed, and whether a sheet may come without its code.

    Raises:
        Closed, TooEarlyToEnd, TooLateToEnd
    """
    if questionnaire.closes_at is None:
        raise envelopes.Closed
    if until < questionnaire.closes_at:
        raise TooEarlyToEnd
    if until > questionnaire.closes_at + LONGEST_AFTER:
        raise TooLateToEnd(days=LONGEST_AFTER.days)
    kept = rules(session, questionnaire)
    kept.until, kept.without_code = until, without_code
    session.add(kept)
    session.flush()


def must_be_taken(session: Session, questionnaire: Questionnaire, now: datetime) -> None:
    """Let through while paper is taken in, typed and sealed; nobody opens for the last time
    until this transaction ends.

    Raises:
        Closed, PaperNotYet, PaperOver
    """
    held = receptions.hold(session, questionnaire.id)
    if held is None or held.state != PUBLISHED:
        raise envelopes.Closed
    if now < held.opens_at:
        raise PaperNotYet
    if now >= last_moment(session, questionnaire):
        raise PaperOver


def arrive(
    session: Session,
    questionnaire: Questionnaire,
    kept: Keys,
    typed: str,
    *,
    now: datetime,
    day: date,
) -> None:
    """Spend the code of a strip: who comes first counts, the paper or the web.

    Nothing is written when it is refused. A draft under the code goes.

    Raises:
        Closed, PaperNotYet, PaperOver, StripMistyped, StripOfAnother, StripVoid, AnsweredOnline,
        ArrivedBefore, KeysGone
    """
    must_be_taken(session, questionnaire, now)
    try:
        code = access.read(typed)
        found = access.find(session, questionnaire, kept, code)
        access.spend(session, found.hmac, access.PAPER)
    except access.CodeMistyped:
        raise StripMistyped from None
    except access.CodeUnknown:
        raise StripOfAnother from None
    except access.CodeVoid:
        raise StripVoid from None
    except access.CodeAlreadyUsed:
        session.refresh(found)
        raise (ArrivedBefore if found.way == access.PAPER else AnsweredOnline) from None
    envelopes.drop_draft(session, kept, code)
    _count(session, questionnaire, day, Arrival.coded)


def arrive_without_code(
    session: Session, questionnaire: Questionnaire, *, now: datetime, day: date
) -> None:
    """Take a sheet whose strip is missing, where that is allowed; it is counted apart.

    Raises:
        Closed, PaperNotYet, PaperOver, CodeNeeded
    """
    must_be_taken(session, questionnaire, now)
    if not rules(session, questionnaire).without_code:
        raise CodeNeeded
    _count(session, questionnaire, day, Arrival.uncoded)


def arrived(session: Session, questionnaire: Questionnaire, day: date | None = None) -> Arrived:
    """How many sheets have come, in all or on one day."""
    counted = select(func.sum(Arrival.coded), func.sum(Arrival.uncoded))
    counted = counted.where(Arrival.questionnaire_id == questionnaire.id)
    if day is not None:
        counted = counted.where(Arrival.day == day)
    coded, uncoded = session.execute(counted).one()
    return Arrived(coded or 0, uncoded or 0)


def _count(
    session: Session, questionnaire: Questionnaire, day: date, of: InstrumentedAttribute[int]
) -> None:
    """Count one more sheet of a day, also when two people open the post."""
    more = (
        update(Arrival)
        .where(Arrival.questionnaire_id == questionnaire.id, Arrival.day == day)
        .values({of: of + 1})
        .returning(Arrival.day)
        .execution_options(synchronize_session=False)
    )
    if session.scalar(more) is not None:
        return
    # Somebody else may count the first sheet of the day at the same moment.
    with suppress(IntegrityError), session.begin_nested():
        session.add(Arrival(questionnaire_id=questionnaire.id, day=day, coded=0, uncoded=0))
    session.scalar(more)
