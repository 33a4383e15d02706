"""What the pages of an inquiry show: how far each section is, and what a sheet asks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from app.desk.inquiry_letters import left, spoken
from surveys import inquiries, inquiry_answers, inquiry_sheets, issues, voices
from surveys.inquiries import Asked, Blank, Inquiry, InquirySheet
from surveys.inquiry_answers import InquiryAnswer, Place, Progress, Said, mark
from surveys.inquiry_sheets import STAGES
from surveys.issues import Evidence
from surveys.voices import Voice

CHIPS = {"waiting": "wait", "returned": "bad", "submitted": "good"}


@dataclass(frozen=True, slots=True)
class Line:
    """One section in the list: how far it is, and how long it still has."""

    sheet: InquirySheet
    stage: str
    progress: Progress
    late: bool
    after_time: bool
    left: str
    due: str

    @property
    def label(self) -> str:
        return STAGES[self.stage]

    @property
    def chip(self) -> str:
        return CHIPS.get(self.stage, "")


@dataclass(frozen=True, slots=True)
class Shown:
    """A blank on the page: its text, the mark of what was there, and what another wrote."""

    blank: Blank
    name: str
    words: str
    seen: str
    beside: str
    theirs: str | None = None
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One issue of a sheet with all a section needs to answer."""

    asked: Asked
    number: int
    evidence: Sequence[Evidence]
    voices: Sequence[tuple[Voice, str]]
    blanks: Sequence[Shown]

    @property
    def filled(self) -> int:
        return sum(bool(each.words) for each in self.blanks)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was sent and could not be kept as it is: it stays on the page."""

    said: Mapping[Place, Said] = field(default_factory=dict)
    clashes: Mapping[Place, str] = field(default_factory=dict)
    missing: frozenset[Place] = frozenset()


def lines(session: Session, listed: Iterable[InquirySheet], now: datetime) -> list[Line]:
    """How far sections are: the late ones first, the longest late before the others."""
    made = [line(session, each, now) for each in listed]

    def place(each: Line) -> tuple[bool, bool, datetime, int]:
        return (not each.sheet.counts, not each.late, each.sheet.due_at, each.sheet.id)

    return sorted(made, key=place)


def line(session: Session, sheet: InquirySheet, now: datetime) -> Line:
    progress = inquiry_answers.progress(session, sheet)
    late = inquiry_sheets.is_late(sheet, now)
    return Line(
        sheet,
        inquiry_sheets.stage(sheet, progress),
        progress,
        late,
        inquiry_sheets.was_late(sheet),
        left(sheet.due_at, now),
        spoken(sheet.due_at),
    )


def parts(session: Session, sheet: InquirySheet, typed: Typed) -> list[Part]:
    """A sheet as its page shows it; what was typed stands before what is kept."""
    listed = inquiries.asked_of(session, sheet)
    held = inquiry_answers.held(session, listed)
    return [
        Part(
            asked,
            number,
            issues.evidence(session, asked.issue),
            [(each, voices.origin(session, each)) for each in issues.voices(session, asked.issue)],
            [_shown(asked, blank, held, typed) for blank in asked.item.blanks()],
        )
        for number, asked in enumerate(listed, 1)
    ]


def name_of(place: Place) -> str:
    """What a blank is called in a form."""
    return f"{place[0]}-{place[1]}"


def numbers(session: Session, inquiry: Inquiry) -> dict[int, int]:
    """{issue id: how many sections wrote something about it}."""
    return {
        issue.id: sum(
            bool(answers)
            for _sheet, _item, answers in inquiry_answers.about_issue(session, inquiry, issue)
        )
        for issue in inquiries.issues_of(session, inquiry)
    }


def _shown(asked: Asked, blank: Blank, held: Mapping[Place, InquiryAnswer], typed: Typed) -> Shown:
    place = (asked.item.id, blank.key)
    there = held[place].words if place in held else ""
    said = typed.said.get(place)
    clash = typed.clashes.get(place)
    return Shown(
        blank,
        name_of(place),
        said.words if said else there,
        mark(there) if clash is not None or said is None else said.seen,
        asked.beside(blank),
        clash,
        place in typed.missing,
    )
