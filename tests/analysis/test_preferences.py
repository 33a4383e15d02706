"""選好の得点: best-worst, rankings and points, worked by hand."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.preferences import NobodyAnswered, best_worst, points, ranking
from analysis.results import Stage, State
from analysis.sentences.preferences import of_preferences

TOPICS = ("バス", "医療", "公園")


def test_best_worst_is_how_much_oftener_an_item_was_the_best_of_those_shown() -> None:
    best = np.array([[1.0, 0, 0]] * 6 + [[0, 1, 0]] * 4)
    worst = np.array([[0.0, 0, 1]] * 8 + [[1, 0, 0]] * 2)
    found = best_worst(TOPICS, best, worst, np.ones((10, 3)))
    np.testing.assert_allclose(found.score, [0.4, 0.4, -0.8])
    np.testing.assert_allclose(found.beside["最良の割合"], [0.6, 0.4, 0])
    # バス: values 1 (6), 0 (2), −1 (2): variance (6 + 2 − 10 · 0.16)/9, over 10
    assert found.se[0] == pytest.approx(np.sqrt(6.4 / 9 / 10))
    assert found.order == [0, 1, 2]
    assert "偶然の範囲" in of_preferences(best_worst(TOPICS, *_tenfold(best, worst)))


def _tenfold(best: np.ndarray, worst: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return np.tile(best, (10, 1)), np.tile(worst, (10, 1)), np.ones((100, 3))


def test_an_item_never_shown_has_no_score_and_no_place() -> None:
    best = np.array([[1.0, 0, 0], [0, 1, 0]])
    found = best_worst(TOPICS, best, best[::-1], np.array([[1.0, 1, 0]] * 2))
    assert np.isnan(found.score[2])
    assert np.isnan(found.low[2])
    assert found.order == [0, 1]
    assert found.shown.tolist() == [2, 2, 0]


def test_who_chose_nothing_is_in_no_base() -> None:
    best = np.array([[1.0, 0, 0], [0, 0, 0]])
    worst = np.array([[0.0, 0, 1], [0, 0, 0]])
    assert best_worst(TOPICS, best, worst, np.ones((2, 3))).n == 1


def test_a_ranking_gives_its_depth_to_the_first_and_nothing_to_the_unranked() -> None:
    nan = np.nan
    ranks = np.array([[1, 2, nan], [1, nan, 2], [2, 1, nan], [nan, nan, nan]])
    found = ranking(TOPICS, ranks, 2)
    assert found.n == 3
    np.testing.assert_allclose(found.score, [5 / 3, 1, 1 / 3])
    np.testing.assert_allclose(found.beside["1位の割合"], [2 / 3, 1 / 3, 0])
    np.testing.assert_allclose(found.beside["平均順位"], [4 / 3, 1.5, 2])
    # バス: 2, 2, 1: variance 1/3, over 3
    assert found.se[0] == pytest.approx(1 / 3)


def test_points_are_means_with_the_share_of_who_gave_any() -> None:
    shared = np.array([[60.0, 40, 0], [50, 50, 0], [np.nan, 100, 0]])
    found = points(TOPICS, shared)
    np.testing.assert_allclose(found.score, [55, 45, 0])
    np.testing.assert_allclose(found.beside["配分した人の割合"], [1, 1, 0])
    assert found.n == 2
    gap, low, high, _ = found.lead
    assert gap == pytest.approx(10)
    assert (low + high) / 2 == pytest.approx(10)


def test_weights_count_people_and_n_stays_a_head_count() -> None:
    shared = np.array([[100.0, 0, 0], [0, 100, 0]])
    found = points(TOPICS, shared, np.array([3.0, 1.0]))
    np.testing.assert_allclose(found.score, [75, 25, 0])
    assert found.n == 2


@pytest.mark.parametrize("nothing", [np.full((3, 3), np.nan), np.empty((0, 3))])
def test_without_answers_there_is_no_score(nothing: np.ndarray) -> None:
    with pytest.raises(NobodyAnswered):
        points(TOPICS, nothing)
    with pytest.raises(NobodyAnswered):
        ranking(TOPICS, nothing, 2)


def test_the_sentence_says_the_first_its_interval_and_its_lead() -> None:
    shared = np.array([[60.0, 40, 0], [50, 50, 0]] * 50)
    told = of_preferences(points(TOPICS, shared), state=State(Stage.RUNNING, date(2026, 3, 31)))
    assert told.startswith(
        "配分の平均点がもっとも高いのは「バス」で55.00です（n=100、95%信頼区間54.00〜56.00）。"
        "2番目の「医療」を10.00上回ります（差の95%信頼区間8.01〜11.99、p<0.001）。"
    )
    assert "事中" in told


def test_the_sentence_is_silent_where_few_answered_and_right_with_one_item() -> None:
    few = of_preferences(points(TOPICS, np.array([[60.0, 40, 0]] * 29)))
    assert "バス" not in few
    assert "29人と少ない" in few
    one = of_preferences(points(("バス",), np.full((40, 1), 100.0)))
    assert (
        one
        == "配分の平均点がもっとも高いのは「バス」で100.00です（n=40、95%信頼区間100.00〜100.00）。"
    )
    same = of_preferences(points(TOPICS, np.array([[50.0, 50, 0]] * 40)))
    assert "入れ替わることがあります" in same


@given(st.permutations(range(6)), st.floats(0.1, 10))
def test_the_order_of_people_and_the_unit_of_weight_change_nothing(
    order: list[int], unit: float
) -> None:
    shared = np.array(
        [[60.0, 40, 0], [10, 80, 10], [0, 0, 100], [5, 5, 90], [50, 50, 0], [1, 9, 90]]
    )
    one, other = points(TOPICS, shared), points(TOPICS, shared[order], np.full(6, unit))
    np.testing.assert_allclose(one.score, other.score)
    np.testing.assert_allclose(one.se, other.se)
    assert sum(one.score) == pytest.approx(100)
