"""つくり始める、ほかから入れる: an empty draft, and questions of others and of the library."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select

from app.access import allowed, may_in, the_plan
from app.desk import builder_acts, builder_words, drafting
from app.desk.builder_acts import Here, held, here, keep
from app.desk.builder_begin import BeginForm
from app.desk.forms import tell
from app.errors import say
from app.extensions import db
from app.sent import natural
from surveys import draft_steps, library, pin_maps, questionnaires
from surveys.documents import Document, Section
from surveys.drafting import bringing, sections
from surveys.drafting.bringing import Brought
from surveys.errors import N_, SurveyError
from surveys.plans import Plan
from surveys.questionnaires import DRAFT, Questionnaire
from surveys.rule_words import numbered

blueprint = Blueprint("builder_copy", __name__, url_prefix="/plans/<int:plan_id>/drafting")
READERS = ("planner", "section", "viewer", "keeper")


class NothingTicked(SurveyError):
    message = N_("入れる設問を1つ以上選んでください")


class SourceMissing(SurveyError):
    message = N_("設問を取り出す調査票がありません。一覧から選び直してください")


@dataclass(frozen=True, slots=True)
class Source:
    """A questionnaire that questions may be taken from; `key` is how the address names it."""

    key: str
    title: str
    about: str
    n: int


@blueprint.post("/begin")
@allowed("planner")
def begin(plan_id: int) -> ResponseReturnValue:
    """A draft in which nothing is asked yet."""
    form = BeginForm()
    if not form.validate():
        return drafting.new_page(begin=form), 422
    made = builder_acts.begin(plan_id, form.said(), Document((), (Section("s1", ""),)))
    db.session.commit()
    return redirect(made.address())


@blueprint.get("/<int:questionnaire_id>/builder/copy")
@allowed("planner")
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """What there is to take from, or the questions of the one that was chosen."""
    at, key = here(questionnaire_id), request.args.get("source", "")
    return _page(at, key)


@blueprint.post("/<int:questionnaire_id>/builder/copy")
@allowed("planner")
def bring(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Put the ticked questions in."""
    at, said = held(questionnaire_id), request.form
    title, source = _read(said.get("source", ""))
    if not said.getlist("code"):
        return _page(at, said.get("source", ""), str(gettext(NothingTicked.message))), 422
    source = _with_maps(said.get("source", ""), source, said.getlist("code"))
    try:
        brought = _brought(at, source)
    except SurveyError as error:
        db.session.rollback()
        return _page(at, said.get("source", ""), say(error)), 422
    n = len(brought.codes)
    keep(at, brought.document, builder_words.BROUGHT % {"title": title, "n": n})
    db.session.commit()
    tell(gettext("「%(title)s」から%(n)s問を入れました", title=title, n=n))
    for sentence in brought.told:
        flash(sentence, "note")
    return redirect(at.address(question=brought.codes[0]) + "#editor")


def _brought(at: Here, source: Document) -> Brought:
    """The draft with the ticked questions in the section that was chosen."""
    document, said = sections.sectioned(at.document), request.form
    section = said.get("section") or document.sections[-1].code
    used = draft_steps.question_codes(db.session(), at.questionnaire)
    return bringing.bring(document, source, said.getlist("code"), section, used)


def _with_maps(key: str, source: Document, codes: list[str]) -> Document:
    """The questionnaire of the address, the maps of its ticked pins brought into this plan."""
    if key.startswith("library."):
        return source
    one = db.session.get_one(Questionnaire, natural(key))
    return pin_maps.carried(db.session(), one.plan_id, the_plan(), source, codes)


def _page(at: Here, key: str, error: str = "") -> str:
    title, source = _read(key) if key else ("", None)
    return render_template(
        "desk/builder/copy.html",
        plan=the_plan(),
        at=at,
        questionnaire=at.questionnaire,
        document=at.document,
        mine=list(_mine(at)) if source is None else [],
        library=list(_library()) if source is None else [],
        key=key,
        title=title,
        source=source,
        numbers=numbered(source) if source else {},
        taken=at.document.codes,
        section=request.values.get("section", ""),
        ticked=request.form.getlist("code"),
        error=error,
    )


def _mine(at: Here) -> Iterator[Source]:
    """The questionnaires one may read, this plan's first."""
    session, plan = db.session(), the_plan()
    others = session.scalars(select(Plan).where(Plan.id != plan.id).order_by(Plan.id.desc()))
    for each in (plan, *(other for other in others if may_in(other.id, *READERS))):
        for found in questionnaires.of_plan(session, each):
            if found.id != at.questionnaire.id and (found.state != DRAFT or found.draft):
                n = len(questionnaires.current(session, found).asking)
                about = f"{found.surveyed_year}年" + (f"・{each.title}" if each is not plan else "")
                yield Source(str(found.id), found.title, about, n)


def _library() -> Iterator[Source]:
    for entry in library.listed():
        yield Source(f"library.{entry.key}", entry.title, entry.about, entry.questions)


def _read(key: str) -> tuple[str, Document]:
    """The questionnaire that the address names, if one may read it.

    Raises:
        SourceMissing, NotInLibrary
    """
    if key.startswith("library."):
        place = the_plan().municipality
        found = library.read(key.removeprefix("library."), place).document
        return found.title, found
    try:
        one = db.session.get(Questionnaire, natural(key))
    except ValueError:
        one = None
    if one is None or not may_in(one.plan_id, *READERS):
        raise SourceMissing
    return one.title, questionnaires.current(db.session(), one)
