"""Somebody answers a questionnaire, from the first page to the receipt; and openings.

Only the server's own work is timed: a request is built, and its reply is read, off the clock.
"""

import re
import secrets
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import EnvironBuilder, run_wsgi_app

from app import create_app, settle
from app.clock import now
from app.extensions import db, queue
from app.opening import open_now
from app.settings import Settings
from surveys import access, documents, envelopes, keys, questionnaires, sheets
from surveys.base import Base
from surveys.documents import Document, Section
from surveys.envelopes import Envelope, Sender
from surveys.keys import Keys
from surveys.kinds import Choice, Question, Row
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire

WHOLE, SHORT = (6, 40), (3, 16)  # (sections, questions): a town's own · LimeSurvey's in its time
TOKEN = re.compile(r'name="token" value="([^"]+)"')
WORDS = "夕方のバスの本数が少なく、通院のあとに一時間ほど待つことがあります。"
_FIVE = ("そう思う", "どちらかといえばそう思う", "どちらともいえない", "あまり思わない", "思わない")


def document(size: tuple[int, int]) -> Document:
    """Questions of every kind in so many sections; the last section follows an answer."""
    sections, questions = size
    five = tuple(Choice(str(place), label) for place, label in enumerate(_FIVE, 1))
    listed = tuple(
        Section(f"s{n}", f"第{n}部", show="q2 = 1" if n == sections else "")
        for n in range(1, sections + 1)
    )
    asked = (
        _question(n, f"s{(n - 1) * sections // questions + 1}", five)
        for n in range(1, questions + 1)
    )
    return Document(tuple(asked), listed, title="市民意識調査", host="見本市", minutes=10)


def _question(number: int, section: str, five: tuple[Choice, ...]) -> Question:
    kinds = ("number", "single", "multiple", "scale", "scale", "matrix", "single", "text")
    kind = kinds[(number - 1) % len(kinds)]
    return Question(
        f"q{number}",
        f"問{number} 次のことについて、あなたの考えに近いものはどれですか",
        kind,
        section=section,
        choices=() if kind in ("number", "text") else five,
        rows=tuple(Row(str(n), f"取り組み{n}") for n in range(8)) if kind == "matrix" else (),
        help="あてはまるものがないときは、空けたままで次へ進めます。",
    )


def said(question: Question) -> dict[str, list[str]]:
    """What everybody answers."""
    if question.kind in ("number", "text"):
        return {question.code: ["42" if question.kind == "number" else WORDS]}
    if question.kind == "matrix":
        return {f"{question.code}_{row.code}": ["2"] for row in question.rows}
    return {question.code: ["1", "3"] if question.kind == "multiple" else ["1"]}


@dataclass(frozen=True, slots=True)
class Town:
    """A questionnaire that is open in an app of its own."""

    app: Flask
    id: int
    folder: Path
    document: Document


@contextmanager
def town(size: tuple[int, int] = WHOLE) -> Iterator[Town]:
    """An app on SQLite that asks a document of this size by an open link."""
    asked = document(size)
    with tempfile.TemporaryDirectory(prefix="ronten-bench") as folder:
        app = create_app(Settings(INSTANCE_DIR=folder, SECRET_KEY=secrets.token_hex()))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            made = published(app, asked)
        settle()
        yield Town(app, made, Path(folder), asked)
        queue.close(app)
        with app.app_context():
            db.engine.dispose()


def published(app: Flask, asked: Document) -> int:
    """Publish a document by an open link, in an app with its tables; give its id."""
    kept = Keys(Path(app.config["KEYS_DIR"]) / keys.new_name())
    kept.begin()
    private, public = keys.pair()
    kept.give_to_server(private)
    plan = Plan(
        title="計画", municipality="見本市", first_year=2027, last_year=2035, created_at=now()
    )
    db.session.add(plan)
    db.session.flush()
    made = Questionnaire(
        plan_id=plan.id,
        title="市民意識調査",
        audience="citizen",
        sampling="open",
        surveyed_year=2026,
        created_at=now(),
        opens_at=now() - timedelta(days=1),
        closes_at=now() + timedelta(days=1),
        state="draft",
        draft=documents.write(asked),
        key_name=kept.folder.name,
    )
    db.session.add(made)
    questionnaires.publish(db.session(), made, access="open", public_key=public, now=now())
    db.session.commit()
    return made.id


