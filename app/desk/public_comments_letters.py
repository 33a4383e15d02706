"""提出された意見: typed one after another, parted into opinions, masked further, taken out."""

from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import commenting
from app.access import allowed, the_plan
from app.clock import now
from app.desk import public_comments as rounds
from app.desk.forms import tell
from app.desk.public_comments import READERS, of_round, record, the_round
from app.desk.public_comments_forms import CommentForm
from app.extensions import db
from app.sent import natural
from surveys import letters, public_comments
from surveys.opinion_groups import OpinionGroup
from surveys.public_comments import CHANNELS, Comment, Opinion, Received

blueprint = Blueprint(
    "public_comments_letters",
    __name__,
    url_prefix="/plans/<int:plan_id>/comments/<int:round_id>/letters",
)


@blueprint.post("")
@allowed("planner")
def add(plan_id: int, round_id: int) -> ResponseReturnValue:
    """Take one typed comment in, and give the empty form back with the way it came still chosen."""
    held, form = the_round(), CommentForm()
    if not form.validate():
        return rounds.letters_page(held, form), 422
    came = Received(form.words.data, form.channel.data, form.place.data or "")
    (made,) = public_comments.receive(db.session(), held, [commenting.masked(came)], now())
    commenting.mark_copies(db.session(), held)
    record("comment.add", made)
    db.session.commit()
    tell(gettext("受付番号%(number)dで入れました。続けて入力できます", number=made.number))
    # Without an anchor: a browser that jumps to one gives no field the focus.
    here = url_for("desk.public_comments.show", plan_id=plan_id, round_id=round_id)
    return redirect(f"{here}?channel={made.channel}")


@blueprint.get("/<int:comment_id>")
@allowed(*READERS)
def show(plan_id: int, round_id: int, comment_id: int) -> ResponseReturnValue:
    held, comment, session = the_round(), _comment(comment_id), db.session()
    opinions = public_comments.of_comment(session, comment)
    ids = {each.group_id for each in opinions if each.group_id}
    listed = [each.comment for each in public_comments.letters(session, held)]
    here = listed.index(comment)
    return render_template(
        "desk/public_comments/letter.html",
        plan=the_plan(),
        round=held,
        comment=comment,
        opinions=opinions,
        parts={each.id: letters.sentences(each.words) for each in opinions},
        points={each.id: len(letters.points(each.words)) for each in opinions},
        groups={each: session.get_one(OpinionGroup, each) for each in ids},
        before=listed[here - 1] if here else None,
        after=listed[here + 1] if here + 1 < len(listed) else None,
        CHANNELS=CHANNELS,
    )


@blueprint.post("/<int:comment_id>/split")
@allowed("planner")
def split(plan_id: int, round_id: int, comment_id: int) -> ResponseReturnValue:
    """Part an opinion after some of its sentences, or at its numbered lines."""

    def act(opinion: Opinion) -> None:
        after = request.form.get("after", type=natural)
        if request.form.get("by") == "points":
            letters.split_by_points(db.session(), opinion)
        else:
            letters.split(db.session(), opinion, after or 0)

    return _changed(comment_id, act, "opinion.split", gettext("意見を分けました"))


@blueprint.post("/<int:comment_id>/join")
@allowed("planner")
def join(plan_id: int, round_id: int, comment_id: int) -> ResponseReturnValue:
    def act(opinion: Opinion) -> None:
        letters.join_to_previous(db.session(), opinion)

    return _changed(comment_id, act, "opinion.join", gettext("前の意見とつなぎました"))


@blueprint.post("/<int:comment_id>/reword")
@allowed("planner")
def reword(plan_id: int, round_id: int, comment_id: int) -> ResponseReturnValue:
    """Mask more, mend a slip, say what it is about; what may tell who wrote is masked again."""

    def act(opinion: Opinion) -> None:
        place = request.form.get("place", "")
        said = commenting.masked(Received(request.form.get("words", ""), "", place))
        public_comments.reword(the_round(), opinion, said.words, said.place)

    return _changed(comment_id, act, "opinion.reword", gettext("意見を保存しました"))


@blueprint.post("/<int:comment_id>/channel")
@allowed("planner")
def change(plan_id: int, round_id: int, comment_id: int) -> ResponseReturnValue:
    comment, channel = _comment(comment_id), request.form.get("channel", "")
    if channel not in CHANNELS:
        abort(400)
    comment.channel = channel
    record("comment.change", comment)
    db.session.commit()
    tell(gettext("提出方法を保存しました"))
    return redirect(_address(comment))


@blueprint.post("/<int:comment_id>/drop")
@allowed("planner")
def drop(plan_id: int, round_id: int, comment_id: int) -> ResponseReturnValue:
    held, comment = the_round(), _comment(comment_id)
    number = comment.number
    record("comment.drop", comment)
    public_comments.drop(db.session(), comment)
    commenting.mark_copies(db.session(), held)
    db.session.commit()
    tell(gettext("受付番号%(number)dの意見を消しました", number=number))
    return redirect(url_for("desk.public_comments.show", plan_id=plan_id, round_id=round_id))


def _comment(comment_id: int) -> Comment:
    return of_round(Comment, comment_id, the_round())


def _changed(
    comment_id: int, act: Callable[[Opinion], None], what: str, sentence: str
) -> ResponseReturnValue:
    """Do something to the opinion that the form names, and look for copies again."""
    held, comment = the_round(), _comment(comment_id)
    opinion = of_round(Opinion, request.form.get("opinion", 0, type=natural), held)
    if opinion.comment_id != comment.id:
        abort(404)
    public_comments.hold(db.session(), held)
    group_id = opinion.group_id
    act(opinion)
    commenting.mark_copies(db.session(), held)
    if group_id is not None:
        commenting.retell(db.session(), held, [group_id])
    record(what, comment)
    db.session.commit()
    tell(sentence)
    return redirect(_address(comment))


def _address(comment: Comment) -> str:
    plan_id = the_plan().id
    return url_for(".show", plan_id=plan_id, round_id=comment.round_id, comment_id=comment.id)
