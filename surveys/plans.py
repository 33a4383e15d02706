"""計画: the frame of the whole loop, its policy fields, its areas and the axes it looks along."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    String,
    Table,
    UniqueConstraint,
    delete,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from surveys.base import Base
from surveys.errors import N_, SurveyError

LONGEST_NAME = 100
LONGEST_LEVEL = 50
_READING = re.compile(r"(.+)《(.*)》")


class NameMissing(SurveyError):
    message = N_("%(what)sを入力してください")


class NameTaken(SurveyError):
    message = N_(
        "%(what)s「%(name)s」が2回書かれています。1行に1つずつ、別の名前で入力してください"
    )


class NameTooLong(SurveyError):
    message = N_("%(what)sは%(limit)d文字以内で入力してください")


class YearsOutOfOrder(SurveyError):
    message = N_("最後の年度は、最初の年度と同じか後の年度にしてください")


class Plan(Base):
    """計画, e.g. 第六次総合計画. `example` marks 見本 data that no one should take for real."""

    __tablename__ = "plan"
    __table_args__ = (CheckConstraint("first_year <= last_year", name="years_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    municipality: Mapped[str] = mapped_column(String(100))
    first_year: Mapped[int]
    last_year: Mapped[int]
    example: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class Listed:
    """A named line of a plan; `words` are what a column or a theme is recognised by."""

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    words: Mapped[str] = mapped_column(String(1000), default="")


class PolicyField(Listed, Base):
    """政策分野."""

    __tablename__ = "policy_field"
    __table_args__ = (UniqueConstraint("plan_id", "name"),)


class Axis(Listed, Base):
    """集計軸: an attribute the plan looks along, e.g. 世代, found in a file by its words."""

    __tablename__ = "axis"
    __table_args__ = (UniqueConstraint("plan_id", "name"),)


class AreaLevel(Base):
    """A level of areas, small to large: 行政区, 小学校区, 地区, 市, 広域圏."""

    __tablename__ = "area_level"
    __table_args__ = (UniqueConstraint("plan_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(LONGEST_LEVEL))


area_parent = Table(
    "area_parent",
    Base.metadata,
    Column("area_id", ForeignKey("area.id", ondelete="CASCADE"), primary_key=True),
    Column("parent_id", ForeignKey("area.id", ondelete="CASCADE"), primary_key=True),
)


class Area(Base):
    """An area of one level; in several parents where a 行政区 is split between schools.

    `reading` is its name in kana, or "".
    """

    __tablename__ = "area"
    __table_args__ = (UniqueConstraint("plan_id", "level_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    level_id: Mapped[int] = mapped_column(ForeignKey("area_level.id"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    reading: Mapped[str] = mapped_column(String(LONGEST_NAME), default="", server_default="")
    parents: Mapped[list["Area"]] = relationship(
        secondary=area_parent,
        primaryjoin=lambda: Area.id == area_parent.c.area_id,
        secondaryjoin=lambda: Area.id == area_parent.c.parent_id,
    )


AnyListed = TypeVar("AnyListed", PolicyField, Axis)


def every(session: Session) -> Sequence[Plan]:
    """List all plans, the newest first."""
    return session.scalars(select(Plan).order_by(Plan.id.desc())).all()


def name(plan: Plan, *, title: str, municipality: str, first_year: int, last_year: int) -> None:
    """Say what a plan is called, whose it is and which fiscal years it is for.

    Raises:
        YearsOutOfOrder
    """
    if last_year < first_year:
        raise YearsOutOfOrder
    plan.title, plan.municipality = title, municipality
    plan.first_year, plan.last_year = first_year, last_year


def fields(session: Session, plan: Plan) -> Sequence[PolicyField]:
    """List a plan's policy fields in the plan's order."""
    of_plan = select(PolicyField).where(PolicyField.plan_id == plan.id)
    return session.scalars(of_plan.order_by(PolicyField.position)).all()


def axes(session: Session, plan: Plan) -> Sequence[Axis]:
    """List the axes a plan looks along, in its order."""
    return session.scalars(
        select(Axis).where(Axis.plan_id == plan.id).order_by(Axis.position)
    ).all()


def set_fields(session: Session, plan: Plan, lines: Sequence[str]) -> None:
    """Write the policy fields anew from lines 「名前: 手がかりの語」; who stays keeps the id.

    Raises:
        NameMissing, NameTaken, NameTooLong
    """
    _write(session, plan, PolicyField, "政策分野", lines)


def set_axes(session: Session, plan: Plan, lines: Sequence[str]) -> None:
    """Write the axes anew from lines 「名前: 手がかりの語」; who stays keeps the id.

    Raises:
        NameMissing, NameTaken, NameTooLong
    """
    _write(session, plan, Axis, "集計軸", lines)


def set_areas(session: Session, plan: Plan, lines: Sequence[str]) -> None:
    """Write areas anew from lines of names small to large, the first line naming the levels.

    A line 「原新田,広丘小,広丘」 puts 原新田 into 広丘小 and 広丘小 into 広丘. A name that stands
    under two parents lies in both. How it is read may stand behind it: 郷原《ごうばら》.

    Raises:
        NameTaken, NameTooLong, AreaLineTooLong, AreaNameTooLong
    """
    session.execute(delete(Area).where(Area.plan_id == plan.id))
    session.execute(delete(AreaLevel).where(AreaLevel.plan_id == plan.id))
    rows = [_cells(line) for line in lines if line.strip()]
    if not rows:
        return
    levels = [
        AreaLevel(plan_id=plan.id, position=n, name=name)
        for n, name in enumerate(_named("地区の段", rows[0], LONGEST_LEVEL), 1)
    ]
    session.add_all(levels)
    session.flush()
    known: dict[tuple[int, str], Area] = {}
    for number, row in enumerate(rows[1:], 2):
        if len(row) > len(levels):
            raise AreaLineTooLong(line=number, levels=len(levels))
        if max(map(len, row)) > LONGEST_NAME:
            raise AreaNameTooLong(line=number, limit=LONGEST_NAME)
        _chain(session, levels, row, known)
    session.flush()


class AreaLineTooLong(SurveyError):
    message = N_(
        "地区の%(line)d行目の項目が多すぎます。1行目で決めた%(levels)d段までにしてください"
    )


class AreaNameTooLong(SurveyError):
    message = N_("地区の%(line)d行目の名前が長すぎます。%(limit)d文字以内で入力してください")


def areas(session: Session, plan: Plan) -> Sequence[Area]:
    """List a plan's areas, level by level."""
    return session.scalars(
        select(Area)
        .where(Area.plan_id == plan.id)
        .join(AreaLevel, AreaLevel.id == Area.level_id)
        .order_by(AreaLevel.position, Area.position)
    ).all()


