"""意見の取込: many comments at once, pasted or from a file, each looked at before it is stored."""

from hashlib import sha256

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analysis import files
from analysis.errors import AnalysisError
from analysis.guessing import words
from analysis.raw import Raw
from analysis.text.masking import mask
from app import commenting
from app.access import allowed, the_plan
from app.clock import now
from app.desk.file_forms import ENDINGS
from app.desk.files import A_MEGABYTE
from app.desk.forms import tell
from app.desk.public_comments import of_round, record, the_round
from app.desk.public_comments_forms import CommentFileForm
from app.errors import say
from app.extensions import db
from surveys import comment_files, public_comments
from surveys.comment_files import MOST, Columns, CommentFile, Pasted, TooManyAtOnce
from surveys.errors import SurveyError
from surveys.public_comments import CHANNELS, CommentRound, Received

SHOWN = 100  # comments of a preview
WAYS = ("", "blank", "numbers", "lines")

blueprint = Blueprint(
    "public_comments_bringing",
    __name__,
    url_prefix="/plans/<int:plan_id>/comments/<int:round_id>",
)


@blueprint.get("/paste")
@allowed("planner")
def paste(plan_id: int, round_id: int) -> ResponseReturnValue:
    return _paste_page(None)


@blueprint.post("/paste/check")
@allowed("planner")
def check(plan_id: int, round_id: int) -> ResponseReturnValue:
    """Show how what was pasted is parted; nothing is stored."""
    try:
        return _paste_page(_pasted())
    except SurveyError as error:
        return _paste_page(None, say(error)), 422


@blueprint.post("/paste")
@allowed("planner")
def take_pasted(plan_id: int, round_id: int) -> ResponseReturnValue:
    """Store what was pasted, parted as it was shown; what changed since is shown again first."""
    try:
        found = _pasted()
        if request.form.get("seen", _mark()) != _mark():
            return _paste_page(found, changed=True)
        return _take_in(the_round(), list(found.comments))
    except SurveyError as error:
        db.session.rollback()
        return _paste_page(None, say(error)), 422


@blueprint.get("/file")
@allowed("planner")
def file(plan_id: int, round_id: int) -> ResponseReturnValue:
    return _file_page(CommentFileForm())


@blueprint.post("/file")
@allowed("planner")
def bring(plan_id: int, round_id: int) -> ResponseReturnValue:
    """Read a file; only columns that do not say who wrote are kept, and these masked."""
    form, held = CommentFileForm(), the_round()
    if not form.validate():
        return _file_page(form), 422
    try:
        given = form.file.data
        made = _kept(held, files.read_bytes(given.read(), given.filename or ""), given.filename)
    except (SurveyError, AnalysisError) as error:
        form.refuse("file", say(error))
        return _file_page(form), 422
    db.session.add(made)
    record("comment_file.bring", made)
    db.session.commit()
    return redirect(url_for(".look", plan_id=plan_id, round_id=round_id, comment_file_id=made.id))


@blueprint.get("/file/<int:comment_file_id>")
@allowed("planner")
def look(plan_id: int, round_id: int, comment_file_id: int) -> ResponseReturnValue:
    """What the file will become, with the columns that were guessed."""
    waiting = _waiting(comment_file_id)
    return _look_page(waiting, _guessed(waiting))


@blueprint.post("/file/<int:comment_file_id>")
@allowed("planner")
def take_in(plan_id: int, round_id: int, comment_file_id: int) -> ResponseReturnValue:
    """Take the file in with the columns that were chosen, or only show what it would become."""
    waiting = _waiting(comment_file_id)
    columns = _columns(waiting, request.form)
    if request.form.get("only") == "look":
        return _look_page(waiting, columns)
    try:
        came = comment_files.rows_of(waiting, columns)
    except SurveyError as error:
        return _look_page(waiting, columns, say(error)), 422
    db.session.delete(waiting)
    return _take_in(the_round(), came)


@blueprint.post("/file/<int:comment_file_id>/drop")
@allowed("planner")
def drop(plan_id: int, round_id: int, comment_file_id: int) -> ResponseReturnValue:
    waiting = _waiting(comment_file_id)
    record("comment_file.drop", waiting)
    db.session.delete(waiting)
    db.session.commit()
    tell(gettext("取り込まずに、ファイルの内容を消しました"))
    return redirect(url_for("desk.public_comments.show", plan_id=plan_id, round_id=round_id))


