"""因子: the score of a person, of everyone, of groups and of two surveys."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.charts import preferences as picture
from analysis.codebook import NOT_ASKED, Codebook, Factor, Role, Variable
from analysis.codebook_file import dumps, loads
from analysis.comparing.lending import lent
from analysis.comparing.preferring import alike, compare
from analysis.comparing.surveys import Survey
from analysis.disclosure import DESK, PUBLIC, Rules
from analysis.factors import alpha, grades, with_factors
from analysis.form.preferences import of_preferred, of_preferred_compared
from analysis.preferred import Preferred, preferences
from analysis.preferred_by_group import PreferredByGroup, preferences_by_group
from analysis.scored import scored
from analysis.sentences.preferences import of_preferred as told
from tests.analysis import made

AREA = made.axis("地区", "東", "西")
AGREE = ("非常に", "ある程度", "どちらとも", "あまり", "全く")


def agreeing(name: str, *, good_first: bool = True) -> Variable:
    return replace(made.scale(name, *AGREE), reverse=good_first)


SHOP, FOOD, NOISE = agreeing("買物"), agreeing("飲食"), agreeing("騒音", good_first=False)
UNSURE = Variable(
    "幸福",
    "幸福",
    SHOP.measure,
    (*((str(n), f"{n}点") for n in range(11)), ("unsure", "わからない")),
    off_scale=("unsure",),
)
WEIGHT = made.number("重み", Role.WEIGHT)
VARIABLES = (AREA, WEIGHT, SHOP, FOOD, NOISE, UNSURE)
TOWN = Factor("town", "買物・飲食", ("買物", "飲食"), source="市の指標")
HOME = Factor("home", "住まい", ("騒音", "飲食"))
MIXED = Factor("mixed", "幸福度", ("幸福", "買物"))
STEPS = "__factors_1_5"
Row = Mapping[str, object]


def survey(rows: list[Row], *factors: Factor, name: str = "今回") -> Survey:
    frame, book = with_factors(*made.frame(VARIABLES, rows), factors or (TOWN, HOME))
    return Survey(name, frame, book)


def column(factor: Factor, *rows: Row) -> list[float]:
    frame, book = with_factors(*made.frame(VARIABLES, list(rows)), [factor])
    return [float(each) for each in frame[book.variables[-1].name]]


def everyone(rows: list[Row], rules: Rules = DESK, weight: str | None = None) -> Preferred:
    here = survey(rows)
    return preferences(here.frame, here.codebook, preference=STEPS, weight=weight, rules=rules)


def by_area(rows: list[Row], rules: Rules = DESK) -> PreferredByGroup:
    here, whole = survey(rows), everyone(rows, rules)
    return preferences_by_group(here.frame, here.codebook, whole, axis="地区", rules=rules)


def said(shop: int | None, food: int | None, noise: int | None = None, **more: object) -> Row:
    """Answers by the place of their choice: 1 = 非常に."""
    listed = {"買物": shop, "飲食": food, "騒音": noise}
    return {name: None if n is None else str(n) for name, n in listed.items()} | more


def test_a_score_is_the_mean_of_at_least_half_of_the_items_from_bad_to_good() -> None:
    half = Factor("all", "三つ", ("買物", "飲食", "騒音"))
    rows = (said(1, 2), said(1, None), said(None, None), said(5, 5))
    assert column(TOWN, *rows) == pytest.approx([4.5, 5, np.nan, 1], nan_ok=True)
    # two of three are enough, one is not
    assert column(half, said(1, 3), said(1, None)) == pytest.approx([4, np.nan], nan_ok=True)


def test_a_question_whose_last_choice_is_the_good_one_is_turned_once() -> None:
    assert grades(NOISE).tolist() == [1, 2, 3, 4, 5]
    assert column(HOME, said(None, 1, 1), said(None, 1, 5)) == [3, 5]
    turned = replace(HOME, turned=("騒音",))
    assert column(turned, said(None, 1, 1), said(None, 1, 5)) == [5, 3]


def test_scales_of_other_ends_are_put_on_a_hundred_and_unsure_is_no_answer() -> None:
    rows = ({"幸福": "7", "買物": "2"}, {"幸福": "unsure", "買物": "1"}, {"幸福": "unsure"})
    # 7 of 0–10 is 70, the second best of five is 75
    assert column(MIXED, *rows) == pytest.approx([72.5, 100, np.nan], nan_ok=True)


def test_who_was_asked_none_of_the_items_is_not_asked() -> None:
    never = {"買物": NOT_ASKED, "飲食": NOT_ASKED}
    assert column(TOWN, never, never | {"飲食": None}) == pytest.approx(
        [-np.inf, np.nan], nan_ok=True
    )


def test_steps_count_from_their_codes_where_these_are_numbers_in_a_row() -> None:
    odd = replace(SHOP, levels=(("a", "良"), ("b", "中"), ("c", "悪")))
    zero = replace(SHOP, levels=(("0", "悪"), ("1", "中"), ("2", "良")), reverse=False)
    assert grades(odd).tolist() == [3, 2, 1]
    assert grades(zero).tolist() == [0, 1, 2]


def test_alpha_is_cronbachs_of_who_answered_everything() -> None:
    # sums 2, 4, 9 (variance 13); items 1, 2, 4 (7/3) and 1, 2, 5 (13/3)
    answers = np.array([[1, 1], [2, 2], [4, 5], [3, np.nan]], dtype=float)
    value, n = alpha(answers)
    assert n == 3
    assert value == pytest.approx(2 * (1 - (7 / 3 + 13 / 3) / 13))
    assert np.isnan(alpha(answers[:, :1])[0])
    assert np.isnan(alpha(np.ones((9, 2)))[0])


ROWS: list[Row] = [
    *[said(1, 1, 5, 地区="東", 重み=1)] * 30,
    *[said(2, 2, 1, 地区="東", 重み=1)] * 30,
    *[said(4, 4, 1, 地区="西", 重み=3)] * 30,
    *[said(3, 3, None, 地区="西", 重み=3)] * 30,
]


def test_means_have_their_own_base_interval_and_reliability() -> None:
    whole = everyone(ROWS)
    # 買物・飲食: 5, 4, 2, 3 of 30 people each: mean 3.5, variance 1.25
    se = np.sqrt(120 / 119 * 30 * (1.5**2 + 0.5**2 + 1.5**2 + 0.5**2)) / 120
    assert whole.made.labels == ("買物・飲食", "住まい")
    assert whole.made.score[0] == pytest.approx(3.5)
    assert whole.made.se[0] == pytest.approx(se)
    # 住まい: 騒音 5 and 飲食 5 → 5; 1 and 4 → 2.5; 1 and 2 → 1.5; 飲食 3 alone → 3
    assert whole.made.score[1] == pytest.approx(3.0)
    assert whole.made.beside["設問の数"].tolist() == [2, 2]
    assert whole.made.beside["α"][0] == pytest.approx(1.0)
    assert whole.made.beside["αのn"].tolist() == [120, 90]
    # weights 1 and 3: (150 + 120 + 3·60 + 3·90) ÷ 240
    weighed = everyone(ROWS, weight="重み")
    assert weighed.made.score[0] == pytest.approx(3.0)
    assert weighed.made.shown.tolist() == [120, 120]


def test_groups_are_tested_and_the_sentence_tells_both_ends() -> None:
    groups = by_area(ROWS)
    assert groups.score[0].tolist() == [4.5, 2.5]
    assert groups.gap[0].tolist() == pytest.approx([2.0, -2.0])
    assert groups.strong[0].all()
    assert told(everyone(ROWS)).startswith(
        "因子の得点（1〜5）がもっとも高いのは「買物・飲食」で3.50（n=120、95%信頼区間3.30〜3.70）、"
        "もっとも低いのは「住まい」で3.00（n=120、"
    )


def test_one_person_with_a_score_is_no_sure_difference() -> None:
    alone = by_area(
        [said(1, None, 1, 地区="西"), *[said(1, None, None, 地区="西")] * 29, *ROWS[:60]]
    )
    assert alone.n.tolist() == [60, 30]
    assert not alone.strong[1, 1]  # 住まい of one of the 30
    assert alone.gone[1, 1]


def test_print_tells_how_the_mean_is_made_and_where_it_is_from() -> None:
    standing = of_preferred(everyone(ROWS))
    assert standing.heads == ("n", "設問の数", "α", "αのn")
    assert standing.rows[0].beside == ("120", "2", "1.00", "120")
    notes = "".join(standing.notes)
    assert "半分以上の設問に答えた人だけを数えます" in notes
    assert "出典: 市の指標。" in notes
    chart = picture.preferences(everyone(ROWS))
    assert chart.words.startswith(
        "「因子の得点（1〜5）」の平均点を、95%信頼区間とともに示した点と線"
    )


def test_a_scale_that_nobody_can_answer_otherwise_is_no_part_of_a_factor() -> None:
    """A file in which everyone said the same has a scale of one step."""
    one = replace(FOOD, levels=FOOD.levels[:1])
    rows = [said(1, 1)] * 20 + [said(3, 1)] * 20
    frame, book = with_factors(*made.frame((SHOP, one), rows), [TOWN])
    (asked,) = scored(book)
    assert [[item.name for item in items] for items in asked.items] == [["買物"]]
    found = preferences(frame, book, preference=asked.name)
    assert found.made.score[0] == pytest.approx(4)
    assert found.made.beside["設問の数"].tolist() == [1]


def test_alpha_of_too_few_people_is_not_shown() -> None:
    rows = [said(1, 2)] * 5 + [said(2, 3)] * 4 + [said(1, None)] * 31
    found = everyone(rows)
    assert found.made.beside["n"][0] == 40
    assert np.isnan([found.made.beside["α"][0], found.made.beside["αのn"][0]]).all()


def test_files_leave_scores_out_that_are_made_of_other_columns() -> None:
    book = survey(ROWS).codebook
    assert loads(dumps(book)) == Codebook(VARIABLES)
    assert [each.kind for each in scored(book)] == ["因子"]


def test_the_question_with_the_most_factors_comes_first() -> None:
    book = survey(ROWS, MIXED, TOWN, HOME, Factor("gone", "無", ("x",))).codebook
    assert [(each.name, len(each.columns)) for each in scored(book)] == [
        (STEPS, 2),
        ("__factors_0_100", 1),
    ]
    assert "0〜100に換算" in "".join(of_preferred(_first(MIXED)).notes)


def _first(factor: Factor) -> Preferred:
    here = survey(ROWS, factor)
    return preferences(here.frame, here.codebook, preference="__factors_0_100")


def test_two_surveys_compare_factors_of_the_same_questions_only() -> None:
    before = survey(
        [said(2, 2, 3)] * 40 + [said(3, 3, 2)] * 40,
        TOWN,
        replace(HOME, items=("騒音",)),
        Factor("new", "新しい", ("買物",)),
        name="前回",
    )
    now = survey(ROWS)
    (asked,) = scored(now.codebook)
    theirs = alike(asked, before.codebook)
    assert theirs is not None
    found = compare(now, before, asked, theirs)
    assert found.own.made.labels == ("買物・飲食",)
    assert found.difference.tolist() == pytest.approx([0.0])
    assert found.changed == ("住まい",)
    laid = of_preferred_compared(found)
    assert (
        "設問が変わったか、片方の調査にないため、次の因子はくらべていません: 住まい。" in laid.notes
    )
    assert alike(asked, survey([said(1, 1)], Factor("x", "別", ("買物",))).codebook) is None


def test_an_earlier_file_without_factors_is_scored_as_this_survey_is() -> None:
    renamed = [replace(each, name=f"列{each.name}") for each in (SHOP, NOISE)]
    frame, book = made.frame((*renamed, FOOD), [{"列買物": "2", "飲食": "2", "列騒音": "5"}] * 40)
    now = survey(ROWS, TOWN, replace(HOME, turned=("騒音",)), MIXED)
    asked = next(each for each in scored(now.codebook) if each.name == STEPS)
    there = Survey("前回", *lent(asked, frame, book))
    theirs = alike(asked, there.codebook)
    assert theirs is not None
    found = compare(now, there, asked, theirs)
    assert found.own.made.labels == ("買物・飲食", "住まい")
    # 2 of five from the good end counts 4; 騒音 5 counts 5, turned 1, with 飲食 4: 2.5
    assert found.other.made.score.tolist() == [4, 2.5]
    other_words = replace(FOOD, label="外食")
    gone = lent(asked, *made.frame((*renamed, other_words), [{"列買物": "1"}] * 40))[1]
    assert not scored(gone)
    assert lent(asked, now.frame, now.codebook)[1] is now.codebook


def test_a_factor_whose_steps_changed_is_named_though_it_counts_otherwise_now() -> None:
    before = survey([said(2, 2, 3)] * 40, TOWN, replace(HOME, items=("幸福", "飲食")), name="前回")
    now = survey(ROWS)
    (asked,) = scored(now.codebook)
    theirs = alike(asked, before.codebook)
    assert theirs is not None
    assert compare(now, before, asked, theirs).changed == ("住まい",)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 24), min_size=2, max_size=6))
def test_what_is_published_hides_small_groups_and_what_their_tables_hide(sizes: list[int]) -> None:
    steps = [(1, 1), (2, 2), (3, 3), (1, 1), (2, 2), (3, 3)]
    rows = [
        said(*steps[place], 地区="東" if place < 3 else "西")
        for place, size in enumerate(sizes)
        for _ in range(size)
    ]
    if not rows:
        return
    whole, groups = everyone(rows, PUBLIC), by_area(rows, PUBLIC)
    people = {"東": sum(sizes[:3]), "西": sum(sizes[3:])}
    small = any(0 < size < PUBLIC.cell for size in sizes)
    for place, name in enumerate(people):
        shown = np.isfinite(groups.score[0, place])
        assert not (shown and (people[name] < PUBLIC.base or small))
    counts = [sum(sizes[k::3]) for k in range(3)]
    if any(0 < n < PUBLIC.cell for n in counts) or len(rows) < PUBLIC.base:
        assert whole.gone[0]
