"""Unlinkable answers: an attacker with everything but KEYS_DIR does no better than chance.

Two batches are opened before the deadline, and a rest too small for a batch of its own after it.
The attacker saw who sent when and how, who lost a letter, who wrote on which sheet of paper and
who offered help; holds the list of codes and copies made before each opening; and looks at how
rows lie in the files, at their ids, at PostgreSQL's xmin and at sizes.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Date, DateTime, select, text
from sqlalchemy.orm import Session

from app.extensions import db
from surveys import access, envelopes, keys, scrubbing
from surveys.access import AccessCode, CodeAlreadyUsed, CodeUnknown
from surveys.base import Base
from surveys.envelopes import Draft, Envelope, ReceiptUnknown, WrongWord
from surveys.keys import Keys
from surveys.offers import Offer
from surveys.paper_sheets import PaperSheet
from surveys.responses import Batch, Partition, Response
from surveys.voices import Voice
from tests.app import crowd
from tests.app.attacker import files_of, guess, log_of
from tests.app.crowd import DAY, MARK, PARTS, Person, Seen
from tests.surveys.sealed import sender

LUCK = 4  # standard errors of a rank correlation: by chance 1 in 15,000
MOST_IN_PLACE = 9  # of a shuffle, where 1 is usual: by chance 1 in a million
LEGIBLE = re.compile(rb"[0-9A-Za-z-]{16,}")  # of which codes, receipts and words are made
NOUNS: tuple[type[Base], ...] = (Response, AccessCode, Partition, Offer)
Order = Sequence[str]  # marks


def test_an_answer_is_linked_to_nobody_but_by_chance(app: Flask) -> None:
    with app.app_context():
        seen = crowd.asked(app)
        for place, part in enumerate(seen.parts()):
            crowd.answer(seen, part, DAY + timedelta(days=place))
            crowd.open_up(seen, last=place == len(PARTS) - 1)
            _neither_paper_nor_offers_tell(seen, part)
        with db.engine.connect() as connection:
            files, logs = files_of(connection), log_of(connection)
        session = db.session()

        batches = session.scalars(select(Batch.id).order_by(Batch.number)).all()
        first, second, last = seen.parts()
        for batch, part in zip(batches, (first, second + last), strict=True):
            for found in _orders(session, batch, part, files):
                _is_chance(_known(seen, part), found)
        assert len({len(box) for _, box in seen.kept.values()}) == 1
        assert _makers(session, *NOUNS) == dict.fromkeys(NOUNS, 1)
        assert session.scalars(select(PaperSheet)).all() == []

        for person in seen.people:
            assert files.count(person.mark.encode()) <= 1  # a long text may be compressed
        for _, box in seen.kept.values():
            assert not any(box[at : at + 32] in files for at in range(100, len(box), len(box) // 4))
        _nothing_in_clear(seen.people, files + logs)


def _neither_paper_nor_offers_tell(seen: Seen, part: list[Person]) -> None:
    """After an opening, no sheet of paper and no offer lies or was written where its code tells."""
    session, sent = db.session(), [person.mark for person in part]
    with db.engine.connect() as connection:
        files = files_of(connection)
    for noun, names in ((PaperSheet.number, seen.labels), (Offer.mark, seen.offered)):
        marks = {name: mark for mark, name in names.items()}
        as_given = [marks[name] for name in session.scalars(select(noun)) if marks[name] in sent]
        lying = sorted(as_given, key=lambda mark: files.find(names[mark].encode()))
        known = _known(seen, [person for person in part if person.mark in names])
        for found in (as_given, lying):
            if len(found) > LUCK**2 + 1:
                _is_chance({k: v for k, v in known.items() if k not in ("labels", "offers")}, found)
    assert not any(box[40:72] in files for box in seen.typed.values())
    nouns = (AccessCode, Offer, PaperSheet) if part == seen.parts()[0] else (AccessCode, Offer)
    assert _makers(session, *nouns) == dict.fromkeys(nouns, 1)
    session.rollback()


def _orders(session: Session, batch: int, part: list[Person], files: bytes) -> list[list[str]]:
    """A batch's marks by id, as the database gives its rows, and as they lie in the files."""
    mine = select(Response.answers).where(Response.batch_id == batch)
    by_id = [answers["q2"][:MARK] for answers in session.scalars(mine.order_by(Response.id))]
    as_given = [answers["q2"][:MARK] for answers in session.scalars(mine)]
    lying = sorted((files.find(person.mark.encode()), person.mark) for person in part)
    return [by_id, as_given, [mark for _, mark in lying]]


