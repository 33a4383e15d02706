"""What a crosstab says first: its own numbers, no more than they can carry."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from analysis.crosstab import Crosstab, crosstab
from analysis.disclosure import PUBLIC, guard
from analysis.overview import glances
from analysis.results import Stage, State
from analysis.sentences.crosstab import NOT_TESTED, of_crosstab
from analysis.sentences.grammar import TOO_FEW
from analysis.standing import stands_out
from tests.analysis import made
from tests.analysis.made import Row

AREA = made.axis("地区", "東", "西")
AGE = made.axis("年代", "20代", "30代")
SEX = made.axis("性別", "男", "女")
LIVING = made.scale("住みごこち", "よい", "よくない")
WISHES = made.ticks("望むこと", "バス", "図書館を使う人")
WEIGHT = made.number("重み")
FINAL = State(Stage.FINAL, date(2026, 3, 31))

APART = [
    *made.people(30, 地区="東", 住みごこち="よい"),
    *made.people(10, 地区="東", 住みごこち="よくない"),
    *made.people(20, 地区="西", 住みごこち="よい"),
    *made.people(40, 地区="西", 住みごこち="よくない"),
]


def crossed(rows: list[Row]) -> Crosstab:
    return guard(crosstab(*made.frame((AREA, LIVING), rows), axis="地区", question="住みごこち"))


def test_the_widest_difference_is_told_with_its_bases_and_without_a_cause() -> None:
    """東 75.0 % and 西 33.3 % of 50.0 %: 東 is 25 points away, 西 16.7.

    The difference is (1 − 0.4) × (0.75 − 1/3). Its variance is 0.36 × (0.1875/40 + (2/9)/60) of
    the two shares, and 0.4 × 0.6/100 × (0.75 − 1/3)² of the group's part, × 100/99: the standard
    error is 0.0589 and the interval 25.0 ± 11.5.
    """
    told = of_crosstab(crossed(APART))
    assert told == (
        "地区が「東」の人では、「よい」と答えた人が75.0%で、全体（50.0%）より25.0ポイント高い"
        "結果でした（n=40、差の95%信頼区間13.5〜36.5ポイント、BH補正後 p<0.001）。"
        "このほか3か所に、偶然とは考えにくい違いがあります。"
    )


@pytest.mark.parametrize("bare", [["地区"], ["住みごこち"], ["地区", "住みごこち"]])
def test_bare_codes_are_said_to_have_no_names_once(bare: list[str]) -> None:
    asked = [replace(each, labelled=each.name not in bare) for each in (AREA, LIVING)]
    table = crosstab(*made.frame(asked, APART), axis="地区", question="住みごこち")
    told = of_crosstab(table, state=FINAL)
    assert told.count("名前") == 1
    assert told.endswith(
        "違いがあります。選択肢の名前が未登録のものは、番号で示しています。"
        "（確定・2026年3月31日現在）"
    )


def test_a_generation_is_named_as_people_name_it() -> None:
    rows = [{"年代": "30代" if row["地区"] == "東" else "20代", **row} for row in APART]
    table = crosstab(*made.frame((AGE, LIVING), rows), axis="年代", question="住みごこち")
    assert of_crosstab(table).startswith("30代では、「よい」と答えた人が75.0%で")


def test_every_sentence_says_when_it_is_from_and_of_whom() -> None:
    told = of_crosstab(crossed(APART), state=FINAL)
    assert told.endswith("（確定・2026年3月31日現在）")
    early = State(Stage.PRELIMINARY, date(2026, 3, 31))
    assert of_crosstab(crossed(APART), state=early, representative=False).endswith(
        "（公募のため、回答した人の中での違いです。速報・2026年3月31日現在。"
        "今後変わることがあります）"
    )


def test_no_difference_found_is_not_said_to_be_no_difference() -> None:
    even = [
        *made.people(20, 地区="東", 住みごこち="よい"),
        *made.people(20, 地区="東", 住みごこち="よくない"),
        *made.people(20, 地区="西", 住みごこち="よい"),
        *made.people(20, 地区="西", 住みごこち="よくない"),
    ]
    told = of_crosstab(crossed(even))
    assert "偶然とは考えにくいものは見つかりませんでした（n=80）" in told
    assert "違いがないことを示すものではありません" in told


def test_one_group_alone_is_compared_with_nothing() -> None:
    assert of_crosstab(crossed(APART[:40])) == NOT_TESTED


def test_a_table_that_is_withheld_says_nothing_of_itself() -> None:
    assert of_crosstab(crossed(APART[:9])) == TOO_FEW
    assert of_crosstab(crossed([])) == TOO_FEW


def test_a_group_under_thirty_is_never_spoken_of() -> None:
    rows = [
        *made.people(29, 地区="東", 住みごこち="よい"),
        *made.people(10, 地区="西", 住みごこち="よい"),
        *made.people(500, 地区="西", 住みごこち="よくない"),
    ]
    assert "東" not in of_crosstab(crossed(rows))


def test_a_cell_of_few_people_never_stands_out() -> None:
    """One of 40 where none of 400 is: a wide residual, but under one was expected."""
    rows = [
        *made.people(39, 地区="東", 住みごこち="よい"),
        *made.people(1, 地区="東", 住みごこち="よくない"),
        *made.people(400, 地区="西", 住みごこち="よい"),
    ]
    table = crossed(rows)
    assert (table.q < 0.05).any()
    assert not stands_out(table).any()


def test_weights_of_two_make_the_interval_no_narrower() -> None:
    """Equal weights change nothing; unequal ones tell how many respondents they are worth."""
    rows = [dict(row, 重み=2) for row in APART]
    same = [dict(row, 重み=1 + place % 2) for place, row in enumerate(APART)]
    book = (AREA, LIVING, WEIGHT)
    weighed = crosstab(*made.frame(book, rows), axis="地区", question="住みごこち", weight="重み")
    uneven = crosstab(*made.frame(book, same), axis="地区", question="住みごこち", weight="重み")

    assert np.allclose(weighed.gap_se, crossed(APART).gap_se)
    assert "n=40、有効n=40、差の95%信頼区間13.5〜36.5ポイント" in of_crosstab(weighed)
    assert "n=40、有効n=36、" in of_crosstab(uneven)


def test_choices_of_many_answers_are_chosen_not_answered() -> None:
    said = [("1", "0"), ("0", "1")]
    rows = [
        {"地区": area, "望むこと_1": bus, "望むこと_2": books}
        for area, times in (("東", (50, 10)), ("西", (10, 50)))
        for (bus, books), number in zip(said, times, strict=True)
        for _ in range(number)
    ]
    table = crosstab(*made.frame((AREA, *WISHES), rows), axis="地区", question="望むこと")
    assert "「バス」を選んだ人が83.3%で、全体（50.0%）より33.3ポイント高い" in of_crosstab(table)


@pytest.mark.parametrize("times", [1, 10_000, 10_000_000])
def test_huge_numbers_are_told_in_thousands(times: int) -> None:
    table = crossed(APART)
    grown = replace(table, bases=table.bases * times)
    assert f"n={40 * times:,}、" in of_crosstab(grown)


def test_everyone_on_one_side_is_told_without_breaking() -> None:
    rows = [
        *made.people(50, 地区="東", 住みごこち="よい"),
        *made.people(50, 地区="西", 住みごこち="よくない"),
    ]
    assert "100.0%で、全体（50.0%）より50.0ポイント高い" in of_crosstab(crossed(rows))


def test_what_is_withheld_from_the_table_is_not_in_its_sentence() -> None:
    rows = [*APART, *made.people(2, 地区="東", 住みごこち="よくない")][:72]
    table = guard(
        crosstab(*made.frame((AREA, LIVING), rows), axis="地区", question="住みごこち"), PUBLIC
    )
    told = of_crosstab(table)
    assert "nan" not in told
    assert "-1" not in told


def test_every_attribute_is_glanced_at_the_strongest_first() -> None:
    rows = [dict(row, 性別=str(place % 2 + 1)) for place, row in enumerate(APART)]
    found = glances(*made.frame((SEX, AREA, LIVING), rows), question="住みごこち")

    assert [glance.axis for glance in found] == ["地区", "性別"]
    assert [glance.marked for glance in found] == [4, 0]
    assert found[0].q is not None
    assert found[0].q < 0.001
