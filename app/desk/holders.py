"""鍵を開けられるもの: who holds the key of a questionnaire, under the names people know."""

import secrets

from flask_babel import gettext

from app.access import the_member
from app.extensions import db
from app.keyring import keys_of
from surveys.keys import RECOVERY
from surveys.questionnaires import Questionnaire
from surveys.staff import StaffMember


def names(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """Every holder of the key, with the name people know; the recovery key last."""
    held = keys_of(questionnaire).holders() if questionnaire.key_name else []
    people = [(holder, _name(holder)) for holder in held if holder != RECOVERY]
    return people + [(RECOVERY, gettext("復旧用の鍵（印刷したもの）"))] * (RECOVERY in held)


def people(questionnaire: Questionnaire) -> list[str]:
    """The names of those who hold a passphrase."""
    return [name for holder, name in names(questionnaire) if holder != RECOVERY]


def new() -> str:
    """A name for this member's copy: it says whose, and no file of that name exists."""
    return f"{the_member().id}-{secrets.token_hex(4)}"


def member_of(holder: str) -> int | None:
    number = holder.partition("-")[0]
    return int(number) if number.isdecimal() else None


def _name(holder: str) -> str:
    number = member_of(holder)
    member = db.session().get(StaffMember, number) if number is not None else None
    return member.shown_name if member else holder
