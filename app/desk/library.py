"""ひな形: questionnaires that are ready to be taken over, to be read first and begun with."""

from flask import Blueprint, abort, redirect, render_template
from flask.typing import ResponseReturnValue

from app.access import allowed, the_plan
from app.clock import today
from app.desk import builder_acts, drafting
from app.desk.builder_begin import BeginForm
from app.extensions import db
from surveys import library
from surveys.formats.base import Brought
from surveys.kinds import KINDS
from surveys.library import Entry, NotInLibrary
from surveys.questionnaires import AUDIENCES

blueprint = Blueprint("library", __name__, url_prefix="/plans/<int:plan_id>/library")


@blueprint.get("")
@allowed("planner")
def index(plan_id: int) -> ResponseReturnValue:
    entries = library.listed()
    return render_template(
        "desk/library/index.html",
        plan=the_plan(),
        whole=[each for each in entries if not each.module],
        modules=[each for each in entries if each.module],
    )


@blueprint.get("/<entry_key>")
@allowed("planner")
def show(plan_id: int, entry_key: str) -> ResponseReturnValue:
    entry, brought = _found(entry_key)
    document = brought.document
    said = BeginForm(
        formdata=None,
        title=document.title,
        audience=brought.audience,
        sampling=brought.sampling,
        surveyed_year=today().year,
    )
    return _page(entry, brought, said)


@blueprint.post("/<entry_key>")
@allowed("planner")
def begin(plan_id: int, entry_key: str) -> ResponseReturnValue:
    """Make a draft of all of it."""
    entry, brought = _found(entry_key)
    form = BeginForm()
    if not form.validate():
        return _page(entry, brought, form), 422
    made = builder_acts.begin(plan_id, form.said(), brought.document, library=entry_key)
    db.session.commit()
    return redirect(made.address())


def _found(key: str) -> tuple[Entry, Brought]:
    """An entry, and its questionnaire in the name of the plan's municipality."""
    try:
        return library.entry(key), library.read(key, the_plan().municipality)
    except NotInLibrary:
        abort(404)


def _page(entry: Entry, brought: Brought, form: BeginForm) -> str:
    document = brought.document
    columns = [c for each in document.questions for c in KINDS[each.kind].columns(each)]
    labels = {column.name: column.label.rpartition("／")[2] for column in columns}
    return render_template(
        "desk/library/show.html",
        plan=the_plan(),
        entry=entry,
        document=document,
        audience=AUDIENCES[brought.audience],
        sections=drafting.sections(document),
        factors={
            factor.label: [(labels[name], name in entry.reverse) for name in factor.items]
            for factor in document.factors
        },
        form=form,
    )
