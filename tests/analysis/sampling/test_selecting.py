"""抽出ウエイト: what a respondent stands for, told from the answers alone."""

import pytest

from analysis.codebook import Codebook
from analysis.sampling.selecting import Chosen, NoLevel, NotAsked, Selection, selection, started
from analysis.weighing.populations import Choice
from analysis.weighing.weights import NothingToFit, weigh
from tests.analysis import made

AREA = made.axis("地区", "東", "西", "わからない")
AGE = made.axis("年代", "10・20代", "30代以上")
ROWS = [
    *made.people(1, 地区="東", 年代="30代以上"),
    *made.people(1, 地区="西", 年代="30代以上"),
    *made.people(1, 地区="わからない", 年代="30代以上"),
    *made.people(1, 年代="10・20代"),
]
FRAME, BOOK = made.frame((AREA, AGE), ROWS)


def found(*chosen: Chosen, book: Codebook = BOOK) -> Selection:
    return selection(chosen, book, Choice())


def test_a_respondent_weighs_as_many_as_were_drawn_from() -> None:
    chosen = found(Chosen("東", "", 100, 10), Chosen("西", "", 300, 10))
    begun = started(chosen, FRAME, BOOK)
    # 10 and 30 residents each; the two whose district is unknown get the mean, 20.
    assert begun.weight.tolist() == pytest.approx([0.5, 1.5, 1, 1])
    assert begun.unknown == 2
    assert "地区が分からないか、どの層にも入らない2人" in begun.notes[1]


def test_a_level_of_several_strata_weighs_their_people_by_their_letters() -> None:
    bands = (("18・19歳", 100), ("20〜29歳", 300), ("30歳以上", 600))
    chosen = found(*(Chosen("東", band, people, 10) for band, people in bands))
    assert chosen.names == ("地区", "年代")
    assert sorted(chosen.weights.values()) == [20, 60]  # (100 + 300) / 20, and 600 / 10


def test_a_band_of_several_levels_gives_each_its_weight() -> None:
    ages = made.axis("年代", "18〜29歳", "30〜39歳", "40歳以上")
    _, book = made.frame((ages,), [])
    chosen = found(Chosen("", "18〜39歳", 100, 10), Chosen("", "40歳以上", 90, 3), book=book)
    assert chosen.weights == {("1",): 10, ("2",): 10, ("3",): 30}
    with pytest.raises(NoLevel, match="区分の境目が合いません"):
        found(Chosen("", "18〜34歳", 100, 10), Chosen("", "35歳以上", 90, 3), book=book)


def test_what_the_questionnaire_does_not_ask_cannot_be_told() -> None:
    with pytest.raises(NoLevel, match="「地区」の「南」にあたる選択肢"):
        found(Chosen("東", "", 100, 10), Chosen("南", "", 100, 10))
    _, without = made.frame((AGE,), [])
    with pytest.raises(NotAsked, match="「地区」にあたる集計軸"):
        found(Chosen("東", "", 100, 10), book=without)


def test_selection_weights_are_the_weights_or_what_the_raking_begins_with() -> None:
    begun = started(found(Chosen("東", "", 100, 10), Chosen("西", "", 300, 10)), FRAME, BOOK)
    alone = weigh(FRAME, BOOK, (), start=begun.weight)
    assert alone.weight.tolist() == pytest.approx([0.5, 1.5, 1, 1])
    assert (alone.rounds, alone.off, alone.margins) == (0, 0, ())
    assert alone.cost.deff == pytest.approx((0.25 + 2.25 + 1 + 1) / 4)
    with pytest.raises(NothingToFit):
        weigh(FRAME, BOOK, ())
