"""論点の声: every voice that a draft's numbers are made of, group by group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, render_template, request
from sqlalchemy.orm import Session

from analysis.crosstab import Crosstab
from analysis.digest.voicing import by_axis
from app import attributes, bridge, digesting, texts
from app.access import allowed, of_plan, the_plan
from app.extensions import db
from surveys import runs, voices
from surveys.questionnaires import Questionnaire
from surveys.runs import Run

blueprint = Blueprint("gathered", __name__, url_prefix="/plans/<int:plan_id>/runs/<int:run_id>")


@dataclass(frozen=True, slots=True)
class Said:
    """A voice as it may be read: masked, where it is from, and what may stand beside it."""

    words: str
    origin: str
    beside: Sequence[str]


@dataclass(frozen=True, slots=True)
class Heard:
    """The voices of a draft that are about one thing, the most representative first."""

    name: str
    voices: Sequence[Said]


@blueprint.get("/drafts/<draft_key>")
@allowed("planner", "section", "viewer", "administrator")
def show(plan_id: int, run_id: int, draft_key: str) -> str:
    run = of_plan(Run, run_id)
    questionnaire = db.session.get(Questionnaire, run.questionnaire_id or 0)
    if run.key != digesting.KEY or questionnaire is None:
        abort(404)
    named = [each for each in runs.result(run)["issues"] if each["draft_key"] == draft_key]
    if not named:
        abort(404)
    return render_template(
        "desk/drafts/voices.html",
        plan=the_plan(),
        questionnaire=questionnaire,
        draft=named[0],
        groups=_heard(db.session(), questionnaire, named[0]),
        withheld=sum(
            texts.of(db.session(), questionnaire, code).withheld for code in _codes(named[0])
        ),
        table=_by_axis(db.session(), questionnaire, runs.result(run), named[0]),
    )


def _by_axis(
    session: Session,
    questionnaire: Questionnaire,
    result: Mapping[str, Any],
    draft: Mapping[str, Any],
) -> Crosstab | None:
    """Who raises the issue, by the axis of the address; None where no axis is asked for."""
    found = bridge.answers(session, questionnaire)
    named = [axis for axis in found.codebook.axes() if axis.name == request.args.get("axis")]
    if not named:
        return None
    place = {response_id: row for row, response_id in enumerate(found.ids)}
    if not place.keys() >= set(result["writers"]):  # texts set apart from their sheets
        return None
    raised = {each for group in draft["groups"] for each, _ in group["voices"]}
    return by_axis(
        found.frame,
        named[0],
        draft["topic"],
        rows=frozenset(place[each] for each in raised),
        writers=frozenset(place[each] for each in result["writers"]),
    )


def _heard(session: Session, questionnaire: Questionnaire, draft: Mapping[str, Any]) -> list[Heard]:
    found = bridge.answers(session, questionnaire)
    beside: Mapping[int, Sequence[str]] = {}
    if questionnaire.audience != "staff":
        beside = dict(zip(found.ids, attributes.beside_voices(found), strict=True))
    asked = _codes(draft)
    held = {code: texts.of(session, questionnaire, code).readable for code in asked}
    origins = {code: voices.asked_in(session, questionnaire, code) for code in asked}
    return [
        Heard(
            group["name"],
            [
                Said(held[code][each], origins[code], beside.get(each, ()))
                for each, code in group["voices"]
                if each in held[code]
            ],
        )
        for group in draft["groups"]
    ]


def _codes(draft: Mapping[str, Any]) -> set[str]:
    """The questions that the voices of a draft answer."""
    return {code for group in draft["groups"] for _, code in group["voices"]}
