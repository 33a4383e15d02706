"""パブリックコメント: the rounds of a plan, and one round with what came in."""

from typing import TypeVar

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.desk.forms import tell
from app.desk.public_comments_forms import CommentForm, RoundForm
from app.errors import say
from app.extensions import db
from app.sent import natural
from surveys import audit, editions, public_comments
from surveys.base import Base
from surveys.editions import Edition
from surveys.errors import SurveyError
from surveys.public_comments import CHANNELS, CommentRound, Letter

Row = TypeVar("Row", bound=Base)
READERS = ("planner", "section", "viewer")
SHOWN = 50  # letters on a page

blueprint = Blueprint("public_comments", __name__, url_prefix="/plans/<int:plan_id>/comments")


@blueprint.get("")
@allowed(*READERS)
def index(plan_id: int) -> ResponseReturnValue:
    plan, session = the_plan(), db.session()
    rounds = public_comments.of_plan(session, plan)
    return render_template(
        "desk/public_comments/index.html",
        plan=plan,
        rounds=[(each, public_comments.counts(session, each)) for each in rounds],
        editions=editions.of_plan(session, plan),
    )


@blueprint.get("/new")
@allowed("planner")
def new(plan_id: int) -> ResponseReturnValue:
    newest = next(iter(editions.of_plan(db.session(), the_plan())), None)
    form = _form(edition_id=str(newest.id) if newest else "")
    return render_template("desk/public_comments/new.html", plan=the_plan(), form=form)


@blueprint.post("/new")
@allowed("planner")
def create(plan_id: int) -> ResponseReturnValue:
    form, made = _form(), CommentRound(plan_id=plan_id, created_at=now())
    if not form.validate() or not _write(form, made):
        return render_template("desk/public_comments/new.html", plan=the_plan(), form=form), 422
    db.session.add(made)
    record("comment_round.create", made)
    db.session.commit()
    tell(gettext("意見募集を作りました。届いた意見を入れてください"))
    return redirect(url_for(".show", plan_id=plan_id, round_id=made.id))


@blueprint.get("/<int:round_id>")
@allowed(*READERS)
def show(plan_id: int, round_id: int) -> ResponseReturnValue:
    """What came in, and the form to type the next; how the last one came is still chosen."""
    form = CommentForm(formdata=None, channel=request.args.get("channel") or None)
    return letters_page(the_round(), form)


@blueprint.get("/<int:round_id>/edit")
@allowed("planner")
def edit(plan_id: int, round_id: int) -> ResponseReturnValue:
    held = the_round()
    form = _form(
        edition_id=str(held.edition_id or ""),
        document="" if held.edition_id else held.document,
        title=held.title,
        first_day=held.first_day,
        last_day=held.last_day,
        places="\n".join(held.places),
    )
    return _edit_page(held, form)


@blueprint.post("/<int:round_id>/edit")
@allowed("planner")
def change(plan_id: int, round_id: int) -> ResponseReturnValue:
    form, held = _form(), the_round()
    if not form.validate() or not _write(form, held):
        db.session.rollback()
        return _edit_page(the_round(), form), 422
    record("comment_round.change", held)
    db.session.commit()
    tell(gettext("意見募集を保存しました"))
    return redirect(url_for(".show", plan_id=plan_id, round_id=round_id))


@blueprint.post("/<int:round_id>/remove")
@allowed("planner")
def remove(plan_id: int, round_id: int) -> ResponseReturnValue:
    """Take a round away with all its comments, for whoever typed its title to say they mean it."""
    held = the_round()
    if request.form.get("repeated", "").strip() != held.title:
        flash(gettext("題名が違うため、消していません。題名をそのまま入力してください"), "error")
        return redirect(url_for(".edit", plan_id=plan_id, round_id=round_id))
    record("comment_round.remove", held)
    db.session.delete(held)
    db.session.commit()
    tell(gettext("意見募集を消しました"))
    return redirect(url_for(".index", plan_id=plan_id))


def the_round() -> CommentRound:
    """The round the address names; one of another plan is not found."""
    return of_plan(CommentRound, (request.view_args or {})["round_id"])


def record(what: str, about: Base, **details: object) -> None:
    who = the_member().id
    audit.record(db.session(), what, about, who=who, now=now(), details=details)


def letters_page(held: CommentRound, form: CommentForm) -> str:
    """A page of letters, the newest first, under the form to type one."""
    session = db.session()
    found = _sought(public_comments.letters(session, held), request.args.get("q", ""))
    found.reverse()
    page = request.args.get("page", 1, type=natural)
    return render_template(
        "desk/public_comments/show.html",
        plan=the_plan(),
        round=held,
        form=form,
        counts=public_comments.counts(session, held),
        letters=found[(page - 1) * SHOWN : page * SHOWN],
        number=len(found),
        page=page,
        pages=-(-len(found) // SHOWN),
        CHANNELS=CHANNELS,
    )


def _sought(letters: list[Letter], q: str) -> list[Letter]:
    """The letters with these words in them; a number alone is a 受付番号."""
    wanted = q.strip()
    if wanted.isdecimal():
        return [each for each in letters if each.comment.number == int(wanted)]
    return [each for each in letters if any(wanted in one.words for one in each.opinions)]


def _form(**given: object) -> RoundForm:
    form = RoundForm(data=given)
    form.say_editions(editions.of_plan(db.session(), the_plan()))
    return form


def _write(form: RoundForm, made: CommentRound) -> bool:
    """Put the form's words into the round, or the broken rule beside its field."""
    chosen = form.edition_id.data
    edition = of_plan(Edition, chosen) if chosen else None
    form.put_into(made, edition)
    if not made.document:
        form.refuse("document", gettext("版を選ぶか、案の名前を入力してください"))
        return False
    try:
        public_comments.check(made)
    except SurveyError as error:
        form.refuse("last_day", say(error))
        return False
    return True


def _edit_page(held: CommentRound, form: RoundForm) -> str:
    return render_template("desk/public_comments/edit.html", plan=the_plan(), round=held, form=form)


def of_round(table: type[Row], row_id: int, held: CommentRound) -> Row:
    """A row of the round; another round's is not found."""
    row = db.get_or_404(table, row_id)
    if getattr(row, "round_id", None) != held.id:
        abort(404)
    return row
