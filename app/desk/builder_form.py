"""設問の編集画面の記入: a question as its form says it, by what its kind takes, and back again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from werkzeug.datastructures import MultiDict

from surveys.area_choices import AreaChoices
from surveys.drafting import codes
from surveys.errors import N_
from surveys.formats.checks import faults
from surveys.formats.form import banded
from surveys.kinds import KINDS, Choice, Kind, Question, Row
from surveys.kinds.base import plain
from surveys.kinds.number import NotANumber, figures, shown

LISTS = ("choices", "others", "rows", "aspects")
MARKS = ("write_in", "exclusive", "beside")
TICKS = ("required", "ordered", "reverse", "attribute")
WHOLE = ("least", "limit", "total", "grain", "as_of")
NUMBERS = ("low", "high")
WORDS = ("label", "help", "unit", "field", "section", "earliest", "latest", "place_map")
BANDS = ("bands", "band_label")
LONGEST = {"label": 2000, "help": 2000, "line": 300, "code": 60}
NOT_A_NUMBER = N_("数字で入力してください")
NOT_WHOLE = N_("0から100000までの、小数のない数字で入力してください")
NOT_ASCENDING = N_("区切りは、18, 30, 40 のように小さい順に2つ以上書いてください")
MARK_WORDS = {"write_in": N_("記述欄"), "exclusive": N_("単独"), "beside": N_("段階外")}
TOO_LONG = N_("%(n)d文字以内にしてください")
CODE_TOO_LONG = N_("コードは%(n)d文字以内にしてください")


@dataclass(frozen=True, slots=True)
class Line:
    """A choice or a line as it stands in the form.

    Attributes:
        key: what its fields are named by; it stays while the line is moved.
        code: "" = not given yet.
    """

    key: str
    code: str
    label: str
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Typed:
    """A question as somebody is writing it.

    Attributes:
        words: every single field, as it is written.
        ticks: the boxes that are ticked.
        lists: choices, lines and what else is listed.
        errors: {field: what is wrong}.
    """

    kind: Kind
    words: Mapping[str, str]
    ticks: frozenset[str]
    lists: Mapping[str, tuple[Line, ...]]
    errors: dict[str, str] = field(default_factory=dict)

    def takes(self, name: str) -> bool:
        return name in self.kind.takes

    @property
    def joined(self) -> dict[str, str]:
        """All of it in words, by field: what two versions are compared by."""
        told = dict(self.words) | dict.fromkeys(self.ticks, "✓")
        lists = {name: "\n".join(_told(each) for each in self.lists[name]) for name in self.lists}
        return told | lists


def of(question: Question) -> Typed:
    """A question as its form shows it."""
    words = {name: getattr(question, name) for name in (*WORDS, "band_label")}
    words |= {name: _number(getattr(question, name)) for name in (*WHOLE, *NUMBERS)}
    words |= {"code": question.code, "bands": ", ".join(map(shown, question.bands))}
    words["areas"] = question.levels[0] if question.levels else ""
    ticks = {name for name in TICKS[:3] if getattr(question, name)}
    ticks |= {"attribute"} if question.part == "attribute" else set()
    lists = {name: tuple(map(_line, getattr(question, name))) for name in LISTS}
    told = {name: f"{what}。{how}" for name, what, how in faults(question) if name in words}
    return Typed(KINDS[question.kind], words, frozenset(ticks), lists, told)


def said(question: Question, form: MultiDict[str, str]) -> Typed:
    """A question as a form says it; what the form does not ask stays as it is."""
    here = of(question)
    words = {
        name: plain(form[name]).strip() if name in form else here.words[name] for name in here.words
    }
    asked = set(form.getlist("ticks"))
    ticks = {name for name in TICKS if (name in form if name in asked else name in here.ticks)}
    lists = {
        name: _listed(name, form) if name in form.getlist("lists") else here.lists[name]
        for name in LISTS
    }
    return Typed(here.kind, words, frozenset(ticks), lists)


def rearranged(typed: Typed, go: str, used: Iterable[str]) -> Typed:
    """The lists as a button changes them: `add choices`, `up rows 3`, `drop choices 2` …"""
    way, _, rest = go.partition(" ")
    name, _, key = rest.partition(" ")
    if way not in (*_MOVES, "add", "drop") or name not in LISTS:
        return typed
    listed = [line for line in typed.lists[name] if way != "drop" or line.key != key]
    if way == "add":
        code = codes.for_listed({*used, *(line.code for line in listed)})
        listed.append(Line(code, code, ""))
    if way in _MOVES:
        _move(listed, key, _MOVES[way])
    return replace(typed, lists={**typed.lists, name: tuple(listed)})


def read(
    typed: Typed,
    before: Question,
    areas: Mapping[str, AreaChoices],
    used: Iterable[str],
) -> Question:
    """The question that was typed; `typed.errors` tells what of it cannot be kept.

    Args:
        typed: what the form says.
        before: the question as it is.
        areas: the areas of the plan, by the names of their levels.
        used: codes that its choices and lines have or had.
    """
    told: dict[str, Any] = {name: _short(typed, name) for name in WORDS}
    told |= {name: _whole(typed, name) for name in WHOLE}
    told |= {name: _figure(typed, name) for name in NUMBERS}
    told |= {name: name in typed.ticks for name in TICKS[:3]}
    told["code"] = typed.words["code"] or before.code
    for name in LISTS:
        told[name] = codes.given(_kept(typed, name, before), used)
    if before.part != "weight":
        told["part"] = "attribute" if "attribute" in typed.ticks else "question"
    made = replace(before, **told)
    made = _cut(typed, made, before) if typed.takes("bands") else made
    return KINDS[made.kind].usual(_shown_anew(_with_areas(made, typed, areas), before))


def given(typed: Typed, question: Question) -> dict[str, dict[str, str]]:
    """{list: {key of a line: its code}} of the lines that had no code before."""
    found: dict[str, dict[str, str]] = {}
    for name in LISTS:
        kept = [line for line in typed.lists[name] if line.code or line.label]
        pairs = zip(kept, getattr(question, name), strict=False)
        new = {line.key: each.code for line, each in pairs if not line.code}
        if new:
            found[name] = new
    return found


def is_listed(question: Question, name: str) -> bool:
    """Whether a list is written by hand, and does not come from somewhere else."""
    return name in KINDS[question.kind].takes and not (name == "choices" and question.levels)


_MOVES = {"up": -1, "down": 1}


def _move(listed: list[Line], key: str, by: int) -> None:
    at = next((place for place, line in enumerate(listed) if line.key == key), None)
    if at is not None and 0 <= at + by < len(listed):
        listed[at], listed[at + by] = listed[at + by], listed[at]


def _line(part: Choice | Row) -> Line:
    marks = {name for name in MARKS if getattr(part, name, False)}
    return Line(part.code, part.code, part.label, frozenset(marks))


def _listed(name: str, form: MultiDict[str, str]) -> tuple[Line, ...]:
    keys = dict.fromkeys(form.getlist(name))
    pasted = form.get(f"{name}.lines", "").splitlines()
    return tuple(
        Line(
            key,
            plain(form.get(f"{name}.{key}.code", "")).strip(),
            plain(form.get(f"{name}.{key}.label", "")).strip(),
            frozenset(mark for mark in MARKS if f"{name}.{key}.{mark}" in form),
        )
        for key in keys
    ) + tuple(Line(f"line{n}", "", plain(each).strip()) for n, each in enumerate(pasted))


def _kept(typed: Typed, name: str, before: Question) -> list[Any]:
    """The lines of a list; one of which nothing is written yet is left out."""
    was = {each.code: each for each in getattr(before, name)}
    make = Row if name in ("rows", "aspects") else Choice
    made = []
    for line in typed.lists[name]:
        if not line.code and not line.label:
            continue
        if len(line.label) > LONGEST["line"]:
            typed.errors[f"{name}.{line.key}"] = TOO_LONG % {"n": LONGEST["line"]}
        if len(line.code) > LONGEST["code"]:
            typed.errors[f"{name}.{line.key}"] = CODE_TOO_LONG % {"n": LONGEST["code"]}
        marks: dict[str, Any] = (
            {each: each in line.marks for each in MARKS} if make is Choice else {}
        )
        known = was.get(line.code) or make(line.code, line.label)
        made.append(replace(known, code=line.code, label=line.label, **marks))
    return made


def _short(typed: Typed, name: str) -> str:
    text, most = typed.words[name], LONGEST.get(name, LONGEST["line"])
    if len(text) > most:
        typed.errors[name] = TOO_LONG % {"n": most}
    return text.replace("\r\n", "\n")


def _figure(typed: Typed, name: str) -> float | None:
    if not typed.words[name]:
        return None
    try:
        return figures(typed.words[name])
    except NotANumber:
        typed.errors[name] = NOT_A_NUMBER
        return None


def _whole(typed: Typed, name: str) -> int | None:
    number = _figure(typed, name)
    if number is not None and not (isinstance(number, int) and 0 <= number <= 100_000):
        typed.errors[name] = NOT_WHOLE
        return None
    return number


def _cut(typed: Typed, question: Question, before: Question) -> Question:
    """A number with its classes; new ends make new classes."""
    words = typed.words["bands"].replace("、", ",").replace("，", ",")
    try:
        ends = tuple(int(figures(each)) for each in words.split(",") if each.strip())
    except NotANumber:
        ends = (0, 0)
    if len(ends) == 1 or any(one >= two for one, two in pairwise(ends)):
        typed.errors["bands"] = NOT_ASCENDING
        return question
    if not ends:
        return replace(question, bands=(), band_code="", band_label="", choices=())
    plain_one = replace(question, bands=ends, band_label=typed.words["band_label"])
    same = ends == before.bands and question.unit == before.unit
    return banded(plain_one if same else replace(plain_one, choices=()))


def _with_areas(question: Question, typed: Typed, areas: Mapping[str, AreaChoices]) -> Question:
    """The question with the choices of the level of areas that was chosen."""
    level = typed.words["areas"]
    if not typed.takes("levels") or level == (question.levels[0] if question.levels else ""):
        return question
    if level not in areas:
        return replace(question, levels=(), choices=())
    return replace(question, levels=areas[level].levels, choices=areas[level].choices)


def _shown_anew(question: Question, before: Question) -> Question:
    """Sets are made anew when there are other choices to show, or more of them at a time."""
    same = (question.codes, question.limit) == (before.codes, before.limit)
    return (
        question if same or "sets" not in KINDS[question.kind].takes else replace(question, sets=())
    )


def _number(value: float | None) -> str:
    return "" if value is None else shown(value)


def _told(line: Line) -> str:
    marks = "".join(f"【{MARK_WORDS[mark]}】" for mark in MARKS if mark in line.marks)
    return f"{line.label}{marks}"
