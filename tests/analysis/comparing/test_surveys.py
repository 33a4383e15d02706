"""Two surveys, waves and people composed alike: worked by hand."""

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from analysis.charts import comparing as pictures
from analysis.codebook import Codebook, Role
from analysis.comparing.standardising import NothingInCommon, adjust, band, shared
from analysis.comparing.surveys import Survey, compare
from analysis.comparing.waves import TooFewWaves, over_waves
from analysis.disclosure import PUBLIC
from analysis.results import Stage, State
from analysis.sentences.comparing import NO_TEST, of_adjusted, of_compared, of_pair, of_trend
from analysis.sentences.grammar import ending
from tests.analysis import made
from tests.analysis.made import Row

BUS = made.single("bus", "乗る", "乗らない", label="バスに乗りますか")
LIVING = made.scale("living", "満足", "やや満足", "ふつう", "やや不満", "不満", label="暮らし")
LIVING = replace(LIVING, reverse=True)
AGE = made.axis("年代", "20代以下", "30代以上")
AGES = made.axis("年齢", "18～29歳", "30代", "40歳以上")
WEIGHT = made.number("重み", Role.WEIGHT)


def survey(name: str, *groups: tuple[int, Row], **changes: object) -> Survey:
    rows = [row for times, row in groups for row in [row] * times]
    frame, codebook = made.frame((BUS, LIVING, AGE, WEIGHT), rows)
    return replace(Survey(name, frame, codebook), **changes)  # type: ignore[arg-type] # named in each test


def rides(share: int, n: int = 100, **more: object) -> list[tuple[int, Row]]:
    return [(share, {"bus": "乗る", **more}), (n - share, {"bus": "乗らない", **more})]


NOW, BEFORE = survey("今回", *rides(60)), survey("前回", *rides(40))


def test_a_difference_is_tested_and_its_interval_is_newcombe_s() -> None:
    (found,) = compare(NOW, BEFORE)
    # z = 0.2 / √(0.5 · 0.5 · 2/100) = 2√2; Wilson's ends of 60 of 100 are 0.5020 and 0.6906.
    assert found.difference[0] == pytest.approx(0.2)
    assert found.p[0] == pytest.approx(0.004677735, abs=1e-9)
    assert found.low[0] == pytest.approx(0.0614, abs=1e-4)
    assert found.high[0] == pytest.approx(0.3281, abs=1e-4)
    assert found.own.rank.tolist() == [1, 2]
    assert found.other.rank.tolist() == [2, 1]
    assert found.widest == 0


def test_with_weights_the_standard_errors_are_those_of_the_design() -> None:
    half = [*rides(30, 50, 重み=1), *rides(30, 50, 重み=3)]
    weighted = survey("今回", *half, weight="重み")
    (found,) = compare(weighted, BEFORE)
    # share 0.6; Σw²/(Σw)² = 500/40000 and n/(n−1): se² = 0.24 · 0.0125 · 100/99.
    assert found.own.se[0] == pytest.approx(np.sqrt(0.24 * 0.0125 * 100 / 99))
    assert found.p[0] > compare(NOW, BEFORE)[0].p[0]
    assert "今回は重みあり、前回は重みなしの値です。" in of_compared(found)
    assert "重み" not in of_compared(compare(NOW, BEFORE)[0])


def test_of_a_scale_the_two_best_and_the_two_worst_are_compared_too() -> None:
    now = survey("今回", (30, {"living": "1"}), (30, {"living": "2"}), (40, {"living": "5"}))
    before = survey("前回", (20, {"living": "1"}), (30, {"living": "2"}), (50, {"living": "3"}))
    found = next(each for each in compare(now, before) if each.match.own.name == "living")
    assert found.labels[-2:] == ("満足＋やや満足", "やや不満＋不満")
    assert found.own.shares[-2:].tolist() == [0.6, 0.4]
    assert found.difference[-2] == pytest.approx(0.1)


def test_an_open_call_stands_beside_and_is_never_tested() -> None:
    (found,) = compare(NOW, replace(BEFORE, representative=False))
    assert not found.tested
    assert np.isnan(found.p).all()
    assert np.isnan(found.low).all()
    assert not found.strong.any()
    assert of_compared(found) == NO_TEST
    assert [table.unit for table in found.tables()] == ["count", "share"]


def test_a_choice_that_was_not_offered_is_no_withheld_one() -> None:
    lists = ("道路", "公園", "医療", "福祉", "防災")
    own, other = made.ticks("望むこと", *lists), made.ticks("願い", *lists, "その他")
    ticked = [{f"{name}_{n}": "1" for name in ("望むこと", "願い") for n in range(1, 7)}] * 40
    mine, theirs = (made.frame(ticks, ticked) for ticks in (own, other))
    (found,) = compare(Survey("職員", *mine), Survey("市民", *theirs))
    counts = found.tables()[0]
    assert counts.withheld is not None
    assert not counts.withheld.any()
    assert np.isnan(counts.body["職員"].to_numpy()[-1])
    assert found.own.rank[-1] == 0


