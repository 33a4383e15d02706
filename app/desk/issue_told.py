"""論点の履歴 as it is read: who did what and when, and the words before and after."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from app.words import day
from surveys import issue_evidence, issue_steps
from surveys.errors import N_
from surveys.issue_snapshots import Snapshot
from surveys.issue_steps import KINDS, IssueStep
from surveys.issues import HORIZONS, Evidence, PolicyIssue
from surveys.plans import Plan, PolicyField
from surveys.staff import StaffMember
from surveys.word_changes import NEW, Piece, compared

# What of an issue is shown in its history, in the order it is read.
LABELS = {
    "desired_state": N_("ありたい姿"),
    "topic": N_("手がかりの言葉"),
    "present_state": N_("現状"),
    "gap": N_("課題"),
    "measures": N_("取り組み"),
    "section": N_("主管課"),
    "related_sections": N_("関係課"),
    "horizon": N_("区分"),
    "horizon_reason": N_("区分の理由"),
    "field_id": N_("政策分野"),
    "evidence": N_("根拠"),
    "voices": N_("声"),
    "gone": N_("一覧"),
    "position": N_("順番"),
}
UNDOING = N_("「%(what)s」を取り消した")


@dataclass(frozen=True, slots=True)
class Change:
    """One part of one issue, before and after."""

    issue_id: int
    title: str
    label: str
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Told:
    """A step as a reader is told of it.

    Attributes:
        issues: (id, title) of each issue it was about.
        undone: whether it stands taken back; `free`, whether it can be taken back now.
        again: whether it took a step back, so that taking it back does that step again.
    """

    id: int
    sentence: str
    who: str
    at: datetime
    issues: Sequence[tuple[int, str]]
    changes: Sequence[Change]
    undone: bool
    free: bool
    again: bool


def told(session: Session, plan: Plan, steps: Sequence[IssueStep]) -> list[Told]:
    """Steps, in the order they are given."""
    reader = _Reader(session, issue_steps.taken_back(session, plan))
    return [reader.told(step) for step in steps]


def last(session: Session, issue: PolicyIssue) -> tuple[str, datetime] | None:
    """Who changed an issue last, and when."""
    steps = issue_steps.history(session, issue)
    return (_who(session, steps[0]), steps[0].made_at) if steps else None


def ago(then: datetime, now: datetime) -> str:
    """How long ago something was: 「5分前」; of another day, the day."""
    minutes = int((now - then).total_seconds()) // 60
    if minutes < 1:
        return str(gettext("たった今"))
    if minutes < 60:
        return str(gettext("%(n)d分前", n=minutes))
    if minutes < 24 * 60:
        return str(gettext("%(n)d時間前", n=minutes // 60))
    return day(then)


def shown(session: Session, name: str, value: Any) -> str:
    """A value as people read it: the label of a choice, not its key."""
    if name == "horizon":
        return HORIZONS[value or ""]
    if name == "field_id":
        field = session.get(PolicyField, value) if value else None
        return field.name if field else str(gettext("未定"))
    return str(value or "")


class _Reader:
    """Reads steps, and how their issues stand now, each once."""

    def __init__(self, session: Session, undone: set[int]) -> None:
        self.session, self.undone = session, undone
        self.now: dict[str, Snapshot] = {}

    def told(self, step: IssueStep) -> Told:
        for name in step.after:
            if name not in self.now:
                issue = self.session.get_one(PolicyIssue, int(name))
                self.now |= issue_steps.seen(self.session, [issue])
        undone = step.id in self.undone
        return Told(
            step.id,
            self._sentence(step),
            _who(self.session, step),
            step.made_at,
            [(int(name), after["desired_state"]) for name, after in step.after.items()],
            list(self._changes(step)),
            undone,
            not undone and issue_steps.is_free(step, self.now),
            step.of is not None,
        )

    def _sentence(self, step: IssueStep) -> str:
        taken = self.session.get(IssueStep, step.of) if step.of is not None else None
        if taken is None:
            return str(gettext(KINDS[step.kind]))
        return str(gettext(UNDOING, what=self._sentence(taken)))

    def _changes(self, step: IssueStep) -> Iterator[Change]:
        for issue_id, names in step.changes().items():
            before, after = step.before[str(issue_id)], step.after[str(issue_id)]
            if before is None:
                continue  # an issue that came says all in its title
            for name in [each for each in LABELS if each in names]:
                pieces = list(self._pieces(name, before, after))
                label = str(gettext(LABELS[name]))
                yield Change(issue_id, after["desired_state"], label, pieces)

    def _pieces(self, name: str, before: Snapshot, after: Snapshot) -> Iterator[Piece]:
        if name == "evidence":
            yield from _evidence(before[name], after[name])
        elif name in _IN_WORDS:
            yield Piece(NEW, _IN_WORDS[name](before[name], after[name]))
        else:
            old, new = (shown(self.session, name, each[name]) for each in (before, after))
            yield from compared(old, new)


def _evidence(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> Iterator[Piece]:
    """Sentence by sentence: the same sentence with other numbers is one that changed."""
    old, new = (
        {issue_evidence.mark(Evidence(**each)): each["statement"] for each in listed}
        for listed in (before, after)
    )
    for mark in dict.fromkeys([*old, *new]):
        if old.get(mark) != new.get(mark):
            yield from compared(old.get(mark, ""), new.get(mark, ""))
            yield Piece("same", "\n")


def _voices(before: Sequence[tuple[int, bool]], after: Sequence[tuple[int, bool]]) -> str:
    old, new = dict(before), dict(after)
    turned = [each for each in old.keys() & new.keys() if old[each] != new[each]]
    said = [
        (len(new.keys() - old.keys()), N_("%(n)d件を加えた")),
        (len(old.keys() - new.keys()), N_("%(n)d件を外した")),
        (len(turned), N_("%(n)d件の側を変えた")),
    ]
    return "、".join(str(gettext(words, n=n)) for n, words in said if n) or str(
        gettext("順番を変えた")
    )


def _list(before: object, after: object) -> str:
    return str(gettext("一覧から外した") if after else gettext("一覧に戻した"))


def _place(before: int, after: int) -> str:
    return str(gettext("%(before)d番目から%(after)d番目へ", before=before, after=after))


_IN_WORDS: dict[str, Callable[[Any, Any], str]] = {
    "voices": _voices,
    "gone": _list,
    "position": _place,
}


def _who(session: Session, step: IssueStep) -> str:
    member = session.get(StaffMember, step.who) if step.who is not None else None
    return member.shown_name if member else ""
