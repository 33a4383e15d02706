"""Which questionnaires take answers on paper: those whose letters carry a code to cut off."""

from app.desk import fielding
from surveys.errors import N_, SurveyError
from surveys.questionnaires import Questionnaire


class NoPaper(SurveyError):
    message = N_("紙の回答は、回答コードの手紙で集める調査だけで受け付けられます")


def asked(questionnaire_id: int) -> Questionnaire:
    """A published questionnaire of the plan with codes; any other leads to its own page."""
    return fielding.by_code(questionnaire_id, NoPaper)
