"""分岐: the language of rules, as planners write it, and what happens to who is not asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import branching, rules
from surveys.branching import (
    RuleLooksForward,
    RuleNeedsNumber,
    RuleOfUnknownChoice,
    RuleOfUnknownLine,
    RuleOfUnknownQuestion,
    RuleUnreadable,
)
from surveys.errors import SurveyError
from surveys.kinds import Answers, Choice, Question, Row
from surveys.rule_sizes import RuleCannotCompare, RuleCannotCount, RuleNeedsDay
from tests.surveys.asked import GENERATIONS, SATISFIED, choices

JOBS = (*choices("働いている（正社員・役員）", "学生", "家事 または 無職"), Choice("9", "その他"))
ZERO_TO_TEN = (
    *(Choice(str(n), str(n)) for n in range(11)),
    Choice("99", "分からない", beside=True),
)
EARLIER = {
    question.code: question
    for question in (
        Question("q1", "満足", "scale", choices=SATISFIED),
        Question("q2", "使うもの", "multiple", choices=choices("車", "バス", "自転車")),
        Question("q3", "年齢", "number", choices=GENERATIONS, bands=(18, 40, 65)),
        Question("q4", "生まれた年", "number", choices=GENERATIONS, bands=(18, 40, 65), as_of=2026),
        Question(
            "q5",
            "満足度",
            "matrix",
            choices=SATISFIED,
            rows=(Row("bus", "バス"), Row("park", "公園")),
        ),
        Question("q6", "ご意見", "text"),
        Question("q7", "仕事", "single", choices=JOBS),
        Question("q8", "おすすめ度", "scale", choices=ZERO_TO_TEN),
        Question("問９", "設問", "single", choices=choices("はい", "いいえ")),
        Question("q10", "家の広さ", "number"),
        Question("q11", "越した日", "date"),
        Question("q12", "決めた日", "date"),
        Question("q13", "大切な順", "ranking", choices=choices("車", "バス", "徒歩")),
        Question("q14", "100点の配分", "points", choices=choices("車", "バス")),
        Question(
            "q15",
            "大切なもの",
            "best_worst",
            choices=choices("車", "バス", "徒歩"),
            sets=(("1", "2", "3"), ("1", "3")),
        ),
        Question(
            "q16",
            "評価",
            "pair",
            choices=SATISFIED,
            others=choices("重要", "重要でない"),
            rows=(Row("bus", "バス"),),
            aspects=(Row("sat", "満足度"), Row("imp", "重要度")),
        ),
        Question("q17", "場所", "pin", choices=choices("東", "西")),
    )
}


def holds(rule: str, **answers: object) -> bool:
    return branching.read(rule, EARLIER).holds(answers)  # type: ignore[arg-type] # each test says a value


@pytest.mark.parametrize(
    ("rule", "answers", "told"),
    [
        ("q1 = 1", {"q1": "1"}, True),
        ("q1 = 1", {"q1": "2"}, False),
        ("q1 = 1, 2", {"q1": "2"}, True),
        ("q1 = 満足、不満", {"q1": "3"}, True),
        ("q1 != 1", {"q1": "2"}, True),
        ("q1 != 1, 2", {"q1": "2"}, False),
        ("q2 = バス", {"q2": ["1", "2"]}, True),
        ("q2 = 3", {"q2": ["1", "2"]}, False),
        ("q2 != 車", {"q2": ["1", "2"]}, False),
        ("q3 >= 65", {"q3": 65}, True),
        ("q3 > 65", {"q3": 65}, False),
        ("q3 > 64.5", {"q3": 65}, True),
        ("q3 <= 64", {"q3": 64}, True),
        ("q3 < 65", {"q3": 65}, False),
        ("q3 = 65, 70", {"q3": 70}, True),
        ("q3 = 1,000", {"q3": 0}, True),  # 1 and 000: a comma lists values
        ("q3 != 65", {"q3": 66}, True),
        ("q3 = 40～64歳", {"q3": 64}, True),
        ("q3 = 40～64歳", {"q3": 65}, False),
        ("q3 = 18～39歳, 90", {"q3": 90}, True),
        ("q3 != 65歳以上", {"q3": 64}, True),
        ("q4 = 65歳以上", {"q4": 1961}, True),
        ("q4 = 65歳以上", {"q4": 1962}, False),
        ("q4 = 40～64歳", {"q4": 1962}, True),
        ("q5.bus = 不満", {"q5": {"bus": "3"}}, True),
        ("q5.バス = 不満", {"q5": {"park": "3"}}, False),
        ("q5 = 不満", {"q5": {"park": "3"}}, True),
        ("q5.park あり", {"q5": {"bus": "3"}}, False),
        ("q6 あり", {"q6": "暗い"}, True),
        ("q6 なし", {"q6": "暗い"}, False),
        ("q6 なし", {}, True),
        ("q3 あり", {"q3": 0}, True),
        ("q7 = 「働いている（正社員・役員）」", {"q7": "1"}, True),
        ('q7 = "家事 または 無職", 学生', {"q7": "3"}, True),
        ("q8 <= 6", {"q8": "6"}, True),
        ("q8 <= 6", {"q8": "10"}, False),
        ("q8 >= 0", {"q8": "99"}, False),
        ("問９ = はい", {"問９": "1"}, True),
        ("q10 <= q3", {"q10": 3, "q3": 3}, True),
        ("q10 <= q3", {"q10": 4, "q3": 3}, False),
        ("q10 <= q3", {"q10": 4}, False),
        ("q10 != q3", {"q10": 4, "q3": 3}, True),
        ("q10 + q3 = 0.3", {"q10": 0.1, "q3": 0.2}, True),
        ("q10 - q3 >= 5", {"q10": 9, "q3": 4}, True),
        ("q10 >= q3 + 5", {"q10": 8, "q3": 4}, False),
        ("q10 >= q3 - 5", {"q10": 0, "q3": 5}, True),
        ("q2 の数 >= 2", {"q2": ["1", "3"]}, True),
        ("q2の数 >= 2", {"q2": ["1"]}, False),
        ("q2 の数 = q10", {"q2": ["1"], "q10": 1}, True),
        ("q11 >= 2026-04-01", {"q11": "2026-04-01"}, True),
        ("q11 < ２０２６-０４-０１", {"q11": "2026-03-31"}, True),
        ("q11 = 2026-04-01, 2026-04-03", {"q11": "2026-04-02"}, False),
        ("q12 - q11 >= 30", {"q11": "2026-04-01", "q12": "2026-05-01"}, True),
        ("q12 >= q11", {"q11": "2026-04-02", "q12": "2026-04-01"}, False),
        ("q13 = バス", {"q13": ["3", "2"]}, True),
        ("q13.バス = 1", {"q13": ["3", "2"]}, False),
        ("q13.徒歩 = 1", {"q13": ["3", "2"]}, True),
        ("q13.車 <= 3", {"q13": ["3", "2"]}, False),
        ("q14.バス >= 30", {"q14": {"2": 30, "1": 70}}, True),
        ("q14.車 >= 30", {"q14": {"2": 100}}, False),
        ("q14.車 = 0", {"q14": {"2": 100}}, True),
        ("q15.best = バス", {"q15": {"1_best": "2", "1_worst": "1"}}, True),
        ("q15.worst = バス", {"q15": {"1_best": "2", "1_worst": "1"}}, False),
        ("q16.満足度.バス = 不満", {"q16": {"sat_bus": "3"}}, True),
        ("q16.imp_bus = 重要", {"q16": {"sat_bus": "1", "imp_bus": "2"}}, False),
        ("q16.重要度 = 重要", {"q16": {"sat_bus": "3", "imp_bus": "1"}}, True),
        ("q17 = 東", {"q17": {"lat": "33.1", "lon": "131.2", "area": "1"}}, True),
        ("q17 あり", {"q17": {"lat": "33.1", "lon": "131.2"}}, True),
        ("問9 = はい", {"問９": "1"}, True),
    ],
)
def test_a_rule_asks_what_it_says(rule: str, answers: dict[str, object], told: object) -> None:
    assert holds(rule, **answers) is told


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ｑ１　＝　１，２", "q1 = 1, 2"),
        ("q1 ≠ 1", "q1 != 1"),
        ("q1 ！＝ 1", "q1 != 1"),
        ("q3 ≧ ６５", "q3 >= 65"),
        ("q3≦65", "q3 <= 65"),
        ("（q1 = 1 かつ q6 あり） または q6 なし", "(q1 = 1 and q6 あり) or q6 なし"),
        ("q5．bus = 1", "q5.bus = 1"),
    ],
)
def test_full_width_signs_are_read_as_half_width_ones(typed: str, meant: str) -> None:
    assert branching.read(typed, EARLIER) == branching.read(meant, EARLIER)


def test_both_binds_closer_than_either() -> None:
    rule = "q1 = 1 または q1 = 2 かつ q6 あり"
    assert holds(rule, q1="1")
    assert not holds(rule, q1="2")
    assert holds(rule, q1="2", q6="あ")
    assert not holds("(q1 = 1 または q1 = 2) かつ q6 あり", q1="1")


@pytest.mark.parametrize("test", ["= 1", "!= 1", "あり"])
@pytest.mark.parametrize("name", ["q1", "q2", "q5", "q5.bus"])
def test_a_question_without_an_answer_fails_every_test_but_none(name: str, test: str) -> None:
    assert not holds(f"{name} {test}")
    assert holds(f"{name} なし")


@pytest.mark.parametrize(
    ("rule", "error", "at"),
    [
        ("q1", RuleUnreadable, "「おわり」"),
        ("q1 =", RuleUnreadable, "「おわり」"),
        ("q1 = 1 2", RuleUnreadable, "「2」"),
        ("q1 = 1,", RuleUnreadable, "「おわり」"),
        ("q1 1", RuleUnreadable, "「1」"),
        ("(q1 = 1", RuleUnreadable, "「おわり」"),
        ("q1 = 1)", RuleUnreadable, "「)」"),
        ("q1 = ! 1", RuleUnreadable, "「! 1」"),
        ("q1 = 「1", RuleUnreadable, "「「1」"),
        ("q3 >= 1, 2", RuleUnreadable, "「,」"),
        ("q1 = 1 かつ", RuleUnreadable, "「おわり」"),
        ("(" * 50 + "q1 = 1" + ")" * 50, RuleUnreadable, "「(」"),
        ("q99 = 1", RuleOfUnknownQuestion, "「q99」"),
        ("q5.sea = 1", RuleOfUnknownLine, "「q5.sea」の行は、設問「q5」に"),
        ("q1.bus = 1", RuleOfUnknownQuestion, "「q1.bus」"),
        ("q1 = 7", RuleOfUnknownChoice, "「7」"),
        ("q6 = 暗い", RuleOfUnknownChoice, "「暗い」"),
        ("q3 >= 多い", RuleNeedsNumber, "「多い」"),
        ("q10 = 広い", RuleNeedsNumber, "「広い」"),
        ("q8 >= 多い", RuleNeedsNumber, "「多い」"),
        ("q7 >= 1 かつ q6 >= 1", RuleCannotCompare, "「q6」"),
        ("q2 >= 1", RuleCannotCompare, "「q2」"),
        ("q10 + q1 = 3", RuleCannotCompare, "「q1」"),
        ("q6 の数 >= 3", RuleCannotCount, "「q6」"),
        ("q11 >= 3", RuleNeedsDay, "2026-04-01"),
        ("q11 >= q10", RuleNeedsDay, "2026-04-01"),
        ("q10 >= 2026-04-01", RuleNeedsDay, "2026-04-01"),
        ("q10 + q3", RuleUnreadable, "「おわり」"),
        ("q10 + q3 あり", RuleUnreadable, "「あり」"),
    ],
)
def test_a_rule_that_cannot_be_read_says_where(
    rule: str, error: type[SurveyError], at: str
) -> None:
    with pytest.raises(error) as told:
        branching.read(rule, EARLIER)
    assert at in str(told.value)
    assert f"「{rule}」" in str(told.value)


def test_a_rule_that_looks_at_a_later_question_says_so() -> None:
    with pytest.raises(RuleLooksForward, match="ここより前にありません"):
        branching.read("q1 = 1 かつ q20.bus = 1", EARLIER, later=["q20"])
    with pytest.raises(RuleLooksForward):
        branching.read("q10 <= q20", EARLIER, later=["q20"])


NAMES = ("q1", "q2", "q3", "q5.bus", "q6", "q10", "q11", "q13.1", "q2 の数")
SIGNS = ("+", "-", "=", "!=", ">=", "<", ",", "(", ")", "かつ", "または", "あり", "なし")
words = st.sampled_from([*NAMES, *SIGNS, "1", "65", "不満", "「満足」", "　"])


@given(st.one_of(st.text(max_size=30), st.lists(words, max_size=12).map(" ".join)))
def test_any_text_is_a_rule_or_refused(text: str) -> None:
    try:
        rule = branching.read(text, EARLIER)
    except SurveyError:
        return
    nothing: Answers = {}
    assert rule.holds(nothing) in (True, False)
    assert rules.names(rule) <= set(EARLIER)
