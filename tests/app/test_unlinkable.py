"""Unlinkable answers: an attacker with everything but KEYS_DIR does no better than chance.

Two batches are opened before the deadline, and a rest too small for a batch of its own after it.
The attacker saw who sent when, holds the list of codes and copies made before each opening, and
looks at how rows lie in the files, at their ids, at PostgreSQL's xmin and at sizes.
"""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from secrets import choice
from string import ascii_letters

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app import opening
from app.database import begin_writing
from app.extensions import db
from surveys import access, envelopes, keys, sheets
from surveys.access import AccessCode, CodeAlreadyUsed, CodeUnknown
from surveys.documents import Document
from surveys.envelopes import Draft, Envelope, ReceiptUnknown, Sender, WrongWord
from surveys.keys import Keys
from surveys.kinds import Question
from surveys.questionnaires import Questionnaire
from surveys.responses import Batch, Partition, Response
from tests.app.attacker import files_of, guess, log_of
from tests.surveys import sealed
from tests.surveys.sealed import CLOSES, NOW, TWO, Asked, sender

DOCUMENT = Document(
    questions=(
        Question("q1", "住み続けたいですか", "single", choices=TWO),
        Question("q2", "ご意見", "text", limit=2000),
    )
)
PARTS = (40, 30, 12)  # opened before the deadline, opened before it, left over
LUCK = 4  # standard errors of a rank correlation: by chance 1 in 15,000
MOST_IN_PLACE = 9  # of a shuffle, where 1 is usual: by chance 1 in a million
MARK = 18
LEGIBLE = re.compile(rb"[0-9A-Za-z-]{16,}")  # of which codes, receipts and words are made
LONG = 7  # the place of one, in each part, who has much to say
NOUNS = (Response, AccessCode, Partition)


def _letters() -> str:
    """Letters alone: numbers might be masked."""
    return "".join(choice(ascii_letters) for _ in range(MARK))


@dataclass(frozen=True, slots=True)
class Person:
    """A respondent: what they hold, and the mark by which we know what they wrote."""

    sender: Sender
    mark: str = field(default_factory=_letters)
    word: str = field(default_factory=_letters)

    @property
    def holder(self) -> tuple[str, str]:
        return self.sender.code, self.word

    @property
    def secrets(self) -> list[str]:
        """What must stand in no file; the code also as it is printed."""
        code = self.sender.code
        return [code, access.grouped(code), self.sender.receipt, self.sender.once, self.word]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the attacker saw before the openings.

    Attributes:
        one: the questionnaire; the attacker never gets its keys.
        people: who sent, in the order of sending.
        listed: the same people in the order of the mailing list.
        kept: hash and sealed sheet of each, from copies in which the order can still be read.
    """

    one: Asked
    people: list[Person]
    listed: list[Person]
    kept: list[tuple[bytes, bytes]]


def test_an_answer_is_linked_to_nobody_but_by_chance(app: Flask) -> None:
    with app.app_context():
        seen = _asked_and_opened(app)
        with db.engine.connect() as connection:
            files, logs = files_of(connection), log_of(connection)
        session = db.session()

        batches = session.scalars(select(Batch.id).order_by(Batch.number)).all()
        assert len(batches) == 2
        for start, number, batch in ((0, 40, batches[0]), (40, 42, batches[1])):
            part = seen.people[start : start + number]
            for found in _orders(session, batch, part, files):
                _is_chance(seen, part, found)
        assert len({len(box) for _, box in seen.kept}) == 1
        assert _makers(session) == {Response: 1, AccessCode: 1, Partition: 1}

        for person in seen.people:
            assert files.count(person.mark.encode()) <= 1  # a long text may be compressed
        for _, box in seen.kept:
            assert not any(box[at : at + 32] in files for at in range(100, len(box), len(box) // 4))
        _nothing_in_clear(seen.people, files + logs)


def _orders(session: Session, batch: int, part: list[Person], files: bytes) -> list[list[str]]:
    """A batch's marks by id, as the database gives its rows, and as they lie in the files."""
    mine = select(Response.answers).where(Response.batch_id == batch)
    by_id = [answers["q2"][:MARK] for answers in session.scalars(mine.order_by(Response.id))]
    as_given = [answers["q2"][:MARK] for answers in session.scalars(mine)]
    lying = sorted((files.find(person.mark.encode()), person.mark) for person in part)
    return [by_id, as_given, [mark for _, mark in lying]]


def _is_chance(seen: Seen, part: list[Person], found: list[str]) -> None:
    """Guess by the order of sending, of the mailing list, and of the hashes in the tables."""
    hashes = {p.mark: key for p, (key, _) in zip(seen.people, seen.kept, strict=True)}
    sent = [person.mark for person in part]
    listed = [person.mark for person in seen.listed if person in part]
    for order in (sent, sent[::-1], listed, sorted(sent, key=hashes.__getitem__)):
        errors, in_place = guess(order, found)
        assert abs(errors) < LUCK
        assert in_place <= MOST_IN_PLACE


