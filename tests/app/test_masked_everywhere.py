"""Nothing that was masked can be read on a page, in a file, in a log or in what is kept beside."""

import logging
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import LargeBinary, select

from app.extensions import db
from surveys import openings
from surveys.base import Base
from surveys.questionnaires import Questionnaire
from tests.app import fielded, town, world
from tests.app.test_files import _said as file_said
from tests.app.world import World
from tests.conftest import copied, made_app

# What people wrote that tells who they are, or of whom they speak.
PERSONAL = {
    "西園寺": "窓口の西園寺課長は親切です",
    "090-8765-4321": "電話は090-8765-4321です",
    "hanako.m@example.ne.jp": "返事は hanako.m@example.ne.jp へ",
    "3丁目14番15号": "松本市大手3丁目14番15号に住んでいます",
    "83-47": "松本 500 さ 83-47 の車がいつも止まっている",
}
MARK = "〔電話番号〕"
TAILS = tuple(PERSONAL.values())
# Answers of a file that was brought are kept as they were written, for their keeper to read.
AS_WRITTEN = {"response": {"answers"}, "answer_file": {"data"}}
READERS = ("planner", "section", "viewer")
ALIKE = 2  # pages with the same endpoint and the same kinds of questions in their address
HANDED_OUT = ("download", "draw", "book")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory, filled_sqlite: Path) -> Iterator[World]:
    """The world, where everybody wrote something personal, sealed and in a file."""
    folder = tmp_path_factory.mktemp("planted")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("BUS", "PARK"):
            said = getattr(town, name)
            patch.setattr(
                town, name, tuple(f"{a}。{b}" for a, b in zip(said, TAILS * 2, strict=False))
            )
        patch.setattr(fielded, "SAID", "バスの本数が{}本です。" + "。".join(TAILS))
        with made_app(copied(filled_sqlite, folder), folder) as app:
            yield opened(world.build(app, folder / "ronten.db"))


def opened(made: World) -> World:
    """Let what is sealed be opened, staff's texts be let go, and all of it be searched."""
    client = made.client("planner", "keeper", "administrator", name="opener")
    place, asked = f"/desk/plans/{made.plans[0]['plan_id']}/questionnaires", made.plans[0]
    by_server = f"{place}/{asked['open_link']}/opening/by-server"
    assert client.post(by_server).status_code == 302
    with made.app.app_context():
        staff = db.session.get_one(Questionnaire, asked["staff"])
        for held in openings.held_texts(db.session(), staff):
            openings.release(db.session(), held, held.words)
        db.session.commit()
    for each in ("staff", "open_link", "questionnaire_id"):
        question = "trouble" if each == "questionnaire_id" else "q2"
        for path, said in (
            (f"{place}/{asked[each]}/themes", {"question": question}),
            (f"/desk/plans/{asked['plan_id']}/drafts/ask/{asked[each]}", {}),
            (f"{place}/{asked[each]}/tables/book", {}),
        ):
            assert client.post(path, data=said).status_code == 302, path
    rows = [f"20代,{place}番目の意見です。{tail}" for place, tail in enumerate(TAILS * 8)]
    file = file_said("\n".join(["年代,意見", *rows]).encode())
    assert client.post(f"/desk/plans/{asked['plan_id']}/files", data=file).status_code == 302
    return made


def test_the_planted_words_were_really_written(planted: World) -> None:
    with planted.app.app_context():
        kept = str(db.session.execute(select(Base.metadata.tables["response"])).all())
    assert all(words in kept for words in PERSONAL)


@pytest.mark.parametrize("role", READERS)
def test_no_page_and_no_file_tells_them(planted: World, role: str) -> None:
    client = planted.client(role, name=f"reader-{role}")
    for rule, method in planted.requests():
        if method == "GET" or rule.endpoint.rpartition(".")[2] in HANDED_OUT:
            reply = client.open(planted.path(rule), method=method)
            assert told(reply.data) == [], (method, rule)
            reply.close()


