"""Whose 照会票 this is: sections open their own sheets, planners all of them."""

from collections.abc import Sequence

from app.access import may, of_plan, the_member, the_plan
from app.clock import today
from app.extensions import db
from surveys import inquiry_sheets, sections
from surveys.inquiries import InquirySheet
from surveys.inquiry_sheets import SheetOfOthers


def the_sheet(sheet_id: int) -> InquirySheet:
    """A sheet of the address, if it is this reader's to open.

    Raises:
        SheetOfOthers
    """
    sheet = of_plan(InquirySheet, sheet_id)
    if sheet not in mine([sheet]):
        raise SheetOfOthers(section=sheet.section)
    return sheet


def locked(sheet_id: int) -> InquirySheet:
    """The same, held until the commit: two writers come one after the other."""
    sheet = the_sheet(sheet_id)
    db.session.refresh(sheet, with_for_update=True)
    return sheet


def mine(listed: Sequence[InquirySheet]) -> list[InquirySheet]:
    """Those sheets that this reader may open."""
    if may("planner"):
        return list(listed)
    seats = seated()
    return [each for each in listed if seats is not None and seats.writes_for(each.section)]


def seated() -> sections.Seats | None:
    """Where the reader sits in the plan of the address."""
    day, plan_id = today(), the_plan().id
    return sections.seats(db.session(), the_member(), plan_id=plan_id, today=day)


def heads_of(sheet: InquirySheet) -> dict[int, str]:
    """{member: shown name} of the heads of a section."""
    day = today()
    found = sections.heads(db.session(), sheet.section, plan_id=sheet.plan_id, today=day)
    return {each.id: each.shown_name for each in found}


def way_to_confirm(sheet: InquirySheet) -> str:
    """How the reader may confirm this sheet: `OWN`, `ON_PAPER` or "" not at all."""
    heads = heads_of(sheet)
    return inquiry_sheets.way_to_confirm(sheet, the_member().id, heads, planner=may("planner"))
