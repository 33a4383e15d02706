"""論点案 as they are read: the newest digests of a plan, merged, ranked, each with its field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from analysis.digest.merging import Speaker, merge
from analysis.digest.priorities import PARTS
from app import assigning, digesting, ranking
from surveys import questionnaires, responses, runs
from surveys.issues import Evidence
from surveys.plans import Plan
from surveys.priority_weights import HEAVIEST
from surveys.questionnaires import Questionnaire
from surveys.runs import Run

Draft = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """A survey and its newest digest.

    Attributes:
        n: how many answered; drafts can be made where anybody did.
        run: None before the first digest; `making`: one that is under way.
        newest: whether it speaks in the plan, or will: an older wave of the same people does not.
    """

    questionnaire: Questionnaire
    n: int
    run: Run | None
    making: Run | None
    newest: bool

    @property
    def kind(self) -> tuple[str, bool]:
        return self.questionnaire.audience, self.questionnaire.representative

    @property
    def year(self) -> int:
        return self.questionnaire.surveyed_year


def sources(session: Session, plan: Plan) -> list[Source]:
    """Every survey of a plan that was asked, those that can be relied on first."""
    listed = [
        Source(
            each,
            responses.number(session, each),
            runs.newest(session, each.id, digesting.KEY),
            runs.under_way(session, each.id, digesting.KEY),
            newest=True,
        )
        for each in questionnaires.asked(session, plan)
    ]
    return [replace(each, newest=each.year >= _speaking_year(each, listed)) for each in listed]


def outdated(session: Session, plan: Plan, listed: Sequence[Source]) -> list[Source]:
    """Surveys whose digest is not of their answers as they are now, and is not being made."""
    return [
        each
        for each in listed
        if each.n and not each.making and not _is_current(session, plan, each)
    ]


def notes(listed: Sequence[Source]) -> list[tuple[str, str]]:
    """What a reader must know about the answers behind each digest: (survey, sentence)."""
    return [
        (each.questionnaire.title, note)
        for each in listed
        if each.run
        for note in runs.result(each.run)["notes"]
    ]


def drafted(
    session: Session, plan: Plan, listed: Sequence[Source], weights: Mapping[str, int]
) -> list[Draft]:
    """The drafts of these surveys in order of priority; their digests have been made."""
    made = merge([_speaker(each.questionnaire, each.run) for each in listed if each.run], weights)
    known = assigning.assigned(session, plan)
    return [_with_field(draft, known) for draft in made]


def every(session: Session, plan: Plan) -> dict[str, Draft]:
    """{key: draft}, as the whole plan has them; from an older survey what no newer one says."""
    listed, weights = sources(session, plan), ranking.weights_of(session, plan)
    older = [each for each in listed if each.run and not each.newest]
    found = [drafted(session, plan, [each], weights) for each in reversed(older)]
    found.append(drafted(session, plan, [each for each in listed if each.newest], weights))
    return {key: draft for drafts in found for draft in drafts for key in keys_of(draft)}


def keys_of(draft: Draft) -> list[str]:
    """Its key, after those it had before drafts of several surveys were merged."""
    mark = draft["draft_key"].partition("-")[2]
    return [
        *(f"{each['questionnaire_id']}-{mark}" for each in draft["speakers"]),
        draft["draft_key"],
    ]


def find(session: Session, plan: Plan, draft_key: str) -> Draft | None:
    """The newest state of a draft."""
    return every(session, plan).get(draft_key)


def evidence_of(draft: Draft) -> list[Evidence]:
    """A draft's evidence as rows, each knowing where its numbers are shown."""
    return [
        Evidence(
            kind=each["kind"],
            statement=each["statement"],
            strength=each["strength"],
            n=each["n"],
            source={
                **each["source"],
                "kind": each["kind"],
                "subject": each["subject"],
                "people": each["people"],
                "draft_key": draft["draft_key"],
            },
        )
        for each in draft["evidence"]
    ]


def weights_asked(session: Session, plan: Plan) -> dict[str, int]:
    """The weights of the address; the plan's where it says none that make sense."""
    kept = ranking.weights_of(session, plan)
    return possible({part: request.args.get(part, kept[part], type=int) for part in PARTS}, kept)


def possible(given: Mapping[str, int], kept: Mapping[str, int]) -> dict[str, int]:
    """Weights from 0 to `HEAVIEST`; those that are kept where all are 0."""
    cut = {part: min(max(weight, 0), HEAVIEST) for part, weight in given.items()}
    return cut if any(cut.values()) else dict(kept)


def _is_current(session: Session, plan: Plan, source: Source) -> bool:
    if source.run is None:
        return False
    wanted = digesting.wanted(session, plan, source.questionnaire)
    return wanted.fingerprint == source.run.fingerprint


def _speaking_year(one: Source, listed: Sequence[Source]) -> int:
    """From which year on surveys of its kind speak in the plan.

    The newest that has been digested, so that one which has just begun silences nobody; before
    any digest, the newest that anybody answered.
    """
    alike = [each for each in listed if each.kind == one.kind]
    digested = [each.year for each in alike if each.run]
    return max(digested or [each.year for each in alike if each.n], default=one.year)


def _speaker(questionnaire: Questionnaire, run: Run) -> Speaker:
    result = runs.result(run)
    return Speaker(
        id=questionnaire.id,
        run=run.id,
        title=questionnaire.title,
        audience=questionnaire.audience,
        representative=questionnaire.representative,
        year=questionnaire.surveyed_year,
        issues=result["issues"],
        beside=result.get("beside", {}),
    )


def _with_field(draft: Draft, known: assigning.Assigned) -> Draft:
    name, why = assigning.field_of(draft, known)
    return {**draft, "field": name, "field_why": why}
