"""A city hall for the tests of 庁内照会: three issues, sections, and what their pages send."""

from typing import Any

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from app.clock import now
from app.extensions import db
from surveys import issues, sections, staff
from surveys.audit import AuditEntry
from surveys.inquiries import InquirySheet
from surveys.inquiry_answers import InquiryAnswer
from surveys.issues import Evidence, PolicyIssue
from surveys.plans import Plan
from surveys.voices import Voice
from tests import make
from tests.conftest import SignIn
from tests.visit import one

BUS, WALK, GREEN = "運転しない人が通院できる", "高齢者が歩いて買い物に行ける", "公園の整備"
DESK = "/desk/plans/1"
HERE = f"{DESK}/inquiries"
LATER = {"due_day": "2099-12-25", "due_time": "17:15"}


def found(app: Flask) -> Flask:
    """A plan with three issues, of which nobody answers for the last."""
    with app.app_context():
        session = db.session()
        plan = make.plan()
        session.add(plan)
        session.flush()
        bus = _issue(plan, BUS, section="地域交通課", related_sections="福祉課")
        bus.present_state = "バスは1日4便です。"
        issues.add(session, bus)
        said = ((40, "40人が通院に困っています。"), (8, "8人は車がありません。"))
        found = [
            Evidence(
                kind="need",
                statement=words,
                strength=0.4,
                n=n,
                source={"questionnaire_id": 1, "question": "q1", "axis": None, "theme": None},
            )
            for n, words in said
        ]
        issues.set_evidence(session, bus, found)
        for words, approved in (("バスが来ない", now()), ("病院が遠い", None)):
            voice = Voice(plan_id=plan.id, question_code="q", words=words, attributes=["80代"])
            voice.workshop, voice.approved_at = "市民ワークショップ", approved
            session.add(voice)
            session.flush()
            issues.add_voice(session, bus, voice)
        issues.add(session, _issue(plan, WALK, section="福祉課"))
        issues.add(session, _issue(plan, GREEN))
        session.commit()
    return app


def _issue(plan: Plan, title: str, **of: str) -> PolicyIssue:
    return PolicyIssue(
        plan_id=plan.id, topic=title, desired_state=title, parts={}, created_at=make.NOON, **of
    )


def seated(
    app: Flask, sign_in: SignIn, name: str, section: str, *, head: bool = False
) -> FlaskClient:
    """Somebody of a section, who shows as their sign-in name."""
    client = sign_in("section", name=name)
    with app.app_context():
        member = staff.by_name(db.session(), name)
        assert member is not None
        member.shown_name = name
        (given,) = staff.roles_of(db.session(), member)
        sections.seat(given, section, head=head)
        db.session.commit()
    return client


def asked(**changes: Any) -> dict[str, Any]:
    """An inquiry about the first two issues."""
    return {"title": "照会（第1回）", "note": "お願いします", "issue": [1, 2], **LATER} | changes


def started(planner: FlaskClient) -> None:
    reply = planner.post(f"{HERE}/new", data=asked())
    assert reply.status_code == 302, reply.text


def typed(page: BeautifulSoup, **said: str) -> dict[str, str]:
    """What a sheet's form sends when these blanks of its first issue are filled in."""
    form = one(page, "form#sheet")
    sent = {str(box["name"]): box.get_text().strip() for box in form.select("textarea")}
    sent |= {str(box["name"]): str(box["value"]) for box in form.select("[name^=seen-]")}
    first = next(iter(sent)).partition("-")[0]
    return sent | {f"{first}-{key}": words for key, words in said.items()}


def state(app: Flask, sheet_id: int) -> str:
    with app.app_context():
        return db.session.get_one(InquirySheet, sheet_id).state


def answers(app: Flask) -> dict[str, str]:
    with app.app_context():
        listed = db.session.scalars(db.select(InquiryAnswer).order_by(InquiryAnswer.id))
        return {each.blank: each.words for each in listed}


def last(app: Flask) -> str:
    with app.app_context():
        return str(db.session.scalars(db.select(AuditEntry.what).order_by(AuditEntry.id)).all()[-1])
