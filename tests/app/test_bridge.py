"""A corrected codebook goes into the house and comes out again with the same numbers."""

from dataclasses import replace

import numpy as np
from sqlalchemy.orm import Session

from analysis.codebook import NOT_ASKED, Codebook, Measure, Role, Variable, codes_of
from analysis.crosstab import crosstab
from app import bridge
from surveys import documents, questionnaires, responses
from surveys.documents import Document
from surveys.kinds import Choice
from surveys.questionnaires import Questionnaire
from tests import make
from tests.analysis import made
from tests.analysis.made import Row

AREA = made.axis("地区", "東", "西")
LIVING = made.scale("住みごこち", "よい", "ふつう", "よくない")
WISHES = made.ticks("望むこと", "バス", "医療")
AGE = Variable("年齢", "年齢", Measure.NUMBER, role=Role.ATTRIBUTE)
BANDS = (("20", "20代"), ("30", "30代"), ("40", "40歳以上"))
GENERATION = Variable(
    "年代", "年代", Measure.ORDINAL, BANDS, role=Role.ATTRIBUTE, column="年齢", bands=(20, 30, 40)
)
OPINION = made.text("ご意見")
WEIGHT = made.number("重み", Role.WEIGHT)
ALL = (AREA, LIVING, *WISHES, AGE, GENERATION, OPINION, WEIGHT)
ROWS: list[Row] = [
    {
        "地区": "東",
        "住みごこち": "よい",
        "望むこと_1": "1",
        "望むこと_2": "0",
        "年齢": 25,
        "重み": 1.5,
    },
    {"地区": "西", "住みごこち": NOT_ASKED, "望むこと_1": None, "望むこと_2": None, "年齢": 38},
    {
        "地区": "西",
        "住みごこち": None,
        "望むこと_1": "0",
        "望むこと_2": "1",
        "ご意見": "駅前が暗い",
    },
    {
        "地区": None,
        "住みごこち": "よくない",
        "望むこと_1": "0",
        "望むこと_2": "0",
        "年齢": NOT_ASKED,
    },
]


def _stored(session: Session) -> Questionnaire:
    frame, book = made.frame(ALL, [{"年代": None, "重み": 1.0, **row} for row in ROWS])
    asked = make.questionnaire(session)
    document = documents.write(Document(bridge.questions(book)))
    version = questionnaires.freeze(session, asked, document, make.NOON)
    batch = responses.add_batch(session, version, bridge.sheets(frame, book, version.questions))
    bridge.make_partition(session, batch, version.parsed)
    session.commit()
    return asked


def test_a_codebook_comes_back_from_the_document_it_became() -> None:
    document = documents.write(Document(bridge.questions(Codebook(ALL))))
    back = bridge.codebook(documents.parse(document).questions)

    assert [v.name for v in back.variables] == [v.name for v in ALL]
    assert back.get("住みごこち") == LIVING
    assert back.get("望むこと_1") == WISHES[0]
    assert back.get("年代") == GENERATION
    assert back.get("重み").role is Role.WEIGHT


def test_stored_answers_give_the_frame_they_were_made_from(session: Session) -> None:
    asked, answers = _answers(session)
    said = {"ご意見": dict(responses.texts(session, asked, "ご意見"))}
    found = bridge.with_texts(answers, said)
    frame = found.frame.sort_values("重み", kind="stable")

    assert sorted(codes_of(frame, LIVING).tolist()) == [0, 1, 2, 4]
    assert sorted(codes_of(frame, GENERATION).tolist()) == [0, 1, 2, 3]
    assert sorted(codes_of(frame, WISHES[0]).tolist()) == [1, 2, 2, 3]
    assert [text for text in frame["ご意見"] if text] == ["駅前が暗い"]
    assert np.isneginf(frame["年齢"].to_numpy(dtype=float)).sum() == 1
    assert frame["重み"].tolist() == [1.0, 1.0, 1.0, 1.5]


def test_blank_and_not_asked_stay_apart_in_every_table(session: Session) -> None:
    _, found = _answers(session)
    table = crosstab(found.frame, found.codebook, axis="地区", question="住みごこち")
    assert table.n.tolist() == [[1, 0, 0], [0, 0, 0]]
    assert table.no_answer.tolist() == [0, 1]


def test_equal_answers_have_equal_fingerprints_and_their_order_says_nothing(
    session: Session,
) -> None:
    asked, found = _answers(session)
    again = bridge.answers(session, asked)
    assert again.fingerprint == found.fingerprint
    assert list(found.ids) == sorted(found.ids)
    assert responses.number(session, asked) == len(ROWS)


def test_a_text_kept_apart_is_a_row_of_its_own_and_changes_the_fingerprint(
    session: Session,
) -> None:
    asked, found = _answers(session)
    (batch,) = responses.batches(session, asked)
    version = questionnaires.latest(session, asked)
    responses.add(session, batch, [(version.id, {"ご意見": "道が暗い"})], apart=True)

    later = bridge.answers(session, asked)
    assert later.ids == found.ids
    assert later.fingerprint != found.fingerprint
    said = {"ご意見": dict(responses.texts(session, asked, "ご意見"))}
    full = bridge.with_texts(later, said)
    alone = full.frame.iloc[len(found.ids)]
    assert full.ids[: len(found.ids)] == found.ids
    assert alone["ご意見"] == "道が暗い"
    for name in ("地区", "住みごこち", "望むこと_1", "年代"):
        assert alone[name] == NOT_ASKED
    assert np.isneginf(alone["年齢"])


def test_a_corrected_document_keeps_each_answer_in_its_place(session: Session) -> None:
    asked, found = _answers(session)
    document = questionnaires.latest(session, asked).parsed
    first, *others = document.questions
    choices = (Choice("北", "北"), *first.choices)
    corrected = replace(document, questions=(replace(first, choices=choices), *others))
    questionnaires.freeze(session, asked, documents.write(corrected), make.NOON)
    bridge.renew_partitions(session, asked)

    later = bridge.answers(session, asked)
    assert later.frame["地区"].astype(str).tolist() == found.frame["地区"].astype(str).tolist()
    assert later.codebook.get("地区").codes[0] == "北"


def test_a_draft_without_a_document_has_no_answers_and_no_questions(session: Session) -> None:
    asked, _found = _answers(session)
    empty = Questionnaire(
        plan_id=asked.plan_id,
        title="下書き",
        audience="staff",
        sampling="census",
        surveyed_year=2026,
        created_at=make.NOON,
        state="draft",
    )
    session.add(empty)
    session.flush()
    found = bridge.answers(session, empty)
    assert (len(found.frame), found.ids, found.codebook.variables) == (0, (), ())


def _answers(session: Session) -> tuple[Questionnaire, bridge.Answers]:
    asked = _stored(session)
    return asked, bridge.answers(session, asked)
