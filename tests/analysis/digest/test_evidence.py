import pytest

from analysis.book import book
from analysis.codebook import Role
from analysis.digest.evidence import Evidence, Source, axis_of, gaps, needs, ratings
from tests.analysis import made
from tests.analysis.made import Row

AREA = made.axis("地区", "東", "西")
BUS = made.scale("バスの便", "満足", "どちらともいえない", "不満")
WISH = made.single("改善してほしいこと", "交通", "医療", "公園", "特にない")


def _told(rows: list[Row]) -> list[Evidence]:
    return ratings(book(*made.frame((AREA, BUS), rows)))


def _bus(area: str, good: int, bad: int) -> list[Row]:
    return [
        *made.people(good, 地区=area, バスの便="満足"),
        *made.people(bad, 地区=area, バスの便="不満"),
    ]


def test_a_low_rating_is_told_with_its_people_and_its_base() -> None:
    (told,) = _told(_bus("東", 60, 20))
    assert told.statement == (
        "『バスの便』で「不満」と答えた人は25.0%（20人、n=80）です。「満足」は75.0%です。"
    )
    assert (told.strength, told.people, told.n) == (0.25, 20, 80)


def test_nothing_is_told_of_fewer_than_thirty_people() -> None:
    assert _told(_bus("東", 19, 10)) == []


def test_nothing_is_told_where_one_person_or_everyone_could_be_meant() -> None:
    assert _told(_bus("東", 60, 1)) == []
    assert _told(_bus("東", 60, 0)) == []
    assert _told(_bus("東", 0, 60)) == []


def test_a_group_that_differs_is_told_in_points() -> None:
    rows = [*_bus("東", 90, 10), *_bus("西", 50, 50)]
    found = gaps(book(*made.frame((AREA, BUS), rows)))["バスの便"]
    assert len(found) == 1
    assert found[0].statement == (
        "『バスの便』で「不満」と答えた人の割合は、地区が「西」の人では50.0%（n=100）で、"
        "全体（n=200）より20.0ポイント高くなっています。"
    )
    assert found[0].source == Source("バスの便", "地区", level="2")


def test_a_difference_of_chance_is_not_told() -> None:
    rows = [*_bus("東", 55, 45), *_bus("西", 50, 50)]
    assert gaps(book(*made.frame((AREA, BUS), rows))) == {}


def test_choices_of_a_question_about_needs_are_ranked_without_nothing_in_particular() -> None:
    rows = [
        *made.people(10, 改善してほしいこと="交通"),
        *made.people(20, 改善してほしいこと="医療"),
        *made.people(3, 改善してほしいこと="公園"),
        *made.people(47, 改善してほしいこと="特にない"),
    ]
    found = needs(book(*made.frame((WISH,), rows)), frozenset())
    assert [each.subject for each in found] == ["医療", "交通"]
    assert found[0].statement == (
        "『改善してほしいこと』で「医療」を選んだ人は25.0%（20人、n=80）で、4項目中1位です。"
    )


def test_sentences_never_say_why() -> None:
    rows = [*_bus("東", 90, 10), *_bus("西", 50, 50)]
    tables = book(*made.frame((AREA, BUS), rows))
    told = [*ratings(tables), *gaps(tables)["バスの便"]]
    for word in ("ため", "ので", "原因", "影響", "によって"):
        assert not any(word in each.statement for each in told)


def test_shares_are_weighted_like_those_of_the_tables() -> None:
    weight = made.number("重み", Role.WEIGHT)
    rows = [
        *made.people(30, 地区="東", バスの便="満足", 重み=1.5),
        *made.people(30, 地区="西", バスの便="不満", 重み=0.5),
    ]
    frame, codebook = made.frame((AREA, BUS, weight), rows)
    (told,) = ratings(book(frame, codebook, weight="重み"))
    assert told.statement.startswith(
        "『バスの便』で「不満」と答えた人は25.0%（重み付け後。回答者30人、n=60）です。"
    )
    assert told.strength == 0.25


def test_the_same_people_under_two_axes_are_told_of_once() -> None:
    school = made.axis("小学校区", "東小", "西小")
    rows = [
        {**row, "小学校区": f"{row['地区']}小"}
        for row in (*_bus("東", 90, 10), *_bus("西", 50, 50))
    ]
    found = gaps(book(*made.frame((AREA, school, BUS), rows)))["バスの便"]
    assert [each.source.axis for each in found] == ["地区"]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("年代", "年代"),
        ("年代を教えてください", "年代"),
        ("お住まいの地区を1つお選びください。", "お住まいの地区"),
        ("あなたの性別は", "あなたの性別"),
        ("何年住んでいますか？", "何年住んでいますか"),
        ("第1部。年代", "『第1部。年代』"),
        ("お住まい\n（町名）」", "お住まい （町名）"),
    ],
)
def test_an_axis_that_asks_is_named_by_what_it_asks_for(label: str, name: str) -> None:
    assert axis_of(label) == name
