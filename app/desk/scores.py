"""The questions whose choices are scored, as a page about these answers may show them."""

from dataclasses import dataclass

from analysis.comparing.preferring import PreferredCompared, alike, compare
from analysis.preferences import NobodyAnswered
from analysis.preferred import Preferred, preferences
from analysis.scored import Scored, scored
from app.access import the_plan
from app.desk import comparing
from app.desk.source import Source, source
from app.extensions import db
from surveys import questionnaires
from surveys.questionnaires import DRAFT


@dataclass(frozen=True, slots=True)
class Other:
    """Another survey of the plan that asked the same list in the same way."""

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
    for each in questionnaires.of_plan(db.session(), the_plan()):
        if each.id == here.questionnaire.id or each.state == DRAFT:
            continue
        there = source(each.id)
        same = alike(question, there.answers.codebook) if there.answers.ids else None
        if same is not None:
            found.append(Other(there, comparing.named(each, here.questionnaire), same))
    return sorted(found, key=lambda other: -other.source.questionnaire.surveyed_year)


def compared(here: Source, question: Scored, other: Other) -> PreferredCompared | None:
    """A question beside that of another survey; None where nobody answered one of them."""
    name = comparing.named(here.questionnaire, other.source.questionnaire)
    own, there = comparing.survey(here, name), comparing.survey(other.source, other.name)
    try:
        return compare(own, there, question, other.question)
    except NobodyAnswered:
        return None
