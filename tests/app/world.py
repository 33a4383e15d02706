"""Two plans with one of everything in each: for tests that try every address of the house."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from app.access import COOKIE
from app.exports import EXPORTS
from app.extensions import db
from surveys import staff
from surveys.imports import AnswerFile
from surveys.runs import Run
from surveys.staff import Role, StaffMember, StaffRole
from tests.app import town
from tests.app.test_files import _said as file_said
from tests.app.test_issues import written
from tests.app.town import Town
from tests.conftest import token_for

Ids = dict[str, Any]
# Addresses whose run is of another kind than the themes that `run_id` names.
RUNS = {"desk.runs.download": "book", "desk.gathered.show": "digest"}


@dataclass(frozen=True, slots=True)
class World:
    """An app whose database can be put back to what it was.

    Attributes:
        plans: the ids of one of everything, for each of the two plans.
    """

    app: Flask
    file: Path
    kept: Path
    plans: tuple[Ids, Ids]

    def put_back(self) -> None:
        with self.app.app_context():
            db.engine.dispose()
        for journal in self.file.parent.glob(f"{self.file.name}-*"):
            journal.unlink()
        shutil.copyfile(self.kept, self.file)

    def requests(self, guard: str = "") -> Iterator[tuple[Rule, str]]:
        """Every address with each of its methods."""
        for rule in self.app.url_map.iter_rules():
            worn = getattr(self.app.view_functions[rule.endpoint], "access", "")
            if worn.startswith(guard) and rule.endpoint != "static":
                for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                    yield rule, method

    def path(self, rule: Rule, **others: object) -> str:
        """The address of a rule in the first plan, but for `others`."""
        ids = dict(self.plans[0])
        ids["run_id"] = ids[RUNS.get(rule.endpoint, "themes")]
        with self.app.test_request_context():
            return url_for(rule.endpoint, **{n: (ids | others)[n] for n in rule.arguments})

    def client(self, *roles: str, **changes: str) -> FlaskClient:
        """Somebody with these roles everywhere."""
        client = self.app.test_client()
        named = {"name": f"member-{'-'.join(roles)}"} | changes
        client.set_cookie(COOKIE, token_for(self.app, *roles, **named))
        return client


def build(app: Flask, file: Path) -> World:
    """Fill an empty SQLite database, as people would."""
    client = app.test_client()
    client.set_cookie(COOKIE, token_for(app, "planner", "administrator"))
    plans = (_plan(app, client, town.found(app)), _plan(app, client, town.found(app)))
    with app.app_context():
        db.engine.dispose()
    kept = file.with_suffix(".kept")
    shutil.copyfile(file, kept)
    return World(app, file, kept, plans)


def _plan(app: Flask, client: FlaskClient, here: Town) -> Ids:
    asked = f"{here.desk}/questionnaires/{here.questionnaire}"
    _done(client, f"{asked}/themes", {"question": "trouble"})
    _done(client, f"{asked}/tables/book", {})
    _done(client, f"{here.desk}/files", file_said())
    issue_id = _done(client, f"{here.desk}/drafts/{here.draft}/adopt", written())
    said = {"response": here.responses[0], "question": "trouble"}
    _done(client, f"{here.desk}/issues/{issue_id}/voices/", said)
    with app.app_context():
        session = db.session()
        of_plan = select(Run).where(Run.plan_id == here.plan)
        runs = {run.key: run.id for run in session.scalars(of_plan)}
        file_id = session.scalar(select(AnswerFile.id).where(AnswerFile.plan_id == here.plan))
        voice_id = here.plan  # each plan has one, made in their order
        other = session.scalars(select(StaffMember)).first()
        role = session.scalars(select(StaffRole)).first()
        assert other
        assert role
        people = {"staff_id": other.id, "role_id": role.id}
    edited = f"{here.desk}/issues/{issue_id}/voices/{voice_id}"
    _done(client, f"{edited}/approve", {})
    _done(client, f"{here.desk}/editions/new", {"stage": "draft", "title": "論点集"})
    fixed = {
        "place": 1,
        "number": 1,
        "mark": "old",
        "kind": "frequency",
        "form": next(iter(EXPORTS)),
    }
    mine = {"plan_id": here.plan, "questionnaire_id": here.questionnaire, "draft_key": here.draft}
    made = {"file_id": file_id, "issue_id": issue_id, "voice_id": voice_id}
    return {
        **fixed,
        **mine,
        **made,
        **runs,
        **people,
        "edition_id": here.plan,
        "responses": here.responses,
    }


def _done(client: FlaskClient, path: str, said: dict[str, Any]) -> int:
    """Send a form that must be taken, and give the id at the end of where it leads."""
    reply = client.post(path, data=said)
    assert reply.status_code == 302, (path, reply.text)
    last = reply.headers["Location"].partition("#")[0].rpartition("/")[2]
    return int(last) if last.isdecimal() else 0


def give(app: Flask, name: str, role: Role, plan_id: int) -> None:
    """Give a member a role in one plan."""
    with app.app_context():
        member = staff.by_name(db.session(), name)
        assert member is not None
        staff.give(db.session(), member, role, plan_id=plan_id)
        db.session.commit()
