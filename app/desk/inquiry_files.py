"""照会票のExcel: out to the sections and back, looked at before anything is kept."""

import json
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.desk import downloads, inquiry_excel_parts, inquiry_pages, inquiry_seats
from app.desk import inquiries as inquiry_views
from app.desk import inquiry_sheets as sheet_views
from app.desk.forms import tell
from app.desk.inquiry_seats import locked, the_sheet
from app.errors import say
from app.exports import inquiry_excel
from app.exports.excel import Excel
from app.extensions import db
from app.sent import natural
from surveys import audit, inquiries, inquiry_answers, inquiry_files, inquiry_sheets
from surveys.errors import N_, SurveyError
from surveys.inquiries import Inquiry, InquirySheet
from surveys.inquiry_answers import Place, Said
from surveys.inquiry_files import CHANGES, CLASH, Brought
from surveys.inquiry_sheets import ON_PAPER, BlanksLeft, SheetOfOthers

blueprint = Blueprint("inquiry_files", __name__, url_prefix="/plans/<int:plan_id>/inquiries")
FROM_FILE = "file"  # what a clash is answered with to take the file's words


class NoFileOfInquiry(SurveyError):
    message = N_("照会票のファイルを選んでください")


class FileOfAnotherInquiry(SurveyError):
    message = N_("この照会の照会票ではありません。別の照会か、別の計画のファイルのようです")


class FileOfAnotherSection(SurveyError):
    message = N_("このファイルは「%(theirs)s」の照会票です。「%(mine)s」の照会票を選んでください")


class NothingInFile(SurveyError):
    message = N_("取り込むところがありません。ファイルの回答は、いまの照会票と同じです")


@blueprint.post("/sheets/<int:sheet_id>/file")
@allowed("planner", "section")
def download(plan_id: int, sheet_id: int) -> Response:
    """One section's sheet, with what it has written so far."""
    sheet = the_sheet(sheet_id)
    data = inquiry_excel.write(inquiry_excel_parts.told(db.session(), sheet))
    _record("inquiry.download", sheet)
    db.session.commit()
    return downloads.file(data, name=_name(sheet), media_type=Excel.media_type)


@blueprint.post("/<int:inquiry_id>/file")
@allowed("planner")
def download_all(plan_id: int, inquiry_id: int) -> Response:
    """Every section's sheet in one zip."""
    inquiry, session, out = of_plan(Inquiry, inquiry_id), db.session(), BytesIO()
    listed = inquiries.sheets_of(session, inquiry)
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for sheet in listed:
            name = _name(sheet).translate(downloads.FORBIDDEN)
            archive.writestr(name, inquiry_excel.write(inquiry_excel_parts.told(session, sheet)))
    _record("inquiry.download", inquiry, n=len(listed))
    name = f"照会票_{inquiry.title}.zip"
    db.session.commit()
    return downloads.file(out.getvalue(), name=name, media_type="application/zip")


@blueprint.post("/<int:inquiry_id>/check")
@allowed("planner", "section")
def check(plan_id: int, inquiry_id: int) -> ResponseReturnValue:
    """Show what a file that came back would change; nothing is kept yet."""
    inquiry, file = of_plan(Inquiry, inquiry_id), request.files.get("file")
    here = request.form.get("sheet", type=natural)
    try:
        if file is None or not file.filename:
            raise NoFileOfInquiry
        brought = inquiry_files.read(file.read())
        sheet = _sheet_of(brought, inquiry, here)
        inquiry_sheets.require_open(sheet)
    except SurveyError as error:
        if here is not None:
            return sheet_views.page(the_sheet(here), error=say(error)), 422
        return inquiry_views.page(inquiry, say(error)), 422
    return _check_page(inquiry, sheet, brought)


