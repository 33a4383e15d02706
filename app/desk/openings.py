"""開封: a keeper opens what has come, in batches in which nobody stands alone."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import opening
from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.database import begin_writing
from app.desk import fielding, rehearsals
from app.desk.fielding import CLOSED
from app.desk.fielding_forms import OpenForm
from app.desk.forms import tell
from app.errors import say
from app.extensions import db
from app.keyring import keys_of
from surveys import audit, paper_sheets, passphrases, periods, responses
from surveys.errors import SurveyError
from surveys.keys import WrongPassphrase
from surveys.openings import LEAST_KEPT, LEAST_OPENED, Opening, held_texts
from surveys.questionnaires import ENDED, Questionnaire

blueprint = Blueprint(
    "openings",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/opening",
)


@dataclass(frozen=True, slots=True)
class Chance:
    """What can be opened now: `last` after the deadline, else an interim batch."""

    last: bool
    possible: bool
    by_server: bool


@blueprint.get("")
@allowed("planner", "keeper")
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = of_plan(Questionnaire, questionnaire_id)
    if found.state == ENDED:
        return _result(found)
    return _page(fielding.published(questionnaire_id), OpenForm())


@blueprint.post("")
@allowed("keeper")
def open_batch(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Open with a passphrase: here and now, for it may stand in no queue."""
    found, form = fielding.published(questionnaire_id), OpenForm()
    if not form.validate():
        return _page(found, form), 422
    try:
        made = _open(found, passphrases.read(form.passphrase.data or ""))
    except WrongPassphrase as error:
        _record("key.wrong_passphrase", found)
        db.session.commit()
        form.refuse("passphrase", say(error))
        return _page(found, form), 422
    except SurveyError as error:
        db.session.rollback()
        form.refuse("passphrase", say(error))
        return _page(found, form), 422
    return _done(found, made)


@blueprint.post("/by-server")
@allowed("planner", "keeper")
def open_by_server(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Open an open link after its deadline, for those who will not wait for the worker."""
    found = fielding.published(questionnaire_id)
    private = keys_of(found).from_server()
    made = opening.open_now(found, private, last=True, who=the_member().id, now=now())
    return _done(found, made)


def _open(found: Questionnaire, passphrase: str) -> Opening:
    """Unwrap the key, which takes a while, before the database is held for writing."""
    last, keys, who = chance(found).last, keys_of(found), the_member().id
    db.session.rollback()
    private = keys.unwrap(passphrase)
    begin_writing(db.session())
    return opening.open_now(found, private, last=last, who=who, now=now())


def chance(found: Questionnaire) -> Chance:
    """What can be opened now, and by whom."""
    standing = fielding.standing(found)
    last = standing.state == CLOSED
    return Chance(last, last or standing.waiting >= LEAST_OPENED, found.opens_by_itself)


def _done(found: Questionnaire, made: Opening) -> ResponseReturnValue:
    tell(gettext("%(n)s票を開封しました", n=f"{made.number:,}"))
    if made.unreadable:
        flash(gettext("読めない封筒が%(n)s通ありました", n=f"{made.unreadable:,}"), "warning")
    return redirect(fielding.address("openings", found))


def _record(what: str, found: Questionnaire) -> None:
    audit.record(db.session(), what, found, who=the_member().id, now=now())


def _page(found: Questionnaire, form: OpenForm) -> str:
    return render_template(
        "desk/openings/show.html",
        plan=the_plan(),
        questionnaire=found,
        standing=fielding.standing(found),
        chance=chance(found),
        opened=responses.number(db.session(), found),
        held=len(held_texts(db.session(), found)),
        paper_waiting=paper_sheets.waiting(db.session(), found),
        form=form,
        least=LEAST_OPENED,
        least_kept=LEAST_KEPT,
        last=periods.last_moment(found),
        rehearsed=rehearsals.of(found),
    )


def _result(found: Questionnaire) -> str:
    """After the last opening: what there is now, and where to read it."""
    return render_template(
        "desk/openings/result.html",
        plan=the_plan(),
        questionnaire=found,
        n=responses.number(db.session(), found),
        held=len(held_texts(db.session(), found)),
        keys_gone=not (found.key_name and keys_of(found).folder.exists()),
    )
