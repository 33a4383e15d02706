"""クロス集計 as the desk shows it: the table an address asks for, its picture and its file."""

from dataclasses import dataclass

from flask import abort, request

from analysis.blanks import Asked, table
from analysis.charts import crossed
from analysis.charts.picture import Chart
from analysis.comparing.differing import CORRECTIONS, Differing, differing
from analysis.crosstab import Crosstab
from analysis.form import nested
from analysis.form.crossed import method as judged
from analysis.form.crossed import of_crosstab as laid_out
from analysis.form.grid import Grid
from analysis.form.lettered import lettered
from analysis.overview import Glance, glances
from analysis.sentences.crosstab import of_crosstab
from analysis.sentences.differing import of_differing
from analysis.sentences.threeway import of_threeway
from analysis.threeway import Threeway, split
from app import orienting
from app.desk import counted
from app.desk.source import Source
from app.exports.base import Report
from app.extensions import db

FITS = 20  # levels down the side of the table shown first
WITHHELD_TEST = "非表示の値があるため、検定の結果は表示しません"


@dataclass(frozen=True, slots=True)
class Shown:
    """What an address asks for, guarded.

    Attributes:
        wanted: the names of the axis and the question, and how they are counted.
        table: by the axis; where that is split, by every meeting with the further axis, or by
            the axis again where the rules close these.
        split: the whole table of two axes, where the axis is split.
        apart: the groups compared with each other, where the address wants that.
    """

    wanted: Asked
    table: Crosstab
    split: Threeway | None
    apart: Differing | None

    @property
    def inner(self) -> str | None:
        """The name of the further axis."""
        return None if self.split is None else self.split.axes[1].name

    @property
    def said(self) -> dict[str, str | None]:
        """What the address says."""
        return {
            "question": self.wanted.question,
            "axis": self.wanted.axis,
            "inner": self.inner,
            "blank": "1" if self.wanted.no_answer else None,
            "letters": self.apart.correction if self.apart else None,
        }


def asked(here: Source) -> Asked | None:
    """The table of the address; where it says nothing, the first question by a short axis."""
    questions, sides = counted.questions(here), counted.sides(here)
    question = request.args.get("question") or next(iter(questions.names), "")
    others = [name for name in sides.attributes_first if name != question]
    axis = request.args.get("axis") or _short(here, others)
    if not question or not axis:
        return None
    blank = request.args.get("blank") == "1" and not here.rules.strict
    return Asked(axis, question, here.weight, blank)


def _short(here: Source, sides: list[str]) -> str:
    """The first side that fits a screen, else the first."""
    codebook = here.answers.codebook
    short = [name for name in sides if len(codebook.categorical(name).levels) <= FITS]
    return next(iter([*short, *sides]), "")


def shown(here: Source, wanted: Asked) -> Shown:
    """The guarded table.

    Raises:
        UnknownVariable, WrongMeasure, SameAxis, TooManyLevels
    """
    frame, codebook, inner = here.answers.frame, here.answers.codebook, request.args.get("inner")
    if inner and not codebook.side(wanted.axis).ticks:
        made = split(frame, codebook, wanted, inner, rules=here.rules)
        return Shown(wanted, made.shown, made, None)
    crosstab = table(frame, codebook, wanted, rules=here.rules)
    return Shown(wanted, crosstab, None, _apart(here, wanted, crosstab))


def _apart(here: Source, wanted: Asked, crosstab: Crosstab) -> Differing | None:
    named = request.args.get("letters")
    correction = next((each for each in CORRECTIONS if each == named), None)
    if correction is None or (crosstab.total_n < 0).all():
        return None
    frame, codebook = here.answers.frame, here.answers.codebook
    return differing(frame, codebook, crosstab, wanted, correction=correction, rules=here.rules)


def unsplit(here: Source, wanted: Asked) -> bool:
    """Whether the address wants an axis split that cannot be."""
    inner = request.args.get("inner")
    return bool(inner) and bool(here.answers.codebook.side(wanted.axis).ticks)


def grid(here: Source, found: Shown) -> Grid:
    """The table as the page prints it; blanks of a few members of staff are counted nowhere."""
    blanks = not here.rules.strict
    if found.split:
        return nested.of_threeway(found.split, blanks=blanks)
    made = laid_out(found.table, blanks=blanks)
    return lettered(made, found.apart) if found.apart else made


def headline(here: Source, found: Shown) -> str:
    if found.split:
        return of_threeway(found.split, **here.said)
    return of_crosstab(found.table, **here.said)


def of_apart(here: Source, found: Shown) -> str:
    """What the groups compared with each other come to, in a sentence; "" where they are not."""
    return of_differing(found.apart, **here.said) if found.apart else ""


def circular(here: Source, found: Shown) -> bool:
    """Whether an axis was derived from answers to this very question."""
    axes = [name for name in (found.wanted.axis, found.inner) if name]
    items = [orienting.made_of(db.session(), here.questionnaire, name) for name in axes]
    asked_for = here.answers.codebook.question(found.wanted.question)
    return any(variable.name in each for variable in asked_for.variables for each in items)


def method(crosstab: Crosstab) -> str:
    """How differences were judged, in one line."""
    tested = not (crosstab.question.multiple or crosstab.overlapping)
    if tested and crosstab.association is None and (crosstab.n < 0).any():
        return WITHHELD_TEST
    return judged(crosstab)


def glances_of(here: Source, wanted: Asked) -> tuple[Glance, ...]:
    """The same question by every attribute."""
    return glances(
        here.answers.frame,
        here.answers.codebook,
        question=wanted.question,
        weight=wanted.weight,
        rules=here.rules,
    )


def chart(here: Source) -> Chart:
    wanted = asked(here) or abort(404)
    return crossed.crosstab(shown(here, wanted).table, narrow=request.args.get("narrow") == "1")


def report(here: Source) -> Report:
    wanted = asked(here) or abort(404)
    found = shown(here, wanted)
    title = (
        f"{here.questionnaire.title} {(found.split.joint if found.split else found.table).title}"
    )
    notes = (*here.whose, method(found.table))
    if found.apart is None:
        return Report(title, notes, (found.split or found.table,), here.said)
    told = of_apart(here, found)
    return Report(title, (*notes, told), (found.table, found.apart), here.said)