@dataclass(slots=True)
class Phone:
    """Somebody's browser. `cpu` is what the server has spent on it, in seconds."""

    town: Town
    cpu: float = 0.0
    cookies: dict[str, str] = field(default_factory=dict)
    path: str = ""
    text: str = ""

    def answer(self) -> None:
        """From the first page to the receipt, one page after the other."""
        self._get(f"/respond/{self.town.id}")
        self._post(f"{self.path}/start", {})
        for page in sheets.pages(self.town.document):
            given = {name: v for one in page.questions for name, v in said(one).items()}
            self._post(self.path.partition("?")[0], given)
        self._post(self.path, {})
        assert self.path.endswith("/receipt"), self.path

    def _get(self, path: str) -> None:
        self._ask(EnvironBuilder(path, headers=self._cookies()))

    def _post(self, path: str, fields: Mapping[str, list[str]]) -> None:
        token = TOKEN.search(self.text)
        told = {"token": token[1] if token else "", "go": "next", **fields}
        sent = urlencode(told, doseq=True)
        form = "application/x-www-form-urlencoded"
        self._ask(
            EnvironBuilder(
                path, method="POST", data=sent, content_type=form, headers=self._cookies()
            )
        )

    def _cookies(self) -> list[tuple[str, str]]:
        return [("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))]

    def _ask(self, asked: EnvironBuilder) -> None:
        """Send one request, and go where it leads."""
        environ = asked.get_environ()
        start = time.process_time()
        chunks, status, headers = run_wsgi_app(self.town.app, environ, buffered=True)
        body = b"".join(chunks)
        self.cpu += time.process_time() - start
        assert status[:3] in ("200", "302", "303"), (asked.path, status, body.decode())
        for cookie in headers.getlist("Set-Cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        self.path, self.text = asked.path, body.decode()
        if leads := headers.get("Location"):
            self._get(leads)


def submission(here: Town) -> float:
    """Seconds of the server's CPU for one complete answer."""
    phone = Phone(here)
    phone.answer()
    return phone.cpu


def insertion(here: Town) -> float:
    """The same for a bare insert of as many bytes as one sealed sheet, with its commit."""
    with here.app.app_context():
        sealed = db.session.scalar(select(func.max(func.length(Envelope.sealed)))) or 0
        db.session.rollback()
    file, content = sqlite3.connect(here.folder / "bare.db"), secrets.token_bytes(sealed)
    file.execute("CREATE TABLE IF NOT EXISTS sheet (content BLOB)")
    start = time.process_time()
    file.execute("INSERT INTO sheet VALUES (?)", (content,))
    file.commit()
    spent = time.process_time() - start
    file.close()
    return spent


def opening(here: Town, number: int) -> float:
    """Seconds on the clock to open so many sheets: shuffled, masked, laid out and scrubbed."""
    with here.app.app_context():
        session = db.session()
        asked = session.get_one(Questionnaire, here.id)
        kept = Keys(Path(here.app.config["KEYS_DIR"]) / str(asked.key_name))
        given = {name: v for one in here.document.questions for name, v in said(one).items()}
        sheet = sheets.read(here.document, given)
        for _ in range(number):
            sender = Sender(access.new_code(), access.new_code())
            envelopes.send(session, asked, kept, sender, (1, sheet.answers), now())
        session.commit()
        private = kept.from_server()
        start = time.perf_counter()
        made = open_now(asked, private, last=False, who=None, now=now())
        spent = time.perf_counter() - start
        assert made.number >= number
    return spent