def _known(seen: Seen, part: list[Person]) -> dict[str, Order]:
    """The orders an attacker knows people in: of sending, of lists, of hashes, of numbers."""
    sent = [person.mark for person in part]
    listed = [person.mark for person in seen.listed if person in part]
    ways = {mark: (mark in seen.labels, seen.codes[mark]) for mark in sent}
    return {
        "sent": sent,
        "sent backwards": sent[::-1],
        "listed": listed,
        "envelopes": sorted(sent, key=seen.kept.__getitem__),
        "codes": sorted(sent, key=seen.codes.__getitem__),
        "ways": sorted(sent, key=ways.__getitem__),
        "labels": sorted(set(sent) & set(seen.labels), key=seen.labels.__getitem__),
        "offers": sorted(set(sent) & set(seen.offered), key=seen.offered.__getitem__),
    }


def _is_chance(known: dict[str, Order], found: Order) -> None:
    for name, order in known.items():
        errors, in_place = guess(order, [mark for mark in found if mark in set(order)])
        assert abs(errors) < LUCK, name
        assert in_place <= MOST_IN_PLACE, name


def _makers(session: Session, *nouns: type[Base]) -> dict[type[Base], int]:
    """How many transactions made the rows of each table; SQLite tells of none."""
    if session.get_bind().dialect.name == "sqlite":
        return dict.fromkeys(nouns, 1)
    count = "SELECT count(DISTINCT xmin::text) FROM {}"
    return {noun: session.scalar(text(count.format(noun.__tablename__))) or 0 for noun in nouns}


def test_an_order_that_leaks_is_noticed() -> None:
    """The attacker sees a whole order, a half of it, and one that is only mostly kept."""
    people = [f"{n:02d}" for n in range(60)]
    mixed = [*people[::2], *people[1::2]]
    for leak in (people, people[::-1], [*people[:30], *sorted(people[30:], key=hash)], mixed):
        with pytest.raises(AssertionError):
            _is_chance({"sent": people, "few": people[:20]}, leak)


def test_no_table_that_knows_of_an_answer_knows_a_time() -> None:
    """But for the month in which an offer is erased, and the day of a reading of a voice."""
    scrubbed = {*scrubbing.BY_HASH, *(noun for noun, _ in scrubbing.AS_THEY_STAND)} - {Voice}
    timed = {
        (noun.__tablename__, column.name)
        for noun in scrubbed
        for column in Base.metadata.tables[noun.__tablename__].columns
        if isinstance(getattr(column.type, "impl", column.type), (Date, DateTime))
    }
    assert timed == {("offer", "gone_on")}


def test_before_the_opening_files_hold_no_answer_and_no_code_in_clear(app: Flask) -> None:
    with app.app_context():
        seen = crowd.asked(app)
        crowd.answer(seen, seen.people[:30])
        with db.engine.connect() as connection:
            files = files_of(connection) + log_of(connection)

        _nothing_in_clear(seen.people[:30], files)
        for person in seen.people[:30]:
            assert person.mark.encode() not in files
            assert seen.kept[person.mark][0] in files


def test_a_draft_is_read_by_nobody_who_lacks_the_keys_the_code_or_the_word(app: Flask) -> None:
    with app.app_context():
        seen = crowd.asked(app)
        session, person = db.session(), seen.people[0]
        crowd.begin(seen, person)
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
        seen = crowd.asked(app)
        session, person = db.session(), seen.people[1]
        crowd.answer(seen, seen.people[:2])
        kept = session.get_one(Envelope, seen.kept[person.mark][0])
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
        assert session.get_one(Envelope, kept.key_hmac).sealed == before


def _nothing_in_clear(people: list[Person], files: bytes) -> None:
    legible = b" ".join(LEGIBLE.findall(files))
    for person in people:
        assert not [each for each in person.secrets if each.encode() in legible]
