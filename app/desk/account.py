"""ログインとアカウント: coming in, going out, one's own password and open screens."""

import hmac
from hashlib import sha256
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import COOKIE, keep_signed_in, member, public, signed_in, the_member, the_session
from app.clock import now, today
from app.desk.forms import PasswordForm, SignInForm, tell
from app.errors import say
from app.extensions import db
from surveys import audit, sign_ins, staff
from surveys.errors import SurveyError
from surveys.sign_ins import Knock, SignInRefused, WaitBeforeSignIn

blueprint = Blueprint("account", __name__)


@blueprint.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    if member() is not None:
        return redirect(_inside(request.args.get("next", "")))
    return _sign_in_page(SignInForm())


@blueprint.post("/sign-in")
@public
def enter() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate():
        return _sign_in_page(form), 422
    try:
        token = _knock(form)
    except (SignInRefused, WaitBeforeSignIn) as error:
        db.session.commit()  # the failure counts
        form.refuse("password", say(error))
        return _sign_in_page(form), 429 if isinstance(error, WaitBeforeSignIn) else 422
    db.session.commit()
    reply = make_response(redirect(_inside(request.args.get("next", ""))))
    keep_signed_in(reply, token)
    return reply


@blueprint.post("/sign-out")
@signed_in
def leave() -> ResponseReturnValue:
    sign_ins.revoke(db.session(), the_member(), only=the_session().id)
    db.session.commit()
    session.clear()
    reply = make_response(redirect(url_for(".sign_in")))
    reply.delete_cookie(COOKIE)
    return reply


@blueprint.get("/account")
@signed_in
def show() -> ResponseReturnValue:
    return _account_page(PasswordForm())


@blueprint.post("/account/password")
@signed_in
def change_password() -> ResponseReturnValue:
    form = PasswordForm()
    if not form.validate() or not _change(form):
        return _account_page(form), 422
    sign_ins.revoke(db.session(), the_member(), but=the_session().id)
    audit.record(
        db.session(), "staff.change_password", the_member(), who=the_member().id, now=now()
    )
    db.session.commit()
    tell(gettext("パスワードを変更し、ほかの画面をログアウトしました"))
    return redirect(url_for(".show"))


@blueprint.post("/account/sessions/revoke")
@signed_in
def revoke_others() -> ResponseReturnValue:
    sign_ins.revoke(db.session(), the_member(), but=the_session().id)
    audit.record(
        db.session(), "staff.revoke_sessions", the_member(), who=the_member().id, now=now()
    )
    db.session.commit()
    tell(gettext("この画面のほかは、すべてログアウトしました"))
    return redirect(url_for(".show"))


def _knock(form: SignInForm) -> str:
    name = (form.name.data or "").strip()
    knock = Knock(
        name=name,
        password=form.password.data or "",
        name_key=_key("name", name.casefold()),
        address_key=_key("address", request.remote_addr or ""),
    )
    lasts = current_app.config["SESSION_LASTS"]
    return sign_ins.sign_in(db.session(), knock, now=now(), today=today(), lasts=lasts)


def _key(kind: str, text: str) -> str:
    """A keyed hash that means nothing tomorrow: what was typed or used is stored nowhere."""
    secret = f"{current_app.config['SECRET_KEY']}|sign-in|{today()}".encode()
    return hmac.new(secret, f"{kind}|{text}".encode(), sha256).hexdigest()


def _inside(wanted: str) -> str:
    """A path of this site, or the desk's first page: nobody is sent anywhere else."""
    parts = urlsplit(wanted.replace("\\", "/"))
    inside = wanted.startswith("/") and not parts.netloc and not parts.scheme
    return wanted if inside and wanted.isprintable() else url_for("desk.plans.index")


def _change(form: PasswordForm) -> bool:
    try:
        staff.change_password(
            the_member(), current=form.current.data or "", wanted=form.wanted.data or ""
        )
    except SurveyError as error:
        form.refuse("current" if isinstance(error, staff.WrongPassword) else "wanted", say(error))
        return False
    return True


def _sign_in_page(form: SignInForm) -> str:
    return render_template("desk/sign_in.html", form=form, next=request.args.get("next", ""))


def _account_page(form: PasswordForm) -> str:
    opened = sign_ins.sessions_of(db.session(), the_member(), now=now())
    return render_template("desk/account.html", form=form, opened=opened, here=the_session().id)
