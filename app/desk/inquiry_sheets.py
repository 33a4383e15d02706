"""照会票: a section fills it in, its head confirms it, and planners give more time or reopen it."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, the_member, the_plan
from app.clock import day_of, now
from app.desk import inquiry_letters, inquiry_pages, inquiry_seats, tracing
from app.desk.forms import tell
from app.desk.inquiry_forms import PutOffForm
from app.desk.inquiry_pages import Typed
from app.desk.inquiry_seats import locked, the_sheet
from app.errors import say
from app.extensions import db
from app.sent import natural
from surveys import audit, inquiries, inquiry_answers, inquiry_sheets, staff
from surveys.errors import SurveyError
from surveys.inquiries import Inquiry, InquirySheet
from surveys.inquiry_answers import Place, Said
from surveys.inquiry_sheets import OWN, BlanksLeft, NotYoursToConfirm

blueprint = Blueprint(
    "inquiry_sheets", __name__, url_prefix="/plans/<int:plan_id>/inquiries/sheets/<int:sheet_id>"
)
SAVE, SEND, FILL = "save", "send", "fill"  # what the buttons of a sheet do


@blueprint.get("")
@allowed("planner", "section")
def show(plan_id: int, sheet_id: int) -> ResponseReturnValue:
    return page(the_sheet(sheet_id))


@blueprint.post("")
@allowed("planner", "section")
def write(plan_id: int, sheet_id: int) -> ResponseReturnValue:
    """Keep what was typed, then perhaps hand it to the head (`act`: save, send or fill)."""
    sheet, session, act = locked(sheet_id), db.session(), request.form.get("act", SAVE)
    said = _said(sheet)
    try:
        inquiry_sheets.require_open(sheet)
        clashes = inquiry_answers.write(session, sheet, said, the_member().id, now())
    except SurveyError as error:
        session.rollback()
        return page(sheet, Typed(said), say(error)), 422
    if clashes:
        _record("inquiry.write", sheet)
        session.commit()
        return page(sheet, Typed({each: said[each] for each in clashes}, clashes)), 409
    if act == FILL:
        inquiry_answers.fill_up(session, sheet, the_member().id, now())
    return _saved(sheet) if act == SAVE else _sent(sheet)


@blueprint.post("/confirm")
@allowed("planner", "section")
def confirm(plan_id: int, sheet_id: int) -> ResponseReturnValue:
    """The head confirms; or who may not is told the `name` of the head who did."""
    sheet, way = locked(sheet_id), ""
    name = the_member().shown_name
    try:
        way = _way(sheet)
        name = name if way == OWN else request.form.get("name", "")[:100]
        inquiry_sheets.confirm(sheet, name, the_member().id, now())
    except SurveyError as error:
        return page(sheet, error=say(error)), 422
    _record("inquiry.confirm", sheet, way=way)
    db.session.commit()
    tell(gettext("課長の確認を記録し、企画担当に提出しました"))
    return redirect(_address(sheet))


@blueprint.post("/back")
@allowed("planner", "section")
def send_back(plan_id: int, sheet_id: int) -> ResponseReturnValue:
    """The head asks for changes, saying why."""
    sheet = locked(sheet_id)
    try:
        _way(sheet)
        inquiry_sheets.send_back(sheet, request.form.get("reason", ""))
    except SurveyError as error:
        return page(sheet, error=say(error)), 422
    _record("inquiry.send_back", sheet)
    db.session.commit()
    tell(gettext("理由を添えて、担当に差し戻しました"))
    return redirect(_address(sheet))


@blueprint.post("/reopen")
@allowed("planner")
def reopen(plan_id: int, sheet_id: int) -> ResponseReturnValue:
    """Let a section write again after it had handed its sheet in."""
    sheet = locked(sheet_id)
    try:
        inquiry_sheets.reopen(sheet, request.form.get("reason", ""))
    except SurveyError as error:
        return page(sheet, error=say(error)), 422
    _record("inquiry.reopen", sheet)
    db.session.commit()
    tell(gettext("もう一度入力できるようにしました。理由は照会票の初めに出ます"))
    return redirect(_address(sheet))


@blueprint.post("/release")
@allowed("planner")
def release(plan_id: int, sheet_id: int) -> ResponseReturnValue:
    """Ask this section no more, as where it is not its matter."""
    sheet = locked(sheet_id)
    try:
        inquiry_sheets.release(sheet, request.form.get("reason", ""))
    except SurveyError as error:
        return page(sheet, error=say(error)), 422
    _record("inquiry.release", sheet)
    db.session.commit()
    tell(gettext("この課への照会を取りやめました。書かれた回答は残っています"))
    return redirect(_address(sheet))


@blueprint.post("/deadline")
@allowed("planner")
def put_off(plan_id: int, sheet_id: int) -> ResponseReturnValue:
    sheet, form = locked(sheet_id), PutOffForm()
    before = day_of(sheet.due_at)
    if not form.validate():
        return page(sheet, put_off=form), 422
    try:
        inquiry_sheets.put_off(sheet, form.due_at(), form.reason.data, now())
    except SurveyError as error:
        form.refuse("due_day", say(error))
        return page(sheet, put_off=form), 422
    told = {"before": before.isoformat(), "after": day_of(sheet.due_at).isoformat()}
    _record("inquiry.put_off", sheet, **told)
    db.session.commit()
    tell(gettext("この課の締切を延ばしました"))
    return redirect(_address(sheet))


def page(
    sheet: InquirySheet,
    typed: Typed | None = None,
    error: str = "",
    put_off: PutOffForm | None = None,
) -> str:
    """A sheet to fill in, to confirm or to read; what was `typed` stays on it."""
    session = db.session()
    inquiry = session.get_one(Inquiry, sheet.inquiry_id)
    sender = session.get(staff.StaffMember, sheet.sent_by) if sheet.sent_by else None
    form = put_off or PutOffForm(formdata=None)
    return render_template(
        "desk/inquiries/sheet.html",
        plan=the_plan(),
        inquiry=inquiry,
        sheet=sheet,
        line=inquiry_pages.line(session, sheet, now()),
        parts=inquiry_pages.parts(session, sheet, typed or Typed()),
        typed=typed,
        error=error,
        way=inquiry_seats.way_to_confirm(sheet),
        heads=inquiry_seats.heads_of(sheet),
        sender=sender.shown_name if sender else "",
        address=tracing.address,
        spoken=inquiry_letters.spoken,
        put_off=form,
        **({"form": form} if form.errors else {}),
    )


def _said(sheet: InquirySheet) -> dict[Place, Said]:
    """What stands in the boxes of the page; one that was not sent was not on it."""
    listed = inquiry_answers.places(inquiries.asked_of(db.session(), sheet))
    boxes = {place: inquiry_pages.name_of(place) for place, _asked, _blank in listed}
    form = request.form
    return {
        place: Said(form[name], form.get(f"seen-{name}", ""))
        for place, name in boxes.items()
        if name in form
    }


def _saved(sheet: InquirySheet) -> ResponseReturnValue:
    _record("inquiry.write", sheet)
    db.session.commit()
    tell(gettext("下書きを保存しました。まだ提出していません"))
    part = request.args.get("part", type=natural)
    return redirect(_address(sheet, f"part-{part}" if part else None))


def _sent(sheet: InquirySheet) -> ResponseReturnValue:
    """Hand the sheet over; where blanks are empty it is kept, and they are pointed out."""
    session = db.session()
    try:
        inquiry_sheets.send(session, sheet, the_member().id, now())
    except BlanksLeft:
        left = frozenset(place for place, _a, _b in inquiry_answers.empty(session, sheet))
        _record("inquiry.write", sheet)
        session.commit()
        return page(sheet, Typed(missing=left)), 422
    _record("inquiry.send", sheet)
    session.commit()
    tell(gettext("課長の確認に回しました"))
    return redirect(_address(sheet))


def _way(sheet: InquirySheet) -> str:
    """
    Raises:
        NotYoursToConfirm
    """
    way = inquiry_seats.way_to_confirm(sheet)
    if not way:
        raise NotYoursToConfirm
    return way


def _address(sheet: InquirySheet, anchor: str | None = None) -> str:
    return url_for(
        "desk.inquiry_sheets.show", plan_id=sheet.plan_id, sheet_id=sheet.id, _anchor=anchor
    )


def _record(what: str, sheet: InquirySheet, **details: object) -> None:
    audit.record(db.session(), what, sheet, who=the_member().id, now=now(), details=dict(details))
