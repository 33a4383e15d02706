"""束: labels that were printed together, typed by one typist and sealed together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter

from sqlalchemy import ForeignKey, UniqueConstraint, false, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import access, paper_intakes, paper_sheets, sealing, staff
from surveys.base import Base
from surveys.envelopes import Closed, Envelope, Sealed
from surveys.errors import N_, SurveyError
from surveys.keys import Keys
from surveys.paper_entries import ASSISTED
from surveys.paper_sheets import ASIDE, BEGUN, BLANK, SEALED, TYPED, UNUSED, PaperMark, PaperSheet
from surveys.plans import Plan
from surveys.questionnaires import PUBLISHED, Questionnaire, latest
from surveys.staff import Role, StaffMember, StaffRole

LARGEST, MOST_AT_ONCE = 100, 40


class NotATypist(SurveyError):
    message = N_("この計画の入力担当で、期限の残っている人を選んでください")


class BundleSealed(SurveyError):
    message = N_("この束は封が済んでいます")


class StillBegun(SurveyError):
    message = N_("入力の途中の紙が%(n)d枚あります。終えてから封をしてください")


class LabelsLeft(SurveyError):
    message = N_(
        "まだ入力していない番号が%(n)d件あります。"
        "紙がないとき（貼らなかったラベル）は、そのことにチェックを付けてください"
    )


class NothingTyped(SurveyError):
    message = N_("入力の済んだ紙がありません")


class MoreThanArrived(SurveyError):
    message = N_(
        "受け付けた紙は%(arrived)d枚ですが、封をすると%(typed)d枚になります。"
        "コードの帯を読み忘れた紙がないか確かめ、受付を済ませてから封をしてください"
    )


class Bundle(Base):
    """束. `number` counts from 1 within its questionnaire; nobody has it until `typist_id` says."""

    __tablename__ = "paper_bundle"
    __table_args__ = (UniqueConstraint("questionnaire_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE")
    )
    number: Mapped[int]
    typist_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    sealed: Mapped[bool] = mapped_column(default=False, server_default=false())


class TypedCount(Base):
    """入力数: how many sheets somebody finished on a day; no hours."""

    __tablename__ = "typed_count"

    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), primary_key=True
    )
    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff_member.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    number: Mapped[int]


@dataclass(frozen=True, slots=True)
class Sealing:
    """What the sealing of a bundle did."""

    number: int
    aside: int
    unused: int


def make(
    session: Session, questionnaire: Questionnaire, number: int, size: int
) -> list[tuple[Bundle, list[str]]]:
    """Make bundles of so many labels each; give each with its labels, shuffled for the printer.

    Raises:
        Closed: the questionnaire is not out, or was opened for the last time.
    """
    if questionnaire.state != PUBLISHED:
        raise Closed
    mine = Bundle.questionnaire_id == questionnaire.id
    last = session.scalar(select(func.max(Bundle.number)).where(mine)) or 0
    made = []
    for place in range(last + 1, last + 1 + number):
        bundle = Bundle(questionnaire_id=questionnaire.id, number=place)
        session.add(bundle)
        session.flush()
        made.append((bundle, paper_sheets.draw(session, (questionnaire.id, bundle.id), size)))
    return made


def of_questionnaire(session: Session, questionnaire: Questionnaire) -> list[Bundle]:
    """Every bundle, by number."""
    mine = select(Bundle).where(Bundle.questionnaire_id == questionnaire.id)
    return list(session.scalars(mine.order_by(Bundle.number)))


def of_typist(
    session: Session, plan: Plan, member: StaffMember
) -> list[tuple[Bundle, Questionnaire]]:
    """The bundles that somebody is to type in a plan, until they are sealed."""
    mine = (
        select(Bundle, Questionnaire)
        .join(Questionnaire, Questionnaire.id == Bundle.questionnaire_id)
        .where(Bundle.typist_id == member.id, ~Bundle.sealed)
        .where(Questionnaire.plan_id == plan.id, Questionnaire.state == PUBLISHED)
    )
    found = session.execute(mine.order_by(Questionnaire.id, Bundle.number))
    return [(bundle, questionnaire) for bundle, questionnaire in found]


def typists(session: Session, plan: Plan, today: date) -> list[StaffMember]:
    """Who may type in a plan today."""
    given = (
        select(StaffMember)
        .join(StaffRole, StaffRole.staff_id == StaffMember.id)
        .where(StaffRole.role == Role.TYPIST, StaffRole.last_day >= today, StaffMember.active)
        .where(StaffRole.plan_id.is_(None) | (StaffRole.plan_id == plan.id))
    )
    return list(session.scalars(given.distinct().order_by(StaffMember.shown_name, StaffMember.id)))


def assign(
    session: Session, plan: Plan, bundle: Bundle, member: StaffMember, *, today: date
) -> None:
    """Give a bundle to a typist; what another typed of it stays.

    Raises:
        BundleSealed, NotATypist
    """
    if bundle.sealed:
        raise BundleSealed
    if not member.active or not staff.holds(
        session, member, [Role.TYPIST], plan_id=plan.id, today=today
    ):
        raise NotATypist
    bundle.typist_id = member.id


def hold(session: Session, sheet: PaperSheet) -> None:
    """Let nobody else type or seal a sheet until this transaction ends."""
    session.refresh(sheet, with_for_update=True)


def count(session: Session, bundle: Bundle, member: StaffMember, day: date) -> None:
    """Count one more sheet that somebody finished on a day."""
    mine = {"questionnaire_id": bundle.questionnaire_id, "staff_id": member.id, "day": day}
    more = (
        update(TypedCount)
        .filter_by(**mine)
        .values(number=TypedCount.number + 1)
        .returning(TypedCount.day)
        .execution_options(synchronize_session=False)
    )
    if session.scalar(more) is not None:
        return
    with suppress(IntegrityError), session.begin_nested():  # their other window may be first
        session.add(TypedCount(**mine, number=0))
    session.scalar(more)


def counts(session: Session, questionnaire: Questionnaire) -> list[TypedCount]:
    """How many sheets each typist finished on each day, the latest day first."""
    mine = select(TypedCount).where(TypedCount.questionnaire_id == questionnaire.id)
    return list(session.scalars(mine.order_by(TypedCount.day.desc(), TypedCount.staff_id)))


def seal(
    session: Session,
    questionnaire: Questionnaire,
    kept: Keys,
    bundle: Bundle,
    now: datetime,
    *,
    unused: bool,
) -> Sealing:
    """Make an envelope of every typed sheet of a bundle, and forget what was typed.

    All of them are written at once in the order of their hashes, like any other envelope.
    `unused` says that the labels nothing was typed for are on no sheet.

    Raises:
        Closed, PaperNotYet, PaperOver, BundleSealed, StillBegun, LabelsLeft, NothingTyped,
        MoreThanArrived, KeysGone
    """
    paper_intakes.must_be_taken(session, questionnaire, now)
    sheets = paper_sheets.of_bundle(session, bundle.id, hold=True)
    _must_be_ready(session, questionnaire, bundle, sheets, unused=unused)
    done = [sheet for sheet in sheets if sheet.state == TYPED]
    _write(session, questionnaire, kept, done)
    for sheet in sheets:
        if sheet.state != ASIDE:
            sheet.state, sheet.box = (SEALED if sheet.state == TYPED else UNUSED), None
    bundle.sealed = True
    session.flush()
    told = Counter(sheet.state for sheet in sheets)
    return Sealing(told[SEALED], told[ASIDE], told[UNUSED])


def _must_be_ready(
    session: Session,
    questionnaire: Questionnaire,
    bundle: Bundle,
    sheets: Sequence[PaperSheet],
    *,
    unused: bool,
) -> None:
    if bundle.sealed:
        raise BundleSealed
    told = Counter(sheet.state for sheet in sheets)
    if told[BEGUN]:
        raise StillBegun(n=told[BEGUN])
    if told[BLANK] and not unused:
        raise LabelsLeft(n=told[BLANK])
    if not told[TYPED] and not told[ASIDE]:
        raise NothingTyped
    arrived = paper_intakes.arrived(session, questionnaire).number
    # Those put aside anywhere came by post as well.
    typed = paper_sheets.in_state(session, questionnaire, SEALED, ASIDE) + told[TYPED]
    if typed > arrived:
        raise MoreThanArrived(arrived=arrived, typed=typed)


def _write(
    session: Session, questionnaire: Questionnaire, kept: Keys, done: Sequence[PaperSheet]
) -> None:
    """Put what was typed into envelopes, and add up what was no answer."""
    if questionnaire.public_key is None:
        raise Closed
    if not done:
        return
    room = sealing.room(latest(session, questionnaire).parsed)
    rows, marks = [], Counter[tuple[str, str]]()
    for sheet in done:
        typing = paper_sheets.typed(kept, sheet)
        if typing is None:  # a table constraint rules it out
            continue
        answers = (typing.version, typing.entry.answers)
        sealed = sealing.seal(questionnaire.public_key, answers, room)
        rows.append(_envelope(questionnaire, kept, sheet, sealed)._asdict())
        marks.update(typing.entry.marks.items())
        marks[("", ASSISTED)] += typing.assisted
    session.execute(insert(Envelope), sorted(rows, key=itemgetter("key_hmac")))
    _add_up(session, questionnaire, marks)


def _envelope(questionnaire: Questionnaire, kept: Keys, sheet: PaperSheet, sealed: bytes) -> Sealed:
    """An envelope under the hash of the sheet's number; its receipt is in nobody's hand."""
    return Sealed(
        key_hmac=kept.hash("sheet", sheet.number),
        questionnaire_id=questionnaire.id,
        sealed=sealed,
        receipt_hmac=kept.hash("receipt", access.new_code()),
        idempotency_hmac=kept.hash("once", f"sheet {sheet.number}"),
    )


def _add_up(
    session: Session, questionnaire: Questionnaire, marks: Mapping[tuple[str, str], int]
) -> None:
    for (name, mark), number in sorted(marks.items()):
        place = {"questionnaire_id": questionnaire.id, "name": name, "mark": mark}
        found = session.get(PaperMark, tuple(place.values()))
        if found is None:
            found = PaperMark(**place, number=0)
            session.add(found)
        found.number += number