def test_q_is_corrected_over_every_question_of_the_pair() -> None:
    both = [(60, {"bus": "乗る", "living": "1"}), (40, {"bus": "乗らない", "living": "2"})]
    other = [(40, {"bus": "乗る", "living": "1"}), (60, {"bus": "乗らない", "living": "2"})]
    own, before = survey("今回", *both), survey("前回", *other)
    together = {each.match.own.name: each for each in compare(own, before)}
    (alone,) = compare(own, before, only="bus")
    assert set(together) == {"bus", "living"}
    assert alone.p.tolist() == together["bus"].p.tolist()
    assert alone.q[0] <= together["bus"].q[0]


def test_choices_of_one_or_two_members_of_staff_are_in_no_comparison() -> None:
    few = survey("職員", *rides(2, 40), rules=PUBLIC)
    (found,) = compare(few, BEFORE)
    assert (found.own.n < 0).all()
    assert np.isnan(found.difference).all()
    assert found.widest is None
    assert found.own.rank.tolist() == [0, 0]
    drawn = json.dumps(pictures.compared(found).spec, ensure_ascii=False)
    assert '"survey": "職員"' not in drawn


def test_nobody_and_everybody_can_be_compared_without_a_fault() -> None:
    for share in (0, 100):
        (found,) = compare(survey("今回", *rides(share)), survey("前回", *rides(share)))
        assert found.difference.tolist() == [0, 0]
        assert not found.strong.any()


def test_a_question_nobody_answered_is_not_compared() -> None:
    assert compare(survey("今回"), BEFORE) == ()


def test_the_sentence_says_both_shares_the_interval_and_q() -> None:
    (found,) = compare(NOW, BEFORE)
    assert of_compared(found) == (
        "「乗る」と答えた人は今回が60.0%（n=100）で、前回の40.0%（n=100）より20.0ポイント高くなっています"
        "（差の95%信頼区間6.1〜32.8ポイント、BH補正後 p=0.005）。"
        "このほか1の選択肢に、偶然とは考えにくい違いがあります。"
    )


def test_the_sentence_claims_nothing_that_chance_explains_or_few_people_say() -> None:
    (same,) = compare(NOW, survey("前回", *rides(58)))
    assert "見つかりませんでした" in of_compared(same)
    assert "違いがないことを示すものではありません" in of_compared(same)
    (few,) = compare(NOW, survey("前回", *rides(1, 29)))
    assert "%" not in of_compared(few)
    assert "29人と少ない" in of_compared(few)


def test_the_sentence_of_a_pair_of_surveys_counts_what_they_share() -> None:
    assert of_pair(compare(NOW, BEFORE), "前回") == (
        "前回と同じことを尋ねた設問は1問です。1問に、偶然とは考えにくい違いがあります"
        "（すべての設問の選択肢をまとめてBH補正、q<0.05）。"
    )
    assert "見つかりませんでした" in of_pair(compare(NOW, NOW), "前回")
    beside = replace(BEFORE, representative=False)
    assert of_pair(compare(NOW, beside), "公募").endswith(NO_TEST)


def test_the_sentence_warns_that_the_words_changed() -> None:
    frame = BEFORE.frame.rename(columns={"bus": "bus"})
    reworded = Codebook((replace(BUS, label="路線バスに乗りますか"), LIVING, AGE, WEIGHT))
    (found,) = compare(NOW, replace(BEFORE, frame=frame, codebook=reworded))
    assert found.match.reworded
    assert "設問文が変わっています。差にはその影響が" in of_compared(found)


def test_three_waves_have_a_trend_and_two_have_none() -> None:
    waves = [
        (2024, compare(NOW, survey("令和6年度", *rides(40)))[0]),
        (2025, compare(NOW, survey("令和7年度", *rides(50)))[0]),
    ]
    found = over_waves(waves, 2026)
    assert found.names == ("令和6年度", "令和7年度", "今回")
    assert found.shares[0].tolist() == [0.4, 0.5, 0.6]
    assert found.slope[0] == pytest.approx(0.1)
    # χ² = (Σ nx(p − p̄))² / (p̄q̄ Σ nx²) = (100 · 0.2)² / (0.25 · 200) = 8
    assert found.p[0] == pytest.approx(0.004677735, abs=1e-9)
    assert of_trend(found) == (
        "「乗る」と答えた人の割合は、令和6年度・令和7年度・今回の3回で40.0%→50.0%→60.0%と、"
        "増える傾向があります（n=100→100→100、傾向の検定 BH補正後 p=0.005）。"
    )
    state = State(Stage.PRELIMINARY, date(2026, 3, 31))
    assert of_trend(found, state=state).endswith(ending(state))
    with pytest.raises(TooFewWaves):
        over_waves(waves[:1], 2026)


