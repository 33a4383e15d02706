"""ほかの調査とくらべる: which surveys of the plan asked the same, and what an address compares."""

from dataclasses import dataclass

from flask import abort, request

from analysis.charts import comparing as pictures
from analysis.charts.picture import Chart
from analysis.comparing.matching import Match, matches
from analysis.comparing.standardising import Adjusted, Shared, adjust, shared
from analysis.comparing.surveys import Compared, Survey, compare
from analysis.comparing.waves import LEAST_WAVES, Trend, over_waves
from analysis.results import Result
from analysis.sentences.comparing import of_adjusted, of_compared, of_trend
from app.access import may_in, the_plan
from app.desk.source import READERS, Source, source_of
from app.exports.base import Report
from app.extensions import db
from app.words import fiscal_year
from surveys import questionnaires
from surveys.questionnaires import AUDIENCES, DRAFT, SAMPLINGS, Questionnaire

WITH, QUESTION, STANDARD = "with", "question", "standard"


@dataclass(frozen=True, slots=True)
class Other:
    """Another survey of the plan, and what it asked that this one asks too."""

    source: Source
    name: str
    matches: tuple[Match, ...]

    @property
    def comparable(self) -> int:
        return sum(each.comparable for each in self.matches)

    @property
    def reworded(self) -> int:
        """How many of these were asked otherwise: in words, choices or the order of a scale."""
        return sum(bool(each.changes) for each in self.matches if each.comparable)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two surveys of an address.

    Attributes:
        compared: every question that can be compared.
        chosen: the one the address is about.
        axes: what staff can be composed by like residents, or a wave like the newest.
        others: every survey this one can be compared with.
    """

    here: Source
    others: tuple[Other, ...]
    other: Other
    own_survey: Survey
    other_survey: Survey
    compared: tuple[Compared, ...]
    chosen: Compared
    axes: tuple[Shared, ...]


def others(here: Source) -> list[Other]:
    """Every other survey of the plan with answers.

    The one this was copied from stands first, then those with most in common.
    """
    found = []
    for each in beside(here):
        there = source_of(each)
        if there.answers.ids:
            same = matches(here.answers.codebook, there.answers.codebook)
            found.append(Other(there, named(each, here.questionnaire), same))
    before = here.questionnaire.copied_from_id
    return sorted(found, key=lambda o: (o.source.questionnaire.id != before, -o.comparable))


def beside(here: Source) -> list[Questionnaire]:
    """Every other survey that the reader may set beside this one, drafts not among them."""
    listed = (*questionnaires.of_plan(db.session(), the_plan()), *_before(here))
    return [each for each in listed if each.id != here.questionnaire.id and each.state != DRAFT]


def _before(here: Source) -> list[Questionnaire]:
    """What it was copied from, where that is of another plan that the reader may read."""
    mine = here.questionnaire
    found = db.session.get(Questionnaire, mine.copied_from_id or 0)
    if found is None or found.plan_id == mine.plan_id or not may_in(found.plan_id, *READERS):
        return []
    return [found]


def named(one: Questionnaire, beside: Questionnaire) -> str:
    """What tells a survey from the one beside it: its people, its year, how they were found."""
    told = [AUDIENCES[one.audience]] if one.audience != beside.audience else []
    told += [fiscal_year(one.surveyed_year)] if one.surveyed_year != beside.surveyed_year else []
    if one.representative != beside.representative:
        told.append(SAMPLINGS[one.sampling])
    return "・".join(told) or one.title


def asked(here: Source) -> Pair | None:
    """The two surveys of the address and its question; None where nothing can be compared."""
    wanted = request.args.get(WITH, type=int)
    listed = [other for other in others(here) if other.comparable]
    chosen = [other for other in listed if wanted in (None, other.source.questionnaire.id)]
    if not chosen:
        return abort(404) if wanted is not None else None
    other = chosen[0]
    own_name = named(here.questionnaire, other.source.questionnaire)
    own, there = survey(here, own_name), survey(other.source, other.name)
    found = compare(own, there)
    return Pair(here, tuple(listed), other, own, there, found, _chosen(found), _axes(here, other))


def survey(here: Source, name: str) -> Survey:
    return Survey(
        name,
        here.answers.frame,
        here.answers.codebook,
        here.weight,
        here.questionnaire.representative,
        here.rules,
    )


def trend(pair: Pair) -> Trend | None:
    """The chosen question over the waves of this survey; None with fewer than three.

    Waves are surveys of the same people in other years, drawn or complete: an open call is none.
    """
    mine = pair.here.questionnaire
    earlier: dict[int, Compared] = {}
    for other in pair.others:
        theirs = other.source.questionnaire
        if is_earlier_wave(theirs, mine):
            own = survey(pair.here, fiscal_year(mine.surveyed_year))
            there = survey(other.source, fiscal_year(theirs.surveyed_year))
            for each in compare(own, there, only=pair.chosen.match.own.name):
                earlier.setdefault(theirs.surveyed_year, each)
    if len(earlier) < LEAST_WAVES - 1:
        return None
    return over_waves(list(earlier.items()), mine.surveyed_year)


def is_earlier_wave(one: Questionnaire, now: Questionnaire) -> bool:
    """Whether a survey asked the same people in an earlier year, both drawn or complete."""
    alike = one.audience == now.audience and one.representative and now.representative
    return alike and one.surveyed_year < now.surveyed_year


def adjusted(pair: Pair) -> Adjusted | None:
    """The comparison with people composed alike, where the address wants it.

    Staff are composed like the others; of two waves the earlier one like the later.

    Raises:
        NothingInCommon
    """
    wanted = [axis for axis in pair.axes if axis.own.name == request.args.get(STANDARD)]
    if not wanted or not pair.chosen.tested:
        return None
    axis = wanted[0]
    if _turned(pair.here, pair.other):
        return adjust(pair.chosen.turned, pair.other_survey, pair.own_survey, axis)
    return adjust(pair.chosen, pair.own_survey, pair.other_survey, axis)


def sentences(pair: Pair, made: Adjusted | None, over: Trend | None) -> list[str]:
    """What the page says first: of the two surveys, of people composed alike, of the waves."""
    state = pair.here.state
    told = [of_compared(pair.chosen, state=state)]
    told += [of_adjusted(made, state=state)] if made else []
    return told + ([of_trend(over, state=state)] if over else [])


def chart(here: Source) -> Chart:
    pair = asked(here) or abort(404)
    return pictures.compared(pair.chosen, narrow=request.args.get("narrow") == "1")


def wave_chart(here: Source) -> Chart:
    pair = asked(here) or abort(404)
    made = trend(pair) or abort(404)
    return pictures.waves(made, narrow=request.args.get("narrow") == "1")


def report(here: Source) -> Report:
    pair = asked(here) or abort(404)
    made, over = adjusted(pair), trend(pair)
    beside = pair.other.source
    notes = (
        *here.whose,
        f"くらべる調査: {beside.questionnaire.title}（{beside.sampling}、{beside.state.words}）",
        *sentences(pair, made, over),
    )
    results: list[Result] = [each for each in (pair.chosen, made, over) if each is not None]
    title = f"{here.questionnaire.title} {pair.chosen.match.own.label} 比較"
    return Report(title, notes, tuple(results))


def _chosen(found: tuple[Compared, ...]) -> Compared:
    """The question of the address; else the one that differs most."""
    name = request.args.get(QUESTION)
    if name:
        return next((each for each in found if each.match.own.name == name), None) or abort(404)
    return max(found, key=width)


def width(made: Compared) -> float:
    """How wide the widest difference is that chance does not explain."""
    return abs(float(made.difference[made.widest])) if made.widest is not None else 0.0


def _axes(here: Source, other: Other) -> tuple[Shared, ...]:
    if not (here.questionnaire.representative and other.source.questionnaire.representative):
        return ()
    own, there = here.answers.codebook, other.source.answers.codebook
    return shared(there, own) if _turned(here, other) else shared(own, there)


def _turned(here: Source, other: Other) -> bool:
    """Whether it is the other survey that is composed like this one."""
    staff = [each.audience == "staff" for each in (here.questionnaire, other.source.questionnaire)]
    return staff != [True, False]
