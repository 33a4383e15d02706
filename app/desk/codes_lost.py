"""再発行と不達: what is done for a letter that was lost, or that came back.

The page says the same whether anything had been sent with a code or not.
"""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, the_member, the_plan
from app.clock import now
from app.desk import fielding, letters_said
from app.desk.codes_files import kept_nowhere
from app.desk.codes_forms import ReissueForm, UndeliveredForm
from app.desk.downloads import file
from app.desk.forms import DeskForm, tell
from app.errors import say
from app.exports import letters
from app.exports.pdf import TYPE
from app.extensions import db
from app.keyring import keys_of
from surveys import access, audit, reissuing
from surveys.errors import SurveyError
from surveys.questionnaires import Questionnaire

blueprint = Blueprint(
    "codes_lost",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/codes/lost",
)


@blueprint.get("")
@allowed("planner")
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = fielding.by_code(questionnaire_id)
    return _page(found, ReissueForm(formdata=None))


@blueprint.post("/reissue")
@allowed("planner")
def reissue(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Void the code of a lost letter; the new letter is the answer to this request."""
    found, form, session = fielding.published(questionnaire_id), ReissueForm(), db.session()
    if not form.validate():
        return _page(found, form), 422
    new = access.new_code()
    try:
        lost = access.read(form.code.data or "")
        said, item = letters_said.renewed(found, access.grouped(new), form.number.data or "")
        session.rollback()  # nobody must wait for the letter to write
        (made,) = letters.letters(said, [item], now())
        reissuing.reissue(session, found, keys_of(found), (lost, new), now())
    except SurveyError as error:
        session.rollback()
        form.refuse("code", say(error))
        return _page(found, form), 422
    _record("code.reissue", found, 1)
    session.commit()
    name = gettext("再発行の手紙_%(title)s", title=found.title)
    return kept_nowhere(file(made, name=f"{name}.pdf", media_type=TYPE))


@blueprint.post("/undelivered")
@allowed("planner")
def withdraw(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Void the codes of letters that came back."""
    found, form, session = fielding.published(questionnaire_id), UndeliveredForm(), db.session()
    try:
        codes = reissuing.read_lines(form.codes.data or "")
        reissuing.withdraw(session, found, keys_of(found), codes)
    except SurveyError as error:
        session.rollback()
        form.refuse("codes", say(error))
        return _page(found, ReissueForm(formdata=None), form), 422
    _record("code.undelivered", found, len(codes))
    session.commit()
    tell(gettext("%(n)s通を不達として記録しました", n=len(codes)))
    return redirect(fielding.address("codes_lost", found))


def _record(what: str, found: Questionnaire, number: int) -> None:
    told = {"number": number}
    audit.record(db.session(), what, found, who=the_member().id, now=now(), details=told)


def _page(found: Questionnaire, lost: ReissueForm, back: UndeliveredForm | None = None) -> str:
    session = db.session()
    back = back or UndeliveredForm(formdata=None)
    issued, undelivered = access.strata(session, found), access.undelivered(session, found)
    wrong: DeskForm = back if back.errors else lost
    return render_template(
        "desk/codes/lost.html",
        plan=the_plan(),
        questionnaire=found,
        standing=fielding.standing(found),
        lost=lost,
        back=back,
        form=wrong,
        counted=[(name, issued[name], undelivered[name]) for name in sorted(issued)],
        issued=issued.total(),
        undelivered=undelivered.total(),
        address=fielding.address,
    )
