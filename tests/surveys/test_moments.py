"""Two people at the same moment: one is first, the other is told so."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session

from app.database import begin_writing, tend
from surveys import editions, issues, runs
from surveys.editions import Edition, PublishedMeanwhile
from surveys.issues import PolicyIssue
from surveys.plans import Plan
from surveys.runs import Run
from tests import make


@pytest.fixture
def engine(database: str) -> Engine:
    made = create_engine(database)
    tend(made)
    return made


@pytest.fixture
def plan_id(engine: Engine) -> int:
    with Session(engine) as session:
        plan = make.plan()
        session.add(plan)
        session.flush()
        state = "行きたい所へ行ける"
        issue = PolicyIssue(
            plan_id=plan.id, topic="バス", desired_state=state, created_at=make.NOON
        )
        issues.add(session, issue)
        session.commit()
        return plan.id


def together(engine: Engine, act: Callable[[Session, Callable[[], None]], str]) -> list[str]:
    """Let two sessions act; on PostgreSQL both have looked before either writes."""
    both = Barrier(2 if engine.dialect.name == "postgresql" else 1)
    said: list[str] = []

    def one() -> None:
        with Session(engine) as session:
            begin_writing(session)
            said.append(act(session, lambda: _meet(both)))
            session.commit()

    threads = [Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.dispose()
    return sorted(said)


def _meet(both: Barrier) -> None:
    both.wait(10)


def test_two_editions_of_one_moment_never_share_a_number(engine: Engine, plan_id: int) -> None:
    def publish(session: Session, meet: Callable[[], None]) -> str:
        event.listen(session, "before_flush", lambda *_: meet(), once=True)
        edition = Edition(
            plan_id=plan_id, stage="draft", title="論点集", preface="", published_at=make.NOON
        )
        try:
            return editions.publish(session, edition).name
        except PublishedMeanwhile:
            assert session.get_one(Plan, plan_id).title  # and the session can go on
            return "told"

    second = "told" if engine.dialect.name == "postgresql" else "素案 第2版"
    assert together(engine, publish) == sorted(["素案 第1版", second])


def test_the_same_question_asked_twice_at_one_moment_is_one_run(
    engine: Engine, plan_id: int
) -> None:
    def ask(session: Session, meet: Callable[[], None]) -> str:
        assert runs.of_fingerprint(session, "f") is None or engine.dialect.name == "sqlite"
        meet()
        wanted = Run(plan_id=plan_id, key="book", fingerprint="f", asked={}, created_at=make.NOON)
        run, new = runs.ask(session, wanted)
        return f"{run.id} {new}"

    (first, second) = together(engine, ask)
    assert {first.partition(" ")[2], second.partition(" ")[2]} == {"True", "False"}
    assert first.partition(" ")[0] == second.partition(" ")[0]
