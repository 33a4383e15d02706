"""What a table says first: its own numbers, no more than they can carry."""

from analysis.crosstab import Crosstab, crosstab
from analysis.disclosure import guard
from analysis.frequencies import frequency, summary
from analysis.headlines import TOO_FEW, of_crosstab, of_frequency, of_summary
from analysis.overview import glances
from analysis.standing import stands_out
from tests.analysis import made
from tests.analysis.made import Row

AREA = made.axis("地区", "東", "西")
SEX = made.axis("性別", "男", "女")
LIVING = made.scale("住みごこち", "よい", "よくない")
YEARS = made.number("年数")

APART = [
    *made.people(30, 地区="東", 住みごこち="よい"),
    *made.people(10, 地区="東", 住みごこち="よくない"),
    *made.people(20, 地区="西", 住みごこち="よい"),
    *made.people(40, 地区="西", 住みごこち="よくない"),
]


def crossed(rows: list[Row]) -> Crosstab:
    return guard(crosstab(*made.frame((AREA, LIVING), rows), axis="地区", question="住みごこち"))


def test_the_widest_difference_is_told_with_its_bases_and_without_a_cause() -> None:
    """東 75.0 % and 西 33.3 % of 50.0 %: 東 is 25 points away, 西 16.7."""
    assert of_crosstab(crossed(APART), representative=True) == (
        "地区が「東」の人では、「よい」と答えた人が75.0%（n=40）で、全体（50.0%）より"
        "25.0ポイント高くなっています。このほか3か所に、偶然とは考えにくい違いがあります。"
    )


def test_an_open_call_speaks_of_those_who_answered_alone() -> None:
    told = of_crosstab(crossed(APART), representative=False)
    assert told.endswith("（公募のため、回答した人の中での違いです）")


def test_no_difference_found_is_not_said_to_be_no_difference() -> None:
    even = [
        *made.people(20, 地区="東", 住みごこち="よい"),
        *made.people(20, 地区="東", 住みごこち="よくない"),
        *made.people(20, 地区="西", 住みごこち="よい"),
        *made.people(20, 地区="西", 住みごこち="よくない"),
    ]
    told = of_crosstab(crossed(even), representative=True)
    assert "偶然とは考えにくいものは見つかりませんでした" in told
    assert "違いがないことを示すものではありません" in told


def test_one_group_alone_is_compared_with_nothing() -> None:
    told = of_crosstab(crossed(APART[:40]), representative=True)
    assert "検定は行いません" in told


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


def test_a_question_says_its_commonest_answer_and_withholds_few() -> None:
    found = frequency(*made.frame((LIVING,), APART), question="住みごこち")
    assert of_frequency(found) == "最も多い回答は「よい」の50.0%です。"
    nobody = frequency(*made.frame((LIVING,), made.people(3)), question="住みごこち")
    assert of_frequency(nobody) == "この設問に回答した人はいません。"
    assert TOO_FEW.startswith("回答した人が少ない")


def test_a_number_says_where_the_middle_half_lies() -> None:
    rows: list[Row] = [{"年数": years} for years in (1, 2, 3, 4, 10)]
    found = summary(*made.frame((YEARS,), rows), variable="年数")
    assert found is not None
    assert of_summary(found) == (
        "平均は4.0、中央値は3.0で、回答した人の半数は2.0から4.0の間にいます。"
    )


def test_every_attribute_is_glanced_at_the_strongest_first() -> None:
    rows = [dict(row, 性別=str(place % 2 + 1)) for place, row in enumerate(APART)]
    found = glances(*made.frame((SEX, AREA, LIVING), rows), question="住みごこち")

    assert [glance.axis for glance in found] == ["地区", "性別"]
    assert [glance.marked for glance in found] == [4, 0]
    assert found[0].q is not None
    assert found[0].q < 0.001
