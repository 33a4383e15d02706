"""手紙の文面: what a planner words of the letter, and how it will look."""

from dataclasses import asdict
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, the_member, the_plan
from app.clock import now
from app.desk import fielding, letters_said
from app.desk.codes_forms import LetterForm
from app.desk.forms import tell
from app.exports import letters
from app.exports.pdf import TYPE
from app.extensions import db
from surveys import audit, cover_letters
from surveys.questionnaires import Questionnaire

blueprint = Blueprint(
    "letters",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/letter",
)


@blueprint.get("")
@allowed("planner")
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = fielding.published(questionnaire_id)
    return _page(found, LetterForm(formdata=None, data=asdict(letters_said.wording(found))))


@blueprint.post("")
@allowed("planner")
def word(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found, form = fielding.published(questionnaire_id), LetterForm()
    if not form.validate():
        return _page(found, form), 422
    cover_letters.word(db.session(), found, form.wording())
    audit.record(db.session(), "letter.word", found, who=the_member().id, now=now())
    db.session.commit()
    tell(gettext("手紙の文面を保存しました。下の見本で確かめてください"))
    return redirect(f"{fielding.address('letters', found)}#specimen")


@blueprint.get("/specimen.pdf")
@allowed("planner")
def specimen(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """One letter, marked 見本, to be printed and tried in the envelope."""
    said, item = letters_said.specimen(fielding.published(questionnaire_id))
    db.session.rollback()
    (made,) = letters.letters(said, [item], now())
    return Response(made, content_type=TYPE)


@blueprint.get("/specimen.png")
@allowed("planner")
def picture(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """The same as the page shows it."""
    said, item = letters_said.specimen(fielding.published(questionnaire_id))
    db.session.rollback()
    return Response(letters.picture(said, item, now()), content_type="image/png")


def _page(found: Questionnaire, form: LetterForm) -> str:
    said, _ = letters_said.specimen(found)
    places: dict[str, Any] = {"plan_id": found.plan_id, "questionnaire_id": found.id}
    # A mark of what it says, for a picture of older words may be kept by the browser.
    mark = sha256(repr(said).encode()).hexdigest()[:12]
    return render_template(
        "desk/letters/show.html",
        plan=the_plan(),
        questionnaire=found,
        standing=fielding.standing(found),
        form=form,
        said=said,
        picture=url_for(".picture", **places, mark=mark),
        specimen=url_for(".specimen", **places),
        address=fielding.address,
    )
