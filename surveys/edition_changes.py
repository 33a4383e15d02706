"""版の違い: what moved, what is new and what reads otherwise between two frozen documents."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surveys import issue_lineage
from surveys.errors import N_
from surveys.word_changes import Piece, compared

Document = Mapping[str, Any]
Issue = Mapping[str, Any]

TEXTS = {
    "desired_state": N_("ありたい姿"),
    "present_state": N_("現状"),
    "gap": N_("課題"),
    "measures": N_("取り組み"),
    "horizon_reason": N_("区分の理由"),
    "preface": N_("はじめに"),
    "title": N_("題名"),
}
VALUES = {
    "topic": N_("手がかりの言葉"),
    "field": N_("政策分野"),
    "section": N_("主管課"),
    "related_sections": N_("関係課"),
    "horizon": N_("区分"),
    "stage": N_("段階"),
    "municipality": N_("自治体名"),
    "plan": N_("計画名"),
}
# Lists, and what tells their items apart when the numbers in them change.
LISTS: dict[str, tuple[str, str]] = {
    "figures": (N_("大きな数字"), "words"),
    "evidence": (N_("根拠"), "statement"),
    "groups": (N_("だれの課題か"), "statement"),
    "voices": (N_("生の声"), "text"),
    "sources": (N_("もとにした調査"), "title"),
}
OTHERS = {
    "priority": N_("優先度"),
    "parts": N_("優先度の内訳"),
    "weights": N_("優先度の重み"),
    "example": N_("見本の印"),
}
REST = N_("そのほかの項目")
# How a document is written down, and what this comparison itself says.
_APART = {"format", "issues", "number", "uid", "published_at"}
_NUMBER = re.compile(r"[0-9０-９][0-9０-９.,，．]*")


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list; `before` None: it is new, `after` None: it is gone."""

    before: Any
    after: Any
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A part of a document that is not as it was; one of `pieces` and `items` says how, if any."""

    name: str
    label: str
    before: Any
    after: Any
    pieces: tuple[Piece, ...] = ()
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """An issue of both. `moved`: it passed another one, not merely made room for a new one."""

    before: Issue
    after: Issue
    moved: bool
    changes: tuple[Change, ...]

    @property
    def renumbered(self) -> bool:
        return bool(self.before["number"] != self.after["number"])

    @property
    def rewritten(self) -> bool:
        return any(change.pieces for change in self.changes)


@dataclass(frozen=True, slots=True)
class Gone:
    """An issue of the earlier one alone; `into` is the later issue that it was merged into."""

    issue: Issue
    into: Issue | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Every difference. `around`: what is said beside the issues."""

    new: tuple[Issue, ...]
    gone: tuple[Gone, ...]
    kept: tuple[Kept, ...]
    around: tuple[Change, ...]

    @property
    def changed(self) -> tuple[Kept, ...]:
        """Issues that are not as they were, but for making room."""
        return tuple(each for each in self.kept if each.moved or each.changes)

    @property
    def nothing(self) -> bool:
        return not (self.new or self.gone or self.around or self.changed)

    def counted(self) -> dict[str, int]:
        """{what: how many issues}, of what there is: keys of COUNTS."""
        numbers = {
            "new": len(self.new),
            "gone": len(self.gone),
            "moved": sum(each.moved for each in self.kept),
            "rewritten": sum(each.rewritten for each in self.kept),
            "numbers": self._with("figures", "evidence", "groups"),
            "voices": self._with("voices"),
            "answerable": self._with("section", "related_sections", "horizon", "field"),
        }
        return {name: n for name, n in numbers.items() if n}

    def _with(self, *names: str) -> int:
        return sum(any(c.name in names for c in each.changes) for each in self.kept)


COUNTS = {
    "new": N_("新しい論点%(n)d件"),
    "gone": N_("なくなった論点%(n)d件"),
    "moved": N_("順位が変わった論点%(n)d件"),
    "rewritten": N_("文章が変わった論点%(n)d件"),
    "numbers": N_("数字が変わった論点%(n)d件"),
    "voices": N_("載せた声が変わった論点%(n)d件"),
    "answerable": N_("担当や区分が変わった論点%(n)d件"),
}