def _take_in(held: CommentRound, came: list[Received]) -> ResponseReturnValue:
    made = public_comments.receive(db.session(), held, came, now())
    commenting.mark_copies(db.session(), held)
    record("comment.bring", held, comments=len(made))
    db.session.commit()
    tell(gettext("%(n)s人分の意見を入れました", n=len(made)))
    return redirect(url_for("desk.public_comments.show", plan_id=held.plan_id, round_id=held.id))


def _pasted() -> Pasted:
    """What the form says, masked.

    Raises:
        NothingPasted, TooManyAtOnce
    """
    channel = request.form.get("channel", "")
    found = comment_files.pasted(
        request.form.get("pasted", ""),
        channel if channel in CHANNELS else "email",
        way=request.form.get("way", ""),
    )
    comments = tuple(commenting.masked(each) for each in found.comments)
    return Pasted(comments, found.left_out, found.numbered)


def _mark() -> str:
    """Equal text parted the same way, equal mark."""
    said = (request.form.get("pasted", ""), request.form.get("way", ""))
    return sha256(repr(said).encode()).hexdigest()[:16]


def _paste_page(found: Pasted | None, error: str = "", *, changed: bool = False) -> str:
    said = request.form
    return render_template(
        "desk/public_comments/paste.html",
        plan=the_plan(),
        round=the_round(),
        found=found,
        error=error,
        mark=_mark(),
        changed=changed,
        pasted=said.get("pasted", ""),
        channel=said.get("channel", "email"),
        way=said.get("way", ""),
        shown=SHOWN,
        CHANNELS=CHANNELS,
    )


def _file_page(form: CommentFileForm) -> str:
    return render_template(
        "desk/public_comments/file.html",
        plan=the_plan(),
        round=the_round(),
        form=form,
        endings=ENDINGS,
        limit=current_app.config["MAX_CONTENT_LENGTH"] // A_MEGABYTE,
    )


def _look_page(waiting: CommentFile, columns: Columns, error: str = "") -> str:
    try:
        came = comment_files.rows_of(waiting, columns)
    except SurveyError as refused:
        came, error = [], error or say(refused)
    return render_template(
        "desk/public_comments/look.html",
        plan=the_plan(),
        round=the_round(),
        file=waiting,
        columns=columns,
        came=came,
        error=error,
        shown=SHOWN,
        CHANNELS=CHANNELS,
    )


def _waiting(comment_file_id: int) -> CommentFile:
    return of_round(CommentFile, comment_file_id, the_round())


def _kept(held: CommentRound, raw: Raw, name: str | None) -> CommentFile:
    """The columns that do not say who wrote, masked.

    Raises:
        TooManyAtOnce
    """
    if len(raw.cells) > MOST:
        raise TooManyAtOnce(most=MOST)
    named = {column: " ".join(raw.heading(column)) for column in raw.cells.columns}
    personal = [column for column, said in named.items() if _says_who(said)]
    kept = [column for column in named if column not in personal]
    return CommentFile(
        round_id=held.id,
        name=(name or "")[-255:],
        headings=[named[column] for column in kept],
        rows=[[mask(cell).text for cell in row] for row in raw.cells[kept].to_numpy()],
        left_out=[named[column] for column in personal],
        created_at=now(),
    )


def _says_who(heading: str) -> bool:
    return words.is_personal(heading) or words.is_address(heading) or "連絡先" in heading


def _columns(waiting: CommentFile, said: dict[str, str]) -> Columns:
    """The columns somebody chose, or those that headings and cells tell."""
    guessed = _guessed(waiting)

    def number(name: str, otherwise: int) -> int:
        try:
            return int(said.get(name, ""))
        except ValueError:
            return otherwise

    channel = said.get("channel", "")
    return Columns(
        text=number("text", guessed.text),
        place=number("place", guessed.place),
        how=number("how", guessed.how),
        channel=channel if channel in CHANNELS else "form",
    )


def _guessed(waiting: CommentFile) -> Columns:
    """The wordiest column is the text; headings tell the place and how a comment came."""
    width = len(waiting.headings)
    letters = [sum(len(row[place]) for row in waiting.rows) for place in range(width)]
    text = max(range(width), key=lambda place: letters[place], default=-1)

    def told(*parts: str) -> int:
        named = enumerate(waiting.headings)
        return next(
            (p for p, said in named if p != text and any(part in said for part in parts)), -1
        )

    place = told("箇所", "該当", "章", "頁", "ページ", "項目", "論点")
    return Columns(text, place, told("提出方法", "方法", "経路", "媒体", "手段"), "form")
