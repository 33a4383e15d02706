"""The questions whose choices are scored, as a page about these answers may show them."""

from dataclasses import dataclass, replace

from analysis.comparing.lending import lent
from analysis.comparing.preferring import PreferredCompared, alike, compare
from analysis.comparing.score_waves import ScoreWaves, over_waves
from analysis.comparing.waves import LEAST_WAVES
from analysis.preferences import NobodyAnswered
from analysis.preferred import Preferred, preferences
from analysis.scored import Scored, scored
from app.desk import comparing
from app.desk.source import Source, source_of
from app.words import fiscal_year


@dataclass(frozen=True, slots=True)
class Other:
    """Another survey that asked the same list in the same way."""

    source: Source
    name: str
    question: Scored

    @property
    def id(self) -> int:
        return self.source.questionnaire.id


def answered(here: Source) -> list[Scored]:
    """Those that anyone has answered."""
    return [each.question for each in every(here)]


def every(here: Source) -> list[Preferred]:
    """Each that anyone has answered, scored and guarded."""
    found = []
    for each in scored(here.answers.codebook):
        try:
            found.append(of_question(here, each.name))
        except NobodyAnswered:
            continue
    return found


def of_question(here: Source, name: str) -> Preferred:
    """One question, scored and guarded.

    Raises:
        NoSuchPreference, NobodyAnswered
    """
    frame, codebook = here.answers.frame, here.answers.codebook
    return preferences(frame, codebook, preference=name, weight=here.weight, rules=here.rules)


def others(here: Source, question: Scored) -> list[Other]:
    """Every other survey that asked the same, those of the latest years first."""
    found = []
    for each in comparing.beside(here):
        there = _with_lent(source_of(each), question)
        same = alike(question, there.answers.codebook) if there.answers.ids else None
        if same is not None:
            found.append(Other(there, comparing.named(each, here.questionnaire), same))
    return sorted(found, key=lambda other: -other.source.questionnaire.surveyed_year)


def _with_lent(there: Source, question: Scored) -> Source:
    """Another survey, with the factors of this one where it has none of its own."""
    frame, codebook = lent(question, there.answers.frame, there.answers.codebook)
    return replace(there, answers=replace(there.answers, frame=frame, codebook=codebook))


def compared(here: Source, question: Scored, other: Other) -> PreferredCompared | None:
    """A question beside that of another survey; None where nobody answered one of them."""
    name = comparing.named(here.questionnaire, other.source.questionnaire)
    own, there = comparing.survey(here, name), comparing.survey(other.source, other.name)
    try:
        return compare(own, there, question, other.question)
    except NobodyAnswered:
        return None


def waves(here: Source, question: Scored, others: list[Other]) -> ScoreWaves | None:
    """A question over the waves of this survey; None with fewer than three.

    Of several surveys of one year the first that asked it counts.
    """
    mine, earlier = here.questionnaire, dict[int, PreferredCompared]()
    for other in others:
        theirs = other.source.questionnaire
        if theirs.surveyed_year in earlier or not comparing.is_earlier_wave(theirs, mine):
            continue
        own = comparing.survey(here, fiscal_year(mine.surveyed_year))
        there = comparing.survey(other.source, fiscal_year(theirs.surveyed_year))
        try:
            earlier[theirs.surveyed_year] = compare(own, there, question, other.question)
        except NobodyAnswered:
            continue
    if len(earlier) < LEAST_WAVES - 1:
        return None
    return over_waves(list(earlier.items()), mine.surveyed_year)
