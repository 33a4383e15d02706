"""Answers that went the real way, read, sealed and opened, and what the desk says of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

from app import bridge
from app.extensions import db
from app.opening import open_now
from surveys import openings, questionnaires, runs, sheets
from surveys.documents import Document
from surveys.questionnaires import Questionnaire
from surveys.runs import Run
from tests.surveys import sealed
from tests.surveys.sealed import CLOSES, NOW, Asked
from tests.visit import one, visit

Said = Mapping[str, Sequence[str]]
DESK = "/desk/plans/1"
ASKED = f"{DESK}/questionnaires/1"
BUS = (
    "バスの本数が少なくて不便です",
    "バスの本数を増やしてほしい",
    "夕方のバスの本数が少ないので困る",
)
# 12 old people in the east go by bus, 10 young ones in the west drive, 10 in between cycle,
# and 8 old ones left most of it blank.
OLD = {"q1": ["70"], "q2": ["11"], "q3": ["2"], "q4": ["2"], "q5": ["1", "2"], "q7_bus": ["3"]}
OLD |= {"q7_park": ["1"], "q8": ["3"], "q9": ["バス停が遠い"]}
YOUNG = {"q1": ["30"], "q2": ["21"], "q3": ["1"], "q4": ["1"], "q7_bus": ["9"]}
YOUNG |= {"q7_park": ["1"], "q8": ["1"], "q6": ["これは残らない"]}
MIDDLE = {"q1": ["50"], "q2": ["12"], "q4": ["8"], "q4_other": ["自転車で通う"], "q7_bus": ["1"]}
MIDDLE |= {"q8": ["2"]}
BLANK = {"q1": ["66"], "q7_bus": ["2"], "q7_park": ["9"]}
SAID = (
    *({**OLD, "q6": [BUS[n % 3]]} for n in range(12)),
    *([YOUNG] * 10),
    *([MIDDLE] * 10),
    *([BLANK] * 8),
)


def send(asked: Asked, document: Document, said: Sequence[Said]) -> None:
    """Let people fill in a sheet each."""
    for each in said:
        sheet = sheets.read(document, each)
        assert not sheet.errors
        asked.send(db.session(), sealed.sender(), sheet.answers)
    db.session.commit()


def opened(
    app: Flask, document: Document, said: Sequence[Said], *, audience: str = "citizen"
) -> Asked:
    """A questionnaire whose deadline has passed and whose envelopes were opened, all at once."""
    asked = published(app, document, audience=audience)
    send(asked, document, said)
    open_now(asked.questionnaire, asked.private, last=True, who=None, now=CLOSES)
    return asked


def published(app: Flask, document: Document, *, audience: str = "citizen") -> Asked:
    """One that anybody may answer; a keeper opens it where staff are asked."""
    keys = Path(app.config["KEYS_DIR"])
    how = {"audience": audience, "access": "open", "sampling": "census"}
    return sealed.published(db.session(), keys, document=document, **how)


def interim(asked: Asked) -> None:
    """Open what has come so far."""
    open_now(asked.questionnaire, asked.private, last=False, who=None, now=NOW)


def let_go(questionnaire: Questionnaire) -> int:
    """Let every text of staff that is held be a voice, as a keeper does who has read it."""
    held = openings.held_texts(db.session(), questionnaire)
    for each in held:
        openings.release(db.session(), each, each.words)
    db.session.commit()
    return len(held)


def correct(questionnaire_id: int, document: Document) -> None:
    """Put out a corrected version, as the desk does."""
    found = db.session.get_one(Questionnaire, questionnaire_id)
    questionnaires.correct(db.session(), found, document, NOW)
    bridge.renew_partitions(db.session(), found)
    db.session.commit()


# ---- the desk ------------------------------------------------------------------------------------


def words(page: Tag) -> str:
    return " ".join(page.get_text(" ").split())


def counted(page: BeautifulSoup, title: str) -> str:
    (found,) = [
        section
        for section in page.select("section.counted")
        if section.h2 and section.h2.get_text() == title
    ]
    return words(found)


def rows(page: BeautifulSoup) -> dict[str, list[str]]:
    """{head of a line: n and its answers} of the crosstab on a page, counts beside shares."""
    lines = page.select("table.crossed tbody tr")
    return {
        next(one(line, "th").stripped_strings): [
            " ".join(cell.get_text(" ").split()) for cell in line.select("td:not(.beside)")
        ]
        for line in lines
    }


def crosstab(client: FlaskClient, question: str, axis: str, **said: str) -> BeautifulSoup:
    more = "".join(f"&{name}={value}" for name, value in said.items())
    return visit(client, f"{ASKED}/tables/crosstab?question={question}&axis={axis}{more}")


def run(client: FlaskClient, path: str, **said: str) -> int:
    reply = client.post(path, data=said)
    assert reply.status_code == 302, reply.text
    return int(reply.headers["Location"].rpartition("/")[2])


def theme(app: Flask, client: FlaskClient, run_id: int) -> BeautifulSoup:
    """The page of the first theme of a run, with an axis asked for."""
    with app.app_context():
        run = db.session.get_one(Run, run_id)
        key, question = runs.result(run)["themes"][0]["key"], run.asked["question"]
    return visit(client, f"{ASKED}/themes/of?question={question}&theme={key}&axis=dept")
