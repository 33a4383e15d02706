"""Paper for the tests of its pages: a questionnaire by codes, a typist, and bundles of labels."""

from dataclasses import dataclass
from datetime import date

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.access import COOKIE
from app.clock import now, today
from app.extensions import db
from app.keyring import keys_of
from surveys import access, bundles, paper_intakes, staff
from surveys.bundles import Bundle
from surveys.paper_sheets import PaperSheet
from surveys.questionnaires import Questionnaire
from surveys.staff import Role, StaffMember
from tests.app import fielded
from tests.app.fielded import Fielded
from tests.conftest import token_for

FAR = date(2030, 3, 31)


@dataclass(frozen=True, slots=True)
class Papered:
    """A questionnaire whose sheets came by post, and one bundle of labels on them."""

    here: Fielded
    bundle: int
    numbers: tuple[str, ...]
    typist: FlaskClient

    @property
    def paper(self) -> str:
        return f"{self.here.desk}/paper"

    @property
    def typing(self) -> str:
        return f"/desk/plans/{self.here.plan}/typing"


def typist(app: Flask, name: str, plan_id: int) -> tuple[FlaskClient, int]:
    """Somebody of a company who types in one plan, and nothing else."""
    client = app.test_client()
    client.set_cookie(COOKIE, token_for(app, name=name, company="見本データ"))
    with app.app_context():
        member = staff.by_name(db.session(), name)
        assert member is not None
        staff.give(db.session(), member, Role.TYPIST, plan_id=plan_id, last_day=FAR)
        db.session.commit()
        return client, member.id


def contractor(plan_id: int, last: str) -> dict[str, str]:
    """What the page of staff sends to let somebody of a company in."""
    said = {"company": "株式会社見本データ", "name": "kato", "shown_name": "入力者1"}
    said |= {"plan": str(plan_id), "last_day": last}
    return {f"contractor-{field}": words for field, words in said.items()}


def papered(app: Flask, *, arrived: int = 3, size: int = 3) -> Papered:
    """So many sheets came and were labelled; a typist named kato has them."""
    here = fielded.published(app)
    client, member_id = typist(app, "kato", here.plan)
    with app.app_context():
        bundle, numbers = lay(here.questionnaire, member_id, arrived=arrived, size=size)
        db.session.commit()
    return Papered(here, bundle, numbers, client)


def lay(
    questionnaire_id: int, member_id: int, *, arrived: int, size: int
) -> tuple[int, tuple[str, ...]]:
    """Let sheets come, and give a bundle of labels to a member."""
    session = db.session()
    found = session.get_one(Questionnaire, questionnaire_id)
    kept = keys_of(found)
    for code in codes(found, arrived):
        paper_intakes.arrive(session, found, kept, code, now=now(), day=today())
    ((bundle, _),) = bundles.make(session, found, 1, size)
    bundle.typist_id = session.get_one(StaffMember, member_id).id
    session.flush()
    mine = select(PaperSheet.number).where(PaperSheet.bundle_id == bundle.id)
    return bundle.id, tuple(session.scalars(mine.order_by(PaperSheet.number)))


def codes(found: Questionnaire, number: int) -> list[str]:
    """Codes of letters, in clear."""
    issued = access.issue(db.session(), found, keys_of(found), [("", number)]) if number else []
    return [code for _, code in issued]


def give_all(app: Flask, name: str) -> None:
    """Give every bundle there is to a member."""
    with app.app_context():
        member = staff.by_name(db.session(), name)
        assert member is not None
        for bundle in db.session.scalars(select(Bundle)):
            bundle.typist_id = member.id
        db.session.commit()


def in_bundle(app: Flask, bundle_id: int) -> dict[str, str]:
    """The state of each sheet of a bundle."""
    with app.app_context():
        mine = select(PaperSheet).where(PaperSheet.bundle_id == bundle_id)
        return {one.number: one.state for one in db.session.scalars(mine)}
