"""公表予定: when and where the results of a questionnaire will be found."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.desk.forms import tell
from app.desk.outcome_forms import AnnouncementForm
from app.extensions import db
from surveys import announcements, audit
from surveys.questionnaires import Questionnaire

blueprint = Blueprint(
    "announcements",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/announcement",
)


@blueprint.get("")
@allowed("planner", "section", "viewer")
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = of_plan(Questionnaire, questionnaire_id)
    held = announcements.find(db.session(), found.id)
    given = {"day": held.day, "words": held.words} if held else {}
    return _page(found, AnnouncementForm(formdata=None, data=given))


@blueprint.post("")
@allowed("planner")
def announce(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found, form = of_plan(Questionnaire, questionnaire_id), AnnouncementForm()
    if not form.validate():
        return _page(found, form), 422
    announcements.announce(db.session(), found, form.day.data, form.words.data or "")
    audit.record(db.session(), "questionnaire.announce", found, who=the_member().id, now=now())
    db.session.commit()
    tell(gettext("結果の公表予定を保存しました。お礼の画面と公開ページに出ます"))
    return redirect(url_for("desk.outcomes.index", plan_id=plan_id, _anchor="announcements"))


def _page(found: Questionnaire, form: AnnouncementForm) -> str:
    return render_template(
        "desk/outcomes/announcement.html", plan=the_plan(), questionnaire=found, form=form
    )
