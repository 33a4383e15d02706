"""論点: the list staff keep in order, the page of each, and leaving one out of the list."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, may, of_plan, the_member, the_plan
from app.clock import now
from app.desk import issue_listing, tracing
from app.desk.forms import tell
from app.desk.issue_acts import kept
from app.desk.issue_editing import form_of
from app.desk.issue_listing import NEEDS
from app.desk.issue_page import page_of
from app.extensions import db
from app.sent import natural
from surveys import audit, issues
from surveys.issue_comments import ABOUT
from surveys.issues import GAPS, HORIZONS, PolicyIssue

blueprint = Blueprint("issues", __name__, url_prefix="/plans/<int:plan_id>")


@blueprint.get("/issues")
@allowed("planner", "section", "viewer")
def index(plan_id: int) -> ResponseReturnValue:
    plan, session, asked = the_plan(), db.session(), issue_listing.asked()
    rows = issue_listing.rows(session, plan)
    return render_template(
        "desk/issues/index.html",
        plan=plan,
        rows=[row for row in rows if asked.fits(row)],
        every=rows,
        choices=issue_listing.choices(rows),
        asked=asked,
        gone=issues.gone(session, plan),
        GAPS=GAPS,
        NEEDS=NEEDS,
        HORIZONS=HORIZONS,
    )


@blueprint.get("/issues/new")
@allowed("planner")
def new(plan_id: int) -> ResponseReturnValue:
    return render_template("desk/issues/new.html", plan=the_plan(), form=form_of(None))


@blueprint.post("/issues/new")
@allowed("planner")
def create(plan_id: int) -> ResponseReturnValue:
    form, session = form_of(None), db.session()
    if not form.validate() or request.form.get("check"):
        page = render_template("desk/issues/new.html", plan=the_plan(), form=form)
        return page, 422 if form.errors else 200
    issue = PolicyIssue(plan_id=plan_id, parts={}, created_at=now(), **form.typed())
    with kept("created") as touched:
        issues.add(session, issue)
        touched.append(issue)
    _record("issue.write", issue)
    session.commit()
    tell(gettext("論点を加えました"))
    return redirect(url_for(".show", plan_id=plan_id, issue_id=issue.id))


@blueprint.get("/issues/<int:issue_id>")
@allowed("planner", "section", "viewer")
def show(plan_id: int, issue_id: int) -> ResponseReturnValue:
    issue, plan = of_plan(PolicyIssue, issue_id), the_plan()
    choosing = may("planner") and not issue.gone
    return render_template(
        "desk/issues/show.html",
        plan=plan,
        issue=issue,
        page=page_of(db.session(), plan, issue, now(), choosing=choosing),
        choosing=choosing,
        address=tracing.address,
        ABOUT=ABOUT,
        GAPS=GAPS,
        HORIZONS=HORIZONS,
    )


@blueprint.post("/issues/<int:issue_id>/move")
@allowed("planner")
def move(plan_id: int, issue_id: int) -> ResponseReturnValue:
    """Up, down, or to the place whose number was typed."""
    issue, plan, to = of_plan(PolicyIssue, issue_id), the_plan(), request.form.get("to", "")
    place = request.form.get("to", type=natural)
    if (to not in ("up", "down") and place is None) or issue.gone:
        abort(400)
    here = issues.of_plan(db.session(), plan).index(issue) + 1
    wanted = place or (here - 1 if to == "up" else here + 1)
    with kept("moved", [issue], place=wanted):
        issues.place(db.session(), plan, issue, wanted)
    _record("issue.move", issue, place=issue.position)
    db.session.commit()
    return redirect(url_for(".index", plan_id=plan_id, _anchor=f"issue-{issue.id}"))


@blueprint.post("/issues/<int:issue_id>/drop")
@allowed("planner")
def drop(plan_id: int, issue_id: int) -> ResponseReturnValue:
    issue = of_plan(PolicyIssue, issue_id)
    with kept("dropped", [issue]):
        issue.gone = True
    _record("issue.drop", issue)
    db.session.commit()
    tell(gettext("論点を一覧から外しました。「外した論点」から戻せます。公開した版はそのままです"))
    return redirect(url_for(".index", plan_id=plan_id))


@blueprint.post("/issues/<int:issue_id>/back")
@allowed("planner")
def bring_back(plan_id: int, issue_id: int) -> ResponseReturnValue:
    issue = of_plan(PolicyIssue, issue_id)
    with kept("returned", [issue]):
        issue.gone = False
    _record("issue.bring_back", issue)
    db.session.commit()
    tell(gettext("論点を一覧に戻しました"))
    return redirect(url_for(".index", plan_id=plan_id, _anchor=f"issue-{issue.id}"))


def _record(what: str, issue: PolicyIssue, **details: object) -> None:
    audit.record(db.session(), what, issue, who=the_member().id, now=now(), details=dict(details))
