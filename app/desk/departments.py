"""部署と人数: which sections get a link of their own, settled before any link is given out."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired

from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.desk import fielding
from app.desk.forms import DeskForm, tell
from app.errors import say
from app.extensions import db
from surveys import audit, departments, questionnaires
from surveys.departments import LEAST_PEOPLE, NoQuestion
from surveys.documents import Document
from surveys.errors import SurveyError
from surveys.questionnaires import DRAFT, Questionnaire

blueprint = Blueprint(
    "departments",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/departments",
)


class DepartmentsForm(DeskForm):
    """部署の一覧, one a line."""

    sections = TextAreaField(
        _l("部署と人数"),
        [InputRequired(_l("部署を1行に1つ、「部, 課, 人数」の形で入力してください"))],
        description=_l(
            "1行に1つ「部, 課, 人数」。Excelの3列をそのまま貼り付けられます。"
            "部がないときは「課, 人数」。人数は、この調査をたずねる職員の数です。"
        ),
        render_kw={"rows": 12},
    )


@blueprint.get("")
@allowed("planner")
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = of_plan(Questionnaire, questionnaire_id)
    if found.state != DRAFT:
        return redirect(fielding.home_address(found))
    return _page(found, DepartmentsForm(data={"sections": _lines(found)}))


@blueprint.post("")
@allowed("planner")
def decide(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Keep the list, and let the questionnaire ask for its groups alone."""
    found, form, session = of_plan(Questionnaire, questionnaire_id), DepartmentsForm(), db.session()
    if not form.validate():
        return _page(found, form), 422
    try:
        groups = departments.decide(session, found, departments.read(form.sections.data or ""))
    except SurveyError as error:
        session.rollback()
        form.refuse("sections", say(error))
        return _page(found, form), 422
    joined = sum(group.joined for group in groups)
    told = {"links": len(groups), "joined": joined}
    audit.record(
        session, "questionnaire.departments", found, who=the_member().id, now=now(), details=told
    )
    session.commit()
    tell(
        gettext(
            "リンクを配る部署を%(n)sに決めました（まとめたもの%(joined)s）",
            n=f"{len(groups):,}",
            joined=f"{joined:,}",
        )
    )
    return redirect(url_for(".show", plan_id=plan_id, questionnaire_id=found.id))


def _lines(found: Questionnaire) -> str:
    """The list as it was written; before that, the choices there are, without their people."""
    units = departments.listed(db.session(), found)
    if units:
        return "\n".join(_line((unit.above, unit.name, str(unit.people))) for unit in units)
    document = _document(found)
    question = departments.question_of(document) if document else None
    choices: Sequence[tuple[str, ...]] = (
        [(choice.label, "") for choice in question.choices] if question else []
    )
    return "\n".join(map(_line, choices))


def _line(parts: Sequence[str]) -> str:
    return ", ".join(part for place, part in enumerate(parts) if part or place)


def _document(found: Questionnaire) -> Document | None:
    try:
        return questionnaires.current(db.session(), found).plain
    except questionnaires.NothingAsked:
        return None


def _page(found: Questionnaire, form: DepartmentsForm) -> str:
    document, units = _document(found), departments.listed(db.session(), found)
    return render_template(
        "desk/departments/show.html",
        plan=the_plan(),
        questionnaire=found,
        form=form,
        groups=departments.merge(units) if units else [],
        settled=document is not None and departments.are_settled(db.session(), found, document),
        missing=None if document and departments.question_of(document) else say(NoQuestion()),
        least=LEAST_PEOPLE,
        back=fielding.address("publishing", found),
    )
