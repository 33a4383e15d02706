"""単純集計 as the desk shows it: the questions of a questionnaire, each counted by itself."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from flask import abort, request

from analysis.blanks import Asked, alone
from analysis.charts import preferences as preferred
from analysis.charts import single
from analysis.charts.picture import Chart
from analysis.form.preferences import Standing
from analysis.form.preferences import of_preferred as standing
from analysis.form.single import Listing
from analysis.form.single import of_frequency as laid_out
from analysis.frequencies import Frequency, Summary, summary
from analysis.preferred import Preferred
from analysis.sentences.frequency import of_frequency
from analysis.sentences.grammar import TOO_FEW
from analysis.sentences.preferences import of_preferred
from analysis.sentences.summary import of_summary
from app.desk import scores
from app.desk.source import Source
from app.exports.base import Report
from surveys.errors import N_

MULTIPLE = "（複数回答）"
PARTS = {"all": N_("すべて"), "question": N_("設問"), "attribute": N_("属性")}


@dataclass(frozen=True, slots=True)
class Counted:
    """One question; `kind` names its template and its picture, `words` are its picture's.

    `shown` is False where too few people answered to show anything.
    """

    name: str
    label: str
    kind: str
    part: str
    headline: str
    words: str
    shown: bool
    made: Frequency | Summary | Preferred
    form: Listing | Summary | Standing


@dataclass(frozen=True, slots=True)
class Options:
    """What a select offers: (name, label) of questions and of attributes."""

    questions: tuple[tuple[str, str], ...]
    attributes: tuple[tuple[str, str], ...]

    @property
    def names(self) -> list[str]:
        return [name for name, _ in (*self.questions, *self.attributes)]

    @property
    def attributes_first(self) -> list[str]:
        return [name for name, _ in (*self.attributes, *self.questions)]


def every(here: Source, *, sought: str = "", part: str = "all") -> list[Counted]:
    """Every question, number and list of scores in their order, or those asked for."""
    made = [*_frequencies(here), *_summaries(here), *_preferences(here)]
    place = {v.group or v.name: n for n, v in enumerate(here.answers.codebook.variables)}
    made.sort(key=lambda row: place[row.name])
    return [row for row in made if sought in row.label and part in ("all", row.part)]


def frequency_of(here: Source, name: str) -> Frequency:
    """One question, counted and guarded.

    Raises:
        UnknownVariable, WrongMeasure
    """
    wanted = Asked("", name, here.weight, with_blanks(here))
    return alone(here.answers.frame, here.answers.codebook, wanted, rules=here.rules)


def with_blanks(here: Source) -> bool:
    """Whether 無回答 is a choice here; never where cells are hidden, whose sum it would tell."""
    return request.args.get("blank") == "1" and not here.rules.strict


def chart(here: Source) -> Chart:
    """The picture of the question that the address names.

    Raises:
        UnknownVariable, WrongMeasure
    """
    return single.frequency(frequency_of(here, _named()), narrow=_narrow())


def histogram(here: Source) -> Chart:
    """The picture of the number question that the address names.

    Where the rules look at cells, classes of few people stay empty.

    Raises:
        UnknownVariable, WrongMeasure
    """
    frame, name = here.answers.frame, _named()
    made = summary(frame, here.answers.codebook, variable=name, weight=here.weight)
    if made is None or made.n < here.rules.base:
        abort(404)
    values = frame[name].to_numpy(dtype=float)
    least = here.rules.cell if here.rules.strict else 0
    return single.histogram(values[np.isfinite(values)], made, least=least, narrow=_narrow())


def report(here: Source) -> Report:
    """Every question as a file writes it."""
    rows = [row for row in every(here) if row.shown]
    # The least and the most of a few members of staff would each be somebody's answer.
    results = tuple(row.made for row in rows if row.kind != "summary" or not here.rules.strict)
    return Report(f"{here.questionnaire.title} 単純集計", here.whose, results, here.said)


def questions(here: Source) -> Options:
    """Everything that can stand along the top."""
    return _options(
        (asked.name, asked.label, str(asked.role)) for asked in here.answers.codebook.questions()
    )


def sides(here: Source) -> Options:
    """Everything that has one answer a person."""
    return _options(
        (asked.name, asked.label, str(asked.role))
        for asked in here.answers.codebook.questions()
        if not asked.multiple
    )


def stubs(here: Source) -> Options:
    """Everything that can stand down the side of a crosstab: with several answers a person, too."""
    return _options(
        (asked.name, f"{asked.label}{MULTIPLE if asked.multiple else ''}", str(asked.role))
        for asked in here.answers.codebook.questions()
    )


def _options(listed: Iterable[tuple[str, str, str]]) -> Options:
    parts: dict[str, list[tuple[str, str]]] = {"question": [], "attribute": []}
    for name, label, part in listed:
        parts[part].append((name, label))
    return Options(tuple(parts["question"]), tuple(parts["attribute"]))


def _frequencies(here: Source) -> Iterable[Counted]:
    said = here.said
    for asked in here.answers.codebook.questions():
        made = frequency_of(here, asked.name)
        yield Counted(
            name=asked.name,
            label=asked.label,
            kind="frequency",
            part=str(asked.role),
            headline=of_frequency(made, **said),
            words=single.frequency_words(made),
            shown=bool((made.n >= 0).any()) and made.base > 0,
            made=made,
            form=laid_out(made),
        )


def _summaries(here: Source) -> Iterable[Counted]:
    frame, codebook, said = here.answers.frame, here.answers.codebook, here.said
    for variable in codebook.numbers():
        made = summary(frame, codebook, variable=variable.name, weight=here.weight)
        if made is None:
            continue
        shown = made.n >= here.rules.base
        yield Counted(
            name=variable.name,
            label=variable.label,
            kind="summary",
            part="question",
            headline=of_summary(made, **said) if shown else TOO_FEW,
            words=single.summary_words(made) if shown else "",
            shown=shown,
            made=made,
            form=made,
        )


def _preferences(here: Source) -> Iterable[Counted]:
    for made in scores.every(here):
        yield Counted(
            name=made.question.name,
            label=made.title,
            kind="preferences",
            part="question",
            headline=of_preferred(made, **here.said),
            words=preferred.words(made),
            shown=made.n >= 0,
            made=made,
            form=standing(made),
        )


def _named() -> str:
    return request.args.get("question", "")


def _narrow() -> bool:
    return request.args.get("narrow") == "1"
