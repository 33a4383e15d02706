"""A small town for the tests of the digest: sixty answers, and what a digest found in them."""

from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from app import digesting
from app.extensions import db
from surveys import responses, runs
from tests import make
from tests.analysis import made
from tests.analysis.made import Row

GENERATION = made.axis("年代", "20代", "40代", "60代")
TROUBLE = made.text("trouble", "お困りのこと")
BUS = (
    "バスの本数が少なくて不便です",
    "バスの本数が少ない",
    "バスの便が少なく病院に行けない",
    "バスの本数をもっと増やしてほしい",
    "夕方のバスの本数が少ないので困る",
    "バスの本数が足りず通学に困っています",
)
PARK = (
    "公園に遊具が少ない",
    "公園の遊具が古くて子どもが遊べない",
    "公園の草刈りをしてほしい",
    "公園に日陰がなく困る",
    "子どもが遊べる公園がほしい",
    "公園のトイレが汚い",
)
STATEMENT = "『お困りのこと』の自由記述で、バスに関する声が12件ありました（n=24）。"

CHART = {
    "kind": "bars",
    "title": "バスに触れた人の割合（年代別）",
    "alt": "横棒グラフ。20代 10.0%。",
    "levels": ["20代", "60代"],
    "series": [{"name": "触れた", "n": 200, "values": [0.1, None]}],
    "n": 200,
    "unit": "share",
    "marked": [0],
    "bases": [120, None],
    "total": 0.2,
}


@dataclass(frozen=True, slots=True)
class Town:
    """Ids to build addresses from, and the key of the draft about buses."""

    plan: int
    questionnaire: int
    run: int
    draft: str
    responses: tuple[int, ...]

    @property
    def desk(self) -> str:
        return f"/desk/plans/{self.plan}"


def answers() -> list[Row]:
    """20 in their forties write of buses and parks, 28 in their twenties nothing, 12 are sixty."""
    written = [{"年代": "2", "trouble": text} for text in (BUS + PARK) * 2][:20]
    return [*written, *made.people(28, 年代="1"), *made.people(12, 年代="3")]


def found(app: Flask, **changes: object) -> Town:
    """The town with a digest of two drafts, as if the worker had made it."""
    with app.app_context():
        town = _town(db.session(), changes)
        db.session.commit()
    return town


def _town(session: Session, changes: dict[str, object]) -> Town:
    plan = make.plan()
    session.add(plan)
    session.flush()
    frame, book = made.frame((GENERATION, TROUBLE), answers())
    asked = make.answered(session, plan, frame, book, **changes)
    ids = tuple(response_id for response_id, _text in responses.texts(session, asked, "trouble"))
    run = digesting.wanted(session, plan, asked)
    run.created_at = make.NOON
    session.add(run)
    session.flush()
    key = f"{asked.id}-bus"
    drafts = _drafts(asked.id, ids)
    notes = ["声は一部です"]
    runs.finish(run, {"n": 60, "notes": notes, "issues": drafts, "writers": list(ids)})
    return Town(plan.id, asked.id, run.id, key, ids)


def _drafts(questionnaire_id: int, ids: tuple[int, ...]) -> list[dict[str, Any]]:
    """Buses weigh more by voices (1.0 against 0.2), parks by severity (1.0 against 0.5)."""
    bus = {
        "desired_state": "車がなくても、行きたい所へ行ける",
        "parts": {"breadth": 0.8, "severity": 0.5, "concentration": None, "voices": 1.0},
    }
    park = {
        "desired_state": "",
        "parts": {"breadth": 0.4, "severity": 1.0, "concentration": None, "voices": 0.2},
    }
    return [
        _draft(questionnaire_id, ids, "bus", "バスの本数") | bus,
        _draft(questionnaire_id, ids, "park", "公園の遊具") | park,
    ]


def _draft(questionnaire_id: int, ids: tuple[int, ...], key: str, topic: str) -> dict[str, Any]:
    return {
        "key": key,
        "draft_key": f"{questionnaire_id}-{key}",
        "topic": topic,
        "field": "移動・交通",
        "desired_state": "",
        "present_state": STATEMENT,
        "gap": "隔たりがあります。",
        "evidence": [
            {
                "kind": "theme",
                "statement": STATEMENT,
                "subject": topic,
                "strength": 0.5,
                "n": 24,
                "people": 12,
                "source": {"question": "trouble", "axis": None, "theme": topic},
            }
        ],
        "groups": [{"name": topic, "voices": [[each, "trouble"] for each in ids[:12]]}],
        "voices": [
            {
                "response_id": ids[0],
                "question": "trouble",
                "label": "お困りのこと",
                "text": "バスの本数が少ない",
                "intent": "不満",
                "attributes": ["40代"],
            }
        ],
        "people": 12,
        "n": 60,
        "priority": 0.5,
        "parts": {},
        "ranks": [1, 2],
        "why": "主に「声の厚み」で順位が上がりました。",
    }
