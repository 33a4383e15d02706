"""Which populations an address sets beside a questionnaire's axes, and how weights are held."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from flask import request

from analysis.counting import weight_of
from analysis.errors import AnalysisError
from analysis.sampling.selecting import Chosen, Selection, selection
from analysis.weighing.fitted import Limits, LimitsWrong, Weighting
from analysis.weighing.margins import Class
from analysis.weighing.populations import Choice, Match, Population, match, populations
from analysis.weighing.representation import Representation, represent
from app import bridge, weighing
from app.bridge import Answers
from app.desk.source import Source
from app.errors import say
from app.extensions import db
from app.weighing import Recipe
from surveys import margins, plans, sample_designs, weightings
from surveys.errors import N_, SurveyError
from surveys.margins import PopulationMargin
from surveys.plans import Plan
from surveys.sample_designs import SampleDesign

LIMITS = ("low", "high")
START, DESIGN = "start", "design"  # what the raking begins with: the sample design, or all equal


class NoPopulation(SurveyError):
    message = N_("この計画には母集団の人数がまだありません。先に母集団を登録してください")


class PopulationChangedMeanwhile(SurveyError):
    message = N_(
        "この画面を開いている間に、母集団の人数か回答が変わりました。"
        "計算し直した結果を確かめてから、もう一度決めてください"
    )


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the address asks to be set beside the answers.

    Attributes:
        rows: the plan's population, as it is now.
        matches: each of its axes beside an axis of the answers.
        axes: (name, label) of what an axis can be set beside.
        said: the limits as they were typed.
        problem: why no weights can be made of this, as a sentence; "" = nothing known yet.
        answers: those of the questionnaire, not weighed yet.
        recipe: by which these answers would be weighed.
        design: the adopted sample design, if any.
        unusable: why its selection weights cannot be told of these answers; "" where they can.
        mark: of all that this was made from.
    """

    rows: Sequence[PopulationMargin]
    matches: tuple[Match, ...]
    axes: Sequence[tuple[str, str]]
    said: Mapping[str, str]
    problem: str
    answers: Answers
    recipe: Recipe
    design: SampleDesign | None
    unusable: str
    mark: str

    @property
    def as_of(self) -> date | None:
        """The day of the register that the weights are made from."""
        if self.used or self.design is None:
            return self.rows[0].as_of if self.rows else None
        return self.design.reference_day

    @property
    def used(self) -> tuple[Population, ...]:
        """The populations whose classes all have a level."""
        return self.recipe.margins

    @property
    def open_axes(self) -> tuple[Match, ...]:
        """The axes that a person still has to decide something about."""
        decided = self.recipe.choice.axes
        return tuple(
            each
            for each in self.matches
            if each.unmatched and (each.name or each.axis not in decided)
        )


def proposal(here: Source, plan: Plan) -> Proposal:
    """What the address, or else the recipe in use, or else the names propose.

    Raises:
        NotOfResidents: small groups of staff must not be read off a comparison either.
    """
    weightings.must_be_of_residents(here.questionnaire)
    rows = margins.of_plan(db.session(), plan)
    kept = weightings.of(db.session(), here.questionnaire)
    before = weighing.recipe(kept.recipe) if kept else Recipe(())
    choice = replace(_choice(rows) or before.choice, called=_called(plan))
    found = bridge.answers(db.session(), here.questionnaire)
    listed = match(_classes(rows), found.codebook, choice)
    used, problem = _used(listed)
    said = _said(before)
    limits, wrong = _limits(said)
    design = sample_designs.of(db.session(), here.questionnaire)
    start, unusable = _start(here, found, choice) if design else (None, "")
    asked = request.values.get(START, DESIGN if before.start else "") == DESIGN
    base = weight_of(found.codebook)
    recipe = Recipe(used, limits, base, choice, start if asked else None)
    return Proposal(
        rows=rows,
        matches=listed,
        axes=[(axis.name, axis.label) for axis in found.codebook.axes()],
        said=said,
        problem=wrong or problem or (unusable if asked else ""),
        answers=found,
        recipe=recipe,
        design=design,
        unusable=unusable,
        mark=sha256(f"{found.fingerprint}{recipe.as_json()}".encode()).hexdigest(),
    )


