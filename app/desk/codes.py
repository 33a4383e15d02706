"""回答コード: issued once into a file, which the town keeps, uses and destroys."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, the_member, the_plan
from app.clock import now, today
from app.desk import code_list, entrances, fielding
from app.desk.fielding_forms import CODES_AT_ONCE, CodesForm, DiscardedForm
from app.desk.forms import tell
from app.errors import say
from app.extensions import db
from app.keyring import keys_of
from surveys import access, audit
from surveys.errors import N_, SurveyError
from surveys.questionnaires import Questionnaire

blueprint = Blueprint(
    "codes",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/codes",
)
SMALL = 10  # under which a stratum's answers are not shown by themselves
DISCARDED = "code.discard"


class IssuedMeanwhile(SurveyError):
    message = N_(
        "この画面を開いたあとに、回答コードが発行されています。"
        "下の発行済みの件数を確かめ、足りないときだけ続けてください"
    )


class TooMany(SurveyError):
    message = N_("一度に発行できるのは%(limit)d件までです。何回かに分けてください")


class NotByCode(SurveyError):
    message = N_("この調査は回答コードを使いません")


@blueprint.get("")
@allowed("planner")
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = fielding.published(questionnaire_id)
    if found.access != "codes":
        flash(say(NotByCode()), "note")
        return redirect(fielding.home_address(found))
    return _page(found, CodesForm())


@blueprint.post("")
@allowed("planner")
def issue(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Issue codes; the file is the answer to this request and can never be had again."""
    found, form, session = fielding.published(questionnaire_id), CodesForm(), db.session()
    if not form.validate():
        return _page(found, form), 422
    try:
        strata = _wanted(found, form)
        made = access.issue(session, found, keys_of(found), strata)
    except SurveyError as error:
        session.rollback()
        form.refuse("strata" if form.strata.data else "number", say(error))
        return _page(found, form), 422
    _record("code.issue", found, number=len(made), strata=len(strata))
    session.commit()
    name = gettext("回答コード_%(title)s_%(day)s", title=found.title, day=today().isoformat())
    return code_list.listed(made, entrances.welcome(found)).response(form.form.data, name)


@blueprint.post("/discarded")
@allowed("planner")
def discarded(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """廃棄記録: who says that no copy of the list is left, and when."""
    found, form = fielding.published(questionnaire_id), DiscardedForm()
    if not form.validate():
        return _page(found, CodesForm(formdata=None), form), 422
    _record(DISCARDED, found)
    db.session.commit()
    tell(gettext("廃棄したことを記録しました"))
    return redirect(fielding.address("codes", found))


def _wanted(found: Questionnaire, form: CodesForm) -> list[tuple[str, int]]:
    """How many codes for each stratum, if all is as the page had said.

    Raises:
        NotByCode, IssuedMeanwhile, StratumUnreadable, StratumTwice, TooMany, LettersLost
    """
    if found.access != "codes":
        raise NotByCode
    if access.number(db.session(), found) != (form.seen.data or 0):
        raise IssuedMeanwhile
    said = form.strata.data or ""
    strata = code_list.read_strata(said) or [("", form.number.data or 0)]
    if sum(number for _, number in strata) > CODES_AT_ONCE:
        raise TooMany(limit=CODES_AT_ONCE)
    code_list.must_fit(strata, form.form.data)
    return strata


def _record(what: str, found: Questionnaire, **counts: int) -> None:
    audit.record(db.session(), what, found, who=the_member().id, now=now(), details=dict(counts))


def _page(found: Questionnaire, form: CodesForm, discard: DiscardedForm | None = None) -> str:
    """The page; what was issued is counted anew, so that a second press is noticed."""
    issued = access.strata(db.session(), found)
    form.seen.raw_data, form.seen.data = None, issued.total()
    discard = discard or DiscardedForm(formdata=None)
    return render_template(
        "desk/codes/show.html",
        plan=the_plan(),
        questionnaire=found,
        standing=fielding.standing(found),
        codes=form,
        discard=discard,
        form=discard if discard.errors else form,
        issued=sorted(issued.items()),
        number=issued.total(),
        small=[name for name, number in issued.items() if name and number < SMALL],
        records=audit.entries(db.session(), found, DISCARDED),
    )
