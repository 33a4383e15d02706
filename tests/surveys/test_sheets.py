"""記入内容: what is read along the path of the answers, and on which page it is asked."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys import sheets
from surveys.documents import Document, Section
from surveys.kinds import KINDS, Question, Said
from surveys.kinds.base import AnswerRequired
from surveys.kinds.number import NotANumber
from tests.surveys.asked import DOCUMENT, choices

FULL: dict[str, list[str]] = {
    "q1": ["70"],
    "q2": ["11"],
    "q3": ["2"],
    "q4": ["8"],
    "q4_other": ["自転車"],
    "q5": ["1", "2"],
    "q6": ["バスが少ない"],
    "q7_bus": ["3"],
    "q7_park": ["9"],
    "q8": ["3"],
    "q9": ["坂が多い"],
}


def test_a_whole_sheet_is_read_in_one() -> None:
    sheet = sheets.read(DOCUMENT, FULL)
    assert not sheet.errors
    assert sheet.asked == DOCUMENT.codes
    assert sheet.answers["q1"] == 70
    assert sheet.answers["q4_other"] == "自転車"
    assert sheet.answers["q7"] == {"bus": "3", "park": "9"}


def test_answers_off_the_path_are_left_out() -> None:
    young = sheets.read(DOCUMENT, FULL | {"q1": ["30"]})
    assert young.asked == DOCUMENT.codes - {"q5", "q6"}, "the section of buses is for others"
    assert not {"q5", "q6"} & set(young.answers)
    assert {"q5", "q6"} <= set(sheets.read(DOCUMENT, FULL | {"q1": ["30"], "q4": ["2"]}).answers)


def test_a_question_is_shown_by_one_rule_and_skipped_by_the_other() -> None:
    assert "q9" not in sheets.read(DOCUMENT, FULL | {"q8": ["1"]}).asked
    assert "q9" not in sheets.read(DOCUMENT, FULL | {"q7_bus": [""]}).asked


def test_what_is_refused_stands_beside_its_question_and_the_rest_is_read() -> None:
    sheet = sheets.read(DOCUMENT, FULL | {"q1": ["七十"]})
    assert isinstance(sheet.errors["q1"], NotANumber)
    assert sheet.answers["q3"] == "2"
    assert "q5" not in sheet.asked, "a refused answer leads nowhere"


def test_a_sheet_half_filled_in_knows_what_is_missing_and_what_was_said() -> None:
    sheet = sheets.read(DOCUMENT, {"q3": ["1"]})
    assert isinstance(sheet.errors["q1"], AnswerRequired)
    assert sheet.answers == {"q3": "1"}


def test_a_required_question_that_is_not_asked_is_not_missed() -> None:
    must = [replace(each, required=each.code in ("q1", "q5")) for each in DOCUMENT.questions]
    assert not sheets.read(replace(DOCUMENT, questions=tuple(must)), {"q1": ["30"]}).errors


def test_a_page_is_read_with_no_more_than_what_decides_its_path() -> None:
    whole = sheets.read(DOCUMENT, FULL | {"q3": ["9"], "q8": ["9", "1"]})
    page = sheets.read(DOCUMENT, FULL | {"q3": ["9"], "q8": ["9", "1"]}, of={"q2"})
    assert DOCUMENT.deciding == {"q1", "q4", "q7", "q8"}
    assert page.asked == whole.asked
    assert set(page.answers) == {"q1", "q2", "q4", "q4_other", "q7"}
    assert set(page.errors) == {"q8"}, "what is wrong with q3 is told on its own page"


fields = sheets.fields(DOCUMENT.questions)
said = st.dictionaries(
    st.sampled_from(fields),
    st.lists(st.sampled_from(["1", "2", "3", "8", "9", "0", "70", "30", "11", "あ"]), max_size=3),
)


@settings(max_examples=60)
@given(said)
def test_what_was_read_leads_to_the_same_questions_again(said: Said) -> None:
    sheet = sheets.read(DOCUMENT, said)
    assert DOCUMENT.asked(sheet.answers) == sheet.asked
    names = {field for code in sheet.asked for field in _names(DOCUMENT.question(code))}
    assert set(sheet.answers) <= names
    assert set(sheet.errors) <= sheet.asked


@settings(max_examples=60)
@given(said, st.integers(0, len(DOCUMENT.questions)))
def test_only_earlier_answers_decide_what_is_asked(said: Said, place: int) -> None:
    whole = sheets.read(DOCUMENT, said)
    before = {field for q in DOCUMENT.questions[:place] for field in _names(q)}
    part = sheets.read(DOCUMENT, {name: said[name] for name in said if name in before})
    codes = {question.code for question in DOCUMENT.questions[: place + 1]}
    assert part.asked & codes == whole.asked & codes


def _names(question: Question) -> set[str]:
    return {question.code, *KINDS[question.kind].fields(question)}


# ---- pages ---------------------------------------------------------------------------------------


def test_a_section_is_a_page_until_a_rule_looks_at_the_same_page() -> None:
    pages = sheets.pages(DOCUMENT)
    assert [[q.code for q in page.questions] for page in pages] == [
        ["q1", "q2"],
        ["q3", "q4"],
        ["q5", "q6"],
        ["q7", "q8"],
        ["q9"],
    ]
    assert [(page.number, page.place, page.continued) for page in pages] == [
        (1, 1, False),
        (2, 2, False),
        (3, 3, False),
        (4, 4, False),
        (5, 4, True),
    ]
    assert not pages[2].asks_any(sheets.read(DOCUMENT, {"q1": ["30"]}).asked)


def test_without_sections_there_is_one_page() -> None:
    (page,) = sheets.pages(Document((Question("q1", "設問", "text"), Question("q2", "", "text"))))
    assert len(page.questions) == 2
    assert sheets.pages(Document(())) == ()


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Single questions in three sections, each of which may look back at an earlier one."""
    sections = sorted(draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=9)))
    asked = [
        Question(
            f"q{place}",
            "設問",
            "single",
            choices=choices("はい", "いいえ"),
            section=section,
            show=f"q{draw(st.integers(0, place - 1))} = 1" if place and draw(st.booleans()) else "",
        )
        for place, section in enumerate(sections)
    ]
    return Document(tuple(asked), tuple(Section(code, code) for code in "abc"))


@given(documents())
def test_every_question_is_on_one_page_in_order_and_looks_only_at_earlier_pages(
    document: Document,
) -> None:
    pages = sheets.pages(document)
    assert [q.code for page in pages for q in page.questions] == [
        q.code for q in document.questions
    ]
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        here = {question.code for question in page.questions}
        for question in page.questions:
            assert question.section == page.section.code
            assert not any(code in question.show.split() for code in here)
