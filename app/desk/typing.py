"""紙の入力: a typist types the sheets of their bundles, one page a sheet, without a mouse.

What is typed leaves no entry in the record, and no hour: how many sheets somebody finished is
counted by the day, and the sealing of a bundle is recorded.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, the_member, the_plan
from app.clock import now, today
from app.desk import typing_listed
from app.desk.forms import tell
from app.extensions import db
from app.keyring import keys_of
from surveys import bundles, paper_intakes, paper_sheets, rule_words
from surveys.bundles import Bundle
from surveys.documents import Document
from surveys.errors import SurveyError
from surveys.keys import Keys
from surveys.paper_sheets import BEGUN, BLANK, SEALED, TYPED, PaperSheet, Typing
from surveys.questionnaires import Questionnaire

DONE = (TYPED, paper_sheets.ASIDE)
blueprint = Blueprint("typing", __name__, url_prefix="/plans/<int:plan_id>/typing")


@dataclass(frozen=True, slots=True)
class Held:
    """A sheet in somebody's hand.

    Attributes:
        before: what is typed of it so far.
        version, document: by whose numbers it is typed.
    """

    sheet: PaperSheet
    bundle: Bundle
    questionnaire: Questionnaire
    keys: Keys
    before: Typing | None
    version: int
    document: Document


@blueprint.get("")
@allowed("typist")
def index(plan_id: int) -> ResponseReturnValue:
    """The bundles of whoever is signed in; a number that was typed leads to its sheet."""
    typed = request.args.get("number", "")
    if not typed.strip():
        return _index()
    try:
        return redirect(_address(_numbered(typed)))
    except SurveyError as error:
        return _index(typed, error), 422


@blueprint.get("/<sheet>")
@allowed("typist")
def show(plan_id: int, sheet: str) -> ResponseReturnValue:
    held = _held(sheet)
    said = held.before.said if held.before else {}
    marks = held.before.entry.marks if held.before else {}
    listed = typing_listed.parts(held.document, said, marks=marks)
    return _page(held, listed, assisted=bool(held.before and held.before.assisted))


@blueprint.post("/<sheet>")
@allowed("typist")
def write(plan_id: int, sheet: str) -> ResponseReturnValue:
    """Finish a sheet and go to the next, keep it for later, or put it aside."""
    held = _held(sheet)
    bundles.hold(db.session(), held.sheet)
    act, form = request.form.get("act", "keep"), request.form
    if act == "aside":
        return _put_aside(held)
    said = typing_listed.said_in(held.document, form)
    assisted = form.get("assisted") == "y"
    typing = paper_sheets.read(held.document, held.version, said, assisted=assisted)
    if act == "finish" and typing.entry.errors:
        return _again(held, typing), 422
    try:
        _keep(held, typing, _state(held, typing, act))
        following = _following(form) if act == "finish" else None
    except SurveyError as error:
        db.session.rollback()
        return _again(held, typing, error), 422
    db.session.commit()
    return _onward(held, act, following)


def _state(held: Held, typing: Typing, act: str) -> str:
    """A sheet that was finished stays so while nothing in it is wrong."""
    whole = held.sheet.state == TYPED and not typing.entry.errors
    return TYPED if act == "finish" or whole else BEGUN


def _keep(held: Held, typing: Typing, state: str) -> None:
    """Store what was typed, while paper is taken.

    Raises:
        Closed, PaperNotYet, PaperOver, SealedAlready
    """
    paper_intakes.must_be_taken(db.session(), held.questionnaire, now())
    first = held.sheet.state != TYPED
    paper_sheets.keep(held.keys, held.sheet, held.document, typing, state)
    if state == TYPED and first:
        bundles.count(db.session(), held.bundle, the_member(), today())


def _following(form: Mapping[str, str]) -> PaperSheet | None:
    """The sheet to type next, if its number was typed.

    Raises:
        NumberUnknown, NumberShared
    """
    typed = form.get("next", "")
    return _numbered(typed) if typed.strip() else None


def _put_aside(held: Held) -> ResponseReturnValue:
    paper_sheets.put_aside(held.sheet)
    db.session.commit()
    number = paper_sheets.grouped(held.sheet.number)
    tell(gettext("%(number)sを「入力できない紙」にしました", number=number))
    return redirect(url_for(".index", plan_id=the_plan().id))


def _onward(held: Held, act: str, following: PaperSheet | None) -> ResponseReturnValue:
    number = paper_sheets.grouped(held.sheet.number)
    if act != "finish":
        tell(gettext("%(number)sの途中までを保存しました", number=number))
        return redirect(_address(held.sheet))
    tell(gettext("%(number)sを入力済みにしました", number=number))
    if following is None:
        return redirect(url_for(".index", plan_id=the_plan().id))
    return redirect(_address(following))


def _numbered(typed: str) -> PaperSheet:
    """The sheet of a label among those of whoever is signed in.

    Raises:
        NumberUnknown, NumberShared
    """
    mine = bundles.of_typist(db.session(), the_plan(), the_member())
    return paper_sheets.find(db.session(), [bundle.id for bundle, _ in mine], typed)


def _held(number: str) -> Held:
    """A sheet of one's own bundles; any other, and one that is sealed, is not found."""
    session = db.session()
    mine = {
        bundle.id: (bundle, of)
        for bundle, of in bundles.of_typist(session, the_plan(), the_member())
    }
    sheet = session.get(PaperSheet, number)
    if sheet is None or sheet.bundle_id not in mine or sheet.state == SEALED:
        abort(404)
    bundle, found = mine[sheet.bundle_id]
    kept = keys_of(found)
    before = paper_sheets.typed(kept, sheet)
    version = paper_sheets.version_of(session, found, before)
    document = rule_words.in_tables(version.parsed)
    return Held(sheet, bundle, found, kept, before, version.number, document)


def _left(held: Held) -> int:
    """How many sheets of the bundle are still to be typed."""
    states = paper_sheets.states(db.session(), held.questionnaire)[held.bundle.id]
    return states[BLANK] + states[BEGUN]


def _address(sheet: PaperSheet) -> str:
    return url_for(".show", plan_id=the_plan().id, sheet=sheet.number)


def _index(typed: str = "", error: SurveyError | None = None) -> str:
    session, listed = db.session(), []
    for bundle, found in bundles.of_typist(session, the_plan(), the_member()):
        sheets = paper_sheets.of_bundle(session, bundle.id)
        listed.append((bundle, found, sheets, sum(one.state in DONE for one in sheets)))
    return render_template(
        "desk/typing/index.html",
        plan=the_plan(),
        listed=listed,
        typed=typed,
        error=error,
        STATES=paper_sheets.STATES,
        grouped=paper_sheets.grouped,
    )


def _again(held: Held, typing: Typing, error: SurveyError | None = None) -> str:
    """The sheet as it was just typed, with what is wrong beside it."""
    entry = typing.entry
    listed = typing_listed.parts(held.document, typing.said, entry.errors, entry.marks)
    return _page(held, listed, assisted=typing.assisted, error=error)


def _page(
    held: Held,
    listed: list[typing_listed.Part],
    *,
    assisted: bool,
    error: SurveyError | None = None,
) -> str:
    return render_template(
        "desk/typing/show.html",
        plan=the_plan(),
        held=held,
        number=paper_sheets.grouped(held.sheet.number),
        left=_left(held),
        parts=listed,
        wrong=typing_listed.lines_wrong(listed),
        assisted=assisted,
        error=error,
        following=request.form.get("next", ""),
        STATES=paper_sheets.STATES,
    )
