"""見守り: what speaks of harm to life is read first, by the one person who is named for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from analysis.text.masking import mask
from app import bridge
from app.access import allowed, member, of_plan, reviewing, the_member, the_plan
from app.clock import now, today
from app.desk.forms import tell
from app.errors import say
from app.extensions import db
from app.sent import natural
from surveys import alarms, audit, help_lines, questionnaires, responses, translations
from surveys.alarms import HANDLED, PRESSING, UNFOUNDED, WAITING, Alarm, ReviewerWithoutRole
from surveys.questionnaires import Questionnaire
from surveys.staff import StaffMember

blueprint = Blueprint("watching", __name__, url_prefix="/plans/<int:plan_id>")
HERE = "/questionnaires/<int:questionnaire_id>/watching"
A_PAGE = 50
# Pages of a questionnaire that a reviewer can be named on, and that it leads back to.
BACK = {
    "questionnaire": "desk.questionnaires.show",
    "publishing": "desk.publishing.show",
}


@dataclass(frozen=True, slots=True)
class Watch:
    """What everyone who plans may know: who reads first, and how many texts wait.

    Attributes:
        reviewer: their shown name; "" when nobody is named.
        waiting: how many texts nobody has read yet; `withheld` of them nobody else may read.
        mine: whether it is this reader who reads them.
    """

    questionnaire: Questionnaire
    reviewer: str
    waiting: int
    withheld: int
    mine: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """A text as its reviewer reads it: masked, with what it was asked; `reader` once it is read."""

    alarm: Alarm
    question: str
    words: str
    translation: str
    reader: str

    @property
    def pressing(self) -> bool:
        return self.alarm.level >= PRESSING

    @property
    def read_at(self) -> datetime | None:
        return self.alarm.read_at


@blueprint.get("/watching")
@allowed("planner", "section", "keeper")
def index(plan_id: int) -> ResponseReturnValue:
    return _index()


@blueprint.post(f"{HERE}/reviewer")
@allowed("planner")
def name(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Name who reads first, or nobody."""
    found = of_plan(Questionnaire, questionnaire_id)
    try:
        alarms.name(db.session(), found, chosen(), today=today())
    except ReviewerWithoutRole as error:
        return _index(say(error)), 422
    _record("questionnaire.reviewer", found, reviewer=found.reviewer_id)
    db.session.commit()
    tell(gettext("見守りの確認担当を決めました"))
    place = BACK.get(request.form.get("back", ""))
    if place is None:
        return redirect(url_for(".index", plan_id=plan_id))
    return redirect(url_for(place, plan_id=plan_id, questionnaire_id=questionnaire_id))


@blueprint.get(HERE)
@reviewing
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = of_plan(Questionnaire, questionnaire_id)
    kept = alarms.of(db.session(), found)
    waiting = [each for each in kept if each.state == WAITING]
    read = [each for each in kept if each.state != WAITING]
    return render_template(
        "desk/watching/show.html",
        plan=the_plan(),
        questionnaire=found,
        waiting=_heard(db.session(), found, waiting[:A_PAGE]),
        number=len(waiting),
        pressing=sum(each.level >= PRESSING for each in waiting),
        read=_heard(db.session(), found, read[:A_PAGE]),
        done=len(read),
        help=help_lines.read(),
        states={HANDLED: gettext("対応した"), UNFOUNDED: gettext("心配はいらない")},
    )


@blueprint.post(HERE)
@reviewing
def read(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Say of texts that they were read, and what of them; or let them wait again."""
    found = of_plan(Questionnaire, questionnaire_id)
    named, state = _named(found), request.form.get("state", "")
    if state not in (WAITING, HANDLED, UNFOUNDED):
        abort(400)
    for alarm in named:
        alarms.read(alarm, state, who=the_member().id, now=now())
    _record("alarm.read", found, state=state, levels=[alarm.level for alarm in named])
    db.session.commit()
    tell(gettext("記録しました") if state != WAITING else gettext("確認待ちに戻しました"))
    return redirect(url_for(".show", plan_id=plan_id, questionnaire_id=found.id))


@blueprint.app_context_processor
def entries() -> dict[str, object]:
    """What pages of other rooms say of it."""
    return {
        "watch_of": watch_of,
        "reviewers": _reviewers,
        "waiting_for_me": _waiting_for_me,
        "help_lines": help_lines.read,
    }


def watch_of(questionnaire: Questionnaire) -> Watch:
    """How the watching over one questionnaire stands."""
    session, reader = db.session(), member()
    named = session.get(StaffMember, questionnaire.reviewer_id or 0)
    kept = [one for one in alarms.of(session, questionnaire) if one.state == WAITING]
    return Watch(
        questionnaire,
        named.shown_name if named else "",
        len(kept),
        sum(one.level >= PRESSING for one in kept),
        named is not None and reader is not None and named.id == reader.id,
    )


def chosen() -> StaffMember | None:
    """Whom a form names as `reviewer`; None leaves nobody named.

    Raises:
        ReviewerWithoutRole: there is nobody of that number.
    """
    if not request.form.get("reviewer", "").strip():
        return None
    found = db.session.get(StaffMember, request.form.get("reviewer", 0, type=natural))
    if found is None:
        raise ReviewerWithoutRole
    return found


def _reviewers() -> Sequence[StaffMember]:
    return alarms.reviewers(db.session(), the_plan(), today=today())


def _waiting_for_me() -> list[tuple[Questionnaire, int]]:
    reader = member()
    return alarms.waiting_for(db.session(), reader) if reader else []


def _index(error: str = "") -> str:
    found = questionnaires.of_plan(db.session(), the_plan())
    return render_template(
        "desk/watching/index.html",
        plan=the_plan(),
        rows=[watch_of(each) for each in found],
        error=error,
    )


def _named(found: Questionnaire) -> list[Alarm]:
    """The alarms of this questionnaire that the form names."""
    mine = {alarm.id: alarm for alarm in alarms.of(db.session(), found)}
    wanted = request.form.getlist("alarm", natural)
    if not wanted or not set(wanted) <= mine.keys():
        abort(404)
    return [mine[each] for each in wanted]


def _heard(session: Session, found: Questionnaire, kept: Sequence[Alarm]) -> list[Heard]:
    """The texts as they stand, in the order of their alarms."""
    book = bridge.codebook(bridge.asked(session, found))
    labels = {variable.name: variable.label for variable in book.texts()}
    said: dict[str, dict[int, str]] = {}
    put: dict[str, dict[int, str]] = {}
    for code in {each.question_code for each in kept}:
        mine = [each.response_id for each in kept if each.question_code == code]
        said[code] = responses.words(session, found, code, mine)
        put[code] = translations.of(session, found, code)
    return [
        Heard(
            alarm=each,
            question=labels.get(each.question_code, each.question_code),
            words=mask(said[each.question_code].get(each.response_id, "")).text,
            translation=mask(put[each.question_code].get(each.response_id, "")).text,
            reader=_name(session, each.read_by),
        )
        for each in kept
    ]


def _name(session: Session, staff_id: int | None) -> str:
    found = session.get(StaffMember, staff_id or 0)
    return found.shown_name if found else ""


def _record(what: str, found: Questionnaire, **details: object) -> None:
    audit.record(db.session(), what, found, who=the_member().id, now=now(), details=details)
