"""Which questionnaires take answers on paper: those whose letters carry a code to cut off."""

from flask import abort, flash, redirect

from app.desk import fielding
from app.errors import say
from surveys.errors import N_, SurveyError
from surveys.questionnaires import Questionnaire


class NoPaper(SurveyError):
    message = N_("紙の回答は、回答コードの手紙で集める調査だけで受け付けられます")


def asked(questionnaire_id: int) -> Questionnaire:
    """A published questionnaire of the plan with codes; any other leads to its own page."""
    found = fielding.published(questionnaire_id)
    if found.access != "codes":
        flash(say(NoPaper()), "note")
        abort(redirect(fielding.home_address(found)))
    return found
