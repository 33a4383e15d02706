"""得点の経年: the same list over three waves."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.charts.score_waves import score_wave_words, score_waves
from analysis.comparing.preferring import alike, compare
from analysis.comparing.score_waves import ScoreWaves, over_waves
from analysis.comparing.surveys import Survey
from analysis.comparing.waves import TooFewWaves
from analysis.form.blocks import blocks
from analysis.scored import scored
from analysis.sentences.score_waves import of_score_waves
from tests.analysis import test_factors
from tests.analysis.comparing.test_preferring import survey
from tests.analysis.test_preferred import POINTS, sharing

# バス 40, 50, 55 points on average, half of the people 10 above and half 10 below.
OLD = [*[sharing(50, 40, 10)] * 20, *[sharing(30, 40, 30)] * 20]
MID = [*[sharing(60, 40, 0)] * 30, *[sharing(40, 40, 20)] * 30]
NEW = [*[sharing(65, 35, 0)] * 40, *[sharing(45, 45, 10)] * 40]
REWORDED = tuple(replace(each, group_label="予算の分け方") for each in POINTS[::-1])


def waves(*found: tuple[int, Survey]) -> ScoreWaves:
    *earlier, (year, newest) = found
    (question,) = scored(newest.codebook)
    pairs = []
    for when, other in earlier:
        theirs = alike(question, other.codebook)
        assert theirs is not None
        pairs.append((when, compare(newest, other, question, theirs)))
    return over_waves(pairs[::-1], year)  # whatever their order


def three(old: list[dict[str, object]] = OLD) -> ScoreWaves:
    first = survey("令和4年度", old, *REWORDED)
    return waves((2022, first), (2024, survey("令和6年度", MID)), (2026, survey("令和8年度", NEW)))


def test_a_slope_is_that_of_a_line_weighted_by_the_errors_of_its_waves() -> None:
    made = three()
    assert made.names == ("令和4年度", "令和6年度", "令和8年度")
    np.testing.assert_allclose(made.score[0], [40, 50, 55])
    # sd 10 of 40, 60 and 80 people: 1 ÷ se² is 0.39, 0.59, 0.79, by n − 1 over 100
    weight = (np.array([40, 60, 80]) - 1) / 100
    slope, spread = np.polyfit(
        [2022, 2024, 2026], [40, 50, 55], 1, w=np.sqrt(weight), cov="unscaled"
    )
    assert made.slope[0] == pytest.approx(slope[0])
    assert made.slope_high[0] == pytest.approx(slope[0] + 1.959964 * np.sqrt(spread[0, 0]))
    # by hand: mean year 2024 + 2(0.79 − 0.39) / 1.77, and so on
    away = np.array([-2, 0, 2]) - 0.8 / 1.77
    assert made.slope[0] == pytest.approx(
        float(weight @ (away * [40, 50, 55]) / (weight @ away**2))
    )
    assert made.strong.tolist() == [True, False, True]


def test_waves_are_printed_told_and_drawn_with_the_words_that_changed() -> None:
    made = three()
    told = of_score_waves(made)
    assert told.startswith("「バス」の配分の平均点は、令和4年度・令和6年度・令和8年度の3回で")
    assert "40.00→50.00→55.00と、上がる傾向があります（n=40→60→80、1年あたり3." in told
    assert told.endswith(
        "このほか1項目に、偶然とは考えにくい傾向があります。令和4年度は設問文が変わっています。"
    )
    (block,) = blocks(made) or ()
    assert block.heads == ("項目", "令和4年度※", "令和6年度", "令和8年度", "1年あたり")
    assert block.rows[0] == ("n", 40, 60, 80, "")
    assert block.rows[1][:4] == ("バス", "40.00", "50.00", "55.00")
    assert str(block.rows[1][4]).endswith("▲")
    assert "※設問文が変わっています。" in block.notes
    assert "バス 40.00→50.00→55.00" in score_wave_words(made)
    assert len(score_waves(made, narrow=True).spec["data"]["values"]) == 9
    assert made.tables()[0].body.loc["バス", "令和6年度"] == 50


def test_a_wave_of_few_people_is_hidden_and_no_trend_is_told() -> None:
    few = three(OLD[:9])
    assert few.gone[:, 0].all()
    assert np.isnan(few.slope).all()
    assert not few.strong.any()
    assert "30人に満たない回があるため" in of_score_waves(few)
    (block,) = blocks(few) or ()
    assert block.rows[0][1] == block.rows[1][1] == "非表示"
    assert "非表示→50.00" in score_wave_words(few)


def test_people_who_all_said_the_same_give_no_slope_to_judge() -> None:
    made = three([sharing(40, 40, 20)] * 40)
    assert np.isnan(made.q).all()
    assert "偶然とは考えにくい得点の傾向は見つかりませんでした" in of_score_waves(made)


def test_two_waves_are_no_trend() -> None:
    with pytest.raises(TooFewWaves):
        waves((2024, survey("令和6年度", MID)), (2026, survey("令和8年度", NEW)))


def test_a_factor_made_of_other_questions_in_one_wave_is_left_out_and_named() -> None:
    home = replace(test_factors.HOME, items=("騒音",))
    kept, named = (test_factors.TOWN, test_factors.HOME), [("前々回", home), ("前回", None)]
    asked = test_factors.ROWS
    earlier = [
        test_factors.survey(asked, kept[0], other or kept[1], name=name) for name, other in named
    ]
    made = waves((2024, earlier[0]), (2025, earlier[1]), (2026, test_factors.survey(asked)))
    assert made.labels == ("買物・飲食",)
    assert made.changed == ("住まい",)
    (block,) = blocks(made) or ()
    assert (
        "設問が変わったか、片方の調査にないため、次の因子はくらべていません: 住まい。"
        in block.notes
    )
