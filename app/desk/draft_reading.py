"""論点案 as they are read: a questionnaire's newest digest, ranked as the reader asks for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from analysis.digest.priorities import PARTS, WEIGHTS, rank, why
from app import digesting
from app.sent import natural
from surveys import runs
from surveys.issues import Evidence
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from surveys.runs import Run

HEAVIEST = 100
Draft = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Drafted:
    """A questionnaire's digest as a reader with these weights sees it.

    Attributes:
        drafts: by priority; each with its own `place`, `score` and `ranks` under `weights`.
        weights: {part: 0 to 100}, as the reader set them.
        current: whether the answers are still those the digest was made from.
    """

    run: Run
    result: Mapping[str, Any]
    drafts: Sequence[Draft]
    weights: Mapping[str, int]
    current: bool


def drafted(session: Session, plan: Plan, questionnaire: Questionnaire) -> Drafted | None:
    """The newest digest of a questionnaire, ranked by the weights of the address."""
    run = runs.newest(session, questionnaire.id, digesting.KEY)
    if run is None:
        return None
    result, weights = runs.result(run), _weights()
    wanted = digesting.wanted(session, plan, questionnaire)
    current = wanted.fingerprint == run.fingerprint
    return Drafted(run, result, _ranked(run, result["issues"], weights), weights, current)


def find(session: Session, plan: Plan, draft_key: str) -> tuple[Run, Draft] | None:
    """The newest state of a draft, with the run it stands in."""
    owner = draft_key.partition("-")[0]
    try:
        questionnaire = session.get(Questionnaire, natural(owner))
    except ValueError:
        return None
    if questionnaire is None or questionnaire.plan_id != plan.id:
        return None
    run = runs.newest(session, questionnaire.id, digesting.KEY)
    listed = runs.result(run)["issues"] if run else []
    named = [draft for draft in listed if draft["draft_key"] == draft_key]
    return (run, named[0]) if run and named else None


def evidence_of(run: Run, draft: Draft) -> list[Evidence]:
    """A draft's evidence as rows, each knowing where its numbers are shown."""
    beside = runs.result(run).get("beside", {})
    return [
        Evidence(
            kind=each["kind"],
            statement=each["statement"],
            strength=each["strength"],
            n=each["n"],
            source={
                **each["source"],
                "with": beside.get(each["source"].get("other")),
                "kind": each["kind"],
                "subject": each["subject"],
                "people": each["people"],
                "questionnaire_id": run.questionnaire_id,
                "run_id": run.id,
                "draft_key": draft["draft_key"],
            },
        )
        for each in draft["evidence"]
    ]


def _weights() -> dict[str, int]:
    """The weights of the address, 0 to 100 each; the house's where none make sense."""
    house = {part: round(weight * HEAVIEST) for part, weight in WEIGHTS.items()}
    given = {part: request.args.get(part, house[part], type=int) for part in PARTS}
    asked = {part: min(max(weight, 0), HEAVIEST) for part, weight in given.items()}
    return asked if any(asked.values()) else house


def _ranked(run: Run, listed: Sequence[Draft], weights: Mapping[str, int]) -> list[Draft]:
    made = rank([each["parts"] for each in listed], weights)
    both = sorted(
        zip(listed, made, strict=True), key=lambda pair: (-pair[1].score, pair[0]["draft_key"])
    )
    return [
        {
            **each,
            "place": place,
            "score": priority.score,
            "ranks": priority.ranks,
            "why": why(priority, weights),
            "sourced": evidence_of(run, each),
        }
        for place, (each, priority) in enumerate(both, 1)
    ]
