"""The job "digest": a questionnaire's answers and voices become drafts of policy issues."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from analysis.digest.charted.chart import Answered
from analysis.digest.charted.every import charted
from analysis.digest.drafts import digest
from analysis.digest.plain import as_json
from analysis.digest.stating import stated
from app import alongside, assigning, attributes, decided, texts, weighing
from app.bridge import Answers
from app.dated import state_of
from app.work import Made, Progress
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from surveys.runs import Run

KEY = "digest"
TOPIC = "t"
FORMAT = 13  # raised when the result's form changes, so that old results are made anew


def wanted(session: Session, plan: Plan, questionnaire: Questionnaire) -> Run:
    """The run that drafts the issues of this questionnaire as it stands now."""
    named = [(field.name, field.words) for field in assigning.fields_of(session, plan)]
    answers = weighing.answers(session, questionnaire, derived=False)
    codes = [variable.name for variable in answers.codebook.texts()]
    data = (answers.fingerprint, *(texts.fingerprint(session, questionnaire, c) for c in codes))
    state = state_of(session, questionnaire).words
    others = alongside.surveys_of(session, plan, questionnaire).mark(session)
    themes = decided.mark(session, questionnaire, codes)
    said = (KEY, FORMAT, questionnaire.id, data, named, state, others, themes)
    mark = sha256(repr(said).encode()).hexdigest()
    return Run(
        plan_id=plan.id,
        questionnaire_id=questionnaire.id,
        key=KEY,
        fingerprint=mark,
        asked={"questionnaire": questionnaire.title},
    )


def draft(session: Session, run: Run, progress: Progress) -> Made:
    """Draft the issues of the questionnaire that `run` names."""
    questionnaire = session.get_one(Questionnaire, run.questionnaire_id)
    plan = session.get_one(Plan, run.plan_id)
    # A group that was made of answers differs in them by nature: that is no evidence.
    answers = weighing.answers(session, questionnaire, derived=False)
    found = texts.filled(session, questionnaire, answers)
    fields = assigning.fields_of(session, plan)
    surveys_read = replace(
        alongside.read(session, plan, questionnaire),
        arranged=decided.read(session, questionnaire, found),
    )
    made = as_json(
        stated(
            digest(
                found.frame,
                found.codebook,
                fields=fields,
                beside=surveys_read,
                respondents=len(answers.ids),
                progress=progress,
            ),
            state_of(session, questionnaire),
        )
    )
    given = Answered(
        found.frame, found.codebook, len(answers.ids), surveys_read, frozenset(made["writers"])
    )
    made["issues"] = [charted(each, given) for each in made["issues"]]
    beside = [] if questionnaire.audience == "staff" else attributes.beside_voices(found)
    issues = [_issue(each, questionnaire, found, beside) for each in made["issues"]]
    writers = [found.ids[row] for row in made["writers"]]
    others = alongside.surveys_of(session, plan, questionnaire).named
    return Made({**made, "issues": issues, "writers": writers, "beside": others})


def _issue(
    issue: dict[str, Any], questionnaire: Questionnaire, found: Answers, beside: list[list[str]]
) -> dict[str, Any]:
    """A draft with its key in the plan, and responses instead of rows.

    Drafts about a topic of the house's list have one key whichever survey speaks of it.
    """
    mark = sha256(issue["key"].encode()).hexdigest()[:16]
    owner = TOPIC if assigning.topic_of(issue["key"]) else questionnaire.id
    return {
        **issue,
        "draft_key": f"{owner}-{mark}",
        "voices": [_voice(voice, found, beside) for voice in issue["voices"]],
        "groups": [_group(group, found) for group in issue["groups"]],
    }


def _group(group: dict[str, Any], found: Answers) -> dict[str, Any]:
    """All voices about one thing as (response, question): enough to find them, and no words."""
    held = [(found.ids[row], question) for row, question in group["voices"]]
    return {"name": group["name"], "voices": held}


def _voice(voice: dict[str, Any], found: Answers, beside: list[list[str]]) -> dict[str, Any]:
    row = voice["row"]
    return {
        "response_id": found.ids[row],
        "question": voice["question"],
        "label": found.codebook.get(voice["question"]).label,
        "text": voice["text"],
        "intent": voice["intent"],
        "attributes": beside[row] if beside else [],
    }
