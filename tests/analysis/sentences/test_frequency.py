"""What one question says: its commonest answer, its two ends, or that too few answered."""

from dataclasses import replace

import pytest

from analysis.disclosure import guard_frequency
from analysis.frequencies import Frequency, frequency, summary
from analysis.sentences.frequency import of_frequency
from analysis.sentences.grammar import NOBODY, TOO_FEW
from analysis.sentences.summary import of_summary
from tests.analysis import made
from tests.analysis.made import Row

ROAD = made.single("道", "よい", "わるい", "ふつう", "古い")
LIVING = replace(
    made.scale("住みごこち", "満足", "やや満足", "やや不満", "不満", "わからない"),
    reverse=True,
    off_scale=("5",),
)
WISHES = made.ticks("望むこと", "バス", "医療")
YEARS = made.number("年数")


def of_road(**times: int) -> Frequency:
    rows = [row for label, number in times.items() for row in made.people(number, 道=label)]
    return guard_frequency(frequency(*made.frame((ROAD,), rows), question="道"))


def test_the_commonest_answer_is_told_with_its_interval() -> None:
    """60 of 100: Wilson's interval is 50.2 to 69.1 %."""
    assert of_frequency(of_road(よい=60, わるい=40)) == (
        "最も多い回答は「よい」で、60.0%（n=100、95%信頼区間50.2〜69.1%）です。"
    )


def test_answers_that_share_the_first_place_are_told_together() -> None:
    assert "最も多い回答は「よい」と「わるい」（同じ割合）で、50.0%" in of_frequency(
        of_road(よい=20, わるい=20)
    )
    all_four = of_road(よい=20, わるい=20, ふつう=20, 古い=20)
    assert "最も多い回答は「よい」など4つ（同じ割合）で、25.0%" in of_frequency(all_four)


def test_bare_codes_are_said_to_have_no_names_once() -> None:
    """What 「1」 means nobody has said; a reader must not take it for a name."""
    bare = replace(made.single("道", "1", "2"), labelled=False)
    told = [
        of_frequency(
            frequency(
                *made.frame((bare,), made.people(40, 道="1") + made.people(n, 道="2")),
                question="道",
            )
        )
        for n in (10, 40)
    ]
    assert told[0].startswith("最も多い回答は「1」（選択肢の名前は未登録）で、80.0%（n=50")
    assert told[1].startswith(
        "最も多い回答は「1」と「2」（同じ割合、選択肢の名前は未登録）で、50.0%"
    )
    ticks = [replace(each, labelled=False) for each in made.ticks("望む", "望む1", "望む2")]
    many = made.frame(ticks, made.people(30, 望む_1="1", 望む_2="0"))
    assert of_frequency(frequency(*many, question="望む")).startswith(
        "最も多く選ばれたのは「望む1」（選択肢の名前は未登録）で、100.0%"
    )


def test_everyone_of_one_mind_is_a_hundred_percent() -> None:
    assert "「古い」で、100.0%（n=40、95%信頼区間91.2〜100.0%）" in of_frequency(of_road(古い=40))


@pytest.mark.parametrize(
    ("n", "told"),
    [
        (0, NOBODY),
        (1, TOO_FEW),
        (9, TOO_FEW),
        (10, "回答した人が10人と少ない（n<30）ため、数値は参考値です。"),
        (29, "回答した人が29人と少ない（n<30）ため、数値は参考値です。"),
    ],
)
def test_few_people_are_not_spoken_for(n: int, told: str) -> None:
    assert of_frequency(of_road(よい=n)) == told


def test_a_scale_tells_both_ends_and_its_mean_of_those_on_it() -> None:
    """30 + 20 of 100 are content, 20 + 10 are not; the mean is (60+20−20−20)/80 = 0.50."""
    rows = [
        *made.people(30, 住みごこち="満足"),
        *made.people(20, 住みごこち="やや満足"),
        *made.people(20, 住みごこち="やや不満"),
        *made.people(10, 住みごこち="不満"),
        *made.people(20, 住みごこち="わからない"),
    ]
    made_of = frequency(*made.frame((LIVING,), rows), question="住みごこち")
    assert of_frequency(made_of) == (
        "「満足」と「やや満足」を合わせた割合が50.0%（n=100、95%信頼区間40.4〜59.6%）、"
        "「やや不満」と「不満」を合わせた割合が30.0%です。"
        "平均点は0.50（+2〜−2、「わからない」を除くn=80）です。"
    )


def test_answers_of_many_choices_say_how_many_each_gave() -> None:
    rows: list[Row] = [
        *made.people(40, 望むこと_1="1", 望むこと_2="1"),
        *made.people(20, 望むこと_1="1", 望むこと_2="0"),
    ]
    told = of_frequency(frequency(*made.frame(WISHES, rows), question="望むこと"))
    assert told.startswith("最も多く選ばれたのは「バス」で、100.0%（n=60、")
    assert told.endswith("1人あたりの回答数（M.T.）は1.67です。")
    nobody = [dict(row, 望むこと_1="0", 望むこと_2="0") for row in rows]
    assert "どの選択肢も選ばれませんでした（n=60）" in of_frequency(
        frequency(*made.frame(WISHES, nobody), question="望むこと")
    )


def test_a_number_says_where_the_middle_half_lies() -> None:
    rows: list[Row] = [{"年数": years} for years in (1, 2, 3, 4, 10)]
    found = summary(*made.frame((YEARS,), rows * 6), variable="年数")
    assert found is not None
    assert of_summary(found) == (
        "平均は4.0、中央値は3.0で、回答した人の半数は2.0から4.0の間にいます（n=30）。"
    )
    few = summary(*made.frame((YEARS,), rows), variable="年数")
    assert few is not None
    assert of_summary(few) == "回答した人が5人と少ない（n<30）ため、数値は参考値です。"
