"""声: approved as it will be read; other words need another approval."""

import pytest
from sqlalchemy.orm import Session

from surveys import documents, questionnaires, voices
from surveys.documents import Document
from surveys.kinds import Question
from surveys.questionnaires import Questionnaire
from surveys.voices import Voice, VoiceEmpty, VoiceNotApproved
from tests import make

CUT = "「町の将来について、思うことを何でも自由にお書き下さい。どうぞ…」"


def voice() -> Voice:
    made = Voice(words="田中さんの店が遠い")
    voices.approve(made, 1, make.NOON)
    return made


def test_approval_says_who_and_when() -> None:
    made = voice()
    assert (made.approved, made.approved_by, made.approved_at) == (True, 1, make.NOON)


def test_other_words_are_not_approved() -> None:
    made = voice()
    voices.reword(made, "〔氏名〕さんの店が遠い")
    assert (made.approved, made.approved_by) == (False, None)


def test_the_same_words_stay_approved() -> None:
    made = voice()
    voices.reword(made, " 田中さんの店が遠い ")
    assert made.approved


def test_a_voice_cannot_be_emptied() -> None:
    with pytest.raises(VoiceEmpty):
        voices.reword(voice(), "　")


def test_voices_that_wait_are_counted() -> None:
    with pytest.raises(VoiceNotApproved) as caught:
        voices.require_approved([voice(), Voice(words="x"), Voice(words="y")])
    assert caught.value.details == {"number": 2}


def asked(session: Session, title: str = "市民意識調査") -> Questionnaire:
    """A questionnaire with three free-text questions, named in three ways."""
    plan = make.plan()
    session.add(plan)
    session.flush()
    said = {"title": title, "audience": "citizen", "sampling": "random", "surveyed_year": 2025}
    made = Questionnaire(plan_id=plan.id, created_at=make.NOON, **said)
    session.add(made)
    session.flush()
    listed = (
        Question("voice", "問12-1 市への意見", "text"),
        Question("q3", "お困りのこと", "text"),
        Question(
            "意見", "町の将来について、思うことを何でも自由にお書き下さい。どうぞご遠慮なく", "text"
        ),
    )
    questionnaires.freeze(session, made, documents.write(Document(listed)), make.NOON)
    return made


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("voice", "市民意識調査 2025年・問12-1"),
        ("q3", "市民意識調査 2025年・問3"),
        ("q3_other", "市民意識調査 2025年・問3（その他）"),
        ("意見", f"市民意識調査 2025年・{CUT}"),
        ("gone", "市民意識調査 2025年・「gone」"),
    ],
)
def test_a_voice_says_which_question_it_answers(session: Session, code: str, told: str) -> None:
    made = asked(session)
    assert voices.origin(session, Voice(questionnaire_id=made.id, question_code=code)) == told


def test_a_year_in_the_title_is_not_said_twice(session: Session) -> None:
    made = asked(session, "令和7年度 市民意識調査")
    told = voices.origin(session, Voice(questionnaire_id=made.id, question_code="q3"))
    assert told == "令和7年度 市民意識調査・問3"


def test_a_voice_of_a_workshop_says_where_it_was_said(session: Session) -> None:
    said = Voice(workshop="第2回市民ワークショップ", phase="現状と課題")
    assert voices.origin(session, said) == "第2回市民ワークショップ・現状と課題"
