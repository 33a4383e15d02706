"""取扱いと廃棄: the paper that says what is held of a questionnaire, and the record of its end."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.desk import fielding, handling_facts, handling_papers
from app.desk.downloads import file
from app.desk.forms import tell
from app.errors import say
from app.exports.pdf import TYPE, pdf
from app.extensions import db
from app.words import day
from surveys import disposals
from surveys.disposals import WAYS, Destroyed, NumberUnlikely
from surveys.errors import SurveyError
from surveys.questionnaires import DRAFT, ENDED, PUBLISHED, Questionnaire

blueprint = Blueprint(
    "handling",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/handling",
)
READERS = ("planner", "keeper")


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    return _page(_asked(questionnaire_id))


@blueprint.post("/things/<thing>")
@allowed(*READERS)
def declare(plan_id: int, questionnaire_id: int, thing: str) -> ResponseReturnValue:
    """廃棄記録: who says that nothing of a thing is left, how it went and how many there were."""
    found, session = _asked(questionnaire_id), db.session()
    try:
        destroyed = Destroyed(the_member().id, now(), request.form.get("how", ""), _number())
        disposals.declare(session, found, thing, destroyed)
    except SurveyError as error:
        return _page(found, thing, say(error)), 422
    session.commit()
    tell(gettext("廃棄したことを記録しました"))
    return redirect(fielding.address("handling", found))


@blueprint.get("/handling.pdf")
@allowed(*READERS)
def paper(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """取扱説明書, as things stand today."""
    found = _asked(questionnaire_id)
    facts = handling_facts.of(found)
    made = pdf("handling", handling_papers.handling(facts), now())
    return _file(made, gettext("取扱説明書"), found)


@blueprint.get("/disposal.pdf")
@allowed(*READERS)
def record(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """廃棄記録, for a keeper to sign and file."""
    found = _asked(questionnaire_id)
    facts = handling_facts.of(found)
    standings = disposals.standings(db.session(), found, now())
    made = pdf("disposal", handling_papers.disposal(facts, standings), now())
    return _file(made, gettext("廃棄記録"), found)


def _asked(questionnaire_id: int) -> Questionnaire:
    """A questionnaire that is or was answered here; answers brought from a file are another's."""
    found = of_plan(Questionnaire, questionnaire_id)
    if found.state == DRAFT:
        abort(redirect(fielding.home_address(found)))
    if found.state not in (PUBLISHED, ENDED) or found.key_name is None:
        abort(404)
    return found


def _number() -> int | None:
    """How many there were, where that is known.

    Raises:
        NumberUnlikely
    """
    typed = request.form.get("number", "").strip().replace(",", "")
    if not typed:
        return None
    if not typed.isdecimal() or len(typed) > len(str(disposals.MOST)):
        raise NumberUnlikely(most=disposals.MOST)
    return int(typed)


def _file(made: bytes, kind: str, found: Questionnaire) -> ResponseReturnValue:
    return file(made, name=f"{kind}_{found.title}_{day(now())}.pdf", media_type=TYPE)


def _page(found: Questionnaire, wrong: str = "", error: str = "") -> str:
    """The page; `wrong` is the thing whose form could not be taken, and `error` says why."""
    standings = disposals.standings(db.session(), found, now())
    return render_template(
        "desk/handling/show.html",
        plan=the_plan(),
        questionnaire=found,
        facts=handling_facts.of(found),
        standings=standings,
        late=[each for each in standings if each.late],
        left=[each for each in standings if each.left],
        ended=found.state == ENDED,
        ways=WAYS,
        names=handling_facts.names_of(standings),
        wrong=wrong,
        error=error,
        said=request.form,
    )
