import pytest

from analysis.digest.priorities import comparable, parts, rank, why

EVEN = {"breadth": 0.25, "severity": 0.25, "concentration": 0.25, "voices": 0.25}


def test_a_quarter_of_all_respondents_counts_as_everybody() -> None:
    made = parts(share=0.5, severity=0.4, gap=0.05, voices=0.2)
    assert made == {
        "breadth": 1.0,
        "severity": 0.4,
        "concentration": 0.25,
        "voices": 0.2,
        "divergence": None,
        "trend": None,
    }


def test_a_part_without_data_is_left_out_of_the_mean() -> None:
    known = parts(share=0.25, severity=0.5, gap=None, voices=None)
    (priority,) = rank([known], EVEN)
    assert priority.score == pytest.approx(0.75)
    assert priority.parts["concentration"] is None


def test_a_rank_that_hangs_on_the_weights_says_so() -> None:
    wide = parts(share=0.25, severity=0.0, gap=0.0, voices=0.5)
    deep = parts(share=0.0, severity=1.0, gap=0.0, voices=0.5)
    clear = parts(share=0.25, severity=1.0, gap=0.2, voices=1.0)
    first, second, third = rank([clear, wide, deep], EVEN)

    assert first.ranks == (1, 1)
    assert second.ranks == third.ranks == (2, 3)
    assert "重みを変えても1位" in why(first)
    assert "2〜3位" in why(second)


def test_only_what_is_low_is_said_to_hold_an_issue_down() -> None:
    (full,) = rank([parts(share=0.25, severity=0.9, voices=1.0)])
    assert "低く" not in why(full)
    (flat,) = rank([parts(share=0.0, severity=0.0, voices=0.0)])
    assert why(flat).startswith("順位を上げる数字が少なく")


def test_no_issues_have_no_ranks() -> None:
    assert rank([]) == []


def test_a_little_of_something_never_ranks_below_none_of_it() -> None:
    plain = parts(share=0.25, severity=0.5, voices=0.5)
    worse = parts(share=0.25, severity=0.5, voices=0.5, trend=0.05)
    first, second = rank(comparable([plain, worse]))
    assert second.score > first.score


def test_what_no_issue_has_counts_for_none() -> None:
    (alone,) = comparable([parts(share=0.25, severity=0.5, voices=0.5)])
    assert alone["trend"] is None
