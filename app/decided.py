"""決めたテーマ: what people decided about themes, as the digest reads it."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from analysis.digest.topics import Arranged
from app import arranging
from app.bridge import Answers
from surveys import theme_steps
from surveys.questionnaires import Questionnaire
from surveys.theme_steps import FOUND


def mark(session: Session, questionnaire: Questionnaire, codes: Iterable[str]) -> tuple[int, ...]:
    """Equal decisions, equal mark; empty where nobody decided anything."""
    return tuple(step.id for code in codes for step in _steps(session, questionnaire, code) or ())


def read(
    session: Session, questionnaire: Questionnaire, found: Answers
) -> dict[str, tuple[Arranged, ...]]:
    """{question: its themes that a person decided about}, their voices as rows of `found`."""
    place = {response_id: row for row, response_id in enumerate(found.ids)}
    codes = [variable.name for variable in found.codebook.texts()]
    made = {}
    for code in codes:
        if not _steps(session, questionnaire, code):
            continue
        here = arranging.standing(session, questionnaire, code)
        kept = [one for one in here.now.themes if one.kept] if here else []
        made[code] = tuple(
            Arranged(one.key, one.name, tuple(place[each] for each in one.ids if each in place))
            for one in kept
        )
    return made


def _steps(
    session: Session, questionnaire: Questionnaire, code: str
) -> list[theme_steps.ThemeStep]:
    """The steps that stand, where one of them is a person's."""
    history = theme_steps.history(session, questionnaire, code)
    kept = [step for step in history if not step.undone]
    return kept if any(step.kind != FOUND for step in kept) else []
