"""The parts of sentences stay right whatever people called their groups and answers."""

from dataclasses import replace
from math import inf, nan

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.codebook import Question, Role
from analysis.sentences.grammar import apart, behind, chosen, group, percent, quoted
from tests.analysis import made

AGE = made.axis("年代", "30代")
LIVING = made.scale("住みごこち", "よい")


@pytest.mark.parametrize(
    ("level", "told"),
    [
        ("30代", "30代"),
        ("70歳以上", "70歳以上"),
        ("会社員（正規）", "会社員（正規）"),
        ("子どもがいる人", "子どもがいる人"),
        ("はい", "年代が「はい」の人"),
        ("一人暮らし", "年代が「一人暮らし」の人"),
        ("そう思う", "年代が「そう思う」の人"),
        ("その他", "年代が「その他」の人"),
        ("男", "年代が「男」の人"),
        ("3", "年代が「3」の人"),
        ("B", "年代が「B」の人"),
        ("「北」地区", "年代が「『北』地区」の人"),
    ],
)
def test_a_group_is_named_so_that_a_particle_can_follow(level: str, told: str) -> None:
    assert group(AGE, level) == told


def test_a_question_down_the_side_names_what_its_group_answered() -> None:
    assert group(LIVING, "よいと思う") == "「住みごこち」に「よいと思う」と答えた人"


def test_an_answer_is_quoted_whatever_it_ends_in() -> None:
    one = Question("q", "q", (LIVING,))
    many = Question("q", "q", made.ticks("q", "a", "b"))
    assert chosen(one, "満足している人") == "「満足している人」と答えた人"
    assert chosen(many, "道路（歩道）") == "「道路（歩道）」を選んだ人"
    assert quoted("「よい」\nまち") == "「『よい』 まち」"


def test_what_stands_behind_a_number_is_told_in_one_bracket() -> None:
    assert behind(143, 0.312, 0.47, 0.002) == "（n=143、95%信頼区間31.2〜47.0%、BH補正後 p=0.002）"
    assert behind(1_234_567) == "（n=1,234,567）"
    assert behind(40, nan, nan, nan, effective=inf) == "（n=40）"
    assert behind(40, -0.1949, 0.0004, 1e-9, effective=35.6, gap=True) == (
        "（n=40、有効n=36、差の95%信頼区間△19.5〜0.0ポイント、BH補正後 p<0.001）"
    )


def test_halves_are_rounded_up_and_nobody_is_zero() -> None:
    assert percent(0.1225) == "12.3%"
    assert percent(0.0) == "0.0%"
    assert percent(1.0) == "100.0%"
    assert apart(-0.1225) == "12.3ポイント"


@given(st.text(max_size=20), st.sampled_from([Role.ATTRIBUTE, Role.QUESTION]))
@example("「", Role.ATTRIBUTE)
def test_quotation_marks_always_close(label: str, role: Role) -> None:
    told = group(replace(AGE, role=role, label=label), label)
    assert told.count("「") == told.count("」")
