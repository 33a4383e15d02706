"""ポスターと案内: an A4 page with a QR code, and the links of departments, to print and to send."""

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue

from app import languages
from app.access import allowed, the_plan
from app.desk import entrances, fielding
from app.extensions import db
from surveys import periods, questionnaires
from surveys.questionnaires import Questionnaire

blueprint = Blueprint(
    "posters",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/poster",
)
MAKERS = {"svg": entrances.svg, "png": entrances.png}
TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@blueprint.get("")
@allowed("planner", "keeper")
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = fielding.published(questionnaire_id)
    if found.access == "departments":
        return _page("desk/posters/departments.html", found, entrances.departments(found))
    return _page("desk/posters/show.html", found, entrances.welcome(found))


@blueprint.get("/qr.<any(svg,png):suffix>")
@allowed("planner", "keeper")
def qr(plan_id: int, questionnaire_id: int, suffix: str) -> ResponseReturnValue:
    return _picture(entrances.welcome(fielding.published(questionnaire_id)), suffix)


@blueprint.get("/departments/<int:place>/qr.<any(svg,png):suffix>")
@allowed("planner", "keeper")
def department_qr(
    plan_id: int, questionnaire_id: int, place: int, suffix: str
) -> ResponseReturnValue:
    """The QR code of one department, by its place in the list."""
    found = fielding.published(questionnaire_id)
    listed = entrances.departments(found) if found.access == "departments" else []
    if not 0 < place <= len(listed):
        abort(404)
    return _picture(listed[place - 1][1], suffix)


def _picture(address: str, suffix: str) -> Response:
    return Response(MAKERS[suffix](address), content_type=TYPES[suffix])


def _page(template: str, found: Questionnaire, entrance: object) -> str:
    document = questionnaires.latest(db.session(), found).parsed
    spoken = [languages.name(each) for each in document.languages]
    return render_template(
        template,
        plan=the_plan(),
        questionnaire=found,
        document=document,
        languages=spoken if len(spoken) > 1 else [],
        entrance=entrance,
        last=periods.last_moment(found),
    )