def area_levels(session: Session, plan: Plan) -> Sequence[AreaLevel]:
    """List the names of a plan's levels of areas, small to large."""
    of_plan = select(AreaLevel).where(AreaLevel.plan_id == plan.id)
    return session.scalars(of_plan.order_by(AreaLevel.position)).all()


def area_lines(session: Session, plan: Plan) -> list[str]:
    """Write a plan's areas as the lines `set_areas` reads."""
    levels, found = area_levels(session, plan), areas(session, plan)
    if not levels:
        return []
    holding = {parent.id for area in found for parent in area.parents}
    paths = [path for area in found if area.id not in holding for path in paths_up(area)]
    named = [{area.level_id: _with_reading(area) for area in path} for path in paths]
    lines = [",".join(names.get(level.id, "") for level in levels) for names in named]
    return [",".join(level.name for level in levels), *lines]


def _with_reading(area: Area) -> str:
    return f"{area.name}《{area.reading}》" if area.reading else area.name


def paths_up(area: Area) -> list[list[Area]]:
    """Every way up from an area through its parents."""
    return [[area, *up] for parent in area.parents for up in paths_up(parent)] or [[area]]


def _cells(line: str) -> list[str]:
    return [part.strip() for part in line.replace("、", ",").replace("\t", ",").split(",")]


def _read(said: str) -> tuple[str, str]:
    """A name and how it is read: 郷原《ごうばら》."""
    found = _READING.fullmatch(said)
    return (found[1].strip(), found[2].strip()) if found else (said, "")


def _chain(
    session: Session,
    levels: Sequence[AreaLevel],
    row: Sequence[str],
    known: dict[tuple[int, str], Area],
) -> None:
    """Add one line of areas, each inside the next."""
    below: Area | None = None
    for level, said in zip(levels, row, strict=False):
        name, reading = _read(said)
        if not name:
            continue
        here = known.get((level.id, name))
        if here is None:
            here = Area(
                plan_id=level.plan_id, level_id=level.id, position=len(known) + 1, name=name
            )
            known[level.id, name] = here
            session.add(here)
        here.reading = reading or here.reading or ""
        if below is not None and here not in below.parents:
            below.parents.append(here)
        below = here


def _write(
    session: Session, plan: Plan, table: type[AnyListed], what: str, lines: Sequence[str]
) -> None:
    wanted = _named(what, lines)
    kept: dict[str, AnyListed] = {
        row.name: row for row in session.scalars(select(table).where(table.plan_id == plan.id))
    }
    for name, row in kept.items():
        if name not in wanted:
            session.delete(row)
    for position, (name, words) in enumerate(wanted.items(), 1):
        row = kept.get(name) or table(plan_id=plan.id, name=name)
        row.position, row.words = position, words
        session.add(row)
    session.flush()


def _named(what: str, lines: Sequence[str], longest: int = LONGEST_NAME) -> dict[str, str]:
    wanted: dict[str, str] = {}
    for line in lines:
        name, _, words = line.strip().replace("：", ":").partition(":")
        if not line.strip():
            continue
        if not name.strip():
            raise NameMissing(what=what)
        if name.strip() in wanted:
            raise NameTaken(what=what, name=name.strip())
        if len(name.strip()) > longest:
            raise NameTooLong(what=what, limit=longest)
        wanted[name.strip()] = words.strip()[:1000]
    return wanted