def test_a_wave_that_asked_in_other_words_bears_the_mark_everywhere() -> None:
    older = survey("令和6年度", *rides(40))
    older = replace(
        older,
        codebook=Codebook((replace(BUS, label="路線バスに乗りますか"), LIVING, AGE, WEIGHT)),
    )
    waves = [
        (2024, compare(NOW, older)[0]),
        (2025, compare(NOW, survey("令和7年度", *rides(50)))[0]),
    ]
    found = over_waves(waves, 2026)
    assert found.marked == ("令和6年度※", "令和7年度", "今回")
    assert "令和6年度は設問文が変わっています。" in of_trend(found)
    table, _ = found.tables()
    assert list(table.body.columns) == list(found.marked)
    assert "令和6年度の設問文「路線バスに乗りますか」" in table.note
    assert "令和6年度※" in pictures.wave_words(found)


def test_a_steady_share_has_no_trend_and_weighted_waves_are_fitted_by_their_variance() -> None:
    steady = [(year, compare(NOW, survey(str(year), *rides(60)))[0]) for year in (2024, 2025)]
    assert over_waves(steady, 2026).steepest is None
    assert "見つかりませんでした" in of_trend(over_waves(steady, 2026))
    own = survey("今回", *rides(60, 重み=2), weight="重み")
    earlier = [
        (
            year,
            compare(own, survey(str(year), *rides(share, 重み=2), weight="重み"))[0],
        )
        for year, share in ((2024, 40), (2025, 50))
    ]
    found = over_waves(earlier, 2026)
    assert found.slope[0] == pytest.approx(0.1)
    assert found.p[0] == pytest.approx(0.004, abs=0.002)


def test_ages_are_paired_where_one_band_lies_in_another() -> None:
    assert [band(label) for label in AGES.labels] == [(18, 29), (30, 39), (40, 200)]
    assert [band(label) for label in AGE.labels] == [(0, 29), (30, 200)]
    assert band("東地区") is None
    (pair,) = shared(Codebook((AGE,)), Codebook((AGES,)))
    assert pair.cells == ((0, 0), (1, 1), (2, 1))


def test_staff_are_composed_like_residents_by_hand() -> None:
    """Staff: young 8 of 10 ride, older 18 of 90. Residents: half are young, and 3 of 10 ride."""
    staff = survey(
        "職員",
        *rides(8, 10, 年代="20代以下"),
        *rides(18, 90, 年代="30代以上"),
    )
    rows = [
        row
        for age, times in (("18～29歳", 50), ("30代", 30), ("40歳以上", 20))
        for n in range(times)
        for row in [{"bus": "乗る" if n % 10 < 3 else "乗らない", "年齢": age}]
    ]
    frame, codebook = made.frame((BUS, AGES), rows)
    residents = Survey("市民", frame, codebook)
    (axis,) = shared(staff.codebook, codebook)
    found = adjust(compare(staff, residents)[0], staff, residents, axis)
    # 0.5 · 0.8 + 0.5 · 0.2 = 0.5, of residents 0.3
    assert found.crude[0] == pytest.approx(0.26)
    assert found.adjusted[0] == pytest.approx(0.5)
    assert found.other[0] == pytest.approx(0.3)
    assert found.rate[0] == pytest.approx(0.2)
    spread = 0.25 * 0.16 / 9 + 0.25 * 0.16 / 89 + 0.3 * 0.7 / 100
    assert found.se[0] == pytest.approx(np.sqrt(spread), rel=1e-6)
    told = of_adjusted(found)
    assert "△4.0ポイントから20.0ポイントになります" in told
    assert "n=100" in told
    assert of_adjusted(replace(found, n=29)).startswith("回答した人が29人と少ない")


def test_without_a_common_level_nothing_is_composed() -> None:
    staff = survey("職員", *rides(20, 40, 年代="20代以下"))
    rows = made.people(40, bus="乗る", 年齢="40歳以上")
    frame, codebook = made.frame((BUS, AGES), rows)
    residents = Survey("市民", frame, codebook)
    (axis,) = shared(staff.codebook, codebook)
    with pytest.raises(NothingInCommon, match="年代"):
        adjust(compare(staff, residents)[0], staff, residents, axis)


@pytest.mark.parametrize("narrow", [True, False])
def test_pictures_show_both_surveys_and_every_wave(*, narrow: bool) -> None:
    (found,) = compare(NOW, BEFORE)
    drawn = json.dumps(pictures.compared(found, narrow=narrow).spec, ensure_ascii=False)
    assert '"survey": "今回"' in drawn
    assert '"survey": "前回"' in drawn
    waves = [(year, compare(NOW, survey(str(year), *rides(50)))[0]) for year in (2024, 2025)]
    chart = pictures.waves(over_waves(waves, 2026), narrow=narrow)
    assert "乗る 50.0%→50.0%→60.0%" in chart.words