def test_no_page_that_a_link_leads_to_tells_them(planted: World) -> None:
    client = planted.client("planner", name="walker")
    plan, asked = planted.plans[0]["plan_id"], planted.plans[0]
    place = f"/desk/plans/{plan}/questionnaires"
    starts = [f"{place}/{asked['questionnaire_id']}/themes/of?question=trouble"]
    starts += [f"{place}/{asked[each]}/themes/of?question=q2" for each in ("staff", "open_link")]
    visited = walk(client, [*starts, "/desk/"], most=120)
    assert len(visited) > 80
    assert {path: said for path, said in visited.items() if set(said) - {MARK}} == {}
    masked = [path for path, said in visited.items() if MARK in said]
    assert len(masked) > 10, "what is masked is read in many places"


def test_nothing_kept_beside_the_answers_tells_them(planted: World) -> None:
    """Runs, steps of themes, partitions, voices, the record of acts: every column of every row."""
    with planted.app.app_context():
        for table in Base.metadata.sorted_tables:
            without = AS_WRITTEN.get(table.name, set())
            columns = [column for column in table.columns if column.name not in without]
            for row in db.session.execute(select(*columns)):
                for column, value in zip(columns, row, strict=True):
                    data = value if isinstance(column.type, LargeBinary) else str(value).encode()
                    assert told(data or b"") == [], (table.name, column.name)


def test_sealed_answers_are_kept_masked(planted: World) -> None:
    """What was opened here was never written down as it was sent."""
    asked = [planted.plans[0][name] for name in ("staff", "open_link")]
    response, batch = (Base.metadata.tables[name] for name in ("response", "batch"))
    mine = select(response.c.answers).join(batch, batch.c.id == response.c.batch_id)
    with planted.app.app_context():
        kept = db.session.scalars(mine.where(batch.c.questionnaire_id.in_(asked))).all()
    assert len(kept) >= 40
    assert told(str(kept).encode()) == []


def test_no_log_and_no_other_file_tells_them(
    planted: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = planted.client("planner", name="logged")
    walk(client, ["/desk/"], most=40)
    assert told(caplog.text.encode()) == []
    for path in Path(planted.app.config["INSTANCE_DIR"]).rglob("*"):
        if path.is_file():
            assert told(path.read_bytes()) == [], path


def walk(client: FlaskClient, starts: list[str], most: int = 2000) -> dict[str, list[str]]:
    """Follow links from some pages; for each, what it tells. Few of each kind are opened."""
    waiting, visited = list(starts), dict[str, list[str]]()
    alike: Counter[tuple[str, str]] = Counter()
    while waiting and len(visited) < most:
        path = waiting.pop(0)
        kind = shape(path)
        if path in visited or alike[kind] >= ALIKE:
            continue
        alike[kind] += 1
        with client.get(path, follow_redirects=True) as reply:
            visited[path] = told(reply.data) + [MARK] * (MARK.encode() in reply.data)
            if reply.mimetype == "text/html":
                page = BeautifulSoup(reply.data, "html.parser")
                waiting += [str(link["href"]) for link in page.select("a[href^='/']")]
                waiting += [str(one["src"]) for one in page.select("img[src^='/']")]
    return visited


def shape(path: str) -> tuple[str, str]:
    """The kind of an address: its place without ids, and what its query says."""
    parts = urlsplit(path)
    place = "/".join("N" if part.isdecimal() else part for part in parts.path.split("/"))
    return place, ",".join(sorted(parse_qs(parts.query)))


def told(data: bytes) -> list[str]:
    """The planted words in a page or a file; a packed file is unpacked first."""
    packed = data[:4] == b"PK\x03\x04"
    text = b"\n".join(_members(data)) if packed else data
    forms = {words: (words.encode(), ascii(words)[1:-1].encode()) for words in PERSONAL}
    return [words for words, written in forms.items() if any(form in text for form in written)]


def _members(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return [packed.read(name) for name in packed.namelist()]
