"""回答コード: issued once into files, which the town keeps, uses and destroys."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, the_member, the_plan
from app.clock import now, today
from app.desk import code_list, entrances, fielding, letters_said
from app.desk.codes_files import Package
from app.desk.codes_forms import CODES_AT_ONCE, LETTERS_AT_ONCE, CodesForm, DiscardedForm
from app.desk.forms import tell
from app.errors import say
from app.extensions import db
from app.keyring import keys_of
from surveys import access, audit, sample_designs
from surveys.errors import N_, SurveyError
from surveys.questionnaires import Questionnaire

blueprint = Blueprint(
    "codes",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/codes",
)
SMALL = 10  # under which a stratum's answers are not shown by themselves
DISCARDED = "code.discard"
Strata = list[tuple[str, int]]


class TooMany(SurveyError):
    message = N_("一度に発行できるのは%(limit)d件までです。何回かに分けてください")


class TooManyLetters(SurveyError):
    message = N_(
        "手紙やラベルのPDFを作るときは、一度に%(limit)d件までです。"
        "何回かに分けるか、一覧だけにして印刷業者に頼んでください"
    )


@blueprint.get("")
@allowed("planner")
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found, form = fielding.by_code(questionnaire_id), CodesForm()
    if not access.number(db.session(), found):
        form.say_strata(_designed(found))
    return _page(found, form)


@blueprint.post("")
@allowed("planner")
def issue(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Issue codes; the files are the answer to this request and can never be had again."""
    found, form, session = fielding.published(questionnaire_id), CodesForm(), db.session()
    if not form.validate():
        return _page(found, form), 422
    name = gettext("回答コード_%(title)s_%(day)s", title=found.title, day=today().isoformat())
    try:
        strata = _wanted(found, form)
        drawn = access.draw(strata)
        package = _packed(found, form, drawn)
        session.rollback()  # setting letters takes a while: nobody must wait for it to write
        reply = package.response(name, now())
        access.must_still_be(session, found, form.seen.data or 0)
        access.keep(session, found, keys_of(found), drawn)
    except SurveyError as error:
        session.rollback()
        form.refuse("strata" if form.strata.data else "number", say(error))
        return _page(found, form), 422
    _record("code.issue", found, number=len(drawn), strata=len(strata))
    session.commit()
    return reply


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


def _designed(found: Questionnaire) -> Strata:
    """The strata of the sample, as many letters as were drawn."""
    designed = sample_designs.strata(db.session(), found)
    return [(stratum.name, stratum.drawn) for stratum in designed if stratum.drawn]


def _wanted(found: Questionnaire, form: CodesForm) -> Strata:
    """How many codes for each stratum, if all is as the page had said.

    Raises:
        NotByCode, IssuedMeanwhile, StratumUnreadable, StratumTwice, TooMany, TooManyLetters,
        LettersLost
    """
    if found.access != "codes":
        raise fielding.NotByCode
    access.must_still_be(db.session(), found, form.seen.data or 0)
    strata = code_list.read_strata(form.strata.data or "") or [("", form.number.data or 0)]
    wanted = sum(number for _, number in strata)
    if wanted > CODES_AT_ONCE:
        raise TooMany(limit=CODES_AT_ONCE)
    if wanted > LETTERS_AT_ONCE and (form.letters.data or form.sheet.data):
        raise TooManyLetters(limit=LETTERS_AT_ONCE)
    code_list.must_fit(strata, form.form.data)
    return strata


def _packed(found: Questionnaire, form: CodesForm, drawn: list[tuple[str, str]]) -> Package:
    listed = code_list.listed(drawn, entrances.welcome(found))
    said = letters_said.said(found) if form.letters.data else None
    return Package(listed, form.form.data, said, form.sheet.data or "")


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
        undelivered=access.undelivered(db.session(), found),
        number=issued.total(),
        small=[name for name, number in issued.items() if name and number < SMALL],
        records=audit.entries(db.session(), found, DISCARDED),
        address=fielding.address,
    )
