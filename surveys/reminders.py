"""お礼状兼督促状: a letter that thanks who has answered and reminds who has not.

It goes to everybody or to whole strata: who has not answered is on no list, and nobody is asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import returns
from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.questionnaires import PUBLISHED, NotPublished, Questionnaire

LONGEST = 600  # letters of the text: what a postcard holds
FEWEST = 10  # letters of a reminder, so that it points at nobody


class NotByCode(SurveyError):
    message = N_("回答コードを使わない調査には、督促状を送る相手の名簿がありません")


class StratumUnknown(SurveyError):
    message = N_("「%(name)s」という層はありません。送る層を選び直してください")


class TooFewLetters(SurveyError):
    message = N_(
        "送る数が%(number)d通です。%(limit)d通に足りないと、だれに送ったかが分かってしまいます。層を足してください"
    )


class OutsideThePeriod(SurveyError):
    message = N_("発送日は、回答の受付期間の中の日にしてください")


class TextTooLong(SurveyError):
    message = N_("文面は%(limit)d文字以内で入力してください（今は%(number)d文字です）")


class TextMissing(SurveyError):
    message = N_("文面を入力してください")


class SentAlready(SurveyError):
    message = N_("発送日を過ぎた督促状は取り消せません。記録として残ります")


class Reminder(Base):
    """督促, planned or sent: by its `day` alone; the desk sends nothing itself.

    Attributes:
        strata: the told names of those it goes to; none = everybody.
        letters: how many were to be sent when it was planned.
    """

    __tablename__ = "reminder"
    __table_args__ = (CheckConstraint("letters >= 10", name="to_ten_or_more"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), index=True
    )
    day: Mapped[date]
    strata: Mapped[list[str]] = mapped_column(JSON)
    letters: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    who: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    made_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody plans: on which day, to which strata (none = everybody), with which words."""

    day: date
    strata: tuple[str, ...]
    words: str


def of(session: Session, questionnaire: Questionnaire) -> Sequence[Reminder]:
    """List the reminders by their days."""
    mine = select(Reminder).where(Reminder.questionnaire_id == questionnaire.id)
    return session.scalars(mine.order_by(Reminder.day, Reminder.id)).all()


def plan(
    session: Session,
    questionnaire: Questionnaire,
    wish: Wish,
    period: tuple[date, date],
    *,
    who: int | None,
    now: datetime,
) -> Reminder:
    """Write a reminder down; `period` is the first and the last day of answering.

    Raises:
        NotPublished, NotByCode, OutsideThePeriod, StratumUnknown, TooFewLetters, TextMissing,
        TextTooLong
    """
    if questionnaire.state != PUBLISHED:
        raise NotPublished
    if questionnaire.access != "codes":
        raise NotByCode
    if not period[0] <= wish.day <= period[1]:
        raise OutsideThePeriod
    made = Reminder(
        questionnaire_id=questionnaire.id,
        day=wish.day,
        strata=list(wish.strata),
        letters=letters(returns.sent(session, questionnaire), wish.strata),
        words=_checked(wish.words),
        who=who,
        made_at=now,
    )
    session.add(made)
    session.flush()
    return made


def letters(sent: Mapping[str, returns.Sent], strata: Sequence[str]) -> int:
    """How many letters go to these strata (none = everybody); those that came back do not.

    Raises:
        StratumUnknown, TooFewLetters
    """
    for name in strata:
        if name not in sent:
            raise StratumUnknown(name=name)
    number = sum(each.delivered for name, each in sent.items() if not strata or name in strata)
    if number < FEWEST:
        raise TooFewLetters(number=number, limit=FEWEST)
    return number


def call_off(session: Session, reminder: Reminder, today: date) -> None:
    """Take back a reminder that has not been sent.

    Raises:
        SentAlready
    """
    if reminder.day < today:
        raise SentAlready
    session.delete(reminder)
    session.flush()


def _checked(words: str) -> str:
    """The text as it is printed.

    Raises:
        TextMissing, TextTooLong
    """
    kept = words.replace("\r\n", "\n").strip()
    if not kept:
        raise TextMissing
    if len(kept) > LONGEST:
        raise TextTooLong(limit=LONGEST, number=len(kept))
    return kept
