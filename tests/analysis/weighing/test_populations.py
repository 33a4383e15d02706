"""母集団と集計軸: which class of a register is which level of a codebook."""

from math import inf

import pytest

from analysis.codebook import Codebook
from analysis.errors import AnalysisError
from analysis.weighing.margins import Class
from analysis.weighing.populations import OUT, Choice, ages, all_of, match, populations
from tests.analysis import made

SEX = made.axis("性別", "男性", "女性", "答えたくない")
AGE = made.axis("年代", "10・20代", "30代", "40歳以上")
BOOK = Codebook((SEX, AGE))


def classes(*rows: tuple[str, str, float] | tuple[str, str, float, str]) -> list[Class]:
    return [Class(*row[:3], line, *row[3:]) for line, row in enumerate(rows, 2)]


BOTH = classes(("性別", "男性", 40), ("性別", "女性", 60))


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("18・19歳", (18, 19)),
        ("20〜29歳", (20, 29)),
        ("２０～２９歳", (20, 29)),
        ("20-29", (20, 29)),
        ("20歳から29歳まで", (20, 29)),
        ("18歳以上30歳未満", (18, 29)),
        ("10・20代", (10, 29)),
        ("20代～30代", (20, 39)),
        ("20代", (20, 29)),
        ("19歳以下", (0, 19)),
        ("20歳未満", (0, 19)),
        ("70代以上", (70, inf)),
        ("70歳以上", (70, inf)),
        ("70歳～", (70, inf)),
        ("男性", None),
        ("5年未満", None),
        ("", None),
    ],
)
def test_ages_are_read_as_people_write_them(words: str, span: tuple[float, float] | None) -> None:
    assert ages(words) == span


@pytest.mark.parametrize("words", ["1", "男性", " 男　性 ", "男"])
def test_a_class_is_found_by_its_code_or_its_label(words: str) -> None:
    (found,) = all_of(classes(("性別", words, 40), ("性別", "女性", 60)), BOOK)
    assert [(each.code, each.people) for each in found.levels] == [("1", 40), ("2", 60)]
    assert found.outside == (("3", "答えたくない"),)


def test_classes_of_ages_are_counted_in_the_level_they_lie_within() -> None:
    rows = classes(
        ("年齢", "18・19歳", 100),
        ("年齢", "20〜24歳", 200),
        ("年齢", "25〜29歳", 300),
        ("年齢", "30〜39歳", 700),
        ("年齢", "40〜64歳", 1000),
        ("年齢", "65歳以上", 900),
    )
    (found,) = all_of(rows, BOOK)
    assert found.name == "年代"
    assert [each.people for each in found.levels] == [600, 700, 1900]
    assert found.levels[0].classes == ("18・19歳", "20〜24歳", "25〜29歳")


def test_a_class_across_two_levels_is_no_guess() -> None:
    with pytest.raises(AnalysisError, match="2行目の「年齢」の「25〜34歳」にあたる選択肢が"):
        all_of(classes(("年齢", "25〜34歳", 100)), BOOK)
    with pytest.raises(
        AnalysisError, match="2行目の「年代」の「25〜34歳」にあたる選択肢がありません"
    ):
        all_of(classes(("年代", "25〜34歳", 100)), BOOK)


def test_a_file_says_where_a_class_goes_and_which_nobody_was_drawn_from() -> None:
    rows = classes(("年代", "25〜34歳", 100, "30代"), ("年代", "17歳以下", 50, "除く"))
    (found,) = all_of(rows, BOOK)
    assert [(each.label, each.people) for each in found.levels] == [("30代", 100)]


def test_an_axis_that_is_not_there_is_named_with_its_line() -> None:
    with pytest.raises(
        AnalysisError, match="2行目の軸「血液型」にあたる集計軸がありません。使える軸: 性別、年代"
    ):
        all_of(classes(("血液型", "A", 1)), BOOK)


def test_a_person_decides_where_names_do_not_tell() -> None:
    rows = classes(("世代", "若い人", 100), ("世代", "子ども", 30), ("性別", "男性", 5))
    choice = Choice(
        {"世代": "年代", "性別": ""}, {("世代", "若い人"): "1", ("世代", "子ども"): OUT}
    )
    listed = match(rows, BOOK, choice)
    assert [each.name for each in listed] == ["年代", ""]
    (found,) = populations(listed)
    assert [(each.label, each.people) for each in found.levels] == [("10・20代", 100)]


def test_the_words_of_a_plan_find_an_axis() -> None:
    rows = classes(("ライフステージ", "若い人", 100))
    assert match(rows, BOOK, Choice(called=[["ライフステージ", "年代"]]))[0].name == "年代"
    assert match(rows, BOOK)[0].name == ""


def test_two_axes_of_a_register_are_never_one_of_the_answers() -> None:
    rows = classes(("性別", "男性", 40), ("男女", "男性", 40))
    choice = Choice({"性別": "性別", "男女": "性別"})
    with pytest.raises(AnalysisError, match="母集団の軸が2つ（性別、男女）"):
        populations(match(rows, BOOK, choice))


def test_an_empty_class_needs_no_level() -> None:
    (found,) = all_of([*BOTH, *classes(("性別", "不詳", 0))], BOOK)
    assert found.total == 100
