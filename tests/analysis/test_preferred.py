"""選好: questions whose choices are scored, of everyone and by group."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.codebook import NOT_ASKED, Codebook, Measure, Role, Score, Variable
from analysis.disclosure import DESK, LEAST_CELL, PUBLIC
from analysis.errors import WrongMeasure
from analysis.frequencies import summary
from analysis.preferred import Preferred, preferences
from analysis.preferred_by_group import PreferredByGroup, preferences_by_group
from analysis.scored import NoSuchPreference, scored
from tests.analysis import made

AREA = made.axis("地区", "東", "西", "北")
TOPICS = ("バス", "医療", "公園")
WEIGHT = made.number("重み", Role.WEIGHT)


def columns(group: str, score: Score, most: int, *, ends: str = "") -> tuple[Variable, ...]:
    return tuple(
        Variable(
            f"{group}_{n}{ends}",
            label,
            Measure.NUMBER,
            group=group,
            group_label=f"{group}の設問",
            score=score,
            most=most,
        )
        for n, label in enumerate(TOPICS, 1)
    )


RANKS = columns("順位", Score.RANK, 2)
POINTS = columns("配分", Score.POINTS, 100)
BEST = columns("最良最悪", Score.BEST, 2, ends="_best")
WORST = columns("最良最悪", Score.WORST, 2, ends="_worst")
PLACE = tuple(
    Variable(name, name, Measure.NUMBER, group="地点", score=score)
    for name, score in (("lat", Score.LATITUDE), ("lon", Score.LONGITUDE))
)
VARIABLES = (AREA, WEIGHT, made.number("年数"), *RANKS, *POINTS, *BEST, *WORST, *PLACE)


def ranking(*ranks: object, **more: object) -> dict[str, object]:
    return {f"順位_{n}": rank for n, rank in enumerate(ranks, 1)} | more


def sharing(*points: object, **more: object) -> dict[str, object]:
    return {f"配分_{n}": each for n, each in enumerate(points, 1)} | more


ROWS = [
    *[ranking(1, 2, None, 地区="東", 重み=1)] * 30,
    *[ranking(1, None, 2, 地区="東", 重み=1)] * 10,
    *[ranking(2, 1, None, 地区="西", 重み=2)] * 30,
    *[ranking(None, 1, 2, 地区="西", 重み=2)] * 6,
    *[ranking(1, None, 2, 地区="北", 重み=1)] * 9,
    *[ranking(None, None, None, 地区="東", 重み=1)] * 5,
]


def of_everyone(**said: object) -> Preferred:
    frame, book = made.frame(VARIABLES, ROWS)
    return preferences(frame, book, preference="順位", **said)  # type: ignore[arg-type] # a test says what it needs


def by_area(rows: list[dict[str, object]], name: str = "順位", **said: object) -> PreferredByGroup:
    frame, book = made.frame(VARIABLES, rows)
    whole = preferences(frame, book, preference=name, **said)  # type: ignore[arg-type] # as above
    return preferences_by_group(frame, book, whole, axis="地区", **said)  # type: ignore[arg-type] # as above


def test_a_codebook_knows_its_scored_questions_and_no_single_number_of_them() -> None:
    book = Codebook(VARIABLES)
    assert [(each.name, each.way, each.labels) for each in scored(book)] == [
        ("順位", Score.RANK, TOPICS),
        ("配分", Score.POINTS, TOPICS),
        ("最良最悪", Score.BEST, TOPICS),
    ]
    assert [v.name for v in book.numbers()] == ["年数"]
    frame, _ = made.frame(VARIABLES, ROWS)
    for name in ("lat", "順位_1"):
        with pytest.raises(WrongMeasure):
            summary(frame, book, variable=name)


def test_what_is_no_scored_question_is_said_in_words() -> None:
    frame, book = made.frame(VARIABLES, ROWS)
    with pytest.raises(NoSuchPreference, match="選好の設問「地点」はありません"):
        preferences(frame, book, preference="地点")


def test_a_worst_without_its_best_is_no_question() -> None:
    assert scored(Codebook(WORST)) == ()
    assert scored(Codebook((*BEST, *WORST[:2]))) == ()


def test_a_ranking_is_scored_from_its_columns() -> None:
    """バス: 49 first, 30 second of 85: (98 + 30)/85."""
    found = of_everyone()
    assert found.n == 85
    np.testing.assert_allclose(found.made.score, [128 / 85, (72 + 30) / 85, 25 / 85])
    assert found.made.order == [0, 1, 2]


def test_weights_weigh_and_n_does_not() -> None:
    """Σ weight 49 + 72; バス 2·49 + 2·30."""
    found = of_everyone(weight="重み")
    assert found.n == 85
    assert found.weighted
    assert found.made.score[0] == pytest.approx((98 + 60) / 121)


def test_a_choice_that_came_later_is_no_choice_to_who_answered_before() -> None:
    early = [ranking(1, 2, NOT_ASKED)] * 10
    late = [ranking(None, 2, 1)] * 10
    frame, book = made.frame(VARIABLES, [*early, *late])
    found = preferences(frame, book, preference="順位")
    np.testing.assert_allclose(found.made.score, [1, 1, 2])
    assert found.made.shown.tolist() == [20, 20, 10]
    shared = [sharing(60, 40, NOT_ASKED)] * 10 + [sharing(0, 0, 100)] * 10
    found = preferences(*made.frame(VARIABLES, shared), preference="配分")
    np.testing.assert_allclose(found.made.score, [30, 20, 100])


def test_best_and_worst_are_counted_against_how_often_an_item_was_shown() -> None:
    """バス twice the best of two sets by 10 of 20: 20 of 40 times shown."""
    names = [v.name for v in (*BEST, *WORST)]
    first = dict(zip(names, (2, 0, 0, 0, 1, 1), strict=True))
    second = dict(zip(names, (0, 1, 1, 0, 1, 1), strict=True))
    blank = dict.fromkeys(names)
    rows: list[made.Row] = [*[first] * 10, *[second] * 10, *[blank] * 7]
    found = preferences(*made.frame(VARIABLES, rows), preference="最良最悪")
    assert found.n == 20
    np.testing.assert_allclose(found.made.score, [0.5, -0.25, -0.25])


def test_no_interval_reaches_beyond_what_a_score_can_be() -> None:
    rows: list[made.Row] = [*[ranking(1, 2, None)] * 11, ranking(1, None, 2)]
    found = preferences(*made.frame(VARIABLES, rows), preference="順位").made
    assert found.score[2] == pytest.approx(1 / 12)
    assert found.low.tolist()[2] == 0
    assert found.high.tolist()[0] == 2


def test_groups_are_compared_with_everyone_else() -> None:
    found = by_area(ROWS)
    assert found.n.tolist() == [40, 36, -1]
    # 東: バス first for all; 西: second for 30, not ranked by 6
    np.testing.assert_allclose(found.score[0], [2, 30 / 36, np.nan])
    assert found.gap[0, 1] == pytest.approx(30 / 36 - 2)
    east, others = np.array([1.0] * 30 + [0] * 10), np.array([2.0] * 36 + [0] * 9)
    told = stats.ttest_ind(east, others, equal_var=False)
    ends = told.confidence_interval()
    assert found.gap_low[1, 0] == pytest.approx(ends.low)
    assert found.gap_high[1, 0] == pytest.approx(ends.high)
    assert told.pvalue <= found.q[1, 0] < 1e-6
    assert np.isfinite(found.q).sum() == 6
    assert found.strong[0].tolist() == [True, True, False]
    assert [table.title for table in found.tables()] == [
        "順位の設問 × 地区（順位の得点（0〜2）） n",
        "順位の設問 × 地区（順位の得点（0〜2））",
    ]


def test_under_ten_people_nothing_is_shown() -> None:
    frame, book = made.frame(VARIABLES, ROWS[:9])
    found = preferences(frame, book, preference="順位")
    assert found.n == -1
    assert np.isnan(found.made.score).all()
    shown = preferences_by_group(frame, book, found, axis="地区")
    assert shown.n.tolist() == [-1, 0, 0]
    assert np.isnan(shown.score).all()


def test_public_rules_hide_what_one_or_two_people_said_and_another_with_it() -> None:
    """公園 was given points by two people only; hidden alone, 100 less the others would tell."""
    rows = [*[sharing(70, 30, 0, 地区="東")] * 30, *[sharing(50, 40, 10, 地区="西")] * 2]
    frame, book = made.frame(VARIABLES, rows)
    assert not preferences(frame, book, preference="配分", rules=DESK).gone.any()
    found = preferences(frame, book, preference="配分", rules=PUBLIC)
    assert found.gone.sum() >= 2
    assert found.gone[2]
    assert np.isnan(found.made.beside["配分した人の割合"][found.gone]).all()
    assert np.isnan(found.made.lead).all()
    assert found.tables()[0].withheld is not None


@st.composite
def shared(draw: st.DrawFn) -> list[dict[str, object]]:
    """Ten to forty people in three areas, or none, who share 10 points among three items."""
    n = draw(st.integers(10, 40))
    rows = []
    for _ in range(n):
        first = draw(st.sampled_from([0, 0, 5, 10]))
        second = draw(st.sampled_from([0, 10 - first]))
        area = draw(st.sampled_from(["東", "東", "西", "北", None]))
        rows.append(sharing(first, second, 10 - first - second, 地区=area))
    return rows


@settings(max_examples=60, deadline=None)
@given(shared())
def test_no_score_of_few_people_can_be_subtracted_from_what_is_published(
    rows: list[dict[str, object]],
) -> None:
    """Whatever is solved for from the known sums, 1 or 2 people alone are behind none of it."""
    found = by_area(rows, "配分", rules=PUBLIC)
    frame, _ = made.frame(VARIABLES, rows)
    gave = frame[[v.name for v in POINTS]].to_numpy() > 0
    _items_are_safe(found.whole, gave)
    codes = frame["地区"].array.codes - 2
    inside = [codes == place for place in range(3)]
    blank = codes < 0
    shown = np.isfinite(found.score)
    for place, rows_in in enumerate(inside):
        n = gave[rows_in].sum(axis=0)
        assert not ((n > 0) & (n < LEAST_CELL))[shown[:, place]].any()
        assert _unsolved(gave[rows_in], shown[:, place])
    for item in np.flatnonzero(~found.whole.gone):
        rest = [rows_in for rows_in, told in zip(inside, shown[item], strict=True) if not told]
        left = np.logical_or.reduce([*rest, blank])
        behind = int(gave[left, item].sum())
        assert behind == 0 or behind >= LEAST_CELL


def _items_are_safe(found: Preferred, gave: np.ndarray) -> None:
    n, rest = gave.sum(axis=0), (~gave).sum(axis=0)
    small = ((n > 0) & (n < LEAST_CELL)) | ((rest > 0) & (rest < LEAST_CELL))
    assert not small[~found.gone].any()
    assert _unsolved(gave, ~found.gone)


def _unsolved(gave: np.ndarray, shown: np.ndarray) -> bool:
    """Whether the points of a group less what is shown are of no item or of several, and enough."""
    hidden = ~shown
    if not hidden.any() or hidden.all():
        return True
    return int(hidden.sum()) > 1 and int(gave[:, hidden].any(axis=1).sum()) >= LEAST_CELL
