"""A crowd that answers in every way there is, for whoever tries to tell who said what.

Half of them on paper, the others by a code that was typed or read from a QR code; some lose their
letter before they answer, some after it; whoever answers on the web offers help right afterwards.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from secrets import choice
from string import ascii_letters

from flask import Flask
from sqlalchemy.orm import Session

from app import opening
from app.database import begin_writing
from app.extensions import db
from surveys import (
    access,
    bundles,
    envelopes,
    keys,
    offer_windows,
    offers,
    paper_intakes,
    paper_sheets,
    reissuing,
    returns,
    sheets,
)
from surveys.documents import Document
from surveys.envelopes import Envelope, Sender
from surveys.keys import Keys
from surveys.kinds import Question
from surveys.offer_windows import OfferWindow
from surveys.offers import Content
from surveys.paper_sheets import PaperSheet
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from tests.surveys import sealed
from tests.surveys.sealed import CLOSES, NOW, TWO, Asked

DOCUMENT = Document(
    questions=(
        Question("q1", "住み続けたいですか", "single", choices=TWO),
        Question("q2", "ご意見", "text", limit=2000),
    )
)
PARTS = (60, 30, 12)  # opened before the deadline, opened before it, left over
MARK = 18
LONG = 7  # the place of one, in each part, who has much to say
WAYS = (access.PAPER, access.TYPED, access.PAPER, access.QR)
LOST_BEFORE, LOST_AFTER = 5, 11  # places, of every twenty, whose letter is lost
DAY = date(2026, 7, 2)


def letters() -> str:
    """Letters alone: numbers might be masked."""
    return "".join(choice(ascii_letters) for _ in range(MARK))


@dataclass(frozen=True, slots=True)
class Person:
    """A respondent: what they hold, and the mark by which we know what they wrote.

    Attributes:
        new: the code that they get when their letter is lost.
        offer: the code of what they offer, and the words of it.
    """

    sender: Sender
    mark: str = field(default_factory=letters)
    word: str = field(default_factory=letters)
    new: str = field(default_factory=access.new_code)
    offer: tuple[str, str] = field(default_factory=lambda: (access.new_code(), letters()))

    @property
    def holder(self) -> tuple[str, str]:
        return self.sender.code, self.word

    @property
    def secrets(self) -> list[str]:
        """What must stand in no file; codes also as they are printed."""
        codes = [self.sender.code, self.new, self.offer[0]]
        printed = [access.grouped(code) for code in codes]
        return [*codes, *printed, self.sender.receipt, self.sender.once, self.word, self.offer[1]]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the attacker saw before the openings.

    Attributes:
        one: the questionnaire; the attacker never gets its keys.
        people: who sent, in the order of sending.
        listed: the same people in the order of the mailing list.
        codes: {mark: hash of the code they hold in the end}.
        kept: {mark: hash and sealed sheet}, from copies in which the order can still be read.
        labels: {mark: number of their sheet of paper}, of those who wrote on paper.
        typed: {mark: what was typed from it, as the database held it until it was sealed}.
        offered: {mark: what the database calls their offer}.
        window: where they offer, and its keys, which the attacker never gets.
    """

    one: Asked
    people: list[Person]
    listed: list[Person]
    window: tuple[OfferWindow, Keys]
    codes: dict[str, bytes] = field(default_factory=dict)
    kept: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    typed: dict[str, bytes] = field(default_factory=dict)
    offered: dict[str, str] = field(default_factory=dict)

    def parts(self) -> list[list[Person]]:
        """Those whose sheets came before the first opening, the second, and the last."""
        first, second, _ = PARTS
        return [
            self.people[:first],
            self.people[first : first + second],
            self.people[first + second :],
        ]


def asked(app: Flask) -> Seen:
    """Codes are sent to a list of people, who come to answer in an order of their own."""
    session = db.session()
    one = sealed.published(session, Path(app.config["KEYS_DIR"]), document=DOCUMENT)
    listed = [Person(sealed.sender(code)) for code in one.codes(session, sum(PARTS))]
    kept = Keys(one.keys.folder.with_name(keys.new_name()))
    kept.begin()
    plan = session.get_one(Plan, one.questionnaire.plan_id)
    window = offer_windows.begin(session, plan, kept.folder.name)
    window.is_open = True
    session.commit()
    return Seen(one, listed[1::2] + listed[0::2], listed, (window, kept))


