"""The steps of a question's themes: a line that can be walked back and forth."""

import pytest
from sqlalchemy.orm import Session

from surveys import arrangement, theme_decisions, theme_steps
from surveys.arrangement import Arrangement, Patch, Theme
from surveys.questionnaires import Questionnaire
from surveys.runs import Run
from surveys.theme_steps import FOUND, NothingToRedo, NothingToUndo, ThemesChanged, ThemeStep
from tests import make

CODE = "意見"
LARGE = 2**61 + 7  # ids are random numbers of 62 bits
FIRST = Arrangement((Theme("1", "バス", (LARGE, 12)),), (13,), 2)


@pytest.fixture
def asked(session: Session) -> Questionnaire:
    """A questionnaire whose themes were found once."""
    made = make.questionnaire(session)
    run = Run(
        plan_id=made.plan_id,
        questionnaire_id=made.id,
        key="themes",
        fingerprint="first",
        asked={"question": CODE},
        result={"themes": [{"ids": [LARGE, 12]}], "others": [13], "voices": 12},
        created_at=make.NOON,
    )
    session.add(run)
    session.flush()
    take(session, made, FOUND, run_id=run.id)
    return made


def take(session: Session, asked: Questionnaire, kind: str, **changes: object) -> ThemeStep:
    ordinary: dict[str, object] = {
        "question_code": CODE,
        "about": {},
        "patch": {},
        "who": None,
        "made_at": make.NOON,
    }
    step = ThemeStep(questionnaire_id=asked.id, kind=kind, **(ordinary | changes))
    return theme_steps.keep(session, step)


def kinds(session: Session, asked: Questionnaire) -> list[tuple[str, bool]]:
    return [(step.kind, step.undone) for step in theme_steps.history(session, asked, CODE)]


def test_the_last_step_is_taken_back_and_done_again(session: Session, asked: Questionnaire) -> None:
    take(session, asked, "renamed")
    take(session, asked, "merged")
    assert theme_steps.undo(session, asked, CODE).kind == "merged"
    assert theme_steps.undo(session, asked, CODE).kind == "renamed"
    assert kinds(session, asked) == [(FOUND, False), ("renamed", True), ("merged", True)]
    assert theme_steps.redo(session, asked, CODE).kind == "renamed"
    last = theme_steps.last(session, asked.id, CODE)
    assert last is not None
    assert last.kind == "renamed"


def test_the_first_search_is_never_taken_back(session: Session, asked: Questionnaire) -> None:
    with pytest.raises(NothingToUndo):
        theme_steps.undo(session, asked, CODE)
    with pytest.raises(NothingToRedo):
        theme_steps.redo(session, asked, CODE)


def test_what_was_taken_back_is_forgotten_once_something_else_is_decided(
    session: Session, asked: Questionnaire
) -> None:
    take(session, asked, "renamed")
    theme_steps.undo(session, asked, CODE)
    take(session, asked, "dissolved")
    assert kinds(session, asked) == [(FOUND, False), ("dissolved", False)]


def test_the_number_of_a_forgotten_step_is_never_given_to_another(
    session: Session, asked: Questionnaire
) -> None:
    """A page names the step it was made after: were numbers given twice, it would name another."""
    gone = take(session, asked, "renamed").id
    theme_steps.undo(session, asked, CODE)
    assert take(session, asked, "merged").id > gone


def test_whoever_saw_another_step_last_cannot_go_on(session: Session, asked: Questionnaire) -> None:
    first = theme_steps.last(session, asked.id, CODE)
    assert first is not None
    theme_steps.must_be_last(session, asked, CODE, first.id)
    take(session, asked, "renamed")
    with pytest.raises(ThemesChanged):
        theme_steps.must_be_last(session, asked, CODE, first.id)
    with pytest.raises(ThemesChanged):
        theme_steps.must_be_last(session, asked, "別の問", first.id)


def test_each_question_has_its_own_line(session: Session, asked: Questionnaire) -> None:
    take(session, asked, "renamed", question_code="別の問")
    assert kinds(session, asked) == [(FOUND, False)]
    assert theme_steps.questions(session, asked.id) == {CODE, "別の問"}


def test_steps_follow_responses_that_were_given_new_ids(
    session: Session, asked: Questionnaire
) -> None:
    """As when a last, small opening is written anew together with the one before it."""
    patch = theme_decisions.moved(FIRST, [13], "1")
    step = take(session, asked, "moved", patch=arrangement.as_json(patch), about={"n": 12})
    theme_steps.follow(session, asked.id, {LARGE: LARGE + 1, 13: 14})
    session.flush()
    session.expire_all()

    run = session.get_one(Run, theme_steps.history(session, asked, CODE)[0].run_id)
    assert run.result == {"themes": [{"ids": [LARGE + 1, 12]}], "others": [14], "voices": 12}
    laid = arrangement.patch_of(session.get_one(ThemeStep, step.id).patch)
    assert laid.put[0].ids == (LARGE + 1, 12, 14)
    assert step.about == {"n": 12}


def test_a_patch_is_kept_as_it_was_made(session: Session, asked: Questionnaire) -> None:
    patch: Patch = theme_decisions.gathered(FIRST, [LARGE], "通学")
    step = take(session, asked, "gathered", patch=arrangement.as_json(patch))
    session.expire_all()
    assert arrangement.patch_of(session.get_one(ThemeStep, step.id).patch) == patch
