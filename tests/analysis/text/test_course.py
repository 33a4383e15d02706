"""Themes through time: shares with their n, tested only where there is enough to judge."""

import numpy as np
import pytest

from analysis.charts import course as picture
from analysis.charts.picture import svg
from analysis.disclosure import PUBLIC
from analysis.methods.comparisons import trend, two_shares
from analysis.results import Stage, State
from analysis.sentences.courses import of_course
from analysis.sentences.grammar import TOO_FEW
from analysis.text.course import Course, course

NAMES = ("バス・本数", "公園・遊具")
MONTHS = ("2026年1月", "2026年2月", "2026年3月", "2026年4月")


def over(*periods: tuple[int, int, int], strict: bool = False) -> Course:
    """(of buses, of parks, of none) in each month."""
    voices = [
        (when, theme)
        for when, numbers in enumerate(periods)
        for theme, number in enumerate(numbers)
        for _ in range(number)
    ]
    names = MONTHS[: len(periods)]
    scores = [float(place) for place in range(len(periods))]
    if strict:
        return course(names, scores, voices, NAMES, rules=PUBLIC)
    return course(names, scores, voices, NAMES)


def test_shares_are_of_the_voices_of_each_period() -> None:
    made = over((10, 20, 10), (20, 20, 10))
    assert made.table.bases.tolist() == [40, 50]
    assert made.table.shares[:, 0].tolist() == [0.25, 0.4]
    assert made.names == [*NAMES, "どのテーマにも入らない声"]


def test_three_periods_are_tested_for_a_trend_and_corrected() -> None:
    made = over((5, 45, 50), (25, 35, 40), (45, 25, 30))
    hits, n = np.array([5.0, 25.0, 45.0]), np.array([100.0, 100.0, 100.0])
    assert made.p[0] == pytest.approx(trend(hits, n, np.arange(3.0)).p)
    assert made.q[0] == pytest.approx(min(2 * made.p[0], max(made.p[:2])))
    assert made.direction[:2].tolist() == [1, -1]
    assert made.moving == [0, 1]
    assert np.isnan(made.p[2])


def test_two_periods_are_two_proportions() -> None:
    made = over((10, 60, 30), (40, 30, 30))
    assert made.p[0] == pytest.approx(two_shares(10, 100, 40, 100).p_pooled)


def test_periods_under_thirty_are_shown_and_not_tested() -> None:
    made = over((10, 60, 30), (29, 0, 0), (12, 58, 30))
    assert made.judged.tolist() == [True, False, True]
    assert made.table.bases[1] == 29
    assert made.p[0] == pytest.approx(two_shares(10, 100, 12, 100).p_pooled)
    assert made.moving == []


def test_periods_under_ten_are_withheld() -> None:
    made = over((10, 60, 30), (5, 2, 2), (12, 58, 30))
    assert made.table.bases.tolist() == [100, -1, 100]
    assert made.judged.tolist() == [True, False, True]


def test_themes_of_few_voices_are_not_judged() -> None:
    made = over((0, 70, 30), (4, 66, 30))
    assert np.isnan(made.p[0])
    assert not np.isnan(made.p[1])


def test_what_strict_rules_hide_is_not_tested() -> None:
    made = over((2, 60, 38), (40, 30, 30), strict=True)
    assert np.isnan(made.p[0])


def test_a_theme_that_moves_has_a_sentence_with_both_ends() -> None:
    first, second = of_course(over((5, 45, 50), (25, 35, 40), (45, 25, 30)))
    assert first.startswith("「バス・本数」の声の割合は、高くなる傾向でした")
    assert "2026年1月 5.0% n=100、2026年3月 45.0% n=100、BH補正後 p<0.001" in first
    assert "低くなる傾向" in second


def test_silence_where_there_is_too_little() -> None:
    (told,) = of_course(over((10, 10, 5), (60, 30, 10)))
    assert "判定しません" in told
    (told,) = of_course(over((50, 30, 20), (52, 29, 19)), state=State(Stage.FINAL))
    assert "偶然とは考えにくいものは見つかりませんでした" in told
    assert told.endswith("（確定・時点の指定なし）")
    assert of_course(over((3, 2, 1), (1, 1, 1))) == (TOO_FEW,)


def test_the_picture_has_a_chart_for_each_theme_with_its_ends() -> None:
    made = over((5, 45, 50), (10, 10, 5), (45, 25, 30))
    for narrow in (False, True):
        drawn = svg(picture.course(made, narrow=narrow)).decode()
        assert "▲ バス・本数" in drawn
        assert "5.0%" in drawn
        assert "2026年1月" in drawn
        assert "どのテーマにも入らない声" not in drawn


def test_the_picture_is_told_in_words() -> None:
    told = picture.words(over((5, 45, 50), (25, 35, 40), (45, 25, 30)))
    assert "「バス・本数」は高くなる傾向" in told
    assert "2026年1月から2026年3月まで" in told


def test_the_tables_have_counts_shares_and_tests() -> None:
    counts, shares, tests = over((10, 60, 30), (40, 30, 30)).tables()
    assert counts.unit == "count"
    assert shares.unit == "share"
    assert list(tests.body.columns) == ["p", "q（BH補正後）"]
