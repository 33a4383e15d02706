"""What goes into the file of a 照会票: only what may leave the screen."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.desk.inquiry_letters import spoken
from app.exports.inquiry_excel import Part, Row, SheetFile
from surveys import inquiries, inquiry_answers, inquiry_files, issues, voices
from surveys.editions import LEAST_BASE
from surveys.inquiries import Asked, Inquiry, InquirySheet
from surveys.inquiry_files import DATE, NAME
from surveys.issues import PolicyIssue
from surveys.plans import Plan


def told(session: Session, sheet: InquirySheet) -> SheetFile:
    """A sheet as it stands, to be written to a file."""
    inquiry, plan = session.get_one(Inquiry, sheet.inquiry_id), session.get_one(Plan, sheet.plan_id)
    listed = inquiries.asked_of(session, sheet)
    return SheetFile(
        title=inquiry.title,
        plan=f"{plan.municipality}　{plan.title}",
        section=sheet.section,
        due=spoken(sheet.due_at),
        note=inquiry.note,
        parts=[_part(session, sheet, number, each) for number, each in enumerate(listed, 1)],
        name_key=inquiry_files.key(sheet, (0, NAME)),
        date_key=inquiry_files.key(sheet, (0, DATE)),
    )


def _part(session: Session, sheet: InquirySheet, number: int, asked: Asked) -> Part:
    held = inquiry_answers.held(session, [asked])
    rows = []
    for blank in asked.item.blanks():
        place = (asked.item.id, blank.key)
        answer = held[place].words if place in held else ""
        key = inquiry_files.key(sheet, place, answer)
        label = blank.label if blank.needed else f"{blank.label}（任意）"
        rows.append(Row(label, blank.hint, asked.beside(blank), answer, key))
    part = "主管" if asked.item.main else "関係"
    title = f"論点{number}（{part}）　{asked.issue.desired_state}"
    return Part(title, list(_grounds(session, asked.issue)), rows)


def _grounds(session: Session, issue: PolicyIssue) -> Iterator[str]:
    """Sentences about enough people, and approved voices: a file goes from hand to hand."""
    told = [each.statement for each in issues.evidence(session, issue) if each.n >= LEAST_BASE]
    if told:
        yield "根拠\n" + "\n".join(f"・{each}" for each in told)
    quoted = [each for each in issues.voices(session, issue) if each.approved]
    if quoted:
        lines = (
            f"「{each.words}」（{'・'.join([*each.attributes, voices.origin(session, each)])}）"
            for each in quoted
        )
        yield "声\n" + "\n".join(lines)