@blueprint.post("/sheets/<int:sheet_id>/take-in")
@allowed("planner", "section")
def take_in(plan_id: int, sheet_id: int) -> ResponseReturnValue:
    """Keep what a file that was looked at (`made`) says, and perhaps the head's confirmation."""
    sheet, session = locked(sheet_id), db.session()
    name = request.form.get("name", "")[:100] if request.form.get("confirmed") else ""
    try:
        inquiry_sheets.require_open(sheet)
        said = _made()
        if not said and not name:
            raise NothingInFile
        clashes = inquiry_answers.write(session, sheet, said, the_member().id, now())
        if clashes:
            raise inquiry_answers.WrittenMeanwhile
    except SurveyError as error:
        session.rollback()
        return sheet_views.page(sheet, error=say(error)), 422
    left = _confirmed(sheet, name) if name else frozenset[Place]()
    _record("inquiry.take_in", sheet, n=len(said), confirmed=bool(name and not left))
    session.commit()
    if left:
        return sheet_views.page(sheet, inquiry_pages.Typed(missing=left)), 422
    tell(gettext("Excelの照会票を取り込みました"))
    return redirect(url_for("desk.inquiry_sheets.show", plan_id=plan_id, sheet_id=sheet.id))


def _confirmed(sheet: InquirySheet, name: str) -> frozenset[Place]:
    """Hand a sheet in that its head confirmed on paper; or say which blanks are still empty."""
    session = db.session()
    if inquiry_seats.way_to_confirm(sheet) != ON_PAPER:
        abort(403)
    try:
        inquiry_sheets.send(session, sheet, the_member().id, now())
    except BlanksLeft:
        return frozenset(each[0] for each in inquiry_answers.empty(session, sheet))
    inquiry_sheets.confirm(sheet, name, the_member().id, now())
    return frozenset()


def _sheet_of(brought: Brought, inquiry: Inquiry, here: int | None) -> InquirySheet:
    """The sheet a file is of, if it is of this inquiry, and of the page it was chosen on.

    Raises:
        FileOfAnotherInquiry, FileOfAnotherSection, SheetOfOthers
    """
    sheet = db.session.get(InquirySheet, brought.sheet_id)
    if sheet is None or sheet.inquiry_id != inquiry.id:
        raise FileOfAnotherInquiry
    if here is not None and here != sheet.id:
        raise FileOfAnotherSection(theirs=sheet.section, mine=the_sheet(here).section)
    if not inquiry_seats.mine([sheet]):
        raise SheetOfOthers(section=sheet.section)
    return sheet


def _check_page(inquiry: Inquiry, sheet: InquirySheet, brought: Brought) -> str:
    found = inquiry_files.changes(db.session(), sheet, brought)
    made = {
        inquiry_pages.name_of(each.place): [each.words, inquiry_answers.mark(each.there)]
        for each in found
    }
    return render_template(
        "desk/inquiries/check.html",
        plan=the_plan(),
        inquiry=inquiry,
        sheet=sheet,
        found=found,
        made=json.dumps(made),
        brought=brought,
        on_paper=inquiry_seats.way_to_confirm(sheet) == ON_PAPER,
        name_of=inquiry_pages.name_of,
        CHANGES=CHANGES,
        CLASH=CLASH,
        FROM_FILE=FROM_FILE,
    )


def _made() -> dict[Place, Said]:
    """What the page of the check sends, without the clashes that keep the words of the screen."""
    try:
        made: Mapping[str, list[str]] = json.loads(request.form.get("made", ""))
        return {
            _place(name): Said(str(words), str(seen))
            for name, (words, seen) in made.items()
            if request.form.get(f"use-{name}", FROM_FILE) == FROM_FILE
        }
    except (ValueError, AttributeError, TypeError):
        abort(400)


def _place(name: str) -> Place:
    item, _, blank = name.partition("-")
    return natural(item), blank


def _name(sheet: InquirySheet) -> str:
    inquiry = db.session.get_one(Inquiry, sheet.inquiry_id)
    return f"照会票_{sheet.section}_{inquiry.title}.xlsx"


def _record(what: str, about: Inquiry | InquirySheet, **details: object) -> None:
    audit.record(db.session(), what, about, who=the_member().id, now=now(), details=dict(details))