def answer(seen: Seen, people: list[Person], night: date = DAY) -> None:
    """Each answers, one after the other; paper is typed in the order it came, which is worst.

    Then the nightly numbers are written down, and the attacker makes a copy.
    """
    session = db.session()
    for place, person in enumerate(people):
        if WAYS[place % len(WAYS)] == access.PAPER:
            _post(seen, person)
        else:
            _send(seen, person, place)
    _type(seen, [p for place, p in enumerate(people) if WAYS[place % len(WAYS)] == access.PAPER])
    begin_writing(session)
    returns.snapshot(session, night)
    session.commit()
    for person in people:
        _copy(session, seen, person)
    session.rollback()


def open_up(seen: Seen, *, last: bool) -> None:
    """Open what has come, as a keeper does."""
    questionnaire_id = seen.one.questionnaire.id
    db.session.rollback()
    begin_writing(db.session())
    found = db.session.get_one(Questionnaire, questionnaire_id)
    now = CLOSES if last else NOW
    opening.open_now(found, seen.one.private, last=last, who=None, now=now)


def begin(seen: Seen, person: Person) -> None:
    """Save a page."""
    session, one = db.session(), seen.one
    begin_writing(session)
    said = {"q2": [person.mark]}
    envelopes.save_draft(session, one.questionnaire, one.keys, person.holder, said)
    session.commit()


def _send(seen: Seen, person: Person, place: int) -> None:
    """Read, save and send on the web, lose the letter perhaps, and offer help."""
    session, one = db.session(), seen.one
    begin(seen, person)
    code = person.sender.code
    if place % 20 == LOST_BEFORE:
        code = _reissue(seen, person)
    more = "長い" * 900 if place == LONG else ""
    said = {"q1": [str(place % 2 + 1)], "q2": [person.mark + more]}
    begin_writing(session)
    sender = replace(person.sender, code=code, way=WAYS[place % len(WAYS)])
    one.send(session, sender, sheets.read(DOCUMENT, said).answers)
    session.commit()
    if place % 20 == LOST_AFTER:
        code = _reissue(seen, person)
    seen.codes[person.mark] = one.keys.hash("code", code)
    _offer(seen, person)


def _reissue(seen: Seen, person: Person) -> str:
    one, session = seen.one, db.session()
    begin_writing(session)
    codes = (person.sender.code, person.new)
    reissuing.reissue(session, one.questionnaire, one.keys, codes, NOW)
    session.commit()
    return person.new


def _offer(seen: Seen, person: Person) -> None:
    session, (window, kept) = db.session(), seen.window
    begin_writing(session)
    code, words = person.offer
    held = offers.take(session, window, kept, code, Content("person", words, name=words), DAY)
    session.commit()
    seen.offered[person.mark] = held.mark


def _post(seen: Seen, person: Person) -> None:
    """Let the strip of a sheet arrive."""
    session, one = db.session(), seen.one
    begin_writing(session)
    code = person.sender.code
    paper_intakes.arrive(session, one.questionnaire, one.keys, code, now=NOW, day=DAY)
    session.commit()
    seen.codes[person.mark] = one.keys.hash("code", code)


def _type(seen: Seen, people: list[Person]) -> None:
    """Label sheets, type each, and seal the bundle."""
    session, one = db.session(), seen.one
    begin_writing(session)
    ((bundle, numbers),) = bundles.make(session, one.questionnaire, 1, len(people))
    session.commit()
    for person, number in zip(people, numbers, strict=True):
        begin_writing(session)
        said = {"q1": "1", "q2": person.mark}
        typing = paper_sheets.read(DOCUMENT, 1, said, assisted=False)
        sheet = session.get_one(PaperSheet, number)
        paper_sheets.keep(one.keys, sheet, DOCUMENT, typing, paper_sheets.TYPED)
        seen.labels[person.mark], seen.typed[person.mark] = number, sheet.box or b""
        session.commit()
    begin_writing(session)
    bundles.seal(session, one.questionnaire, one.keys, bundle, NOW, unused=False)
    session.commit()


def _copy(session: Session, seen: Seen, person: Person) -> None:
    number = seen.labels.get(person.mark)
    key = seen.one.keys.hash("sheet", number) if number else seen.codes[person.mark]
    kept = session.get_one(Envelope, key)
    seen.kept[person.mark] = (kept.key_hmac, kept.sealed or b"")
