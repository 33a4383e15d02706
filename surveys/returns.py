"""回収: how many answered, told so that nobody's answering can be seen in the numbers.

Every number that is told, of the whole, of each stratum and of each way, is a multiple of ten:
no sum and no difference of them, of one night or of two, ever moves by less than ten. What an
opening makes known exactly is where the tens begin anew (docs/decisions/0009).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import access, responses
from surveys.base import Base
from surveys.envelopes import Envelope
from surveys.questionnaires import ENDED, PUBLISHED, Questionnaire, of_state

STEP = 10  # numbers move by this many at least: who watches sees no single answer arrive
SMALL = 10  # codes under which a stratum is told with others
WHOLE, STRATUM, WAY = "whole", "stratum", "way"
OTHERS = "その他の層"
Cell = tuple[str, str]  # (one of the three above, the name of a stratum or of a way)
THE_WHOLE: Cell = (WHOLE, "")


class ReturnCount(Base):
    """回収数, cumulative and in tens, as it stood on the night after `day`; by a nightly job."""

    __tablename__ = "return_count"

    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    number: Mapped[int]


class ReturnCell(Base):
    """The same of one stratum (層) or one way (経路)."""

    __tablename__ = "return_cell"
    __table_args__ = (CheckConstraint("margin IN ('stratum','way')", name="margin"),)

    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    margin: Mapped[str] = mapped_column(String(10), primary_key=True)
    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    number: Mapped[int]


class ReturnRest(Base):
    """What openings left of a cell that filled no ten: known with them, and told no more."""

    __tablename__ = "return_rest"
    __table_args__ = (CheckConstraint("margin IN ('whole','stratum','way')", name="margin"),)

    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), primary_key=True
    )
    margin: Mapped[str] = mapped_column(String(10), primary_key=True)
    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    number: Mapped[int]


@dataclass(frozen=True, slots=True)
class Sent:
    """Letters of a stratum: how many were sent, and how many of them came back (不達)."""

    issued: int
    undelivered: int

    @property
    def delivered(self) -> int:
        """What a 回収率 is a rate of."""
        return self.issued - self.undelivered


# ---- the rule ------------------------------------------------------------------------------------


def partition(issued: Mapping[str, int]) -> dict[str, str]:
    """Say under which name each stratum is told: one with under 10 codes only with others."""
    small = [name for name, number in issued.items() if number < SMALL]
    large = [name for name in issued if name not in small]
    if small and large and sum(issued[name] for name in small) < SMALL:
        small.append(min(large, key=lambda name: (issued[name], name)))
    return {name: OTHERS if name in small else name for name in issued}


def told(exact: Mapping[Cell, int], rests: Mapping[Cell, int]) -> dict[Cell, int]:
    """What may be told of each cell: its whole tens, but for what openings left over."""
    return {cell: max(n - rests.get(cell, 0), 0) // STEP * STEP for cell, n in exact.items()}


def left_over(exact: Mapping[Cell, int], rests: Mapping[Cell, int]) -> dict[Cell, int]:
    """The rests once an opening has made every number known."""
    shown = told(exact, rests)
    return {cell: n - shown[cell] for cell, n in exact.items()}


def margins(returned: Mapping[tuple[str, str], int], names: Mapping[str, str]) -> dict[Cell, int]:
    """Sum what came back by (stratum, way) to the whole, to each told stratum and to each way."""
    made: dict[Cell, int] = {THE_WHOLE: 0}
    made |= {(STRATUM, name): 0 for name in names.values()} | {(WAY, way): 0 for way in access.WAYS}
    for (stratum, way), number in returned.items():
        for cell in (THE_WHOLE, (STRATUM, names.get(stratum, OTHERS)), (WAY, way)):
            made[cell] = made.get(cell, 0) + number
    return made


# ---- a questionnaire -----------------------------------------------------------------------------


def about(session: Session, questionnaire: Questionnaire) -> int:
    """How many sheets have arrived, in whole tens."""
    whole = {THE_WHOLE: _number(session, questionnaire)}
    return told(whole, _rests(session, questionnaire))[THE_WHOLE]


def sent(session: Session, questionnaire: Questionnaire) -> dict[str, Sent]:
    """The letters of each told stratum, in the order of their names."""
    issued = access.strata(session, questionnaire)
    back, names = access.undelivered(session, questionnaire), partition(issued)
    summed: dict[str, Counter[str]] = {"issued": Counter(), "back": Counter()}
    for stratum, name in names.items():
        summed["issued"][name] += issued[stratum]
        summed["back"][name] += back[stratum]
    ordered = sorted(set(names.values()), key=lambda name: (name == OTHERS, name))
    return {name: Sent(summed["issued"][name], summed["back"][name]) for name in ordered}


def days(session: Session, questionnaire: Questionnaire) -> list[ReturnCount]:
    """The nightly numbers of the whole so far."""
    mine = select(ReturnCount).where(ReturnCount.questionnaire_id == questionnaire.id)
    return list(session.scalars(mine.order_by(ReturnCount.day)))


def cells(session: Session, questionnaire: Questionnaire) -> list[ReturnCell]:
    """The nightly numbers of strata and ways so far."""
    mine = select(ReturnCell).where(ReturnCell.questionnaire_id == questionnaire.id)
    return list(session.scalars(mine.order_by(ReturnCell.day, ReturnCell.margin, ReturnCell.name)))


def snapshot(session: Session, day: date) -> int:
    """Write down, for every published questionnaire, what had arrived by the end of `day`."""
    return sum(_write(session, one, day) for one in of_state(session, PUBLISHED))


def conclude(session: Session, questionnaire: Questionnaire, last_day: date) -> None:
    """Write down the last day, if no night has: opened on the day it closed, it sees no night."""
    _write(session, questionnaire, last_day)
    session.flush()


def settle(session: Session, questionnaire: Questionnaire) -> None:
    """Begin the tens anew, because an opening tells how many there are exactly.

    Without it the next one to answer could be the one that fills a ten, and be seen.
    """
    left = left_over(_exact(session, questionnaire), _rests(session, questionnaire))
    for (margin, name), number in left.items():
        session.merge(
            ReturnRest(questionnaire_id=questionnaire.id, margin=margin, name=name, number=number)
        )
    session.flush()


def _write(session: Session, questionnaire: Questionnaire, day: date) -> bool:
    if session.get(ReturnCount, (questionnaire.id, day)) is not None:
        return False
    shown = told(_exact(session, questionnaire), _rests(session, questionnaire))
    about_it = {"questionnaire_id": questionnaire.id, "day": day}
    session.add(ReturnCount(**about_it, number=shown.pop(THE_WHOLE)))
    session.add_all(
        ReturnCell(**about_it, margin=margin, name=name, number=number)
        for (margin, name), number in shown.items()
    )
    session.flush()
    return True


def _exact(session: Session, questionnaire: Questionnaire) -> dict[Cell, int]:
    """What nobody is shown: the numbers as they are. Strata and ways are what codes know."""
    if questionnaire.access != "codes":
        return {THE_WHOLE: _number(session, questionnaire)}
    names = partition(access.strata(session, questionnaire))
    return margins(access.returns(session, questionnaire), names)


def _number(session: Session, questionnaire: Questionnaire) -> int:
    """Every sheet that came, opened or not: one that was replaced counts once.

    By codes, a paper sheet counts from the day its code was spent, before it is typed.
    """
    if questionnaire.access == "codes":
        return access.returns(session, questionnaire).total()
    if questionnaire.state == ENDED:
        return questionnaire.received or responses.number(session, questionnaire)
    mine = Envelope.questionnaire_id == questionnaire.id
    return session.scalar(select(func.count()).select_from(Envelope).where(mine)) or 0


def _rests(session: Session, questionnaire: Questionnaire) -> dict[Cell, int]:
    mine = select(ReturnRest).where(ReturnRest.questionnaire_id == questionnaire.id)
    return {(rest.margin, rest.name): rest.number for rest in session.scalars(mine)}
