"""Who may open a page. Every view wears exactly one of these."""

from collections.abc import Callable
from functools import wraps
from typing import NoReturn, ParamSpec, TypeVar

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from werkzeug.exceptions import Unauthorized

from app.clock import now, today
from app.database import READING, begin_writing
from app.extensions import db
from surveys import alarms, sign_ins, staff
from surveys.alarms import NotTheReviewer
from surveys.base import Base
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from surveys.sign_ins import StaffSession
from surveys.staff import Held, Role, StaffMember

P = ParamSpec("P")
R = TypeVar("R")
Row = TypeVar("Row", bound=Base)
COOKIE = "ronten_staff"


def init_app(app: Flask) -> None:
    app.after_request(_note_seen)
    app.add_template_global(member)
    app.add_template_global(may)


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Let anyone in."""
    return _guarded(view, "public", lambda: None)


def answering(view: Callable[P, R]) -> Callable[P, R]:
    """Let anyone in who answers or is about to; what another site makes a browser send stays out.

    Nothing of it is recorded. Each form carries a token from the respondent's own cookie.
    """
    return _guarded(view, "answering", _must_be_from_here)


def signed_in(view: Callable[P, R]) -> Callable[P, R]:
    """Let every member of staff in."""
    return _guarded(view, "signed_in", _must_be_signed_in)


def allowed(*names: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let in members who hold one of these roles, in the plan of the address if it names one."""
    roles = [Role(name) for name in names]

    def guard() -> None:
        _must_be_signed_in()
        plan_id = (request.view_args or {}).get("plan_id")
        if plan_id is not None and db.session.get(Plan, plan_id) is None:
            abort(404)
        if not _holds(roles, plan_id):
            abort(403)

    return lambda view: _guarded(view, "allowed:" + ",".join(names), guard)


def reviewing(view: Callable[P, R]) -> Callable[P, R]:
    """Let in the one person who is named to read first what speaks of harm to life.

    The address names the questionnaire; whoever is named must still hold a reviewer's role.
    """

    def guard() -> None:
        _must_be_signed_in()
        place = request.view_args or {}
        if not _holds(list(alarms.REVIEWERS), place["plan_id"]):
            abort(403)
        if of_plan(Questionnaire, place["questionnaire_id"]).reviewer_id != the_member().id:
            raise NotTheReviewer

    return _guarded(view, "reviewing", guard)


def member() -> StaffMember | None:
    """The member of staff at this browser, if anyone is signed in."""
    pair = _current()
    return None if pair is None else pair[1]


def the_member() -> StaffMember:
    """The member of staff behind a guarded view."""
    return member() or _nobody()


def the_session() -> StaffSession:
    """The session behind a guarded view."""
    pair = _current()
    return pair[0] if pair else _nobody()


def may(*names: str, everywhere: bool = False) -> bool:
    """Say in a template whether the reader holds one of these roles here, or in every plan."""
    if member() is None:
        return False
    plan_id = None if everywhere else (request.view_args or {}).get("plan_id")
    return _holds([Role(name) for name in names], plan_id)


def may_in(plan_id: int, *names: str) -> bool:
    """Whether the reader holds one of these roles in another plan than the address names."""
    return _holds([Role(name) for name in names], plan_id)


def the_plan() -> Plan:
    """The plan the address names; its guard has already let the reader in."""
    return db.get_or_404(Plan, (request.view_args or {})["plan_id"])


def of_plan(table: type[Row], row_id: int) -> Row:
    """A row that belongs to the plan of the address; another plan's row is not found."""
    row = db.get_or_404(table, row_id)
    if getattr(row, "plan_id", None) != the_plan().id:
        abort(404)
    return row


def keep_signed_in(response: Response, token: str) -> None:
    """Give the browser its token."""
    response.set_cookie(
        COOKIE, token, httponly=True, samesite="Lax", secure=current_app.config["HTTPS"]
    )


def _guarded(view: Callable[P, R], name: str, guard: Callable[[], None]) -> Callable[P, R]:
    if hasattr(view, "access"):
        raise TypeError(f"{view} wears two guards")

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        guard()
        return view(*args, **kwargs)

    guarded.__dict__["access"] = name
    return guarded


def _current() -> tuple[StaffSession, StaffMember] | None:
    if "signed_in" not in g:
        token = request.cookies.get(COOKIE, "")
        g.signed_in = _found(token) if token else None
    found: tuple[StaffSession, StaffMember] | None = g.signed_in
    return found


def _found(token: str) -> tuple[StaffSession, StaffMember] | None:
    return sign_ins.find(db.session(), token, now=now(), today=today())


def _must_be_signed_in() -> None:
    if member() is not None:
        return
    if request.method in READING:
        here = request.full_path.rstrip("?")
        abort(redirect(url_for("desk.account.sign_in", next=here)))
    raise Unauthorized


def _must_be_from_here() -> None:
    if request.method not in READING and request.headers.get("Sec-Fetch-Site") == "cross-site":
        abort(400)


def _holds(roles: list[Role], plan_id: int | None) -> bool:
    if "held" not in g:  # a page asks for each line of its menu
        g.held = staff.held(db.session(), the_member())
    given: tuple[Held, ...] = g.held
    return staff.cover(given, roles, plan_id=plan_id, today=today())


def _nobody() -> NoReturn:
    raise Unauthorized


def _note_seen(response: Response) -> Response:
    """Write down now and then that a session is in use, after the page is made."""
    pair = g.get("signed_in")
    if pair and request.method in READING and sign_ins.is_due(pair[0], now()):
        session_id = pair[0].id
        db.session.rollback()
        begin_writing(db.session())
        sign_ins.touch(db.session(), session_id, now=now())
        db.session.commit()
    return response
