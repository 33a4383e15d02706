"""What a paper about the handling of a questionnaire says of it: days, keepers, openings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from app.access import the_plan
from app.clock import now
from app.desk import holders
from app.extensions import db
from app.keyring import keys_of
from surveys import access, audit, departments, disposals, periods, questionnaires
from surveys.disposals import Standing
from surveys.documents import Document
from surveys.questionnaires import ENDED, Questionnaire
from surveys.staff import StaffMember


@dataclass(frozen=True, slots=True)
class Opened:
    """One opening: when, by whom, how many sheets, and whether it was the last."""

    at: datetime
    who: str
    number: int
    last: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """A questionnaire as its papers tell of it today.

    Attributes:
        keepers: the names of those who hold a passphrase.
        codes: how many codes were issued; paper: whether sheets of paper are taken in.
        joined: the names of links that stand for several sections.
        keys_gone: when the keys were destroyed; None while they exist.
        keys: what was destroyed then, as the audit log has it.
    """

    questionnaire: Questionnaire
    document: Document
    municipality: str
    today: datetime
    last_day: datetime
    keepers: tuple[str, ...]
    openings: tuple[Opened, ...]
    codes: int
    paper: bool
    joined: tuple[str, ...]
    keys_gone: datetime | None
    keys: dict[str, int]

    @property
    def ended(self) -> bool:
        return self.questionnaire.state == ENDED

    @property
    def opened(self) -> int:
        return sum(each.number for each in self.openings)


def of(questionnaire: Questionnaire) -> Facts:
    """Gather the facts; every one is on record or can be counted now."""
    session = db.session()
    by_code = questionnaire.access == "codes"
    gone = audit.entries(session, questionnaire, disposals.KEYS_DESTROYED)
    kept = keys_of(questionnaire).folder.exists()
    return Facts(
        questionnaire,
        questionnaires.latest(session, questionnaire).parsed,
        the_plan().municipality,
        now(),
        periods.last_moment(questionnaire),
        tuple(holders.people(questionnaire)),
        _openings(questionnaire),
        access.number(session, questionnaire) if by_code else 0,
        disposals.has_paper(session, questionnaire),
        _joined(questionnaire),
        gone[-1].at if gone and not kept else None,
        dict(gone[-1].details) if gone and not kept else {},
    )


def names_of(standings: Sequence[Standing]) -> dict[int, str]:
    """{id: name} of those who said that something is gone."""
    said = [record.who for each in standings for record in each.records]
    return {who: name_of(who) for who in said if who is not None}


def name_of(who: int | None) -> str:
    member = db.session().get(StaffMember, who) if who is not None else None
    return member.shown_name if member else gettext("サーバー（自動）")


def _openings(questionnaire: Questionnaire) -> tuple[Opened, ...]:
    """The openings in their order."""
    told = audit.entries(db.session(), questionnaire, disposals.OPENED)[::-1]
    return tuple(
        Opened(
            entry.at,
            name_of(entry.who),
            int(entry.details.get("number", 0)),
            bool(entry.details.get("last")),
        )
        for entry in told
    )


def _joined(questionnaire: Questionnaire) -> tuple[str, ...]:
    if questionnaire.access != "departments":
        return ()
    units = departments.listed(db.session(), questionnaire)
    return tuple(group.label for group in departments.merge(units) if group.joined) if units else ()
