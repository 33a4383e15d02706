"""What one survey of a plan is read by: the wave before, people of another kind, indicators."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from analysis.comparing.surveys import Survey
from analysis.counting import weight_of
from analysis.digest.beside import Beside
from analysis.digest.elsewhere import Told
from analysis.disclosure import DESK, PUBLIC
from app import indicating, weighing
from app.words import fiscal_year
from surveys import questionnaires, responses
from surveys.plans import Plan
from surveys.questionnaires import AUDIENCES, Questionnaire

# Whose view is set against whose.
OPPOSITE = {"citizen": "staff", "staff": "citizen"}


@dataclass(frozen=True, slots=True)
class Surveys:
    """The surveys beside one; None where the plan has none that can be tested with it.

    `measured` is what the plan's indicators tell: residents' drafts are where they are read.
    """

    before: Questionnaire | None = None
    others: Questionnaire | None = None
    measured: tuple[Told, ...] = ()

    @property
    def named(self) -> dict[str, int]:
        """{how a sentence speaks of it: its id}."""
        found: dict[str, int] = {}
        if self.before is not None:
            found[fiscal_year(self.before.surveyed_year)] = self.before.id
        if self.others is not None:
            found[AUDIENCES[self.others.audience]] = self.others.id
        return found

    def mark(self, session: Session) -> tuple[str, ...]:
        """Equal answers, equal mark."""
        listed = [each for each in (self.before, self.others) if each is not None]
        found = (weighing.answers(session, each, derived=False).fingerprint for each in listed)
        return (*found, *map(repr, self.measured))


def surveys_of(session: Session, plan: Plan, mine: Questionnaire) -> Surveys:
    """The surveys of the plan that one is read by; an open call is neither tested nor tests."""
    if not mine.representative:
        return Surveys()
    listed = [
        each
        for each in questionnaires.of_plan(session, plan)
        if each.id != mine.id and each.representative and responses.number(session, each)
    ]
    earlier = [
        each
        for each in listed
        if each.audience == mine.audience and each.surveyed_year < mine.surveyed_year
    ]
    # Of the newest year, what it was copied from comes first.
    earlier.sort(key=lambda each: (-each.surveyed_year, each.id != mine.copied_from_id))
    others = [each for each in listed if each.audience == OPPOSITE.get(mine.audience)]
    measured = indicating.evidence(session, plan) if mine.audience == "citizen" else ()
    return Surveys(next(iter(earlier), None), next(iter(others), None), measured)


def read(session: Session, plan: Plan, mine: Questionnaire) -> Beside:
    """The same with their answers, as the digest reads them."""
    found = surveys_of(session, plan, mine)
    return Beside(
        audience=mine.audience,
        year=fiscal_year(mine.surveyed_year),
        people=AUDIENCES[mine.audience],
        before=_survey(session, found.before, lambda one: fiscal_year(one.surveyed_year)),
        others=_survey(session, found.others, lambda one: AUDIENCES[one.audience]),
        more=found.measured,
    )


def _survey(
    session: Session, one: Questionnaire | None, name: Callable[[Questionnaire], str]
) -> Survey | None:
    if one is None:
        return None
    answers = weighing.answers(session, one, derived=False)
    if not answers.ids:
        return None
    rules = PUBLIC if one.audience == "staff" else DESK
    weight = weight_of(answers.codebook)
    return Survey(name(one), answers.frame, answers.codebook, weight, rules=rules)
