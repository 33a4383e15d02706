"""The questions whose choices are scored, as a page about these answers may show them."""

from analysis.preferences import NobodyAnswered
from analysis.preferred import Preferred, preferences
from analysis.scored import Scored, scored
from app.desk.source import Source


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