def weighed(made: Proposal) -> tuple[Weighting | None, str]:
    """The weights that are proposed, or why there are none."""
    if made.problem:
        return None, made.problem
    try:
        return made.recipe.weigh(made.answers), ""
    except AnalysisError as error:
        return None, say(error)


def must_be_seen(made: Proposal, seen: str) -> None:
    """Refuse to decide on what was not on the page.

    Raises:
        NoPopulation, PopulationChangedMeanwhile
    """
    if not made.rows and made.recipe.start is None:
        raise NoPopulation
    if seen != made.mark:
        raise PopulationChangedMeanwhile


def representations(made: Proposal) -> list[Representation]:
    """Each axis of the respondents beside the register."""
    frame, codebook = made.answers.frame, made.answers.codebook
    return [represent(frame, codebook, population) for population in made.used]


def fields() -> dict[str, str]:
    """What the address says of axes, classes and limits, to be said again by a form."""
    said = request.values.items()
    named = (*LIMITS, START)
    return {n: v for n, v in said if n in named or n.startswith(("axis-", "class-"))}


def _start(here: Source, found: Answers, choice: Choice) -> tuple[Selection | None, str]:
    """The selection weights of the adopted design, or why there are none for these answers."""
    strata = sample_designs.strata(db.session(), here.questionnaire)
    named = {axis: name for axis, name in choice.axes.items() if name}  # left out of the raking
    chosen = [
        Chosen(district, band, people, people * each.drawn / each.people)
        for each in strata
        for district, band, people in each.parts
        if each.people
    ]
    try:
        return selection(chosen, found.codebook, replace(choice, axes=named)), ""
    except AnalysisError as error:
        return None, say(error)


def _classes(rows: Sequence[PopulationMargin]) -> list[Class]:
    return [Class(row.axis, row.level, row.people, row.position, row.counted_in) for row in rows]


def _choice(rows: Sequence[PopulationMargin]) -> Choice | None:
    """What the form of the page decided; None where the address says nothing of it."""
    said = request.values
    axes = list(dict.fromkeys(row.axis for row in rows))
    named = {axis: said[f"axis-{n}"] for n, axis in enumerate(axes) if f"axis-{n}" in said}
    if not named:
        return None
    classes: dict[tuple[str, str], str] = {}
    for row in rows:
        name, _, code = said.get(f"class-{row.position}", "").rpartition("=")
        if code and name == named.get(
            row.axis
        ):  # of another axis it was chosen for, it says nothing
            classes[row.axis, row.level] = code
    return Choice(named, classes)


def _called(plan: Plan) -> list[list[str]]:
    """What the plan calls its axes, each with the words a column is known by."""
    return [
        [axis.name, *(word.strip() for word in axis.words.replace("、", ",").split(",") if word)]
        for axis in plans.axes(db.session(), plan)
    ]


def _said(recipe: Recipe) -> dict[str, str]:
    """The limits as typed, or else those of the recipe."""
    if any(name in request.values for name in LIMITS):
        return {name: request.values.get(name, "").strip() for name in LIMITS}
    sides = recipe.limits.sides if recipe.limits else (None, None)
    return {
        name: "" if side is None else f"{side:g}" for name, side in zip(LIMITS, sides, strict=True)
    }


def _limits(said: Mapping[str, str]) -> tuple[Limits | None, str]:
    try:
        return Limits.between(*(_number(said[name]) for name in LIMITS)), ""
    except LimitsWrong as error:
        return None, say(error)


def _number(typed: str) -> float | None:
    """A number in any width; blank = none.

    Raises:
        LimitsWrong
    """
    plain = unicodedata.normalize("NFKC", typed).removesuffix("倍").strip()
    if not plain:
        return None
    try:
        return float(plain)
    except ValueError:
        raise LimitsWrong from None


def _used(listed: Sequence[Match]) -> tuple[tuple[Population, ...], str]:
    """The populations that can be set beside answers, and what is wrong with the others."""
    whole = [each for each in listed if each.name and not each.unmatched]
    try:
        used = populations(whole)
        populations(listed)
    except AnalysisError as error:
        return _first_of_each(whole), say(error)
    return used, ""


def _first_of_each(whole: Sequence[Match]) -> tuple[Population, ...]:
    """One population an axis, where two of the register's are taken for the same."""
    return populations(list({each.name: each for each in whole[::-1]}.values())[::-1])
