"""調査票: from draft to corrected version, and what each state lets nobody do."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from surveys import documents, questionnaires
from surveys.documents import Document
from surveys.kinds import Question, Row
from surveys.plans import Plan
from surveys.questionnaires import (
    ChoiceGone,
    DepartmentMissing,
    KindChanged,
    NotADraft,
    NothingAsked,
    NotPublished,
    PeriodBackwards,
    PeriodOver,
    Questionnaire,
    SamplingDoesNotFit,
)
from tests import make
from tests.surveys.asked import DOCUMENT, choices

KEY = bytes(32)
LATER = make.NOON + timedelta(days=30)


def drafted(
    session: Session, document: Document | None = DOCUMENT, **changes: Any
) -> Questionnaire:
    plan = make.plan()
    session.add(plan)
    session.flush()
    ordinary: dict[str, Any] = {
        "plan_id": plan.id,
        "title": "暮らしについてのアンケート",
        "audience": "citizen",
        "sampling": "random",
        "surveyed_year": 2026,
        "opens_at": make.NOON,
        "closes_at": LATER,
        "created_at": make.NOON,
        "state": "draft",
        "draft": documents.write(document) if document else None,
    }
    made = Questionnaire(**(ordinary | changes))
    session.add(made)
    session.flush()
    return made


def publish(session: Session, made: Questionnaire, access: str = "codes") -> None:
    questionnaires.publish(session, made, access=access, public_key=KEY, now=make.NOON)


def published(session: Session) -> Questionnaire:
    made = drafted(session)
    publish(session, made)
    return made


def test_a_draft_changes_until_it_is_published(session: Session) -> None:
    made = drafted(session, None)
    with pytest.raises(NothingAsked):
        questionnaires.current(session, made)
    questionnaires.redraft(made, DOCUMENT)
    assert questionnaires.current(session, made) == DOCUMENT

    publish(session, made)
    session.commit()
    assert questionnaires.current(session, made) == DOCUMENT
    assert questionnaires.latest(session, made).number == 1
    assert made.draft is None
    with pytest.raises(NotADraft):
        questionnaires.redraft(made, DOCUMENT)
    with pytest.raises(NotADraft):
        publish(session, made)


def test_it_is_open_from_its_first_moment_until_just_before_its_last(session: Session) -> None:
    made = published(session)
    assert made.is_open(make.NOON)
    assert made.is_open(LATER - timedelta(seconds=1))
    assert not made.is_open(LATER)
    assert not made.is_open(make.NOON - timedelta(seconds=1))
    assert not drafted(session).is_open(make.NOON)


@pytest.mark.parametrize(
    ("changes", "access", "error"),
    [
        ({"draft": None}, "codes", NothingAsked),
        ({"closes_at": None}, "codes", PeriodBackwards),
        ({"opens_at": None}, "codes", PeriodBackwards),
        ({"opens_at": make.NOON - timedelta(9), "closes_at": make.NOON}, "codes", PeriodOver),
        ({"sampling": "random"}, "open", SamplingDoesNotFit),
        ({"sampling": "open"}, "codes", SamplingDoesNotFit),
        ({"sampling": "census"}, "departments", DepartmentMissing),
    ],
)
def test_what_cannot_be_asked_is_not_published(
    session: Session, changes: dict[str, Any], access: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        publish(session, drafted(session, **changes), access)


def test_the_newest_year_of_residents_stands_first_and_drafts_were_not_asked_yet(
    session: Session,
) -> None:
    made = published(session)
    plan_id = made.plan_id
    older = drafted(session, plan_id=plan_id, surveyed_year=2020, state="imported", draft=None)
    staff = drafted(session, plan_id=plan_id, audience="staff")
    plan = session.get_one(Plan, plan_id)
    assert questionnaires.of_plan(session, plan) == [made, staff, older]
    assert questionnaires.asked(session, plan) == [made, older]


def _with(code: str, **changes: Any) -> Document:
    changed = [replace(q, **changes) if q.code == code else q for q in DOCUMENT.questions]
    return replace(DOCUMENT, questions=tuple(changed))


def test_a_correction_is_a_new_version_and_may_reword_and_add(session: Session) -> None:
    made = published(session)
    more = (*DOCUMENT.question("q7").rows, Row("road", "道路"))
    corrected = _with("q7", rows=more, label="満足していますか")
    version = questionnaires.correct(session, made, corrected, make.NOON)
    assert version.number == 2
    assert questionnaires.current(session, made) == corrected


@pytest.mark.parametrize(
    ("code", "changes", "error"),
    [
        ("q3", {"kind": "multiple"}, KindChanged),
        ("q3", {"choices": choices("する")}, ChoiceGone),
        ("q7", {"rows": (Row("bus", "バス"),)}, ChoiceGone),
        ("q2", {"choices": DOCUMENT.question("q2").choices[1:]}, ChoiceGone),
    ],
)
def test_a_correction_takes_nothing_away_that_may_be_answered(
    session: Session, code: str, changes: dict[str, Any], error: type[Exception]
) -> None:
    made = published(session)
    with pytest.raises(error, match=code):
        questionnaires.correct(session, made, _with(code, **changes), make.NOON)
    with pytest.raises(NotPublished):
        questionnaires.correct(session, drafted(session), DOCUMENT, make.NOON)


def test_equal_documents_are_parsed_once(session: Session) -> None:
    first, second = published(session), published(session)
    parsed = questionnaires.latest(session, first).parsed
    assert questionnaires.latest(session, second).parsed is parsed


def test_a_version_that_cannot_be_read_is_not_kept(session: Session) -> None:
    broken = Document((Question("q1", "設問", "text", show="q2 あり"),))
    with pytest.raises(documents.RuleBroken):
        questionnaires.freeze(session, drafted(session), documents.write(broken), make.NOON)
