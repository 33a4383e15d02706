"""クロス集計 as the desk shows it: the table an address asks for, its picture and its file."""

from flask import abort, request

from analysis.blanks import Asked, table
from analysis.charts import crossed
from analysis.charts.picture import Chart
from analysis.comparing.differing import CORRECTIONS, Differing, differing
from analysis.crosstab import Crosstab
from analysis.form.crossed import method as judged
from analysis.form.crossed import of_crosstab as laid_out
from analysis.form.grid import Grid
from analysis.overview import Glance, glances
from analysis.sentences.crosstab import of_crosstab
from analysis.sentences.differing import of_differing
from app import orienting
from app.desk import counted
from app.desk.source import Source
from app.exports.base import Report
from app.extensions import db

FITS = 20  # levels down the side of the table shown first
WITHHELD_TEST = "非表示の値があるため、検定の結果は表示しません"


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
    short = [name for name in sides if len(codebook.side(name).levels) <= FITS]
    return next(iter([*short, *sides]), "")


def made(here: Source, wanted: Asked) -> Crosstab:
    """The guarded table.

    Raises:
        UnknownVariable, WrongMeasure
    """
    return table(here.answers.frame, here.answers.codebook, wanted, rules=here.rules)


def grid(here: Source, crosstab: Crosstab) -> Grid:
    """The table as the page prints it; blanks of a few members of staff are counted nowhere."""
    return laid_out(crosstab, blanks=not here.rules.strict)


def differences(here: Source, wanted: Asked, crosstab: Crosstab) -> Differing | None:
    """The groups compared with each other, where the address wants that."""
    named = request.args.get("letters")
    correction = next((each for each in CORRECTIONS if each == named), None)
    if correction is None or (crosstab.total_n < 0).all():
        return None
    frame, codebook = here.answers.frame, here.answers.codebook
    return differing(frame, codebook, crosstab, wanted, correction=correction, rules=here.rules)


def headline(here: Source, crosstab: Crosstab) -> str:
    return of_crosstab(crosstab, **here.said)


def circular(here: Source, wanted: Asked) -> bool:
    """Whether the axis was derived from answers to this very question."""
    items = orienting.made_of(db.session(), here.questionnaire, wanted.axis)
    asked_for = here.answers.codebook.question(wanted.question)
    return any(variable.name in items for variable in asked_for.variables)


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
    return crossed.crosstab(made(here, wanted), narrow=request.args.get("narrow") == "1")


def report(here: Source) -> Report:
    wanted = asked(here) or abort(404)
    crosstab = made(here, wanted)
    title = f"{here.questionnaire.title} {crosstab.title}"
    notes = (*here.whose, method(crosstab))
    apart = differences(here, wanted, crosstab)
    if apart is None:
        return Report(title, notes, (crosstab,), here.said)
    told = of_differing(apart, **here.said)
    return Report(title, (*notes, told), (crosstab, apart), here.said)
