"""公開前の確認: what is worth thinking over in a draft, and what of it is meant so."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from app.extensions import db
from surveys import advice, confirmations, pin_maps
from surveys.advice import MUST, Advice
from surveys.advice.whole import outdated
from surveys.confirmations import Confirmation
from surveys.documents import Document
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from surveys.rule_words import numbered
from surveys.staff import StaffMember


@dataclass(frozen=True, slots=True)
class SetAside:
    """A finding that was confirmed, with who left it as it is and why."""

    found: Advice
    confirmation: Confirmation
    who: str


@dataclass(frozen=True, slots=True)
class Advised:
    """What a page shows of a draft."""

    open: Sequence[Advice] = ()
    set_aside: Sequence[SetAside] = ()

    @property
    def must(self) -> int:
        return sum(each.level == MUST for each in self.open)

    @property
    def better(self) -> int:
        return len(self.open) - self.must


def of(questionnaire: Questionnaire, document: Document) -> Advised:
    """All of a draft; `document` is what it says now."""
    known = confirmations.of(questionnaire.draft)
    found = (
        *mapless(questionnaire, document),
        *advice.advice(document, known),
        *outdated(questionnaire.draft),
    )
    aside = [
        SetAside(each, known[each.marks[0]], _name(known[each.marks[0]].who))
        for each in advice.set_aside(document, known)
    ]
    return Advised(found, aside)


def blocking(questionnaire: Questionnaire, document: Document) -> tuple[Advice, ...]:
    """What must be put right before anybody is asked."""
    return (*mapless(questionnaire, document), *advice.blocking(document))


def mapless(questionnaire: Questionnaire, document: Document) -> tuple[Advice, ...]:
    """Pins whose map is not in the plan any more, or never was."""
    plan = db.session.get_one(Plan, questionnaire.plan_id)
    numbers = numbered(document)
    return tuple(
        Advice(
            each.code,
            gettext("%(number)s: 地図がこの計画にありません", number=numbers[each.code]),
            gettext("計画の「地図」で取り込むか、設問の「地図」で別の地図を選んでください"),
            MUST,
        )
        for each in pin_maps.without_map(db.session(), plan, document)
    )


def _name(who: int | None) -> str:
    found = db.session.get(StaffMember, who) if who else None
    return found.shown_name if found else ""
