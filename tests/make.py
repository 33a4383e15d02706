"""Makers of test objects: say only what the test is about."""

from datetime import UTC, date, datetime

import pandas as pd
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy.orm import Session

from analysis.codebook import Codebook
from app import alarming, bridge
from app.extensions import db
from surveys import documents, questionnaires, responses, staff
from surveys.documents import Document
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from surveys.staff import Role, StaffMember

NOON = datetime(2026, 7, 1, 3, 0, tzinfo=UTC)
PASSWORD = "ひみつの合い言葉です2026"  # noqa: S105 - opens nothing but a test
# The cheapest hash argon2 makes: a test waits for what it tests, not for hashing.
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def plan(**changes: object) -> Plan:
    ordinary: dict[str, object] = {
        "title": "第六次総合計画",
        "municipality": "見本市",
        "first_year": 2027,
        "last_year": 2035,
        "created_at": NOON,
    }
    return Plan(**(ordinary | changes))


def member(session: Session, name: str = "sato", *roles: Role, **changes: object) -> StaffMember:
    """A member whose password is PASSWORD, with roles everywhere."""
    ordinary: dict[str, object] = {
        "shown_name": "企画課 佐藤",
        "password_hash": QUICK,
        "first_password": False,
        "active": True,
        "created_at": NOON,
    }
    made = StaffMember(name=name, **(ordinary | changes))
    session.add(made)
    session.flush()
    for role in roles:
        staff.give(session, made, role, last_day=date(2030, 3, 31))
    return made


def questionnaire(session: Session, of: Plan | None = None, **changes: object) -> Questionnaire:
    """A questionnaire, of a plan of its own where none is given, that nobody was asked yet."""
    stored = of or plan()
    if of is None:
        session.add(stored)
        session.flush()
    ordinary: dict[str, object] = {
        "plan_id": stored.id,
        "title": "市民意識調査",
        "audience": "citizen",
        "sampling": "random",
        "surveyed_year": 2026,
        "created_at": NOON,
    }
    made = Questionnaire(**(ordinary | changes))
    session.add(made)
    session.flush()
    return made


def town(app: Flask, answers: tuple[pd.DataFrame, Codebook], **changes: object) -> None:
    """A plan with one questionnaire that was answered so."""
    frame, codebook = answers
    with app.app_context():
        one = plan()
        db.session.add(one)
        db.session.flush()
        answered(db.session(), one, frame, codebook, **changes)
        db.session.commit()


def answered(
    session: Session, plan: Plan, frame: pd.DataFrame, codebook: Codebook, **changes: object
) -> Questionnaire:
    """A questionnaire of a stored plan that was answered as `frame` says."""
    made = questionnaire(session, plan, **changes)
    asked = bridge.questions(codebook)
    version = questionnaires.freeze(session, made, documents.write(Document(asked)), NOON)
    batch = responses.add_batch(session, version, bridge.sheets(frame, codebook, asked))
    bridge.make_partition(session, batch, version.parsed)
    alarming.listen(session, made, batch)
    return made
