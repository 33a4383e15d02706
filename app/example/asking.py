"""The example goes the real way: published, answered sheet by sheet, sealed, and opened."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.clock import day_of, midnight
from app.database import begin_writing
from app.example import documents
from app.example.filling import Form
from app.keyring import keys_of
from app.opening import open_now
from app.words import fiscal_year
from surveys import (
    access,
    audit,
    envelopes,
    keys,
    openings,
    passphrases,
    periods,
    pin_maps,
    questionnaires,
    reminders,
    returns,
    sheets,
)
from surveys.access import new_code
from surveys.envelopes import Sender
from surveys.plans import Plan
from surveys.questionnaires import DRAFT, Questionnaire

HOLDER = "example"
FIRST_MONTH = 4  # of a fiscal year


@dataclass(frozen=True, slots=True)
class Loader:
    """Whose name the example is made under, and when."""

    session: Session
    member_id: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """How a questionnaire of the example is asked, in days from the day it is loaded on."""

    name: str
    access: str
    first: int
    after: int


@dataclass(frozen=True, slots=True)
class Sent:
    """A form on its way in: on which day of the period, by which code and how."""

    day: int
    form: Form
    code: str = ""
    way: str = access.TYPED


def draft(loader: Loader, plan: Plan, asked: Asked) -> Questionnaire:
    """A questionnaire in the plan, with its period and the name that its keys will have."""
    brought = documents.brought(loader.session, plan, asked.name)
    opens_at = _day(loader, asked.first)
    year = year_of(day_of(opens_at))
    made = Questionnaire(
        plan_id=plan.id,
        title=f"{fiscal_year(year)} {brought.document.title}",
        audience=brought.audience,
        sampling=brought.sampling,
        surveyed_year=year,
        opens_at=opens_at,
        closes_at=_day(loader, asked.after),
        created_at=opens_at - timedelta(days=14),
        state=DRAFT,
        access=asked.access,
        key_name=keys.new_name(),
        reviewer_id=loader.member_id,
    )
    questionnaires.redraft(made, brought.document)
    loader.session.add(made)
    loader.session.flush()
    return made


def publish(loader: Loader, made: Questionnaire, known: str = "") -> str:
    """Make the keys and let people in; give the keeper's passphrase: one that is `known`, or a
    fresh one, which nobody keeps.

    The key of an open link is the server's, and its passphrase is empty.
    """
    kept, passphrase = keys_of(made), ""
    kept.begin()
    private, public = keys.pair()
    if made.opens_by_itself:
        kept.give_to_server(private)
    else:
        passphrase = known or passphrases.new_recovery()
        kept.wrap(HOLDER, private, passphrase)
    before = _opens_at(made) - timedelta(days=1)
    questionnaires.publish(
        loader.session, made, access=made.access or "open", public_key=public, now=before
    )
    _record(loader, made, "questionnaire.publish", before, access=made.access)
    return passphrase


def issue(loader: Loader, made: Questionnaire, wanted: Mapping[str, int]) -> dict[str, list[str]]:
    """Codes for {stratum: how many}, as the mailing list has them."""
    issued = access.issue(loader.session, made, keys_of(made), list(wanted.items()))
    _record(loader, made, "code.issue", _opens_at(made), number=len(issued), strata=len(wanted))
    found: dict[str, list[str]] = {}
    for stratum, code in issued:
        found.setdefault(stratum, []).append(code)
    return found


def answer(loader: Loader, made: Questionnaire, sent: Iterable[Sent], days: range) -> None:
    """Read, seal and take in what was sent on these days; count the returns every night."""
    by_day: dict[int, list[Sent]] = {}
    for each in sent:
        by_day.setdefault(each.day, []).append(each)
    version = questionnaires.latest(loader.session, made)
    asked = pin_maps.attached(loader.session, made.id, version.parsed)
    kept, opens_at = keys_of(made), _opens_at(made)
    for day in days:
        moment = opens_at + timedelta(days=day, hours=20)
        for each in by_day.get(day, []):
            sheet = sheets.read(asked, each.form)
            sender = Sender(new_code(), secrets.token_hex(16), each.code, way=each.way)
            envelopes.send(
                loader.session, made, kept, sender, (version.number, sheet.answers), moment
            )
        returns.snapshot(loader.session, day_of(moment))


def remind(loader: Loader, made: Questionnaire, day: int, words: str) -> None:
    """Send everybody a letter of thanks and reminding, on a day of the period."""
    at = _opens_at(made) + timedelta(days=day, hours=9)
    period = (day_of(_opens_at(made)), day_of(periods.last_moment(made)))
    wish = reminders.Wish(day_of(at), (), words)
    sent = reminders.plan(loader.session, made, wish, period, who=loader.member_id, now=at)
    _record(loader, made, "reminder.plan", at, letters=sent.letters)


def open_up(loader: Loader, made: Questionnaire, passphrase: str, day: int | None = None) -> None:
    """Open what arrived, on a day of the period or, the last time, now; this commits."""
    loader.session.commit()
    begin_writing(loader.session)
    kept = keys_of(made)
    private = kept.from_server() if made.opens_by_itself else kept.unwrap(passphrase)
    at = loader.now if day is None else _opens_at(made) + timedelta(days=day, hours=21)
    open_now(made, private, last=day is None, who=loader.member_id, now=at)
    begin_writing(loader.session)


def read_texts(loader: Loader, made: Questionnaire, unread: int) -> None:
    """Somebody read what staff wrote and let it be voices; the last few still wait."""
    held = openings.held_texts(loader.session, made)
    asked = sorted({text.question_code for text in held})
    for code in asked:
        mine = [text for text in held if text.question_code == code]
        ready = mine[: len(mine) - unread // len(asked)]
        for text in ready:
            openings.release(loader.session, text, text.words)
        _record(loader, made, "held_text.release", loader.now, number=len(ready))


def year_of(day: date) -> int:
    """The fiscal year a day is in."""
    return day.year - (day.month < FIRST_MONTH)


def departments_by_link(loader: Loader, made: Questionnaire) -> dict[str, str]:
    """{department: what the form of somebody says who opened its link}."""
    document = questionnaires.latest(loader.session, made).parsed
    kept, choices = keys_of(made), document.question(document.department).choices
    marks = {choice.code: access.department_mark(kept, choice.code) for choice in choices}
    return {code: access.department_of(kept, choices, mark).code for code, mark in marks.items()}


def _record(
    loader: Loader, made: Questionnaire, what: str, at: datetime, **details: object
) -> None:
    audit.record(loader.session, what, made, who=loader.member_id, now=at, details=details)


def _opens_at(made: Questionnaire) -> datetime:
    if made.opens_at is None:
        raise questionnaires.NotPublished
    return made.opens_at


def _day(loader: Loader, days: int) -> datetime:
    return midnight(day_of(loader.now) + timedelta(days=days))
