"""The job "themes": the voices of one free-text question become themes, kept without the words.

The result holds response ids, names, terms and masked clauses; the voices themselves stay in
their responses and are fetched, and masked, when a page shows them.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from analysis.text import cloud
from analysis.text.masking import mask
from analysis.text.theme import Theme
from analysis.text.themes import themes
from app import bridge
from app.work import Made, Progress
from surveys import responses
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from surveys.runs import Run

KEY = "themes"
FORMAT = 1  # raised when the result's form changes, so that old results are made anew
FOUND = 0.9  # of the whole time
LEAST_VOICES = 2  # a word of one person alone is shown to nobody


def wanted(
    session: Session,
    plan: Plan,
    questionnaire: Questionnaire,
    *,
    question: str,
    number: int | None,
) -> Run:
    """The run that finds the themes of one question as its answers stand now."""
    data = bridge.answers(session, questionnaire).fingerprint
    said = (KEY, FORMAT, questionnaire.id, data, question, number)
    return Run(
        plan_id=plan.id,
        questionnaire_id=questionnaire.id,
        key=KEY,
        fingerprint=sha256(repr(said).encode()).hexdigest(),
        asked={"question": question, "number": number, "answers": data},
    )


def find(session: Session, run: Run, progress: Progress) -> Made:
    """Find the themes, and draw the cloud of the words of all voices."""
    questionnaire = session.get_one(Questionnaire, run.questionnaire_id)
    ids, texts = _voices(session, questionnaire, run.asked["question"])
    found = themes(texts, number=run.asked["number"], progress=lambda done: progress(done * FOUND))
    words = [pair for pair in cloud.count(texts) if pair[1] >= LEAST_VOICES]
    drawn = cloud.cloud(words)
    result = {
        "themes": [_theme(theme, ids) for theme in found.themes],
        "others": [each for each, place in zip(ids, found.theme_of, strict=True) if place is None],
        "voices": len(ids),
        "said_nothing": found.said_nothing,
        "unplaced": found.unplaced,
        "copies": found.copies,
        "method": found.method,
        "words": [list(pair) for pair in drawn.words],
    }
    return Made(result, drawn.png)


def _voices(
    session: Session, questionnaire: Questionnaire, question: str
) -> tuple[list[int], list[str]]:
    said = responses.texts(session, questionnaire, question)
    kept = [(each, text) for each, text in said if text.strip()]
    return [each for each, _ in kept], [text for _, text in kept]


def _theme(theme: Theme, ids: Sequence[int]) -> dict[str, Any]:
    return {
        "id": theme.id,
        "name": mask(theme.name).text,
        "clause": mask(theme.clause).text,
        "terms": [[t.word, t.voices] for t in theme.terms if t.voices >= LEAST_VOICES],
        "ids": [ids[row] for row in theme.rows],
        "edge": [ids[row] for row in theme.edge_rows],
        "copies": theme.copies,
        "intents": [[str(intent), number] for intent, number in theme.intents],
    }
