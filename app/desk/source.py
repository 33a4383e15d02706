"""Whose answers a page of numbers is about, and by which rules it may show them."""

from dataclasses import dataclass, replace

from flask import request

from analysis.counting import WeightUnusable, weight_of, weights
from analysis.disclosure import DESK, PUBLIC, Rules
from app import bridge
from app.access import of_plan
from app.bridge import Answers
from app.charting import MARK_LENGTH
from app.errors import say
from app.extensions import db
from surveys.questionnaires import SAMPLINGS, Questionnaire

READERS = ("planner", "section", "viewer", "keeper", "administrator")
OPEN_CALL = "公募（代表性なし・参考）"


@dataclass(frozen=True, slots=True)
class Source:
    """One questionnaire's answers as this reader asked to see them.

    Attributes:
        weight: the weight column that is used now; `weighable` is the one there is.
        broken_weight: why the weight there is cannot be used, in a sentence.
        rules: small counts about staff are withheld as strictly as what is published.
    """

    questionnaire: Questionnaire
    answers: Answers
    weight: str | None
    weighable: str | None
    broken_weight: str
    rules: Rules

    @property
    def mark(self) -> str:
        """The state of the answers, short, for addresses of pictures."""
        return self.answers.fingerprint[:MARK_LENGTH]

    @property
    def sampling(self) -> str:
        if self.questionnaire.representative:
            return SAMPLINGS[self.questionnaire.sampling]
        return OPEN_CALL

    @property
    def nameless(self) -> list[str]:
        """Questions whose choices are bare codes that nobody has named yet."""
        variables = self.answers.codebook.variables
        return [v.label for v in variables if v.levels and not v.labelled and v.group is None]

    @property
    def weighing(self) -> str:
        return f"重み「{self.weight}」による" if self.weight else "なし"


def source(questionnaire_id: int) -> Source:
    """The answers of a questionnaire of the plan in the address."""
    questionnaire = of_plan(Questionnaire, questionnaire_id)
    answers = bridge.answers(db.session(), questionnaire)
    rules = PUBLIC if questionnaire.audience == "staff" else DESK
    weighable = weight_of(answers.codebook)
    plain = Source(questionnaire, answers, None, weighable, "", rules)
    try:
        weights(answers.frame, answers.codebook, weighable)
    except WeightUnusable as error:
        return replace(plain, weighable=None, broken_weight=say(error))
    wanted = request.args.get("weight", "1") != "0"
    return replace(plain, weight=weighable if wanted else None)
