"""回答票: 無回答 and 非該当 stay apart, whatever version a sheet was written on."""

from dataclasses import replace

from sqlalchemy.orm import Session

from surveys import questionnaires, responses, sheets
from surveys.documents import Document
from surveys.kinds import Choice, Question, Row
from surveys.questionnaires import Questionnaire
from surveys.responses import NOT_ASKED, Batch
from tests import make
from tests.surveys.asked import DOCUMENT
from tests.surveys.test_questionnaires import published
from tests.surveys.test_sheets import FULL

YOUNG = {"q1": ["30"], "q3": ["1"]}


def stored(session: Session, asked: Questionnaire, *said: dict[str, list[str]]) -> Batch:
    version = questionnaires.latest(session, asked)
    read = [sheets.read(version.parsed, each).answers for each in said]
    return responses.add_batch(session, version, read)


def cells(session: Session, batch: Batch, document: Document) -> list[dict[str, object]]:
    rows = [dict(row.cells) for row in responses.rows(session, batch, document)]
    return sorted(rows, key=lambda row: str(row["q1"]))


def test_a_blank_is_no_answer_and_what_was_off_the_path_was_not_asked(session: Session) -> None:
    batch = stored(session, published(session), FULL, YOUNG)
    young, old = cells(session, batch, DOCUMENT)
    assert (old["q5_1"], old["q5_3"], old["q6"]) == ("1", "0", "バスが少ない")
    assert (old["q2"], old["q2_地区"]) == ("11", "東地区")
    assert {young[name] for name in ("q5_1", "q5_0", "q6", "q9")} == {NOT_ASKED}
    assert {young[name] for name in ("q2", "q2_地区", "q4", "q4_other", "q7_bus", "q8")} == {None}


def test_what_a_correction_added_was_not_asked_of_earlier_sheets(session: Session) -> None:
    asked = published(session)
    first = stored(session, asked, FULL)
    corrected = _corrected()
    questionnaires.correct(session, asked, corrected, make.NOON)
    second = stored(session, asked, FULL | {"q5": ["4"], "q7_road": ["1"], "q10": ["1"]})

    (before,), (after,) = cells(session, first, corrected), cells(session, second, corrected)
    added = ("q5_4", "q7_road", "q10")
    assert [before[name] for name in added] == [NOT_ASKED] * 3
    assert [after[name] for name in added] == ["1", "1", "1"]
    assert before["q5_1"] == "1"
    assert before["q7_bus"] == "3"
    assert before["q2_校区"] == "北", "what follows from an answer is known of every sheet"


def _corrected() -> Document:
    """A choice, a line, a question and a level of areas more."""
    trouble, lines, place = (DOCUMENT.question(code) for code in ("q5", "q7", "q2"))
    placed = tuple(
        replace(one, within=(*one.within, "北") if one.within else ()) for one in place.choices
    )
    changed = {
        "q5": replace(trouble, choices=(*trouble.choices, Choice("4", "暑い"))),
        "q7": replace(lines, rows=(*lines.rows, Row("road", "道路"))),
        "q2": replace(place, choices=placed, levels=("行政区", "地区", "校区")),
    }
    asked = [changed.get(question.code, question) for question in DOCUMENT.questions]
    own = DOCUMENT.question("q3")
    new = Question("q10", "新しい設問", "single", section="s4", choices=own.choices)
    return replace(DOCUMENT, questions=(*asked, new))


def test_a_text_kept_apart_is_a_voice_and_no_response(session: Session) -> None:
    asked = published(session)
    batch = stored(session, asked, FULL, YOUNG)
    version = questionnaires.latest(session, asked)
    (alone,) = responses.add(session, batch, [(version.id, {"q6": "便を増やす"})], apart=True)
    session.commit()

    assert responses.number(session, asked) == 2
    assert len(cells(session, batch, DOCUMENT)) == 2
    assert responses.apart(session, asked) == [alone]
    assert {text for _, text in responses.texts(session, asked, "q6")} == {
        "バスが少ない",
        "便を増やす",
    }
    assert responses.text_numbers(session, asked, ["q6", "q9"]) == {"q6": 2, "q9": 1}
    assert responses.words(session, asked, "q6", [alone]) == {alone: "便を増やす"}


def test_ids_are_random_and_rows_stand_in_their_order(session: Session) -> None:
    batch = stored(session, published(session), *([YOUNG] * 30))
    ids = [row.id for row in responses.rows(session, batch, DOCUMENT)]
    assert ids == sorted(ids)
    assert len(set(ids)) == 30
    assert max(ids) - min(ids) > 2**50
