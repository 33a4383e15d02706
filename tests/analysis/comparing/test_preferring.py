"""選好をくらべる: the same list in two surveys."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from analysis.codebook import Codebook, Variable
from analysis.comparing.preferring import PreferredCompared, alike, compare
from analysis.comparing.surveys import Survey
from analysis.form.blocks import blocks
from analysis.scored import scored
from analysis.sentences.grammar import TOO_FEW
from analysis.sentences.preferences import of_preferred_compared
from tests.analysis import made
from tests.analysis.test_preferred import BEST, POINTS, RANKS, WORST, sharing


def survey(name: str, rows: list[dict[str, object]], *columns: Variable, **said: bool) -> Survey:
    return Survey(name, *made.frame(columns or POINTS, rows), **said)  # type: ignore[arg-type] # a test says what it needs


NOW = [*[sharing(60, 40, 0)] * 30, *[sharing(40, 40, 20)] * 30]
# The same list in another order, its question worded otherwise.
TURNED = tuple(replace(v, group_label="予算の分け方") for v in POINTS[::-1])
BEFORE = [*[sharing(30, 40, 30)] * 20, *[sharing(40, 40, 20)] * 20]


def beside(own: Survey, other: Survey) -> PreferredCompared:
    (question,) = scored(own.codebook)
    theirs = alike(question, other.codebook)
    assert theirs is not None
    return compare(own, other, question, theirs)


def test_items_meet_by_their_words_and_differ_as_two_samples() -> None:
    found = beside(survey("今回", NOW), survey("前回", BEFORE, *TURNED))
    np.testing.assert_allclose(found.difference, [15, 0, -15])
    told = stats.ttest_ind(
        np.repeat([60.0, 40], 30), np.repeat([30.0, 40], 20), equal_var=False
    ).confidence_interval()
    assert (found.low[0], found.high[0]) == (pytest.approx(told.low), pytest.approx(told.high))
    assert found.strong.tolist() == [True, False, True]
    assert found.reworded
    sentence = of_preferred_compared(found)
    assert sentence.startswith("「バス」の配分の平均点は50.00で、前回より15.00高い結果でした")
    (block,) = blocks(found) or ()
    assert block.heads == ("項目", "今回", "前回※", "差")
    assert block.rows[:2] == (("n", 60, 40, ""), ("バス", "50.00", "35.00", "15.00▲"))
    assert "※設問文が変わっています。" in block.notes
    assert found.tables()[0].body.loc["バス", "差"] == pytest.approx(15)


def test_an_open_call_is_shown_beside_and_not_tested() -> None:
    found = beside(survey("今回", NOW), survey("公募", BEFORE, representative=False))
    assert not found.strong.any()
    assert np.isnan(found.low).all()
    assert "差の判定はしません" in of_preferred_compared(found)


def test_what_is_alike_or_of_too_few_is_said_so() -> None:
    found = beside(survey("今回", NOW), survey("前回", NOW))
    assert "偶然とは考えにくい得点の違いは見つかりませんでした" in of_preferred_compared(found)
    few = beside(survey("今回", NOW), survey("前回", BEFORE[:9]))
    assert of_preferred_compared(few) == TOO_FEW
    assert np.isnan(few.difference).all()


@pytest.mark.parametrize(
    "other",
    [
        POINTS[:2],
        tuple(replace(v, most=10) for v in POINTS),
        RANKS,
        (*BEST, *WORST),
        tuple(replace(v, label=f"{v.label}など") for v in POINTS),
    ],
)
def test_other_lists_ways_and_sums_are_not_compared(other: tuple[Variable, ...]) -> None:
    (question,) = scored(Codebook(POINTS))
    assert alike(question, Codebook(other)) is None


def test_of_several_lists_the_one_of_the_same_name_is_meant() -> None:
    def called(name: str) -> tuple[Variable, ...]:
        return tuple(
            replace(v, name=f"{name}_{v.label}", group=name, group_label=name) for v in RANKS
        )

    (question,) = scored(Codebook(RANKS))
    both = (*called("別"), *RANKS)
    found = alike(question, Codebook(both))
    assert found is not None
    assert found.name == "順位"
    assert alike(question, Codebook((*called("別"), *called("他")))) is None
