"""調査票の編集: every edit gives a questionnaire that can be read, or says what keeps it back."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import documents
from surveys.documents import Document, Section
from surveys.drafting import bringing, codes, patches, questions, sections
from surveys.drafting.questions import CodeNotUsable, LookedAt, LooksAhead, NoSuchQuestion
from surveys.drafting.sections import OnlySection, OtherHasRule, SectionHasRule
from surveys.errors import SurveyError
from surveys.kinds import KINDS, Choice, Question
from surveys.soundness import TwiceTheSameCode
from tests.surveys.asked import DOCUMENT


def order(document: Document) -> list[str]:
    return [question.code for question in document.questions]


def test_a_new_question_has_the_next_code_and_stands_where_it_was_asked_for() -> None:
    code = codes.for_question(DOCUMENT, {"q12"})
    assert code == "q13"
    made = questions.add(DOCUMENT, questions.new(code, "single"), "q3")
    assert order(made)[2:5] == ["q3", "q13", "q4"]
    assert made.question("q13").section == "s2"
    last = questions.add(DOCUMENT, questions.new("x", "text", "s2"))
    assert order(last)[2:5] == ["q3", "q4", "x"]
    with pytest.raises(TwiceTheSameCode):
        questions.add(DOCUMENT, questions.new("q4_other", "text"), "q3")
    with pytest.raises(CodeNotUsable):
        questions.add(DOCUMENT, questions.new("問 1", "text", "s2"))


def test_a_choice_takes_the_first_code_that_never_stood_for_another() -> None:
    listed = (
        Choice("1", "はい"),
        Choice("", "いいえ"),
        Choice("9", "わからない"),
        Choice("", "他"),
    )
    assert [each.code for each in codes.given(listed, {"2"})] == ["1", "3", "9", "4"]


def test_a_rule_follows_the_words_and_the_code_it_looks_at() -> None:
    four = DOCUMENT.question("q4")
    worded = tuple(
        replace(each, label="路線バス") if each.label == "バス" else each for each in four.choices
    )
    made = questions.change(DOCUMENT, replace(four, choices=worded))
    assert sections.find(made, "s3").show == "q4 = 2 または q1 >= 65"
    made = questions.change(made, replace(made.question("q4"), code="way"), "q4")
    assert sections.find(made, "s3").show == "way = 2 または q1 >= 65"
    made = questions.change(made, replace(made.question("q3"), code="car"), "q3")
    assert made.translations["en"]["car:1"] == "I do"
    assert "q3" not in made.translations["en"]
    seven = replace(made.question("q7"), code="city")
    assert questions.change(made, seven, "q7").question("q9").skip == "city.bus なし"


def test_what_a_rule_needs_stays_before_it() -> None:
    with pytest.raises(LookedAt, match=r"問8「住みごこち」の答えは、問9「住みごこちの理由」"):
        questions.delete(DOCUMENT, "q8")
    with pytest.raises(LooksAhead, match="問9「住みごこちの理由」は問8「住みごこち」の答えを"):
        questions.place(DOCUMENT, "q9", "s4", before="q8")
    with pytest.raises(LooksAhead):
        sections.step(DOCUMENT, "s3", up=True)
    gone = replace(DOCUMENT.question("q8"), choices=DOCUMENT.question("q8").choices[:2])
    with pytest.raises(SurveyError, match="q9"):
        questions.change(DOCUMENT, gone)
    with pytest.raises(NoSuchQuestion):
        questions.find(DOCUMENT, "q99")


def test_a_question_walks_over_the_edge_of_its_section() -> None:
    up = questions.step(DOCUMENT, "q3", up=True)
    assert (order(up), up.question("q3").section) == (order(DOCUMENT), "s1")
    assert order(questions.step(up, "q3", up=True))[:3] == ["q1", "q3", "q2"]
    assert questions.step(up, "q3", up=False) == DOCUMENT
    assert questions.step(DOCUMENT, "q1", up=True) == DOCUMENT
    assert questions.step(DOCUMENT, "q9", up=False) == DOCUMENT


def test_a_copy_has_names_of_its_own() -> None:
    made = questions.copy(DOCUMENT, "q1", "q10")
    assert order(made)[:2] == ["q1", "q10"]
    assert made.question("q10").band_code == "q10_band"
    spoken = questions.copy(DOCUMENT, "q3", "q10").translations["en"]
    assert (spoken["q10"], spoken["q3"]) == ("Do you drive?", "Do you drive?")
    checked = replace(DOCUMENT.question("q1"), check="q1 >= 18", check_told="18歳以上で")
    both = questions.copy(questions.change(DOCUMENT, checked), "q1", "q10")
    assert [both.question(code).check for code in ("q1", "q10")] == ["q1 >= 18", "q10 >= 18"]
    gone = questions.delete(DOCUMENT, "q3")
    assert list(gone.translations["en"]) == ["section s1.lead"]


def test_what_is_said_back_follows_its_question_and_keeps_it_there() -> None:
    home = Question("q1", "お住まい", "line", section="a")
    whole = Document(
        questions=(
            home,
            Question("q2", "{q1|お住まい}の公園", "text", section="b", check_told="{q1}の公園を"),
        ),
        sections=(Section("a", ""), Section("b", "公園", lead="{q1}について")),
        translations={"en": {"q2": "Parks in {q1}"}},
    )
    made = questions.change(whole, replace(home, code="home"), "q1")
    assert made.question("q2").label == "{home|お住まい}の公園"
    assert made.question("q2").check_told == "{home}の公園を"
    assert made.sections[1].lead == "{home}について"
    assert made.translations["en"] == {"q2": "Parks in {home}"}
    moves: tuple[Callable[[], Document], ...] = (
        lambda: questions.place(whole, "q1", "b", before="q2"),
        lambda: sections.step(whole, "b", up=True),
        lambda: sections.join(whole, "a"),
    )
    for move in moves:
        with pytest.raises(LooksAhead, match="セクション「公園」は問1「お住まい」の答えを"):
            move()
    alone = questions.delete(whole, "q2")
    with pytest.raises(LookedAt, match="セクション「公園」"):
        questions.delete(alone, "q1")
    said = replace(alone, questions=(home, Question("q3", "", "text", check_told="{q1}より")))
    with pytest.raises(LookedAt, match="問2"):
        questions.delete(replace(said, sections=()), "q1")
    ruled = replace(alone, sections=(Section("a", ""), Section("b", "先", show="q1 あり")))
    with pytest.raises(LookedAt, match="セクション「先」"):
        questions.delete(ruled, "q1")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", ["q3", "q5", "q6"])
def test_another_kind_keeps_what_fits(code: str, kind: str) -> None:
    made = questions.rekind(DOCUMENT, code, kind).question(code)
    assert (made.kind, made.label) == (kind, DOCUMENT.question(code).label)
    if "choices" in KINDS[kind].takes:
        labels = [choice.label for choice in DOCUMENT.question(code).choices]
        assert [choice.label for choice in made.choices][: len(labels)] == labels
    assert documents.parse(documents.write(questions.rekind(DOCUMENT, code, kind)))


def test_what_rules_out_the_others_stands_beside_a_scale() -> None:
    made = questions.rekind(DOCUMENT, "q5", "scale").question("q5")
    assert made.choice("0").beside
    assert made.limit is None
    back = questions.rekind(questions.rekind(DOCUMENT, "q5", "scale"), "q5", "multiple")
    assert back.question("q5").choice("0").exclusive


def test_sections_are_added_split_moved_and_joined() -> None:
    made, section = sections.split(DOCUMENT, "q8")
    assert [each.section for each in made.questions][-3:] == ["s4", section.code, section.code]
    joined = sections.join(made, section.code)
    assert joined == DOCUMENT
    with pytest.raises(SectionHasRule):
        sections.join(DOCUMENT, "s3")
    first = sections.join(DOCUMENT, "s1")
    assert [section.code for section in first.sections] == ["s2", "s3", "s4"]
    assert first.questions[0].section == "s2"
    with pytest.raises(OtherHasRule):  # s3 has a rule, and what joins it would be asked of few
        sections.join(DOCUMENT, "s4")
    moved = sections.step(DOCUMENT, "s2", up=True)
    assert order(moved)[:4] == ["q3", "q4", "q1", "q2"]

    plain = Document(questions=(Question("a", "い", "text"),))
    with pytest.raises(OnlySection):
        sections.join(sections.sectioned(plain), "s1")
    more, second = sections.add(plain)
    assert (order(more), second.code) == (["a"], "s2")


def test_brought_questions_keep_their_codes_where_they_are_free() -> None:
    here = Document(
        questions=(Question("q8", "年", "number", section="a"),), sections=(Section("a", ""),)
    )
    brought = bringing.bring(here, DOCUMENT, {"q4", "q5", "q8", "q9"}, "a", {"q20"})
    assert brought.codes == ("q4", "q5", "q21", "q9")
    asked = {each.code: each for each in brought.document.questions}
    assert asked["q9"].show == "q21 = 不満"
    assert asked["q9"].skip == ""
    assert asked["q5"].show == ""
    assert [sentence.partition("は")[0] for sentence in brought.told] == [
        "コード「q8」",
        "「バスで困っていること」の表示条件",
        "「住みごこちの理由」の飛ばす条件",
    ]
    with_age = bringing.bring(here, DOCUMENT, {"q1", "q4", "q5"}, "a")
    assert with_age.document.question("q5").show == "q4 = バス または q1 >= 65"
    assert not with_age.told


def test_what_is_said_back_comes_along_or_becomes_words() -> None:
    here = Document(questions=(Question("q1", "年", "number"),), translations={"en": {}})
    source = Document(
        questions=(
            Question("q1", "お住まい", "line"),
            Question("q2", "{q1|お住まい}や{q1.x}はどうですか", "text"),
        ),
        translations={"en": {"q2": "How is {q1}?"}},
    )
    both = bringing.bring(here, source, {"q1", "q2"}, "").document
    assert [each.label for each in both.questions[1:]] == [
        "お住まい",
        "{q3|お住まい}や{q3.x}はどうですか",
    ]
    assert both.translations["en"]["q2"] == "How is {q3}?"
    alone = bringing.bring(here, source, {"q2"}, "")
    assert alone.document.question("q2").label == "お住まいや前の設問の答えはどうですか"
    assert "{" not in alone.document.translations["en"]["q2"]
    assert "言葉に置きかえました" in alone.told[0]


def worded(document: Document, code: str, kind: str) -> Document:
    was = questions.find(document, code)
    return questions.change(document, replace(was, label=kind, rows=was.rows[1:]))


def moved(document: Document, code: str, *, up: bool) -> Document:
    step = sections.step if code.startswith("s") else questions.step
    return step(document, code, up=up)


EDITS: dict[str, Callable[[Document, str, str], Document]] = {
    "up": lambda document, code, _kind: moved(document, code, up=True),
    "down": lambda document, code, _kind: moved(document, code, up=False),
    "delete": lambda document, code, _kind: questions.delete(document, code),
    "copy": lambda document, code, _kind: questions.copy(
        document, code, codes.for_question(document)
    ),
    "kind": questions.rekind,
    "split": lambda document, code, _kind: sections.split(document, code)[0],
    "join": lambda document, code, _kind: sections.join(document, code),
    "word": worded,
    "code": lambda document, code, kind: questions.change(
        document, replace(questions.find(document, code), code=f"{kind}{code}"), code
    ),
}


def edited(document: Document, what: str, code: str, kind: str) -> Document:
    """The document after an edit, or the same where it is refused."""
    try:
        return EDITS[what](document, code, kind)
    except SurveyError:
        return document


CODES = [question.code for question in DOCUMENT.questions]
edits = st.lists(
    st.tuples(
        st.sampled_from(sorted(EDITS)),
        st.sampled_from([*CODES, "q10", "q11", "s1", "s2", "s3", "s4", "s5"]),
        st.sampled_from(sorted(KINDS)),
    ),
    max_size=12,
)


@given(edits)
def test_taking_every_edit_back_gives_the_first_document(
    done: list[tuple[str, str, str]],
) -> None:
    states = [DOCUMENT]
    for edit in done:
        states.append(edited(states[-1], *edit))
        assert documents.parse(documents.write(states[-1])) == states[-1]
    written = [documents.write(state) for state in states]
    now = states[-1]
    for after, before in zip(written[:0:-1], written[-2::-1], strict=True):
        taken = patches.patch(before, after)
        now = patches.applied(documents.write(now), patches.turned(taken))
    assert now == DOCUMENT
