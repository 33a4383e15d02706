"""Names of themes: the words that say most, what is said of them, and what is no name."""

import pytest

from analysis.text.naming import Vocabulary, everyone, keywords, title, vocabulary, weights
from analysis.text.phrases import phrases
from analysis.text.places import home
from analysis.text.words import tokenise

FOOD = ("料理が美味しい", "美味しい料理だった", "蕎麦が美味しかった", "料理も蕎麦も満足")


def gathered(*texts: str) -> Vocabulary:
    return vocabulary([phrases(tokenise(text)) for text in texts], [1] * len(texts))


def names(*groups: tuple[str, ...]) -> list[str]:
    found = [gathered(*texts) for texts in groups]
    column = everyone(found)
    return [
        title(each, keywords(each, weight), column.written)
        for each, weight in zip(found, weights(found, column), strict=True)
    ]


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (("バスの本数が少ない", "バスの本数がとても少ない"), "バスの本数が少ない"),
        (("家賃が比較的安い", "家賃は安い", "安い家賃"), "家賃が安い"),
        (("トイレが分かりにくい", "トイレも分かりにくかった"), "トイレが分かりにくい"),
        (("近くに病院がない", "大きな病院はない", "病院がないので困る"), "病院がない"),
        (("店員さんが親切", "店員さんは親切だった"), "店員さんが親切"),
    ],
)
def test_what_most_say_of_a_thing_joins_its_name(texts: tuple[str, ...], name: str) -> None:
    assert names(texts, FOOD)[0] == name


def test_what_few_say_of_a_thing_does_not_join_its_name() -> None:
    texts = ("治安が悪い", "治安の改善", "治安は良い", "夜の治安が心配")
    assert names(texts, FOOD)[0] == "治安"


def test_a_vague_word_never_stands_beside_a_noun_that_more_people_say() -> None:
    name = names(("駐車場が欲しい", "駐車場を増やす", "駐車場に遠い店", "高い駐車場"), FOOD)[0]
    assert name == "駐車場"


def test_a_part_of_a_compound_that_never_stands_alone_is_no_name() -> None:
    texts = ("東京への一極集中", "一極集中が進む", "人が集中する", "集中の是正")
    assert "極" not in names(texts, FOOD)[0].split("・")


def test_the_town_that_everyone_names_names_no_theme() -> None:
    texts = ("福井の恐竜", "福井県の恐竜博物館", "恐竜が福井にいた", "福井の魚")
    assert not any("福井" in name for name in names(texts, (*FOOD, "福井の蕎麦")))


def test_one_spelling_is_shown_in_all_themes() -> None:
    crab = ("カニが安い", "カニを食べたい", "カニの値段")
    shop = ("蟹の店が駅前に欲しい", "駅前の店", "駅前に店が少ない", "駅前で蟹")
    assert not any("蟹" in name for name in names(crab, shop))


def test_a_word_names_the_theme_that_says_it_most() -> None:
    first = ("土産の種類", "土産を増やす", "土産が欲しい", "土産の店")
    second = ("土産と道の駅", "道の駅の野菜", "野菜の値段", "道の駅が遠い")
    found = names(first, second)
    assert "土産" in found[0]
    assert "土産" not in found[1]


def test_home_is_the_place_that_many_name_and_few_name_another() -> None:
    assert home({"福井": 9, "福井県": 4, "敦賀": 3}, 200) == {"福井", "福井県"}
    assert home({"横浜": 21, "東京": 12}, 469) == frozenset()
    assert home({"福井": 2}, 10) == frozenset()
    assert home({"福井": 5}, 1000) == frozenset()
    assert home({}, 5) == frozenset()
