"""意見のまとまり: opinions gathered by what they say, as the planner moves, merges and answers."""

from itertools import groupby

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analysis.text.masking import mask
from app import commenting
from app.access import allowed, the_member, the_plan
from app.clock import now
from app.commenting import COARSE, FINE, Wish
from app.desk.forms import tell
from app.desk.public_comments import READERS, of_round, record, the_round
from app.desk.public_comments_forms import ReplyForm, data_of
from app.errors import say
from app.extensions import db, queue
from app.sent import natural
from surveys import opinion_groups, opinion_steps, public_comments
from surveys.errors import SurveyError
from surveys.opinion_groups import (
    HANDLINGS,
    MEANINGS,
    Gathered,
    GroupChangedMeanwhile,
    OpinionGroup,
)
from surveys.opinion_steps import SENTENCES, By, OpinionStep
from surveys.public_comments import Comment, CommentRound, Opinion

NEW, OUT = "new", "out"
FILTERS = ("", "open", *HANDLINGS)

blueprint = Blueprint(
    "public_comments_groups",
    __name__,
    url_prefix="/plans/<int:plan_id>/comments/<int:round_id>/groups",
)


@blueprint.get("")
@allowed(*READERS)
def index(plan_id: int, round_id: int) -> ResponseReturnValue:
    held, session = the_round(), db.session()
    every = opinion_groups.gathered(session, held)
    shown = request.args.get("show", "")
    steps = opinion_steps.history(session, held)
    return render_template(
        "desk/public_comments/groups.html",
        plan=the_plan(),
        round=held,
        counts=public_comments.counts(session, held),
        every=every,
        sections=_sections([each for each in every if _fits(each, shown)]),
        shown=shown if shown in FILTERS else "",
        alone=opinion_groups.alone(session, held),
        numbers=_numbers(held),
        places=any(each.place for each in public_comments.opinions(session, held)),
        run=commenting.under_way(session, held),
        steps=[(each, _sentence(each)) for each in steps],
        last=opinion_steps.last(session, held),
        HANDLINGS=HANDLINGS,
    )


@blueprint.post("/gather")
@allowed("planner")
def gather(plan_id: int, round_id: int) -> ResponseReturnValue:
    """Ask for the opinions to be gathered; what a person decided stays."""
    size = COARSE if request.form.get("size") == COARSE else FINE
    wish = Wish(size, by_place=request.form.get("by_place") == "1")
    run, new = commenting.ask(db.session(), the_round(), wish, the_member().id)
    record("comments.gather", run)
    run_id = run.id
    db.session.commit()
    if new:  # nothing is read any more here: a reader would keep the job from writing
        queue.ask(commenting.KEY, run_id)
    return redirect(url_for("desk.runs.show", plan_id=plan_id, run_id=run_id))


@blueprint.post("/late")
@allowed("planner")
def join_late(plan_id: int, round_id: int) -> ResponseReturnValue:
    n = commenting.join_late(db.session(), the_round(), _by())
    return _done("opinions.join", gettext("%(n)s件を近いまとまりに加えました", n=n))


@blueprint.post("/one-by-one")
@allowed("planner")
def one_by_one(plan_id: int, round_id: int) -> ResponseReturnValue:
    n = commenting.one_by_one(db.session(), the_round(), _by())
    return _done("opinions.part", gettext("%(n)s行に分けました", n=n))


@blueprint.post("/move")
@allowed("planner")
def move(plan_id: int, round_id: int) -> ResponseReturnValue:
    """Put ticked opinions into a group there is, a new one, or none."""
    held, session, said = the_round(), db.session(), request.form
    to: OpinionGroup | str | None = said.get("name", "") if said.get("to") == NEW else None
    if said.get("to") not in (NEW, OUT):
        to = opinion_groups.one(session, held, said.get("to", 0, type=natural)).group
    chosen = said.getlist("opinion", type=natural)
    if said.get("copies") == "1":
        chosen += _copies_of(held, chosen)
    commenting.retell(session, held, opinion_steps.move(session, held, chosen, to, _by()))
    return _done("opinions.move", gettext("%(n)s件を移しました", n=len(chosen)))


@blueprint.post("/merge")
@allowed("planner")
def merge(plan_id: int, round_id: int) -> ResponseReturnValue:
    held, session = the_round(), db.session()
    chosen = dict.fromkeys(request.form.getlist("group", type=natural))
    groups = [opinion_groups.one(session, held, each) for each in chosen]
    into = opinion_steps.merge(session, held, groups, _by())
    commenting.retell(session, held, [into.id])
    return _done("opinions.merge", gettext("「%(name)s」に合わせました", name=into.name))


@blueprint.post("/undo")
@allowed("planner")
def undo(plan_id: int, round_id: int) -> ResponseReturnValue:
    held, seen = the_round(), request.form.get("seen", 0, type=natural)
    touched = opinion_steps.undo(db.session(), held, seen)
    commenting.retell(db.session(), held, touched)
    return _done("opinions.undo", gettext("直前の操作を取り消しました"))


@blueprint.post("/redo")
@allowed("planner")
def redo(plan_id: int, round_id: int) -> ResponseReturnValue:
    held, seen = the_round(), request.form.get("seen", "0")
    touched = opinion_steps.redo(db.session(), held, int(seen) if seen.isdecimal() else -1)
    commenting.retell(db.session(), held, touched)
    return _done("opinions.redo", gettext("取り消した操作をやり直しました"))


@blueprint.get("/<int:group_id>")
@allowed(*READERS)
def show(plan_id: int, round_id: int, group_id: int) -> ResponseReturnValue:
    held = _gathered(group_id)
    drafted = commenting.drafts(held)
    form = ReplyForm(formdata=None, data=data_of(held.group, next(iter(drafted), "")))
    return _group_page(held, form)


