"""下書きの履歴: what one planner does can be taken back, and never what the other one wrote."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from surveys import draft_steps, questionnaires
from surveys.documents import Document, Section
from surveys.draft_steps import Act, NothingToRedo, NothingToUndo
from surveys.drafting import questions
from surveys.drafting.patches import ChangedSince, DoesNotFitAnyMore, part_of
from surveys.kinds import Choice, Question
from surveys.questionnaires import DRAFT, Questionnaire
from tests import make

YES = (Choice("1", "はい"), Choice("2", "いいえ"))
WHOLE = Document(
    title="調査",
    sections=(Section("s1", "はじめ"), Section("s2", "つぎ")),
    questions=(
        Question("q1", "住んでいますか", "single", choices=YES, section="s1"),
        Question("q2", "何年ですか", "number", section="s1", show="q1 = 1"),
        Question("q3", "ご意見", "text", section="s2"),
    ),
    translations={"en": {"q1": "Do you live here?"}},
)


@pytest.fixture
def people(session: Session) -> tuple[int, int]:
    return make.member(session, "sato").id, make.member(session, "kato").id


@pytest.fixture
def draft(session: Session) -> Questionnaire:
    made = make.questionnaire(session, state=DRAFT)
    questionnaires.redraft(made, WHOLE)
    return made


def now_of(session: Session, draft: Questionnaire) -> Document:
    return questionnaires.current(session, draft)


def do(
    session: Session,
    draft: Questionnaire,
    who: int,
    document: Document,
    *,
    part: str = "",
    now: datetime = make.NOON,
) -> None:
    """Keep a change; with a part it is typed, and may go on."""
    act = Act("変えました", who, now, part, typing=bool(part))
    draft_steps.change(session, draft, document, act)


def worded(document: Document, code: str, label: str) -> Document:
    return questions.change(document, replace(document.question(code), label=label))


def test_each_takes_back_their_own_and_leaves_the_other_ones(
    session: Session, draft: Questionnaire, people: tuple[int, int]
) -> None:
    one, other = people
    do(session, draft, one, worded(WHOLE, "q1", "市に住んでいますか"))
    do(session, draft, other, worded(now_of(session, draft), "q3", "自由にどうぞ"))
    do(session, draft, other, questions.delete(now_of(session, draft), "q3"))

    draft_steps.undo(session, draft, one)
    assert [q.label for q in now_of(session, draft).questions] == ["住んでいますか", "何年ですか"]
    draft_steps.undo(session, draft, other)
    draft_steps.undo(session, draft, other)
    assert now_of(session, draft) == WHOLE
    with pytest.raises(NothingToUndo):
        draft_steps.undo(session, draft, one)

    draft_steps.redo(session, draft, other)
    assert now_of(session, draft).question("q3").label == "自由にどうぞ"
    do(session, draft, other, worded(now_of(session, draft), "q3", "ひとこと"))
    with pytest.raises(NothingToRedo):
        draft_steps.redo(session, draft, other)


def test_what_the_other_changed_since_is_not_taken_back(
    session: Session, draft: Questionnaire, people: tuple[int, int]
) -> None:
    one, other = people
    do(session, draft, one, worded(WHOLE, "q1", "市に住んでいますか"))
    do(session, draft, other, worded(now_of(session, draft), "q1", "町に住んでいますか"))
    with pytest.raises(ChangedSince, match="設問「q1」がほかの人に変えられています"):
        draft_steps.undo(session, draft, one)
    assert now_of(session, draft).question("q1").label == "町に住んでいますか"


def test_what_another_rule_now_needs_is_not_taken_back(
    session: Session, draft: Questionnaire, people: tuple[int, int]
) -> None:
    one, other = people
    added = questions.add(WHOLE, Question("q4", "車", "single", choices=YES, section="s1"), "q1")
    do(session, draft, one, added)
    third = now_of(session, draft).question("q3")
    do(session, draft, other, questions.change(added, replace(third, show="q4 = 1")))
    with pytest.raises(DoesNotFitAnyMore, match="q4"):
        draft_steps.undo(session, draft, one)


def test_a_move_and_an_insertion_by_two_people_are_taken_back_apart(
    session: Session, draft: Questionnaire, people: tuple[int, int]
) -> None:
    one, other = people
    do(session, draft, one, questions.place(WHOLE, "q3", "s1", before="q1"))
    new = Question("q4", "年代", "number", section="s1")
    do(session, draft, other, questions.add(now_of(session, draft), new, "q1"))
    assert [q.code for q in now_of(session, draft).questions] == ["q3", "q1", "q4", "q2"]
    draft_steps.undo(session, draft, one)
    assert [q.code for q in now_of(session, draft).questions] == ["q1", "q4", "q2", "q3"]


def test_typing_on_is_one_step_until_a_rest(
    session: Session, draft: Questionnaire, people: tuple[int, int]
) -> None:
    later = make.NOON + timedelta(minutes=5)
    for label, now in (("市", make.NOON), ("市の", make.NOON), ("市のこと", later)):
        said = worded(now_of(session, draft), "q3", label)
        do(session, draft, people[0], said, part=part_of("q3"), now=now)
    assert len(draft_steps.history(session, draft)) == 2
    draft_steps.undo(session, draft, people[0])
    assert now_of(session, draft).question("q3").label == "市の"


def test_the_codes_that_were_used_are_remembered_and_old_steps_are_not(
    session: Session,
    draft: Questionnaire,
    people: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(draft_steps, "MOST", 2)
    do(session, draft, people[0], questions.delete(WHOLE, "q3"))
    fewer = replace(WHOLE.question("q1"), choices=(YES[0], Choice("3", "どちらでもない")))
    do(session, draft, people[0], questions.change(now_of(session, draft), fewer))
    assert draft_steps.question_codes(session, draft) == {"q1", "q3"}
    assert draft_steps.listed_codes(session, draft, "q1") == {"1", "2", "3"}
    do(session, draft, people[0], replace(now_of(session, draft), title="新しい名前"))
    assert [step.number for step in draft_steps.history(session, draft)] == [3, 2]
    assert draft.title == "新しい名前"
