"""下書きの変更のことば: what a change did, in the sentence its step is remembered by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from app.extensions import db
from surveys.draft_steps import DraftStep
from surveys.errors import N_
from surveys.kinds import KINDS, Question
from surveys.staff import StaffMember

ADDED = N_("「%(kind)s」の設問を加えた")
BROUGHT = N_("「%(title)s」から%(n)s問を入れた")
REKINDED = N_("%(name)sを「%(kind)s」に変えた")
CHANGED = N_("%(name)sを書いた")
MOVED = N_("%(name)sを動かした")
COPIED = N_("%(name)sを複製した")
DELETED = N_("%(name)sを削除した")
SPLIT = N_("%(name)sから新しいセクションにした")
SECTION_ADDED = N_("セクションを加えた")
SECTION_CHANGED = N_("セクション「%(name)s」を書いた")
SECTION_MOVED = N_("セクション「%(name)s」を動かした")
SECTION_JOINED = N_("セクション「%(name)s」を前のセクションに合わせた")
AROUND = N_("はじめの画面の文章を書いた")
BEGUN = N_("調査票をつくり始めた")


@dataclass(frozen=True, slots=True)
class Told:
    """A step as a reader is told of it."""

    number: int
    said: str
    who: str
    at: datetime
    undone: bool
    question: str


def kind(question: Question) -> str:
    return str(gettext(KINDS[question.kind].label))


def told(steps: Sequence[DraftStep]) -> list[Told]:
    """Every step with the name of who took it."""
    session = db.session()
    names: dict[int | None, str] = {None: ""}
    for step in steps:
        if step.who not in names:
            found = session.get(StaffMember, step.who)
            names[step.who] = found.shown_name if found else ""
    return [
        Told(
            step.number,
            step.said,
            names[step.who],
            step.made_at,
            step.undone,
            step.part.removeprefix("question/") if step.part.startswith("question/") else "",
        )
        for step in steps
    ]
