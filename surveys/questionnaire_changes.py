"""新旧対照: two questionnaires question by question, with the words that changed in both."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from surveys import rule_words
from surveys.corrections import PARTS, WORDS
from surveys.documents import Document
from surveys.errors import N_
from surveys.kinds import KINDS, Choice, Question, Row
from surveys.rule_words import in_order, numbered
from surveys.word_changes import Piece, compared

Paired = tuple[Choice | Row | None, Choice | Row | None]
Alike = Callable[[str, str], bool]
SAME, CHANGED, NEW, GONE = "same", "changed", "new", "gone"
NEARLY = 0.8  # of two wordings of one question
# Said elsewhere: as the words of the question, its rules in words, or its section's title.
_APART = {"label", "show", "skip", "section"}
_LISTS = {
    "choices": N_("選択肢"),
    "others": N_("2つめの選択肢"),
    "rows": N_("行"),
    "aspects": N_("側面"),
}
RULES, KIND, SECTION = N_("表示条件"), N_("設問形式"), N_("セクション")
ORDER, CODES, TRANSLATION = N_("の順番"), N_("のコード"), N_("翻訳")
FACTORS = N_("因子")
_MORE = {
    **PARTS,
    "sets": N_("見せる組"),
}
_SCALES = ("ordered", "scale", "scale")  # they are, said or not
_USES = {"question": "設問", "attribute": "属性", "weight": "重み"}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a question says otherwise, in words; "" = it was not there.

    Attributes:
        spelling: whether it is only spelt otherwise, or names another year.
    """

    label: str
    before: str
    after: str
    spelling: bool = False

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return compared(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Line:
    """A question of either questionnaire.

    Attributes:
        question: as it is now; one that is gone, as it was.
        before, after: the question in each; None where it is not asked.
        numbers: what it is called in each (問3), "" where it is not asked.
        parts: everything it says otherwise, its words first.
        moved: whether it passed another one, not merely made room for a new one.
    """

    question: Question
    before: Question | None
    after: Question | None
    numbers: tuple[str, str]
    parts: tuple[Part, ...] = ()
    moved: bool = False

    @property
    def state(self) -> str:
        if self.before is None or self.after is None:
            return NEW if self.before is None else GONE
        return CHANGED if self.parts or self.moved else SAME

    @property
    def changed(self) -> tuple[str, ...]:
        """What of it changed beyond spelling, each kind of part once: 設問文, 選択肢."""
        return tuple(
            dict.fromkeys(part.label.split(" ")[0] for part in self.parts if not part.spelling)
        )

    @property
    def spelling(self) -> bool:
        """Whether it only looks otherwise."""
        return bool(self.parts) and not self.moved and all(part.spelling for part in self.parts)


@dataclass(frozen=True, slots=True)
class Differences:
    """Two questionnaires: what is said around the questions, then every question of either."""

    around: tuple[Part, ...]
    lines: tuple[Line, ...]

    @property
    def changed(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.state != SAME)

    @property
    def counted(self) -> dict[str, int]:
        """{what: how many questions}, of what there is, as `COUNTS` says it."""
        both = [line for line in self.lines if line.state == CHANGED]
        numbers = {
            NEW: sum(line.state == NEW for line in self.lines),
            GONE: sum(line.state == GONE for line in self.lines),
            "reworded": sum(any(not part.spelling for part in line.parts) for line in both),
            "moved": sum(line.moved for line in both),
            "spelling": sum(line.spelling for line in both),
            SAME: sum(line.state == SAME for line in self.lines),
        }
        return {name: n for name, n in numbers.items() if n}


COUNTS: Mapping[str, str] = {
    NEW: N_("加わった設問%(n)d問"),
    GONE: N_("なくなった設問%(n)d問"),
    "reworded": N_("言葉や選択肢などが変わった設問%(n)d問"),
    "moved": N_("順番が移った設問%(n)d問"),
    "spelling": N_("表記や年だけが変わった設問%(n)d問"),
    SAME: N_("変わらない設問%(n)d問"),
}


def differences(before: Document, after: Document, alike: Alike) -> Differences:
    """Compare two questionnaires; nothing that differs is left out.

    Questions are the same where they have one code; of others, where their words are `alike`, or
    else nearly the same.
    What `alike` calls the same, although it differs, is spelling. The lines stand in the order of
    the later one; what is gone stands where it was.
    """
    old, new = in_order(before), in_order(after)
    pairs = _pairs(old, new, alike)
    numbers = numbered(before), numbered(after)
    moved = _moved(old, new, pairs)
    told = _Told(before, after, alike)
    lines = [
        Line(
            question,
            was,
            now,
            (numbers[0][was.code] if was else "", numbers[1][now.code] if now else ""),
            tuple(told.parts(was, now)) if was and now else (),
            moved=now is not None and now.code in moved,
        )
        for question, was, now in _merged(old, new, pairs)
    ]
    return Differences(tuple(_around(before, after, alike)), tuple(lines))


def reworded(versions: Sequence[Document], alike: Alike) -> tuple[Line, ...]:
    """The questions that one questionnaire asked in other words or choices before a correction.

    Each stands once, beside its words in the first version that asked it; the newest comes first.
    """
    found: dict[str, Line] = {}
    newest, *older = versions
    for before in older:
        for line in differences(before, newest, alike).lines:
            if line.before and line.after and any(_is_asked(part) for part in line.parts):
                found[line.question.code] = line
    return tuple(found.values())


def _is_asked(part: Part) -> bool:
    """Whether it is a change of what was asked, which answers of both versions are read by."""
    asked = ("設問文", *_LISTS.values(), KIND)
    return not part.spelling and part.label.startswith(asked)


@dataclass(frozen=True, slots=True)
class _Told:
    """What two questions say otherwise, each in the words of its own questionnaire."""

    before: Document
    after: Document
    alike: Alike

    def parts(self, was: Question, now: Question) -> Iterator[Part]:
        if was.label != now.label:
            yield self._part(N_("設問文"), was.label, now.label)
        if was.kind != now.kind:
            yield Part(KIND, KINDS[was.kind].label, KINDS[now.kind].label)
        for name, label in _LISTS.items():
            yield from self._listed(label, getattr(was, name), getattr(now, name))
        rules = [
            "。".join(rule_words.told(document, question))
            for document, question in ((self.before, was), (self.after, now))
        ]
        if rules[0] != rules[1] and (was.show, was.skip) != (now.show, now.skip):
            yield Part(RULES, rules[0], rules[1])
        for name, label in _MORE.items():
            one, other = getattr(was, name), getattr(now, name)
            if name not in _APART and one != other and (name, was.kind, now.kind) != _SCALES:
                yield self._part(label, _said(one), _said(other))
        sections = _section(self.before, was), _section(self.after, now)
        if sections[0] != sections[1] and self.before.sections and self.after.sections:
            yield self._part(SECTION, *sections)

    def _listed(
        self, label: str, was: Sequence[Choice | Row], now: Sequence[Choice | Row]
    ) -> Iterator[Part]:
        """What choices or lines say otherwise; those of other codes are paired by their words."""
        pairs = self._paired(was, now)
        for old, new in pairs:
            words = _marked(old), _marked(new)
            if words[0] != words[1]:
                code = next(each.code for each in (new, old) if each)
                yield self._part(f"{label} {code}", *words)
        both = [(old, new) for old, new in pairs if old and new]
        # In a brought file the words are the codes: that they differ says nothing.
        told = all(any(one.code != one.label for one in side) for side in (was, now))
        if told and any(old.code != new.code for old, new in both):
            codes = ["、".join(each.code for each in side) for side in zip(*both, strict=True)]
            yield Part(f"{label}{CODES}", codes[0], codes[1])
        order = [was.index(old) for old, _ in both]
        if order != sorted(order):
            names = ["、".join(each.label for each in side) for side in (was, now)]
            yield Part(f"{label}{ORDER}", names[0], names[1])

    def _paired(self, was: Sequence[Choice | Row], now: Sequence[Choice | Row]) -> list[Paired]:
        left = {each.code: each for each in was}
        same = {each.code: left.pop(each.code) for each in now if each.code in left}
        for each in now:
            alike = [one for one in left.values() if self.alike(one.label, each.label)]
            if each.code not in same and alike:
                same[each.code] = left.pop(alike[0].code)
        return [(same.get(each.code), each) for each in now] + [
            (each, None) for each in left.values()
        ]

    def _part(self, label: str, before: str, after: str) -> Part:
        spelling = bool(before and after) and self.alike(before, after)
        return Part(label, before, after, spelling)


def _around(before: Document, after: Document, alike: Alike) -> Iterator[Part]:
    for name, label in WORDS.items():
        one, other = _said(getattr(before, name)), _said(getattr(after, name))
        if one != other:
            yield Part(label, one, other, bool(one and other) and alike(one, other))
    old, new = ({each.code: each for each in side.sections} for side in (before, after))
    for code in [*new, *(code for code in old if code not in new)]:
        one, other = (_page(side.get(code)) for side in (old, new))
        if one != other:
            yield Part(f"{SECTION} {code}", one, other, bool(one and other) and alike(one, other))
    for language in dict.fromkeys([*after.translations, *before.translations]):
        words = [dict(side.translations.get(language, {})) for side in (before, after)]
        if words[0] != words[1]:
            n = sum(words[1].get(path) != text for path, text in words[0].items())
            one, other = (f"{len(each)}か所の訳" if each else "" for each in words)
            other += f"（{n}か所の言葉が変わる）" if n and other else ""
            yield Part(f"{TRANSLATION}（{language}）", one, other)
    if before.factors != after.factors:
        yield Part(FACTORS, _together(before), _together(after))


def _together(document: Document) -> str:
    """「医療（a・b）、まち（m_1）」; 【逆】 of what counts from the other end."""
    told = []
    for each in document.factors:
        items = (f"{item}【逆】" if item in each.reversed else item for item in each.items)
        told.append(f"{each.label}（{'・'.join(items)}）")
    return "、".join(told)


def _page(section: Any) -> str:
    return "\n".join(filter(None, (section.title, section.lead))) if section else ""


Pair = tuple[Question, Question | None, Question | None]


def _pairs(old: Sequence[Question], new: Sequence[Question], alike: Alike) -> dict[str, Question]:
    """{code in the later one: the question it was}."""
    by_code = {each.code: each for each in old}
    found = {each.code: by_code[each.code] for each in new if each.code in by_code}
    left = [each for each in old if each.code not in found]
    for fits in (alike, _nearly):
        for each in new:
            same = next((one for one in left if fits(one.label, each.label)), None)
            if each.code not in found and same is not None:
                found[each.code] = same
                left.remove(same)
    return found


def _nearly(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= NEARLY


def _merged(
    old: Sequence[Question], new: Sequence[Question], pairs: Mapping[str, Question]
) -> list[Pair]:
    """Every question of either: the later ones in order, what is gone after what it followed."""
    kept = {was.code: code for code, was in pairs.items()}
    lines: list[Pair] = [(each, pairs.get(each.code), each) for each in new]
    for place, each in enumerate(old):
        if each.code in kept:
            continue
        above = old[place - 1] if place else None
        at = next((n for n, line in enumerate(lines) if above and line[1] is above), -1)
        lines.insert(at + 1, (each, each, None))
    return lines


def _moved(
    old: Sequence[Question], new: Sequence[Question], pairs: Mapping[str, Question]
) -> set[str]:
    """The later codes of those that passed another: all but the longest runs still in order."""
    was = [each.code for each in old if any(one is each for one in pairs.values())]
    now = [pairs[each.code].code for each in new if each.code in pairs]
    stayed = {
        was[block.a + step]
        for block in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
        for step in range(block.size)
    }
    return {code for code, before in pairs.items() if before.code not in stayed}


def _section(document: Document, question: Question) -> str:
    titles = {each.code: each.title for each in document.sections}
    return titles.get(question.section, "")


def _marked(part: Choice | Row | None) -> str:
    """A choice or a line with what it is besides named; "" where it is not there."""
    if part is None:
        return ""
    marks = []
    if isinstance(part, Choice):
        told = {"記述欄つき": part.write_in, "単独": part.exclusive, "段階外": part.beside}
        marks = [word for word, holds in told.items() if holds]
        marks += [" › ".join(part.within)] if part.within else []
    return f"{part.label}（{'・'.join(marks)}）" if marks else part.label


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, tuple):
        return "、".join(map(_said, value))
    return "" if value is None else _USES.get(str(value), str(value))
