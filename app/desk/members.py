"""職員: an administrator lets people in, gives them roles, and shuts them out at once."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms import SelectChoice

from app.access import allowed, the_member
from app.clock import now, today
from app.desk.contractor_forms import ContractorForm, RenewalForm
from app.desk.forms import MemberForm, RoleForm, tell
from app.errors import say
from app.extensions import db
from surveys import audit, plans, sections, sign_ins, staff
from surveys.errors import SurveyError
from surveys.sections import HeadOfNothing
from surveys.staff import Role, StaffMember, StaffRole

blueprint = Blueprint("members", __name__, url_prefix="/staff")
# Their pages hold another form with fields of the same names.
CONTRACTOR, RENEWAL = "contractor-", "renewal-"


@blueprint.get("/")
@allowed("administrator")
def index() -> ResponseReturnValue:
    return _list_page(MemberForm())


@blueprint.post("/")
@allowed("administrator")
def add() -> ResponseReturnValue:
    form = MemberForm()
    if not form.validate():
        return _list_page(form), 422
    password = staff.random_password()
    name, shown = (form.name.data or "").strip(), (form.shown_name.data or "").strip()
    try:
        added = staff.add(db.session(), name=name, shown_name=shown, password=password, now=now())
    except SurveyError as error:
        form.refuse("name", say(error))
        return _list_page(form), 422
    _record("staff.add", added)
    db.session.commit()
    return render_template("desk/members/password.html", shown=added, password=password)


@blueprint.post("/contractors")
@allowed("administrator")
def add_contractor() -> ResponseReturnValue:
    """Let somebody of a 委託先 type in one plan until a day, and nothing else."""
    form = _contractor_form()
    if not form.validate():
        return _list_page(MemberForm(formdata=None), form), 422
    password = staff.random_password()
    try:
        added = _contractor(form, password)
    except SurveyError as error:
        db.session.rollback()
        form.refuse("name", say(error))
        return _list_page(MemberForm(formdata=None), form), 422
    _record("staff.add_contractor", added, plan=form.plan.data, last=form.last_day.data.isoformat())
    db.session.commit()
    return render_template("desk/members/password.html", shown=added, password=password)


@blueprint.get("/<int:staff_id>")
@allowed("administrator")
def show(staff_id: int) -> ResponseReturnValue:
    return _member_page(_find(staff_id), _role_form())


@blueprint.post("/<int:staff_id>/roles")
@allowed("administrator")
def give(staff_id: int) -> ResponseReturnValue:
    found, form = _find(staff_id), _role_form()
    if not form.validate():
        return _member_page(found, form), 422
    try:
        role, plan_id = Role(form.role.data), form.plan.data or None
        given = staff.give(db.session(), found, role, plan_id=plan_id, last_day=form.last_day.data)
        sections.seat(given, form.section.data or "", head=form.head.data)
    except SurveyError as error:
        db.session.rollback()
        form.refuse("section" if isinstance(error, HeadOfNothing) else "last_day", say(error))
        return _member_page(found, form), 422
    _record("staff.give_role", found, role=role.value)
    db.session.commit()
    tell(gettext("役割を付けました"))
    return redirect(url_for(".show", staff_id=found.id))


@blueprint.post("/<int:staff_id>/roles/<int:role_id>/take")
@allowed("administrator")
def take(staff_id: int, role_id: int) -> ResponseReturnValue:
    found = _find(staff_id)
    given = db.first_or_404(db.select(StaffRole).filter_by(id=role_id, staff_id=found.id))
    staff.take(db.session(), given)
    _record("staff.take_role", found, role=given.role)
    db.session.commit()
    tell(gettext("役割を外しました"))
    return redirect(url_for(".show", staff_id=found.id))


@blueprint.post("/<int:staff_id>/roles/<int:role_id>/renew")
@allowed("administrator")
def renew(staff_id: int, role_id: int) -> ResponseReturnValue:
    """Move the end of a role that has one: nobody else can."""
    found, form = _find(staff_id), RenewalForm(prefix=RENEWAL)
    given = db.first_or_404(db.select(StaffRole).filter_by(id=role_id, staff_id=found.id))
    if not form.validate():
        return _member_page(found, RoleForm(formdata=None), form), 422
    given.last_day = form.last_day.data
    _record("staff.renew", found, role=given.role, last=form.last_day.data.isoformat())
    db.session.commit()
    tell(gettext("最終日を変えました"))
    return redirect(url_for(".show", staff_id=found.id))


@blueprint.post("/<int:staff_id>/active")
@allowed("administrator")
def switch(staff_id: int) -> ResponseReturnValue:
    """Shut a member out and end their sessions at once, or let them in again."""
    found = _find(staff_id)
    staff.set_active(db.session(), found, active=not found.active)
    sign_ins.revoke(db.session(), found)
    _record("staff.let_in" if found.active else "staff.shut_out", found)
    db.session.commit()
    tell(gettext("利用を再開しました") if found.active else gettext("利用を止めました"))
    return redirect(url_for(".show", staff_id=found.id))


@blueprint.post("/<int:staff_id>/sessions/revoke")
@allowed("administrator")
def revoke(staff_id: int) -> ResponseReturnValue:
    found = _find(staff_id)
    sign_ins.revoke(db.session(), found)
    _record("staff.revoke_sessions", found)
    db.session.commit()
    tell(gettext("開いている画面をすべてログアウトしました"))
    return redirect(url_for(".show", staff_id=found.id))


@blueprint.post("/<int:staff_id>/password")
@allowed("administrator")
def reset_password(staff_id: int) -> ResponseReturnValue:
    found, password = _find(staff_id), staff.random_password()
    staff.set_password(found, password, first=True)
    sign_ins.revoke(db.session(), found)
    _record("staff.reset_password", found)
    db.session.commit()
    return render_template("desk/members/password.html", shown=found, password=password)


def _find(staff_id: int) -> StaffMember:
    return db.get_or_404(StaffMember, staff_id)


def _record(what: str, about: StaffMember, **details: object) -> None:
    audit.record(db.session(), what, about, who=the_member().id, now=now(), details=dict(details))


def _contractor(form: ContractorForm, password: str) -> StaffMember:
    """Take somebody of a company in, with their one role.

    Raises:
        SignInNameTaken
    """
    name, shown = (form.name.data or "").strip(), (form.shown_name.data or "").strip()
    added = staff.add(db.session(), name=name, shown_name=shown, password=password, now=now())
    added.company = (form.company.data or "").strip()
    staff.give(
        db.session(), added, Role.TYPIST, plan_id=form.plan.data, last_day=form.last_day.data
    )
    return added


def _role_form() -> RoleForm:
    form = RoleForm()
    form.say_plans(_titles())
    return form


def _contractor_form(**how: None) -> ContractorForm:
    form = ContractorForm(**how, prefix=CONTRACTOR)
    form.plan.choices = [SelectChoice(*plan) for plan in _titles()]
    return form


def _titles() -> list[tuple[int, str]]:
    return [(plan.id, plan.title) for plan in plans.every(db.session())]


def _list_page(form: MemberForm, contractor: ContractorForm | None = None) -> str:
    everyone = [(one, staff.roles_of(db.session(), one)) for one in staff.members(db.session())]
    contractor = contractor or _contractor_form(formdata=None)
    return render_template(
        "desk/members/index.html",
        adding=form,
        contractor=contractor,
        form=contractor if contractor.errors else form,
        everyone=everyone,
        today=today(),
        Role=Role,
    )


def _member_page(found: StaffMember, form: RoleForm, renewal: RenewalForm | None = None) -> str:
    if form.plan.choices is None:
        form.say_plans(_titles())
    return render_template(
        "desk/members/show.html",
        shown=found,
        giving=form,
        renewal=renewal or RenewalForm(formdata=None, prefix=RENEWAL),
        form=renewal or form,
        today=today(),
        roles=staff.roles_of(db.session(), found),
        opened=sign_ins.sessions_of(db.session(), found, now=now()),
        titles={plan.id: plan.title for plan in plans.every(db.session())},
        Role=Role,
    )
