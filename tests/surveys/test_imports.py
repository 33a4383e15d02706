"""取込: a file is taken in once, and starts from what was corrected before."""

import pytest
from sqlalchemy.orm import Session

from surveys import imports
from surveys.imports import (
    AnswerFile,
    CodebookChangedMeanwhile,
    FileAlreadyImported,
    FileWaiting,
    SameAnswersAgain,
)
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from tests import make

BYTES = b"a,b\n1,2\n"


@pytest.fixture
def plan(session: Session) -> Plan:
    plan = make.plan()
    session.add(plan)
    session.flush()
    return plan


def _file(plan: Plan, title: str = "市民意識調査", content: bytes = BYTES) -> AnswerFile:
    return AnswerFile(
        plan_id=plan.id,
        title=title,
        audience="citizen",
        sampling="random",
        surveyed_year=2026,
        name="answers.csv",
        digest=imports.fingerprint(content),
        headings=imports.fingerprint(b"a,b"),
        codebook={"variables": [{"name": title}]},
        columns={},
        data=content,
        created_at=make.NOON,
    )


def _imported(session: Session, plan: Plan, file: AnswerFile) -> None:
    made = Questionnaire(
        plan_id=plan.id,
        title=file.title,
        audience="citizen",
        sampling="random",
        surveyed_year=2026,
        created_at=make.NOON,
    )
    session.add(made)
    session.flush()
    imports.done(file, made.id)
    session.flush()


def test_the_same_answers_are_not_taken_twice_and_the_first_is_named(
    session: Session, plan: Plan
) -> None:
    first = _file(plan)
    imports.receive(session, first)
    _imported(session, plan, first)

    with pytest.raises(SameAnswersAgain, match="「市民意識調査」として取込済み"):
        imports.receive(session, _file(plan, "もう一度"))


def test_a_file_that_waits_is_not_brought_beside_itself(session: Session, plan: Plan) -> None:
    imports.receive(session, _file(plan))

    with pytest.raises(FileWaiting):
        imports.receive(session, _file(plan))


def test_another_plan_may_bring_the_same_file(session: Session, plan: Plan) -> None:
    other = make.plan(title="別の計画")
    session.add(other)
    session.flush()
    imports.receive(session, _file(plan))

    imports.receive(session, _file(other))

    assert [file.plan_id for file in imports.waiting(session, other)] == [other.id]


def test_a_file_starts_from_the_last_one_with_its_headings(session: Session, plan: Plan) -> None:
    for title, content in (("令和6年", b"1"), ("令和7年", b"2")):
        imports.receive(session, _file(plan, title, content))
    third = _file(plan, "令和8年", b"3")

    before = imports.remembered(session, third)
    imports.receive(session, third)

    assert before is not None
    assert before.title == "令和7年"
    assert imports.remembered(session, third) is before


def test_an_imported_file_keeps_its_codebook_and_no_answer(session: Session, plan: Plan) -> None:
    file = _file(plan)
    imports.receive(session, file)
    _imported(session, plan, file)
    session.expire(file)

    assert (file.data, file.columns) == (None, None)
    assert file.codebook == {"variables": [{"name": "市民意識調査"}]}
    assert imports.waiting(session, plan) == []
    with pytest.raises(FileAlreadyImported):
        imports.take(session, file)


def test_who_saw_an_older_codebook_is_told(session: Session, plan: Plan) -> None:
    file = _file(plan)
    seen = imports.mark(file.codebook)
    imports.must_be_seen(file, seen)

    file.codebook = {"variables": []}

    with pytest.raises(CodebookChangedMeanwhile):
        imports.must_be_seen(file, seen)
