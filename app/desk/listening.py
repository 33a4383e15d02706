"""What a page of themes shows: the themes, the chosen one by axis, and its voices, masked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from analysis.form.crossed import of_crosstab
from analysis.form.grid import Line
from analysis.text.masking import mask
from analysis.text.membership import by_axis
from app import attributes, thematic
from app.desk.source import Source
from surveys import responses, runs
from surveys.runs import Run

AT_ONCE = 20
ALL, OTHERS = "all", "others"
MOST_LEVELS, FITS = 60, 20


@dataclass(frozen=True, slots=True)
class Written:
    """A free-text question; `run` is the newest search for its themes, `current` if of today."""

    name: str
    label: str
    voices: int
    run: Run | None
    current: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice, masked unless a keeper reads. `beside` may stand beside it."""

    response_id: int
    words: str
    beside: Sequence[str]
    edge: bool


@dataclass(frozen=True, slots=True)
class ByAxis:
    """How many of each group raise the theme: `share` 0 to 1 for a bar, None when withheld."""

    line: Line
    share: float | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of voices: `found` in all that match, on `pages` pages of which this is `number`."""

    voices: Sequence[Voice]
    found: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything the page says.

    Attributes:
        theme: the chosen one; None for all voices or those without a theme.
        chosen: its id as the address says it, `all` or `others`.
        axis: the name of the axis it is shared by; `axes` what there is to choose.
        current: whether the answers are still those the themes were found in.
    """

    label: str
    result: Mapping[str, Any]
    theme: Mapping[str, Any] | None
    chosen: str
    axis: str
    axes: Sequence[tuple[str, str]]
    groups: Sequence[ByAxis]
    page: Page
    sought: str
    current: bool


def names(here: Source) -> list[str]:
    return [variable.name for variable in here.answers.codebook.texts()]


def texts(session: Session, here: Source) -> list[Written]:
    """The free-text questions with how many voices each has, and what was found in them."""
    numbers = responses.text_numbers(session, here.questionnaire, names(here))
    newest = {
        run.asked["question"]: run
        for run in reversed(runs.of_key(session, here.questionnaire.id, thematic.KEY))
    }
    rows = []
    for variable in here.answers.codebook.texts():
        run = newest.get(variable.name)
        current = run is not None and run.asked["answers"] == here.answers.fingerprint
        rows.append(Written(variable.name, variable.label, numbers[variable.name], run, current))
    return rows


def listen(session: Session, here: Source, run: Run, *, plainly: bool) -> Heard:
    """Read what the address asks for out of a finished run; `plainly` leaves voices unmasked.

    Raises:
        RunNotDone
    """
    result, chosen = runs.result(run), request.args.get("theme", ALL)
    theme = next((each for each in result["themes"] if str(each["id"]) == chosen), None)
    axes = _axes(here)
    wanted = request.args.get("axis", "")
    axis = wanted if wanted in dict(axes) else next(iter(dict(axes)), "")
    sought = request.args.get("q", "").strip()
    ids = _ids(result, theme, chosen)
    said = _Said(session, here, run.asked["question"], plainly)
    return Heard(
        label=here.answers.codebook.get(run.asked["question"]).label,
        result=result,
        theme=theme,
        chosen=chosen if theme or chosen == OTHERS else ALL,
        axis=axis,
        axes=axes,
        groups=_groups(here, result, theme, axis) if theme and axis else (),
        page=_page(said, ids, sought, frozenset(theme["edge"] if theme else ())),
        sought=sought,
        current=run.asked["answers"] == here.answers.fingerprint,
    )


def _axes(here: Source) -> list[tuple[str, str]]:
    """What a theme can be shared by, the axes that fit a screen first; texts set apart by none."""
    axes = () if here.apart else here.answers.codebook.axes()
    kept = [axis for axis in axes if 1 < len(axis.levels) <= MOST_LEVELS]
    kept.sort(key=lambda axis: len(axis.levels) > FITS)
    return [(axis.name, axis.label) for axis in kept]


def _ids(result: Mapping[str, Any], theme: Mapping[str, Any] | None, chosen: str) -> list[int]:
    """The responses whose voices are read, the most representative first."""
    if theme:
        return list(theme["ids"])
    others: list[int] = result["others"]
    if chosen == OTHERS:
        return others
    return [each for one in result["themes"] for each in one["ids"]] + others


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of one question, as this reader may see them."""

    session: Session
    here: Source
    question: str
    plainly: bool

    def words(self, ids: Sequence[int]) -> list[tuple[int, str]]:
        held = responses.words(self.session, self.here.questionnaire, self.question, ids)
        return [
            (each, held[each] if self.plainly else mask(held[each]).text)
            for each in ids
            if each in held
        ]


def _page(said: _Said, ids: Sequence[int], sought: str, edge: frozenset[int]) -> Page:
    """One page of voices. The search reads what the reader sees, so a mask hides from it too."""
    matching = [pair for pair in said.words(ids) if sought in pair[1]] if sought else None
    found = len(ids) if matching is None else len(matching)
    pages = max(-(-found // AT_ONCE), 1)
    number = min(max(request.args.get("page", 1, type=int), 1), pages)
    here = slice((number - 1) * AT_ONCE, number * AT_ONCE)
    shown = said.words(ids[here]) if matching is None else matching[here]
    beside = _beside(said.here)
    voices = [Voice(each, words, beside.get(each, ()), each in edge) for each, words in shown]
    return Page(voices, found, number, pages)


def _beside(here: Source) -> Mapping[int, Sequence[str]]:
    """What may stand beside each voice; beside those of staff, nothing."""
    if here.questionnaire.audience == "staff":
        return {}
    return dict(zip(here.answers.ids, attributes.beside_voices(here.answers), strict=True))


def _groups(
    here: Source, result: Mapping[str, Any], theme: Mapping[str, Any], axis: str
) -> list[ByAxis]:
    """The chosen theme's share in 全体 and in every group, out of the guarded table of all."""
    row_of = {each: row for row, each in enumerate(here.answers.ids)}
    place_of: list[int | None] = [None] * len(row_of)
    groups = [one["ids"] for one in result["themes"]] + [result["others"]]
    for place, ids in enumerate(groups):
        for each in ids:
            if each in row_of:
                place_of[row_of[each]] = place
    frame, side = here.answers.frame, here.answers.codebook.categorical(axis)
    names_of = [one["name"] for one in result["themes"]]
    table = by_axis(frame, side, names_of, place_of, rules=here.rules)
    column = result["themes"].index(theme)
    shares = [table.total_shares[column], *table.shares[table.bases != 0, column]]
    return [
        ByAxis(
            replace(line, cells=line.cells[column : column + 1]),
            float(share) if share >= 0 else None,
        )
        for line, share in zip(of_crosstab(table).lines, shares, strict=True)
    ]