@blueprint.post("/<int:group_id>")
@allowed("planner", "section")
def write(plan_id: int, round_id: int, group_id: int) -> ResponseReturnValue:
    """Save what was typed; nothing of it is lost when someone else was faster."""
    public_comments.hold(db.session(), the_round())
    held, form = _gathered(group_id), ReplyForm()
    if not form.validate():
        return _group_page(held, form), 422
    said = form.written()
    said["place"] = public_comments.place_of(the_round(), said["place"])
    summary = mask(said["summary"])
    try:
        opinion_groups.write(held.group, _revision(form), said | {"summary": summary.text})
    except GroupChangedMeanwhile as error:
        return _compare_page(held, form, say(error)), 409
    except SurveyError as error:
        form.refuse("changes", say(error))
        return _group_page(held, form), 422
    record("opinions.answer", held.group)
    db.session.commit()
    tell(gettext("保存しました"))
    if summary.found:
        flash(gettext("意見の概要に個人を特定できそうな語があったため、伏せました"), "warning")
    return redirect(_next(held.group))


@blueprint.post("/<int:group_id>/name")
@allowed("planner")
def rename(plan_id: int, round_id: int, group_id: int) -> ResponseReturnValue:
    held, group = the_round(), _gathered(group_id).group
    opinion_steps.rename(db.session(), held, group, request.form.get("name", ""), _by())
    record("opinions.rename", group)
    db.session.commit()
    tell(gettext("まとまりの名前を変えました"))
    return redirect(_address(group))


def _gathered(group_id: int) -> Gathered:
    """The group of the address; one that was emptied sends back to the list, in words."""
    held = the_round()
    group = of_round(OpinionGroup, group_id, held)
    return opinion_groups.one(db.session(), held, group.id)


def _group_page(
    held: Gathered, form: ReplyForm, theirs: list[tuple[str, str]] | None = None, conflict: str = ""
) -> str:
    round_, session = the_round(), db.session()
    every = opinion_groups.gathered(session, round_)
    listed = [each.group.id for each in every]
    here = listed.index(held.group.id)
    return render_template(
        "desk/public_comments/group.html",
        plan=the_plan(),
        round=round_,
        held=held,
        group=held.group,
        form=form,
        others=[each for each in every if each.group.id != held.group.id],
        place=here + 1,
        number=len(listed),
        before=listed[here - 1] if here else None,
        after=listed[here + 1] if here + 1 < len(listed) else None,
        drafted=commenting.drafts(held),
        numbers=_numbers(round_),
        theirs=theirs or [],
        conflict=conflict,
        HANDLINGS=HANDLINGS,
        MEANINGS=MEANINGS,
    )


def _compare_page(held: Gathered, form: ReplyForm, sentence: str) -> str:
    """What was typed stays in the form; beside it stands what is saved. Saving again wins."""
    theirs = [
        (str(form[name].label.text), str(getattr(held.group, name)))
        for name, typed in form.written().items()
        if typed.strip() != getattr(held.group, name)
    ]
    form.revision.raw_data, form.revision.data = None, str(held.group.revision)
    return _group_page(held, form, theirs, sentence)


def _fits(held: Gathered, shown: str) -> bool:
    if shown == "open":
        return not held.group.answered
    return shown not in HANDLINGS or held.group.handling == shown


def _sections(groups: list[Gathered]) -> list[tuple[str, list[Gathered]]]:
    """The groups by what they are about, in the order they stand in."""
    parts = groupby(groups, key=lambda each: each.group.place)
    return [(place, list(rows)) for place, rows in parts]


def _numbers(held: CommentRound) -> dict[int, int]:
    """{letter: its 受付番号}."""
    mine = db.select(Comment.id, Comment.number).where(Comment.round_id == held.id)
    return dict(db.session.execute(mine).all())


def _copies_of(held: CommentRound, ids: list[int]) -> list[int]:
    """Whoever only repeats one of these goes with it."""
    mine = db.select(Opinion.id).where(Opinion.round_id == held.id, Opinion.copy_of.in_(ids))
    return [each for each in db.session.scalars(mine) if each not in ids]


def _sentence(step: OpinionStep) -> str:
    return str(gettext(SENTENCES[step.kind])) % step.about


def _by() -> By:
    return By(the_member().id, now())


def _revision(form: ReplyForm) -> int:
    try:
        return natural(form.revision.data or "")
    except ValueError:
        abort(400)


def _done(what: str, sentence: str) -> ResponseReturnValue:
    held = the_round()
    record(what, held)
    db.session.commit()
    tell(sentence)
    back = request.form.get("back", type=natural)
    listed = [each.group.id for each in opinion_groups.gathered(db.session(), held)]
    if back in listed:
        return redirect(_address(db.session.get_one(OpinionGroup, back)))
    return redirect(url_for(".index", plan_id=held.plan_id, round_id=held.id))


def _next(group: OpinionGroup) -> str:
    """The next row that is not answered, where that was asked for; else the same one."""
    if request.form.get("then") != "next":
        return _address(group)
    every = opinion_groups.gathered(db.session(), the_round())
    listed = [each.group for each in every]
    here = listed.index(group) + 1
    found = next((one for one in [*listed[here:], *listed[:here]] if not one.answered), None)
    if found is None:
        tell(gettext("すべての行に答えました"))
        plan_id = the_plan().id
        return url_for("desk.public_comments_table.index", plan_id=plan_id, round_id=group.round_id)
    return _address(found)


def _address(group: OpinionGroup) -> str:
    return url_for(".show", plan_id=the_plan().id, round_id=group.round_id, group_id=group.id)
