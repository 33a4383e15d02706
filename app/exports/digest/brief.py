"""議会用1枚: what fits on one A4 page, whatever the digest holds. What is cut ends in …."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.charts.frame import broken
from app.exports.digest.content import UNDECIDED, Chapter, Content
from surveys import edition_changes
from surveys.edition_changes import COUNTS

MOST = 6  # issues told
# Full-width letters that fit: of a title, of what a number is of, of a voice and of its origin.
TITLE, NUMBER, VOICE, BY, WHO = 42, 40, 92, 40, 30
HEAD, CHANGED, CHANGES = 60, 3, 110
# By how many issues are told: how high each stands (mm), letters of its 課題, how many voices.
ROOM = {1: (58, 150, 2), 2: (58, 150, 2), 3: (58, 150, 2), 4: (45, 80, 2), 5: (36, 0, 1)}
FULL = (30, 0, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """One issue of the page."""

    number: str
    title: str
    who: str
    gap: str
    share: str
    of: str
    base: str
    voices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """The page: a line an issue, what changed since the edition before, where to read more."""

    title: str
    lead: str
    row: int
    lines: tuple[Line, ...]
    changed: tuple[str, ...]
    more: str


def brief(content: Content) -> Brief:
    """The page of a digest."""
    shown, all_of_them = content.chapters[:MOST], len(content.chapters)
    room = ROOM.get(len(shown), FULL)
    rest = all_of_them - len(shown)
    lead = f"市民の数字と声から、話し合う論点を{all_of_them}件にまとめました。"
    if rest:
        lead += f"ここには上位{len(shown)}件を載せています（ほか{rest}件）。"
    return Brief(
        title=_cut(f"{content.municipality} {content.title}", HEAD),
        lead=lead,
        row=room[0],
        lines=tuple(_line(chapter, *room[1:]) for chapter in shown),
        changed=tuple(_cut(each, CHANGES) for each in content.changed[:CHANGED]),
        more=(
            f"全文・根拠・調査の方法は「{_cut(content.title, WHO)}」{content.stage}"
            "（PDF・Word・Excel）と市の公開ページにあります。"
            "％は回答した人の割合、n はその人数です。10人に満たない集まりの数字は載せていません。"
        ),
    )


def changed(before: Mapping[str, Any], after: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """What is not as it was in the edition called `name`, in at most three sentences."""
    found = edition_changes.changes(before, after)
    counted = found.counted()
    if not counted:
        return (f"{name}から変わった論点はありません。",)
    said = "、".join(COUNTS[each] % {"n": n} for each, n in counted.items())
    new = "、".join(f"「{each['desired_state']}」" for each in found.new)
    gone = "、".join(f"「{each.issue['desired_state']}」" for each in found.gone)
    lines = [f"{name}から: {said}。"]
    lines += [f"新しい論点: {new}"] if new else []
    return (*lines, *([f"なくなった論点: {gone}"] if gone else []))


def _line(chapter: Chapter, letters: int, voices: int) -> Line:
    big = max(chapter.big, key=lambda each: each.n, default=None)  # what most people stand behind
    known = [chapter.fact(name) for name in ("区分", "主管課")]
    return Line(
        number=str(chapter.number),
        title=_cut(chapter.title, TITLE),
        who=_cut("・".join(each for each in known if each != UNDECIDED), WHO),
        gap=_cut(dict(chapter.texts)["課題"], letters) if letters else "",
        share=str(big.share) if big else "",
        of=_cut(big.words, NUMBER) if big else "",
        base=big.base if big else "",
        voices=tuple((_cut(v.words, VOICE), _cut(v.by, BY)) for v in chapter.voices[:voices]),
    )


def _cut(words: str, letters: int) -> str:
    return broken(words, letters, lines=1)
