"""A questionnaire that is open right now, and somebody who answers it, for tests of both."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.clock import now
from app.extensions import db
from surveys import access, documents, keys, questionnaires
from surveys.documents import Document, Section
from surveys.keys import Keys
from surveys.kinds import Choice, Question, Row
from surveys.questionnaires import Questionnaire
from tests import make
from tests.visit import one, spoken, well_mannered


def choices(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(str(place), label) for place, label in enumerate(labels, 1))


JOBS = (*choices("会社員", "自営業"), Choice("8", "その他", write_in=True))
TROUBLES = (*choices("交通", "買い物", "医療"), Choice("0", "特にない", exclusive=True))
AREAS = (
    *(Choice(f"a{n}", f"{n}丁目", within=("東区" if n < 6 else "西区",)) for n in range(1, 11)),
    Choice("99", "わからない", beside=True),
)
DOCUMENT = Document(
    title="市民意識調査",
    purpose="これからのまちづくりの計画をつくるためにうかがいます。",
    host="見本市 企画課",
    contact="見本市 企画課\n電話 000-000-0000",
    minutes=10,
    kept_until="令和14年3月31日まで",
    sections=(
        Section("s1", "あなたについて", "統計のためにうかがいます。"),
        Section("s2", "くらしについて"),
        Section("s3", "市の取り組みについて"),
    ),
    questions=(
        Question("age", "年齢", "number", required=True, low=0, high=120, unit="歳", section="s1"),
        Question("area", "お住まい", "area", choices=AREAS, levels=("地区", "区"), section="s1"),
        Question("job", "お仕事", "single", choices=JOBS, section="s1"),
        Question(
            "live",
            "住みごこちはいかがですか",
            "scale",
            required=True,
            choices=choices("よい", "ふつう", "わるい"),
            section="s2",
            help="近いものを1つ選んでください。",
        ),
        Question(
            "why",
            "こまっていることは何ですか",
            "multiple",
            choices=TROUBLES,
            limit=2,
            section="s2",
            show="live = わるい",
        ),
        Question(
            "sat",
            "次のことに満足していますか",
            "matrix",
            choices=choices("満足", "不満"),
            rows=(Row("bus", "バス"), Row("care", "医療")),
            section="s3",
        ),
        Question("free", "ご意見", "text", limit=200, section="s3"),
    ),
    translations={
        "en": {
            "title": "Citizens' survey",
            "section s1": "About you",
            "section s2": "Daily life",
            "section s3": "What the city does",
            "age": "Your age",
            "live": "How is it to live here?",
            "live:1": "Good",
            "live:2": "Fair",
            "live:3": "Bad",
            "why": "What troubles you?",
            "why:0": "Nothing",
        }
    },
)
STAFF = Document(
    title="職員アンケート",
    host="企画課",
    sections=(Section("s1", "あなたについて"), Section("s2", "計画について")),
    questions=(
        Question(
            "dept",
            "所属",
            "single",
            required=True,
            choices=choices("総務部", "福祉部"),
            section="s1",
        ),
        Question("years", "勤続年数", "number", section="s1"),
        Question(
            "use", "計画を見ますか", "single", choices=choices("見る", "見ない"), section="s2"
        ),
    ),
    department="dept",
)
PAGES: tuple[dict[str, Any], ...] = (
    {"age": "42", "area": "a7", "job": "8", "job_other": "農業"},
    {"live": "3"},
    {"why": ["1", "3"]},
    {"sat_bus": "2", "free": "バスの本数を増やしてほしい"},
)


@dataclass(frozen=True, slots=True)
class Town:
    """A published questionnaire of an app.

    Attributes:
        private: opens its envelopes.
        codes: for those who need one.
    """

    app: Flask
    id: int
    keys: Keys
    private: bytes
    codes: tuple[str, ...] = ()

    def somebody(self) -> "Somebody":
        return Somebody(self.app.test_client(), self.id)


@dataclass(slots=True)
class Somebody:
    """A phone; it follows redirects and minds the manners of each page it sees."""

    client: FlaskClient
    id: int
    page: BeautifulSoup = field(default_factory=lambda: BeautifulSoup("", "html.parser"))
    path: str = ""

    def opens(self, path: str = "", status: int = 200) -> BeautifulSoup:
        return self._seen(self.client.get(self._at(path), follow_redirects=True), status)

    def sends(self, path: str, status: int = 200, **said: Any) -> BeautifulSoup:
        """Send a form with the token the page before gave."""
        token = self.page.select_one("input[name=token]")
        given = {"token": token["value"]} if token else {}
        reply = self.client.post(self._at(path), data=given | said, follow_redirects=True)
        return self._seen(reply, status)

    def starts(self) -> BeautifulSoup:
        return self.sends("/start")

    def answers(self, status: int = 200, **said: Any) -> BeautifulSoup:
        """Fill in the page that is open and press つぎへ."""
        return self.sends(self.path.removeprefix(f"/respond/{self.id}"), status, **said)

    def answers_all(self) -> BeautifulSoup:
        """Answer every page of DOCUMENT, up to the review."""
        for said in PAGES:
            self.answers(**said)
        return self.page

    def goes_through(self) -> str:
        """Answer an open questionnaire from the first page to the receipt, and give that."""
        self.starts()
        self.answers_all()
        self.sends("/review")
        return self.receipt

    @property
    def heading(self) -> str:
        return spoken(one(self.page, "h1"))

    @property
    def receipt(self) -> str:
        return one(self.page, ".code").get_text(strip=True)

    def _at(self, path: str) -> str:
        return path if path.startswith("/respond") else f"/respond/{self.id}{path}"

    def _seen(self, reply: TestResponse, status: int) -> BeautifulSoup:
        assert reply.status_code == status, (reply.request.path, reply.status_code, reply.text)
        self.page, self.path = well_mannered(reply.text), reply.request.path
        return self.page


def publish(
    app: Flask,
    document: Document = DOCUMENT,
    *,
    how: str = "open",
    codes: int = 0,
    starts: int = -1,
    ends: int = 7,
    **changes: str,
) -> Town:
    """Publish a document that is open from `starts` to `ends`, in days from now."""
    whose = {
        "open": {"audience": "citizen", "sampling": "open"},
        "codes": {"audience": "citizen", "sampling": "random"},
        "departments": {"audience": "staff", "sampling": "census"},
    }[how]
    moment = now()
    with app.app_context():
        plan = make.plan()
        db.session.add(plan)
        db.session.flush()
        folder = Path(app.config["KEYS_DIR"])
        folder.mkdir(parents=True, exist_ok=True)
        held = Keys(folder / keys.new_name())
        held.begin()
        private, public = keys.pair()
        held.give_to_server(private)
        made = Questionnaire(
            plan_id=plan.id,
            title=document.title,
            surveyed_year=2026,
            created_at=moment,
            opens_at=moment + timedelta(days=starts),
            closes_at=moment + timedelta(days=abs(ends)),
            state="draft",
            draft=documents.write(document),
            key_name=held.folder.name,
            **(whose | changes),
        )
        db.session.add(made)
        db.session.flush()
        questionnaires.publish(db.session(), made, access=how, public_key=public, now=moment)
        made.closes_at = moment + timedelta(days=ends)
        given = access.issue(db.session(), made, held, [("", codes)]) if codes else []
        db.session.commit()
        return Town(app, made.id, held, private, tuple(code for _, code in given))


def days(number: int) -> datetime:
    """So many days from now."""
    return now() + timedelta(days=number)
