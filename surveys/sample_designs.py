"""標本設計: how many people are drawn from which part of the register, decided before codes exist.

A design is worked on until it is adopted; only then has it strata (層). Their names are those
that codes carry, so that returns are counted by the same words.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, delete, false, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.questionnaires import DRAFT, PUBLISHED, Questionnaire

LONGEST_STRATUM = 100  # as a code carries it
FEWEST = 10  # under which neither codes nor expected returns of a stratum are safe to show


class StratumTooSmall(SurveyError):
    message = N_(
        "層「%(name)s」は%(number)d件で、%(limit)d件に足りません。隣の層と合わせてから採用してください"
    )


class NotSampled(SurveyError):
    message = N_("標本設計があるのは、無作為抽出の調査だけです")


class AskingIsOver(SurveyError):
    message = N_("受付を終えて開封した調査の標本設計は変えられません")


class DesignChangedMeanwhile(SurveyError):
    message = N_(
        "この画面を開いている間に、標本設計が変わりました。今の内容を確かめてから、もう一度操作してください"
    )


class NotAdopted(SurveyError):
    message = N_("標本設計がまだ採用されていません。層と数を確かめて採用してください")


class SampleDesign(Base):
    """標本設計 of one questionnaire; the strata exist once it is adopted.

    Attributes:
        reference_day: 基準日, the day on which the register is read.
        youngest: in whole years on that day.
        rate: expected 回収率, 0 to 1.
        margin: wanted half-width of the 95 % interval of a share, 0 to 1.
        per: of what `margin` is wanted: the whole, every district or every stratum.
        allocation: how the number is shared out, see `analysis.sampling.allocating`.
        total: how many letters were fixed beforehand; None = as many as the precision asks for.
        least: fewest letters of a stratum.
        systematic: whether each k-th is drawn; else simply at random.
        cells: [[district, age band, people], …], the register as it was brought.
        merged: [[place of a cell, …], …], which cells are drawn together.
        words: what only the 抽出仕様書 says, e.g. the purpose.
    """

    __tablename__ = "sample_design"
    __table_args__ = (
        CheckConstraint("per IN ('whole','district','stratum')", name="per"),
        CheckConstraint("rate > 0 AND rate <= 1", name="rate_is_a_share"),
        CheckConstraint("margin > 0 AND margin < 1", name="margin_is_a_share"),
    )

    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), primary_key=True
    )
    reference_day: Mapped[date]
    youngest: Mapped[int]
    rate: Mapped[float]
    margin: Mapped[float]
    per: Mapped[str] = mapped_column(String(10))
    allocation: Mapped[str] = mapped_column(String(20))
    total: Mapped[int | None]
    least: Mapped[int]
    systematic: Mapped[bool] = mapped_column(default=False, server_default=false())
    cells: Mapped[list[Any]]
    merged: Mapped[list[Any]]
    words: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime]
    adopted_at: Mapped[datetime | None]

    @property
    def fingerprint(self) -> str:
        """Of what the strata follow from; it changes with every act on them."""
        said = [self.rate, self.margin, self.per, self.allocation, self.total, self.least]
        told = [*said, self.cells, self.merged, self.adopted_at is None]
        return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


class Stratum(Base):
    """層: `people` of the register (N), of whom `drawn` (n) get a letter.

    Attributes:
        start: 起番号, the place in the register of the first one drawn, from 1; None where each
            is drawn by lot.
        parts: [[district, age band, people], …], what was merged into it.
    """

    __tablename__ = "stratum"
    __table_args__ = (CheckConstraint("drawn BETWEEN 0 AND people", name="drawn_of_people"),)

    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("sample_design.questionnaire_id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(LONGEST_STRATUM), primary_key=True)
    position: Mapped[int]
    people: Mapped[int]
    drawn: Mapped[int]
    start: Mapped[int | None]
    parts: Mapped[list[Any]]

    @property
    def weight(self) -> float:
        """抽出ウエイト: how many residents one drawn resident stands for, N / n."""
        return self.people / self.drawn

    @property
    def interval(self) -> int:
        """抽出間隔, in whole places, so that n steps never go round the register twice."""
        return self.people // self.drawn


@dataclass(frozen=True, slots=True)
class Drawn:
    """A stratum as it is to be adopted."""

    name: str
    people: int
    drawn: int
    start: int | None
    parts: tuple[tuple[str, str, int], ...]


def kept(session: Session, questionnaire: Questionnaire) -> SampleDesign | None:
    """The design that is being worked on, or was adopted."""
    return session.get(SampleDesign, questionnaire.id)


def of(session: Session, questionnaire: Questionnaire) -> SampleDesign | None:
    """The adopted design; None while there is none, or it is still being worked on."""
    found = kept(session, questionnaire)
    return found if found and found.adopted_at else None


def strata(session: Session, questionnaire: Questionnaire) -> Sequence[Stratum]:
    """List the strata of the adopted design in its order; none before that."""
    mine = select(Stratum).where(Stratum.questionnaire_id == questionnaire.id)
    return session.scalars(mine.order_by(Stratum.position)).all()


def must_be_sampled(questionnaire: Questionnaire) -> None:
    """Let through what draws its respondents at random.

    Raises:
        NotSampled
    """
    if questionnaire.sampling != "random":
        raise NotSampled


def must_be_open_to_change(questionnaire: Questionnaire) -> None:
    """Let through a sample whose letters may still be planned.

    Raises:
        NotSampled, AskingIsOver
    """
    must_be_sampled(questionnaire)
    if questionnaire.state not in {DRAFT, PUBLISHED}:
        raise AskingIsOver


def seen(session: Session, questionnaire: Questionnaire, mark: str) -> SampleDesign:
    """The design, if it is still the one that was on the page.

    Raises:
        DesignChangedMeanwhile
    """
    found = kept(session, questionnaire)
    if found is None or found.fingerprint != mark:
        raise DesignChangedMeanwhile
    return found


def keep(session: Session, design: SampleDesign) -> SampleDesign:
    """Keep a design to work on, in the place of the one before, whose strata are gone."""
    _forget(session, design.questionnaire_id)
    made = session.merge(design)
    made.adopted_at = None
    session.flush()
    return made


def merge(
    session: Session, design: SampleDesign, merged: Sequence[Sequence[int]], *, now: datetime
) -> None:
    """Say anew which cells are drawn together; what was adopted before is adopted no more."""
    _forget(session, design.questionnaire_id)
    design.merged, design.changed_at = [list(group) for group in merged], now
    design.adopted_at = None
    session.flush()


def adopt(
    session: Session, design: SampleDesign, wanted: Sequence[Drawn], *, now: datetime
) -> None:
    """Make a design the one that letters are sent by.

    Raises:
        NotAdopted: there is no stratum.
        StratumTooSmall
    """
    if not wanted:
        raise NotAdopted
    for one in wanted:
        if one.drawn < FEWEST:
            raise StratumTooSmall(name=one.name, number=one.drawn, limit=FEWEST)
    _forget(session, design.questionnaire_id)
    session.add_all(
        Stratum(
            questionnaire_id=design.questionnaire_id,
            name=one.name,
            position=position,
            people=one.people,
            drawn=one.drawn,
            start=one.start,
            parts=[list(part) for part in one.parts],
        )
        for position, one in enumerate(wanted, 1)
    )
    design.adopted_at = now
    session.flush()


def leave(session: Session, questionnaire: Questionnaire) -> None:
    """Have no design any more."""
    _forget(session, questionnaire.id)
    session.execute(delete(SampleDesign).where(SampleDesign.questionnaire_id == questionnaire.id))


def _forget(session: Session, questionnaire_id: int) -> None:
    session.execute(delete(Stratum).where(Stratum.questionnaire_id == questionnaire_id))
