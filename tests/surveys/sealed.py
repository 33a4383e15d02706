"""A published questionnaire with its keys, and people who answer it: for tests of sealing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from surveys import access, documents, envelopes, keys, questionnaires
from surveys.documents import Document
from surveys.envelopes import Sender
from surveys.keys import Cost, Keys
from surveys.kinds import Answers, Choice, Question
from surveys.questionnaires import Questionnaire
from tests import make

OPENS, NOW = make.NOON - timedelta(days=1), make.NOON
CLOSES = make.NOON + timedelta(days=7)
PASSPHRASE = "みどりの山と川のまちを歩く日曜日"  # noqa: S105 - opens nothing but a test
CHEAP = Cost(1, 8 * 1024)  # argon2id's least: a test waits for what it tests
TWO = (Choice("1", "はい"), Choice("2", "いいえ"))
DOCUMENT = Document(
    questions=(
        Question("q1", "住み続けたいですか", "single", choices=TWO),
        Question("q2", "ご意見", "text", limit=300),
        Question("q3", "ご要望", "text", limit=300),
        Question("area", "所属", "single", part="attribute", choices=TWO),
    ),
    department="area",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A questionnaire that is open at NOW; the server's disk holds `keys`, a keeper `private`."""

    questionnaire: Questionnaire
    keys: Keys
    private: bytes

    def codes(self, session: Session, number: int) -> list[str]:
        return [
            code for _, code in access.issue(session, self.questionnaire, self.keys, [("", number)])
        ]

    def send(self, session: Session, sender: Sender, answers: Answers, now: datetime = NOW) -> None:
        envelopes.send(session, self.questionnaire, self.keys, sender, (1, answers), now)


def published(
    session: Session, keys_dir: Path, *, document: Document = DOCUMENT, **changes: str
) -> Asked:
    """By codes, of citizens, unless `changes` say otherwise; committed."""
    ordinary = {"access": "codes", "audience": "citizen", "sampling": "random"} | changes
    plan = make.plan()
    session.add(plan)
    session.flush()
    held = Keys(keys_dir / keys.new_name())
    held.begin()
    private, public = keys.pair()
    if ordinary["access"] == "open":
        held.give_to_server(private)
    else:
        held.wrap("sato", private, PASSPHRASE, CHEAP)
    made = Questionnaire(
        plan_id=plan.id,
        title="市民意識調査",
        audience=ordinary["audience"],
        sampling=ordinary["sampling"],
        surveyed_year=2026,
        created_at=NOW,
        opens_at=OPENS,
        closes_at=CLOSES,
        state="draft",
        draft=documents.write(document),
        key_name=held.folder.name,
    )
    session.add(made)
    session.flush()
    questionnaires.publish(session, made, access=ordinary["access"], public_key=public, now=OPENS)
    session.commit()
    return Asked(made, held, private)


def sender(code: str = "", **changes: str) -> Sender:
    """Someone's phone with a fresh receipt and a fresh sheet."""
    fresh = {"receipt": access.new_code(), "once": access.new_code()} | changes
    return Sender(fresh["receipt"], fresh["once"], code)


def many(session: Session, asked: Asked, number: int, *, first: int = 0) -> list[str]:
    """Let people answer, each with a mark of their own in q2; give the marks."""
    marks = [f"声{n:04d}" for n in range(first, first + number)]
    for code, mark in zip(asked.codes(session, number), marks, strict=True):
        asked.send(session, sender(code), {"q1": "1", "q2": mark})
    return marks
