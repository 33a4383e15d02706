"""Questionnaires to publish, to field and to open, for tests of the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask

from app.clock import midnight, now, today
from app.extensions import db
from app.keyring import keys_of
from surveys import access, documents, envelopes, keys, questionnaires
from surveys.documents import Document
from surveys.envelopes import Sender
from surveys.keys import Cost, Keys
from surveys.kinds import Choice, Question
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from tests import make

PASSPHRASE = "みどりの山と川のまちを歩く日曜日"  # noqa: S105 - opens nothing but a test
TWICE = {"passphrase": PASSPHRASE, "again": PASSPHRASE}
CHEAP = Cost(1, 8 * 1024)  # argon2id's least: a test waits for what it tests
DOCUMENT = Document(
    questions=(
        Question(
            "section",
            "所属",
            "single",
            part="attribute",
            choices=(
                Choice("1", "企画課"),
                Choice("2", "土木課"),
            ),
        ),
        Question(
            "q1",
            "住み続けたいですか",
            "single",
            choices=(
                Choice("1", "はい"),
                Choice("2", "いいえ"),
            ),
        ),
        Question("q2", "ご意見", "text", limit=300),
    ),
    title="くらしの調査",
    host="見本市 企画課",
    contact="企画課 電話 0000-00-0000",
    minutes=5,
    department="section",
)
SAID = "バスの本数が{}本です"  # what each of them writes
REMINDER = {"to": "everybody", "words": "お答えくださった方、ありがとうございました。"}
LETTER = {
    "sender": "見本市長",
    "section": "見本市 企画課",
    "phone": "0000-11-2222",
    "hours": "平日 9時から17時まで",
    "dated": "令和8年7月1日",
    "lead": "まちづくりのための調査です。",
    "closing": "",
    "paper": "y",
}
How = Mapping[str, str]
BY_CODE = {"access": "codes", "audience": "citizen", "sampling": "random"}
OPEN_LINK = {"access": "open", "audience": "citizen", "sampling": "open"}
STAFF = {"access": "departments", "audience": "staff", "sampling": "census"}


@dataclass(frozen=True, slots=True)
class Fielded:
    """Ids of a questionnaire, and where its pages are."""

    plan: int
    questionnaire: int

    @property
    def desk(self) -> str:
        return f"/desk/plans/{self.plan}/questionnaires/{self.questionnaire}"


def draft(app: Flask, how: How = BY_CODE, *, plan_id: int | None = None) -> Fielded:
    """A draft nobody has prepared yet."""
    with app.app_context():
        made = _draft(plan_id, how)
        db.session.commit()
        return Fielded(made.plan_id, made.id)


def published(
    app: Flask,
    how: How = BY_CODE,
    *,
    plan_id: int | None = None,
    arrived: int = 0,
    days: int = 7,
) -> Fielded:
    """A questionnaire that opened yesterday and closes in so many `days`, perhaps in the past."""
    with app.app_context():
        made = _draft(plan_id, how)
        kept = Keys(Path(app.config["KEYS_DIR"]) / keys.new_name())
        kept.begin()
        private, public = keys.pair()
        made.key_name = kept.folder.name
        made.access = how["access"]
        if made.opens_by_itself:
            kept.give_to_server(private)
        else:
            kept.wrap("900-first", private, PASSPHRASE, CHEAP)
        made.opens_at, made.closes_at = midnight(today()) - timedelta(days=30), now() + timedelta(1)
        version = questionnaires.publish(
            db.session(), made, access=how["access"], public_key=public, now=now()
        )
        assert version.number == 1
        send(made, arrived)
        made.closes_at = midnight(today() + timedelta(days=days))
        db.session.commit()
        return Fielded(made.plan_id, made.id)


def send(questionnaire: Questionnaire, number: int) -> None:
    """Let so many people answer."""
    kept, session = keys_of(questionnaire), db.session()
    codes = [""] * number
    if questionnaire.access == "codes" and number:
        codes = [code for _, code in access.issue(session, questionnaire, kept, [("", number)])]
    for place, code in enumerate(codes):
        sender = Sender(access.new_code(), access.new_code(), code)
        answers = {"section": "1", "q1": "12"[place % 2], "q2": SAID.format(place)}
        envelopes.send(session, questionnaire, kept, sender, (1, answers), now())


def write(questionnaire: Questionnaire, words: str) -> None:
    """Let one more person answer, and write this."""
    kept, session = keys_of(questionnaire), db.session()
    code = ""
    if questionnaire.access == "codes":
        ((_, code),) = access.issue(session, questionnaire, kept, [("", 1)])
    sender = Sender(access.new_code(), access.new_code(), code)
    answers = {"section": "1", "q1": "1", "q2": words}
    envelopes.send(session, questionnaire, kept, sender, (1, answers), now() - timedelta(days=3))


def _draft(plan_id: int | None, how: How) -> Questionnaire:
    plan = db.session.get(Plan, plan_id) if plan_id else make.plan()
    assert plan is not None
    db.session.add(plan)
    db.session.flush()
    made = Questionnaire(
        plan_id=plan.id,
        title="くらしの調査",
        audience=how["audience"],
        sampling=how["sampling"],
        surveyed_year=2026,
        created_at=make.NOON,
        state="draft",
        draft=documents.write(DOCUMENT),
    )
    db.session.add(made)
    db.session.flush()
    return made