def changes(before: Document, after: Document, into: Mapping[int, int] | None = None) -> Changes:
    """Compare two documents; nothing that differs is left out.

    Issues are the same where they have one `uid`; in a document from before there were uids,
    where they have one topic. `into` says of merged issues, by uid, where they went.
    """
    if before.get("format") != after.get("format"):
        before, after = _shared(before, after), _shared(after, before)
    pairs = _pairs(before["issues"], after["issues"])
    moved = _passed([later["number"] for _, later in pairs])
    kept = [Kept(one, two, two["number"] in moved, _differing(one, two)) for one, two in pairs]
    stayed = {one["number"] for one, _ in pairs}
    known = {two["number"] for _, two in pairs}
    gone = [each for each in before["issues"] if each["number"] not in stayed]
    return Changes(
        new=tuple(each for each in after["issues"] if each["number"] not in known),
        gone=tuple(Gone(each, _into(each, after["issues"], into or {})) for each in gone),
        kept=tuple(sorted(kept, key=lambda each: each.after["number"])),
        around=_differing(before, after),
    )


def _shared(here: Any, there: Any) -> Any:
    """What both forms of writing a document down can say: a newer form says more of the same."""
    if isinstance(here, Mapping) and isinstance(there, Mapping):
        known = here.keys() & (there.keys() | _APART)
        return {name: _shared(here[name], there.get(name)) for name in here if name in known}
    if isinstance(here, list) and isinstance(there, list) and there:
        form = _form(there)
        return [_shared(each, form) for each in here]
    return here


def _form(items: Sequence[Any]) -> dict[str, Any]:
    """What items of a list can say, each with something said in one of them."""
    form: dict[str, Any] = {}
    for each in items:
        if isinstance(each, Mapping):
            form |= {name: value for name, value in each.items() if not form.get(name)}
    return form


def _pairs(before: Sequence[Issue], after: Sequence[Issue]) -> list[tuple[Issue, Issue]]:
    """The issues of both, in the order of the earlier one; none is paired twice."""
    name = "uid" if all("uid" in each for each in (*before, *after)) else "topic"
    free: dict[Any, list[Issue]] = {}
    for each in after:
        free.setdefault(each[name], []).append(each)
    return [(one, free[one[name]].pop(0)) for one in before if free.get(one[name])]


def _passed(order: Sequence[int]) -> set[int]:
    """Those that passed another: all but a longest run that is still in order.

    Of two that changed places it is the one that went up.
    """
    chains: list[list[int]] = []
    for number in reversed(order):
        place = bisect_left([-chain[-1] for chain in chains], -number)
        chain = [*(chains[place - 1] if place else ()), number]
        chains[place : place + 1] = [chain]
    return set(order) - set(chains[-1] if chains else ())


def _into(gone: Issue, after: Sequence[Issue], into: Mapping[int, int]) -> Issue | None:
    """The later issue that an issue was merged into, perhaps by way of others."""
    there = {each.get("uid"): each for each in after}
    found = (there[uid] for uid in issue_lineage.way(into, gone.get("uid", 0)) if uid in there)
    return next(found, None)


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """The parts of two mappings that differ, known parts first."""
    known = [*TEXTS, *VALUES, *LISTS, *OTHERS]
    names = dict.fromkeys([*(n for n in known if n in before or n in after), *before, *after])
    return tuple(
        _change(name, before.get(name), after.get(name))
        for name in names
        if name not in _APART and before.get(name) != after.get(name)
    )


def _change(name: str, before: Any, after: Any) -> Change:
    if name in TEXTS:
        return Change(name, TEXTS[name], before, after, pieces=compared(before or "", after or ""))
    if name in LISTS:
        label, told = LISTS[name]
        return Change(name, label, before, after, items=_items(before or [], after or [], told))
    return Change(name, VALUES.get(name) or OTHERS.get(name) or REST, before, after)


def _items(before: Sequence[Any], after: Sequence[Any], told: str) -> tuple[Item, ...]:
    """Items that came, went or say other numbers; those that merely changed places are left."""
    gone, came = _without(before, after), _without(after, before)
    made: list[Item] = []
    for each in came:
        same = next((old for old in gone if _bare(old, told) == _bare(each, told)), None)
        if same is None:
            made.append(Item(None, each))
        else:
            gone.remove(same)
            made.append(Item(same, each, compared(str(same[told]), str(each[told]))))
    return (*made, *(Item(each, None) for each in gone))


def _without(items: Sequence[Any], others: Sequence[Any]) -> list[Any]:
    """The items that the others have not, each as often as it is missing there."""
    left = list(others)
    missing: list[Any] = []
    for each in items:
        if each in left:
            left.remove(each)
        else:
            missing.append(each)
    return missing


def _bare(item: Mapping[str, Any], told: str) -> str:
    return _NUMBER.sub("#", str(item.get(told)))
