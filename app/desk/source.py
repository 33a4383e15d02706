"""Whose answers a page of numbers is about, and by which rules it may show them."""

from dataclasses import dataclass, replace
from typing import Any

from flask import request
from flask_babel import gettext

from analysis.charts.picture import DESIGN
from analysis.comparing import wordings
from analysis.counting import WeightUnusable, weight_of, weights
from analysis.disclosure import DESK, PUBLIC, Rules
from analysis.results import State
from analysis.sentences.grammar import Told
from app import weighing
from app.access import of_plan
from app.bridge import Answers
from app.charting import MARK_LENGTH
from app.dated import state_of
from app.desk.address import Address
from app.errors import say
from app.extensions import db
from surveys import questionnaire_changes, questionnaires
from surveys.errors import N_, SurveyError
from surveys.questionnaire_changes import Line
from surveys.questionnaires import (
    DRAFT,
    ENDED,
    IMPORTED,
    PUBLISHED,
    SAMPLINGS,
    Questionnaire,
)

READERS = ("planner", "section", "viewer", "keeper", "administrator")
OPEN_CALL = "公募（代表性なし・参考）"
# What is said of a questionnaire in each state: while there are no answers, and with some.
NOT_YET = {
    IMPORTED: N_("回答が1票もありません。"),
    DRAFT: N_("まだ公開していない下書きです。回答を集めて開封すると、ここで読めるようになります。"),
    PUBLISHED: N_(
        "届いた回答は封緘されたまま、だれにも読めません。開封すると、ここで読めるようになります。"
    ),
    ENDED: N_("回答は届きませんでした。"),
}
SO_FAR = {
    PUBLISHED: N_("途中で開封した回答だけを数えています。まだ封緘されている回答は入っていません。")
}


class NothingOpened(SurveyError):
    message = N_("開封した回答がまだないため、集計やテーマはつくれません")


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
    def corrected(self) -> tuple[Line, ...]:
        """Questions whose words or choices a correction changed while people answered them."""
        versions = questionnaires.versions(db.session(), self.questionnaire)
        if len(versions) < 2:
            return ()
        return questionnaire_changes.reworded([each.parsed for each in versions], wordings.same)

    @property
    def state(self) -> State:
        """How far the collecting had come, and when: 「確定・2026年3月31日現在」."""
        return state_of(db.session(), self.questionnaire)

    @property
    def so_far(self) -> str:
        """What must be said of how many answers there are, in a sentence; "" = nothing."""
        return so_far(self.questionnaire, len(self.answers.ids))

    @property
    def apart(self) -> bool:
        """Whether what people wrote was set apart from their sheets: it is of no group then."""
        return self.questionnaire.audience == "staff" and self.questionnaire.state != IMPORTED

    @property
    def said(self) -> Told:
        """What every sentence about these answers says beside its numbers."""
        return {"state": self.state, "representative": self.questionnaire.representative}

    @property
    def whose(self) -> tuple[str, ...]:
        """What stands at the head of every file: of whom, from when, counted how."""
        return (f"対象: {self.sampling}", f"時点: {self.state.words}", f"重み付け: {self.weighing}")

    @property
    def weighing(self) -> str:
        if self.weight is None:
            return "なし"
        return f"「{self.answers.codebook.get(self.weight).label}」による"

    def link(self, endpoint: str, **said: Any) -> Address:
        """A page about these answers, asked for them as this one was."""
        weight = "0" if self.weighable and not self.weight else None
        place = {"plan_id": self.questionnaire.plan_id, "questionnaire_id": self.questionnaire.id}
        return Address(f"desk.{endpoint}", {**place, "weight": weight, **said})

    def pictures(self, **said: Any) -> Address:
        """Their pictures, by an address that changes with the answers."""
        return self.link("tables.picture", mark=f"{DESIGN}-{self.mark}", **said)


def so_far(questionnaire: Questionnaire, n: int) -> str:
    """Why there are no answers yet, or not all that came; "" where they are whole."""
    if questionnaire.received is not None:
        return str(
            gettext(
                "届いた回答は%(n)s票で、10票に満たないため、だれの回答か分かるおそれがあります。"
                "回答の内容は残さず、票数だけを記録しました。",
                n=questionnaire.received,
            )
        )
    told = SO_FAR if n else NOT_YET
    sentences = [gettext(told[questionnaire.state])] if questionnaire.state in told else []
    if questionnaire.texts_withheld:
        sentences.append(gettext("回答が20票に満たないため、自由記述は残していません。"))
    return "".join(sentences)


def filled(questionnaire_id: int) -> Source:
    """The answers of a questionnaire that has some.

    Raises:
        NothingOpened
    """
    here = source(questionnaire_id)
    if not here.answers.ids:
        raise NothingOpened
    return here


def source(questionnaire_id: int) -> Source:
    """The answers of a questionnaire of the plan in the address."""
    return source_of(of_plan(Questionnaire, questionnaire_id))


def source_of(questionnaire: Questionnaire) -> Source:
    """The answers of a questionnaire that whoever asks may read."""
    found = weighing.read(db.session(), questionnaire)
    answers = found.answers
    rules = PUBLIC if questionnaire.audience == "staff" else DESK
    weighable = weight_of(answers.codebook)
    broken = say(found.broken) if found.broken else ""
    plain = Source(questionnaire, answers, None, weighable, broken, rules)
    try:
        weights(answers.frame, answers.codebook, weighable)
    except WeightUnusable as error:
        return replace(plain, weighable=None, broken_weight=say(error))
    wanted = request.args.get("weight", "1") != "0"
    return replace(plain, weight=weighable if wanted else None)
