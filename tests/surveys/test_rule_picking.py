"""条件を選ぶ: a picked rule is the rule that would be typed, and the other way round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import branching, rule_pickers, rule_picking
from surveys.errors import SurveyError
from surveys.kinds import Choice, Question
from surveys.rule_picking import Line, NoTestPicked, NothingPicked, Picked
from tests.surveys.test_branching import EARLIER

ASKED = list(EARLIER.values())
KNOWN = rule_picking.subjects(ASKED)
NUMBERS = {question.code: f"問{n}" for n, question in enumerate(ASKED, 1)}


@pytest.mark.parametrize(
    "rule",
    [
        *("q1 = 1, 2", "q1 != 3", "q6 あり", "q6 なし", "q5.bus = 3", "q5 = 1", "q8 = 0, 1"),
        *("q3 >= 65", "q3 > 65", "q3 <= 64.5", "q3 < 0", "q3 = 5", "q3 != 5", "q2 の数 >= 2"),
        *(
            "q10 <= q3",
            "q10 > q2 の数",
            "q1 = 1 かつ q3 >= 65 かつ q6 なし",
            "q1 = 1 または q6 あり",
        ),
    ],
)
def test_a_rule_of_lines_comes_back_as_it_was_typed(rule: str) -> None:
    picked = rule_picking.pick(branching.read(rule, EARLIER))
    assert picked is not None
    assert rule_picking.write(picked, KNOWN) == rule


@pytest.mark.parametrize(
    "rule",
    ["q1 = 1 かつ (q3 >= 65 または q6 あり)", "q10 + q3 = 80", "q3 = 18～39歳", "q10 >= q3 + 2"],
)
def test_a_rule_that_lines_cannot_say_stays_typed(rule: str) -> None:
    assert rule_picking.pick(branching.read(rule, EARLIER)) is None
    shown = rule_pickers.of_rule("", rule, ASKED, NUMBERS)
    assert shown.picked is None
    assert shown.rule() == rule


def test_codes_that_are_no_word_of_a_rule_are_written_apart() -> None:
    odd = Question(
        "a-b", "設問", "single", choices=(Choice("1 日", "一日"), Choice("かつ", "両方"))
    )
    known = rule_picking.subjects([odd])
    written = rule_picking.write(Picked(lines=(Line("a-b", "=", ("1 日", "かつ")),)), known)
    assert written == "a-b = 「1 日」, 「かつ」"
    rule = branching.read(written, {"a-b": odd})
    assert rule.holds({"a-b": "かつ"})


def test_a_line_that_says_too_little_is_pointed_at_and_an_empty_one_is_none() -> None:
    with pytest.raises(NothingPicked, match="2行目"):
        rule_picking.write(Picked(lines=(Line(), Line("q1", "="))), KNOWN)
    with pytest.raises(NoTestPicked):
        rule_picking.write(Picked(lines=(Line("q1", ">="),)), KNOWN)
    assert rule_picking.write(Picked(lines=(Line(), Line())), KNOWN) == ""


def form(**fields: str) -> dict[str, list[str]]:
    return {name: [said] for name, said in fields.items()}


def test_the_buttons_of_the_picker_change_it_and_keep_what_was_picked() -> None:
    line = {"1.about": ["q1"], "1.test": ["="], "1.choice": ["1", "2"]}
    said = form(lines="1", joint="または") | line
    assert rule_pickers.of_form("", said, ASKED, NUMBERS).rule() == "q1 = 1, 2"
    more = rule_pickers.of_form("", said | {"go": ["add"]}, ASKED, NUMBERS)
    assert (len(more.lines), more.at, more.rule()) == (2, 2, "q1 = 1, 2")
    assert more.picked is not None
    assert more.picked.joint == "または"
    none = rule_pickers.of_form("", said | {"go": ["drop.1"]}, ASKED, NUMBERS)
    assert (len(none.lines), none.rule()) == (1, "")
    typed = rule_pickers.of_form("", said | {"go": ["words"]}, ASKED, NUMBERS)
    assert (typed.picked, typed.text) == (None, "q1 = 1, 2")
    back = form(text=typed.text, go="lines") | {"as": ["words"]}
    assert rule_pickers.of_form("", back, ASKED, NUMBERS).rule() == "q1 = 1, 2"
    wrong = back | {"text": ["q99 = 1"]}
    assert rule_pickers.of_form("", wrong, ASKED, NUMBERS).problem is not None


def test_numbers_are_compared_with_numbers_of_other_questions_alone() -> None:
    shown = rule_pickers.of_rule("", "q10 <= q3", ASKED, NUMBERS)
    others = {each.code for each in shown.beside(KNOWN["q10"])}
    assert {"q3", "q4", "q2 の数", "q14.1"} <= others
    assert not others & {"q10", "q11", "q1"}
    headings = [heading for heading, _ in shown.offered]
    assert headings[0] == "問1 満足"


picked_lines = st.builds(
    Line,
    about=st.sampled_from(["", *KNOWN]),
    test=st.sampled_from(["", "=", "!=", ">=", "<", "あり", "なし"]),
    values=st.lists(st.sampled_from(["1", "2", "9"]), unique=True).map(tuple),
    size=st.sampled_from(["", "3", "65.5", "-2", "多い"]),
    against=st.sampled_from(["", "q3", "q2 の数"]),
)


@given(st.builds(Picked, st.sampled_from(["かつ", "または"]), st.lists(picked_lines).map(tuple)))
def test_whatever_is_picked_is_a_rule_or_refused(picked: Picked) -> None:
    try:
        written = rule_picking.write(picked, KNOWN)
        rule = branching.read(written, EARLIER) if written else None
    except SurveyError:
        return
    again = rule_picking.pick(rule)
    assert again is not None
    assert branching.read(rule_picking.write(again, KNOWN), EARLIER) == rule if written else True
