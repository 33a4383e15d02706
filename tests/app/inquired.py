"""An inquiry for tests: one sheet that is open, one that waits for its head, one handed in."""

import json
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.extensions import db
from surveys.inquiries import InquiryItem, InquirySheet
from surveys.inquiry_answers import InquiryAnswer, mark

SECTIONS = {"section": "地域交通課", "related_sections": "福祉課、土木課"}
DUE = {"due_day": "2099-12-25", "due_time": "17:00"}
# Addresses about another sheet than the one that is open.
SHEETS = {
    **dict.fromkeys(("inquiry_sheets.confirm", "inquiry_sheets.send_back"), "waiting"),
    "inquiry_sheets.reopen": "submitted",
}

ASKED = {"inquiries.call_off": "fresh"}  # addresses about the inquiry nobody answered


def asked(issue_id: int) -> dict[str, Any]:
    """What begins an inquiry about one issue."""
    return {"title": "照会", "note": "", "issue": [issue_id], **DUE}


def brought(item: int) -> dict[str, str]:
    """What the page sends that looked at a file with one answer in it."""
    return {"made": json.dumps({f"{item}-opinion": ["一緒に行う", mark("")]})}


def inquire(app: Flask, client: FlaskClient, desk: str, issue_id: int) -> dict[str, int]:
    """Ask the sections of an issue; `answer` is one of the sheet that is handed in."""
    inquiry_id, fresh = _started(client, desk, issue_id), _started(client, desk, issue_id)
    with app.app_context():
        mine = select(InquirySheet.id).where(InquirySheet.inquiry_id == inquiry_id)
        done, waiting, still = db.session.scalars(mine.order_by(InquirySheet.id))
    for sheet in (done, waiting):
        client.post(f"{desk}/inquiries/sheets/{sheet}", data={"act": "fill"})
    client.post(f"{desk}/inquiries/sheets/{done}/confirm", data={"name": "課長"})
    ids = {"inquiry_id": inquiry_id, "sheet_id": still, "waiting": waiting, "submitted": done}
    with app.app_context():
        answer = _answer(_item(done))
        answer.words = "乗合タクシーの試行"
        db.session.commit()
        return {**ids, "fresh": fresh, "answer": answer.id, "item": _item(still)}


def _started(client: FlaskClient, desk: str, issue_id: int) -> int:
    reply = client.post(f"{desk}/inquiries/new", data=asked(issue_id))
    assert reply.status_code == 302, reply.text
    return int(reply.headers["Location"].rpartition("/")[2])


def _item(sheet_id: int) -> int:
    mine = select(InquiryItem.id).where(InquiryItem.sheet_id == sheet_id)
    return db.session.scalars(mine).one()


def _answer(item: int) -> InquiryAnswer:
    mine = select(InquiryAnswer).where(InquiryAnswer.item_id == item)
    return db.session.scalars(mine.where(InquiryAnswer.blank == "measures")).one()
