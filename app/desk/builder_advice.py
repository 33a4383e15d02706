"""確認済みにする: a finding that is meant so is set aside with the reason, and taken up again."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, the_member
from app.clock import now
from app.desk.builder_acts import Here, held, place_said, record
from app.desk.forms import tell
from app.extensions import db
from surveys import advice, confirmations
from surveys.confirmations import Confirmation
from surveys.errors import N_, SurveyError

blueprint = Blueprint(
    "builder_advice",
    __name__,
    url_prefix="/plans/<int:plan_id>/drafting/<int:questionnaire_id>/builder/advice",
)


class FindingGone(SurveyError):
    message = N_(
        "この指摘は、もうありません。設問が書き直されたようです。編集の画面で、今の指摘を確かめてください"
    )


@blueprint.post("/confirm")
@allowed("planner")
def confirm(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Leave a finding as it is, with the reason."""
    at, marks = held(questionnaire_id), set(request.form.getlist("mark"))
    known = confirmations.of(at.questionnaire.draft)
    there = {mark for each in advice.advice(at.document, known) for mark in each.marks}
    if not marks or not marks <= there:
        raise FindingGone
    made = Confirmation(request.form.get("why", ""), the_member().id, now())
    at.questionnaire.draft = confirmations.confirmed(at.questionnaire.draft or {}, marks, made)
    record("draft.confirm", at.questionnaire)
    db.session.commit()
    tell(gettext("確認済みにしました。言葉を変えると、また知らせます"))
    return redirect(_back(at))


@blueprint.post("/reopen")
@allowed("planner")
def reopen(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Make a finding of what was set aside."""
    at, marks = held(questionnaire_id), request.form.getlist("mark")
    at.questionnaire.draft = confirmations.reopened(at.questionnaire.draft or {}, marks)
    record("draft.reopen", at.questionnaire)
    db.session.commit()
    tell(gettext("公開前の確認に戻しました"))
    return redirect(_back(at))


def _back(at: Here) -> str:
    return at.address(advice="open", **place_said()) + "#advice"