def _makers(session: Session) -> dict[type, int]:
    """How many transactions made the rows of each table; SQLite tells of none."""
    if session.get_bind().dialect.name == "sqlite":
        return dict.fromkeys(NOUNS, 1)
    count = "SELECT count(DISTINCT xmin::text) FROM {}"
    return {noun: session.scalar(text(count.format(noun.__tablename__))) or 0 for noun in NOUNS}


def test_before_the_opening_files_hold_no_answer_and_no_code_in_clear(app: Flask) -> None:
    with app.app_context():
        seen = _asked(app)
        _answer(seen, seen.people[:30])
        with db.engine.connect() as connection:
            files = files_of(connection) + log_of(connection)

        _nothing_in_clear(seen.people[:30], files)
        for person in seen.people[:30]:
            assert person.mark.encode() not in files
            assert envelopes.key_hash(seen.one.keys, person.sender) in files


def test_a_draft_is_read_by_nobody_who_lacks_the_keys_the_code_or_the_word(app: Flask) -> None:
    with app.app_context():
        seen = _asked(app)
        session, person = db.session(), seen.people[0]
        _begin(seen, person)
        stolen = session.scalars(select(Draft)).one()

        with pytest.raises(WrongWord):
            envelopes.draft(session, seen.one.keys, (person.sender.code, "当てずっぽう"))
        own = Keys(Path(app.instance_path) / keys.new_name())
        own.begin()
        stolen.key_hmac = own.hash("draft", person.sender.code)
        with pytest.raises(WrongWord):
            envelopes.draft(session, own, person.holder)
        session.rollback()


def test_the_mailing_list_and_the_database_replace_no_answer(app: Flask) -> None:
    with app.app_context():
        seen = _asked(app)
        _answer(seen, seen.people[:1])
        session, person = db.session(), seen.people[0]
        kept = session.scalars(select(Envelope)).one()
        before = kept.sealed
        code = person.sender.code

        with pytest.raises(CodeAlreadyUsed):
            seen.one.send(session, sender(code), {"q1": "2"})
        for guessed in (access.new_code(), kept.receipt_hmac.hex(), code):
            theirs = replace(sender(code, receipt=guessed), changes=True)
            with pytest.raises(ReceiptUnknown):
                seen.one.send(session, theirs, {"q1": "2"})
        own = Keys(Path(app.instance_path) / keys.new_name())
        own.begin()
        with pytest.raises(CodeUnknown):
            access.find(session, seen.one.questionnaire, own, code)
        assert session.scalar(select(Envelope.sealed)) == before


def _asked(app: Flask) -> Seen:
    """Codes are sent to a list of people, who come to answer in an order of their own."""
    session = db.session()
    one = sealed.published(session, Path(app.config["KEYS_DIR"]), document=DOCUMENT)
    listed = [Person(sender(code)) for code in one.codes(session, sum(PARTS))]
    session.commit()
    people = listed[1::2] + listed[0::2]
    return Seen(one, people, listed, [])


def _asked_and_opened(app: Flask) -> Seen:
    seen = _asked(app)
    start = 0
    for number, last in zip(PARTS, (False, False, True), strict=True):
        _answer(seen, seen.people[start : start + number])
        questionnaire_id = seen.one.questionnaire.id
        db.session.rollback()
        begin_writing(db.session())
        found = db.session.get_one(Questionnaire, questionnaire_id)
        now = CLOSES if last else NOW
        opening.open_now(found, seen.one.private, last=last, who=None, now=now)
        start += number
    return seen


def _answer(seen: Seen, people: list[Person]) -> None:
    """Each reads, saves, sends, one after the other; then the attacker makes a copy."""
    session, one = db.session(), seen.one
    for place, person in enumerate(people):
        _begin(seen, person)
        more = "長い" * 900 if place == LONG else ""
        said = {"q1": [str(place % 2 + 1)], "q2": [person.mark + more]}
        begin_writing(session)
        one.send(session, person.sender, sheets.read(DOCUMENT, said).answers)
        session.commit()
    for person in people:
        kept = session.get_one(Envelope, envelopes.key_hash(one.keys, person.sender))
        seen.kept.append((kept.key_hmac, kept.sealed or b""))
    session.rollback()


def _begin(seen: Seen, person: Person) -> None:
    session, one = db.session(), seen.one
    begin_writing(session)
    said = {"q2": [person.mark]}
    envelopes.save_draft(session, one.questionnaire, one.keys, person.holder, said)
    session.commit()


def _nothing_in_clear(people: list[Person], files: bytes) -> None:
    legible = b" ".join(LEGIBLE.findall(files))
    for person in people:
        assert not [each for each in person.secrets if each.encode() in legible]
