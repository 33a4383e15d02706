"""条件を選ぶ: who is asked a question or a section, and what its answer is held to, by picking."""

from dataclasses import dataclass, replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.desk.forms import tell
from app.extensions import db
from surveys import audit, draft_steps, questionnaires, rule_pickers, rule_words
from surveys.documents import Document
from surveys.draft_steps import Act
from surveys.drafting import rule_places
from surveys.drafting.rule_places import Place
from surveys.errors import SurveyError
from surveys.kinds import Question, Said
from surveys.questionnaires import Questionnaire
from surveys.rule_pickers import Picker

blueprint = Blueprint(
    "ruling", __name__, url_prefix="/plans/<int:plan_id>/drafting/<int:questionnaire_id>"
)
WHICH = {
    "show": (_l("たずねる人"), _l("この条件に合う人だけにたずねます")),
    "skip": (_l("たずねない人"), _l("この条件に合う人には、たずねません")),
    "check": (_l("答えの確認"), _l("この条件に合う答えだけを受け付けます")),
}
PREFIX = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """The page as it is shown.

    Attributes:
        seen: the rule that stood here when the page was opened.
        told: what is said of an answer that the check refuses.
    """

    place: Place
    picker: Picker
    seen: str
    told: str


@blueprint.get("/rules/<part_code>")
@allowed("planner")
def show(plan_id: int, questionnaire_id: int, part_code: str) -> ResponseReturnValue:
    """The rule of a question, or with ?which=section of a section."""
    found = of_plan(Questionnaire, questionnaire_id)
    return _page(found, _stored(_place(found, part_code)))


@blueprint.post("/rules/<part_code>")
@allowed("planner")
def change(plan_id: int, questionnaire_id: int, part_code: str) -> ResponseReturnValue:
    """Save what was picked; a button of the picker only shows it again."""
    found = of_plan(Questionnaire, questionnaire_id)
    draft_steps.hold(db.session(), found)
    place, said = _place(found, part_code), request.form.to_dict(flat=False)
    shown = _typed(place, said)
    if rule_pickers.pressed(said, PREFIX):
        return _page(found, shown)
    try:
        place.must_be(shown.seen)
        document = place.with_rule(shown.picker.rule(), shown.told)
    except SurveyError as error:
        refused = replace(shown, picker=replace(shown.picker, problem=error), seen=place.rule)
        return _page(found, refused), 422
    return _saved(found, place, document)


def _place(found: Questionnaire, code: str) -> Place:
    questionnaires.must_be_draft(found)
    document = questionnaires.current(db.session(), found)
    return rule_places.at(document, code, request.values.get("which", ""))


def _typed(place: Place, said: Said) -> Shown:
    numbers = rule_words.numbered(place.document)
    picker = rule_pickers.of_form(PREFIX, said, place.earlier, numbers)
    return Shown(place, picker, request.form.get("seen", ""), request.form.get("told", "").strip())


def _stored(place: Place) -> Shown:
    numbers = rule_words.numbered(place.document)
    picker = rule_pickers.of_rule(PREFIX, place.rule, place.earlier, numbers)
    return Shown(place, picker, place.rule, place.told)


def _saved(found: Questionnaire, place: Place, document: Document) -> ResponseReturnValue:
    words = f"{_name(place)}の条件"
    draft_steps.change(db.session(), found, document, Act(words, the_member().id, now()))
    audit.record(db.session(), "questionnaire.rule", found, who=the_member().id, now=now())
    db.session.commit()
    tell(gettext("%(name)sを保存しました", name=words))
    return redirect(_address(found, place, "show"))


def _page(found: Questionnaire, shown: Shown) -> str:
    place = shown.place
    return render_template(
        "desk/drafting/rule.html",
        plan=the_plan(),
        questionnaire=found,
        shown=shown,
        name=_name(place),
        section=not isinstance(place.part, Question),
        words=_words(place),
        tabs=[
            (WHICH[which][0], which, _address(found, replace(place, which=which), "show"))
            for which in place.kinds
        ],
        legend=WHICH[place.which][1],
        action=_address(found, place, "change"),
    )


def _name(place: Place) -> str:
    if isinstance(place.part, Question):
        return rule_words.numbered(place.document)[place.part.code]
    return f"「{place.part.title}」"


def _words(place: Place) -> list[str]:
    """What stands in the draft now, in words."""
    if isinstance(place.part, Question):
        told = rule_words.told(place.document, place.part)
        return [*told, *filter(None, [rule_words.checked(place.document, place.part)])]
    mine = [each for each in place.document.questions if each.section == place.part.code]
    return rule_words.told(place.document, mine[0])[:1] if place.rule and mine else []


def _address(found: Questionnaire, place: Place, view: str) -> str:
    return url_for(
        f".{view}",
        plan_id=found.plan_id,
        questionnaire_id=found.id,
        part_code=place.part.code,
        which=place.which if isinstance(place.part, Question) else "section",
    )
