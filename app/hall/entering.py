"""参加: the code, and whatever somebody likes to say of themselves; all of it may be left out."""

from unicodedata import normalize

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.access import answering
from app.extensions import db
from app.hall import here as places
from app.hall.here import Here
from app.hall.room import blueprint
from app.sent import natural
from surveys.errors import N_, SurveyError
from surveys.workshops import participants, tables, workshops
from surveys.workshops.participants import LONGEST_NICKNAME, NotOffered, Said
from surveys.workshops.workshops import CODE


class CodeUnknown(SurveyError):
    message = N_(
        "この番号のワークショップは開かれていません。投影画面の6けたの番号を確かめてください"
    )


@blueprint.get("/")
@answering
def index() -> ResponseReturnValue:
    return render_template("hall/code.html", typed="", error=None)


@blueprint.post("/")
@answering
def find_by_code() -> ResponseReturnValue:
    """Lead to the workshop of a code that was typed, as people type: wide, with spaces."""
    typed = request.form.get("code", "")
    code = "".join(letter for letter in normalize("NFKC", typed) if letter.isdecimal())
    if len(code) != CODE or workshops.by_code(db.session(), code) is None:
        return render_template("hall/code.html", typed=typed, error=CodeUnknown()), 422
    return redirect(f"/hall/{code}", 303)


@blueprint.get("/<code>/join")
@answering
def joining(code: str) -> ResponseReturnValue:
    """Say anew what one said before, or join."""
    return ask(places.find(code))


@blueprint.post("/<code>/join")
@answering
def join(code: str) -> ResponseReturnValue:
    here = places.find(code)
    try:
        said = _said(here)
        participants.join(db.session(), here.workshop, here.keys, here.token, said)
    except (NotOffered, tables.TableGone) as error:
        return ask(here, error), 422
    db.session.commit()
    return places.keep(redirect(here.address("room"), 303), here)


def _said(here: Here) -> Said:
    """What the form says.

    Raises:
        TableGone
    """
    form = request.form
    table = form.get("table", 0, type=natural)
    if table:
        tables.one(db.session(), here.workshop, table)
    nickname = form.get("nickname", "")[:LONGEST_NICKNAME]
    return Said(table or None, nickname, form.get("age", ""), form.get("area", ""))


def ask(here: Here, error: SurveyError | None = None) -> str:
    """The page on which somebody joins; the table of a QR code is chosen already."""
    seats = tables.of(db.session(), here.workshop)
    number = request.args.get("table", 0, type=int)
    mine = here.who.table_id if here.who else None
    table = next((seat.id for seat in seats if seat.number == number), mine)
    if request.method == "POST":
        table = request.form.get("table", 0, type=natural) or None
    return render_template(
        "hall/join.html", room=here, workshop=here.workshop, seats=seats, table=table, error=error
    )
