"""募集: what a section, a 区 or a place of activity (場) is looking for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.offer_topics import Topic
from surveys.plans import Plan

SECTION, DISTRICT, PLACE = "section", "district", "place"
ASKERS = {SECTION: "市の課", DISTRICT: "区（行政区・自治会）", PLACE: "場（活動・施設）"}


class CallOfOthers(SurveyError):
    message = N_("この募集は%(section)sのものです。直すときは、担当課か企画担当に伝えてください")


class Call(Base):
    """募集.

    Attributes:
        asker_kind, asker: who is looking, one of `ASKERS`, and by which name.
        section: whose members at the desk handle it; "" = planners alone.
        topics: [name, field] of each; `places`: keys of areas, empty = anywhere in the city.
        terms: what can be given in return, of `surveys.offers.TERMS`; empty = to be agreed on.
        last_day: until when, None = until it is closed.
        public: whether anyone may read it; `closed`: whether it was ended by hand.
    """

    __tablename__ = "offer_call"
    __table_args__ = (
        CheckConstraint("asker_kind IN ('section','district','place')", name="asker_kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(100))
    asker_kind: Mapped[str] = mapped_column(String(10))
    asker: Mapped[str] = mapped_column(String(100))
    section: Mapped[str] = mapped_column(String(100), default="")
    topics: Mapped[list[Any]] = mapped_column(JSON)
    places: Mapped[list[Any]] = mapped_column(JSON)
    needed: Mapped[str] = mapped_column(Text)
    terms: Mapped[list[Any]] = mapped_column(JSON)
    hours: Mapped[str] = mapped_column(String(300), default="")
    last_day: Mapped[date | None]
    public: Mapped[bool]
    closed: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    @property
    def about(self) -> tuple[Topic, ...]:
        return tuple(Topic(name, field) for name, field in self.topics)

    def is_open(self, today: date) -> bool:
        return not self.closed and (self.last_day is None or today <= self.last_day)


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody is looking for, as it was written down; see `Call`."""

    title: str
    asker_kind: str
    asker: str
    needed: str
    section: str = ""
    topics: Sequence[Topic] = ()
    places: Sequence[str] = ()
    terms: Sequence[str] = ()
    hours: str = ""
    last_day: date | None = None
    public: bool = True
    closed: bool = False


def write(call: Call, said: Looked) -> None:
    """Put what was written down into a call, new or old."""
    call.title, call.needed = said.title.strip(), said.needed.strip()
    call.asker_kind, call.asker = said.asker_kind, said.asker.strip()
    call.section, call.hours = said.section.strip(), said.hours.strip()
    call.topics = [[each.name, each.field] for each in said.topics]
    call.places, call.terms = list(said.places), list(said.terms)
    call.last_day, call.public, call.closed = said.last_day, said.public, said.closed


def of_plan(session: Session, plan: Plan) -> list[Call]:
    """List a plan's calls, the newest first."""
    mine = select(Call).where(Call.plan_id == plan.id)
    return list(session.scalars(mine.order_by(Call.id.desc())))


def public(session: Session, plan: Plan, today: date) -> list[Call]:
    """Those that anyone may read and still answer to."""
    return [each for each in of_plan(session, plan) if each.public and each.is_open(today)]
