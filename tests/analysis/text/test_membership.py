"""Who raises a theme: counted among those who wrote something, and guarded like any table."""

from analysis.catalogue import CATALOGUE
from analysis.text.membership import OTHER, by_axis, theme_list
from tests.analysis import made

AREA = made.axis("地区", "東", "西", "北")
OPINION = made.text("意見")


def test_the_base_is_those_who_wrote_and_voices_without_a_theme_stand_last() -> None:
    rows = [*made.people(30, 地区="東"), *made.people(20, 地区="西")]
    frame, _ = made.frame((AREA,), rows)
    place_of: list[int | None] = [0] * 15 + [1] * 3 + [None] * 12 + [0] * 2 + [2] * 18
    table = by_axis(frame, AREA, ["バス", "公園"], place_of)

    assert table.question.labels == ["バス", "公園", OTHER]
    assert table.bases.tolist() == [18, 20, 0]
    assert table.n[:2].tolist() == [[15, 3, 0], [2, 0, 18]]


def test_a_group_of_few_writers_is_withheld() -> None:
    rows = [*made.people(30, 地区="東"), *made.people(20, 地区="西"), *made.people(4, 地区="北")]
    frame, _ = made.frame((AREA,), rows)
    table = by_axis(frame, AREA, ["バス"], [0] * 54)
    assert table.hidden.tolist() == [False, False, True]


def test_themes_of_a_column_are_a_result_like_any_other() -> None:
    bus = ["バスの本数を増やしてほしい", "バスの便が少ない", "バスが来なくて困る"] * 4
    park = ["公園に遊具がほしい", "公園が遠い", "公園の草を刈ってほしい"] * 4
    rows = [{"意見": text} for text in [*bus, *park]] + made.people(5)
    found = CATALOGUE["themes"].run(*made.frame((OPINION,), rows), text="意見")

    assert found is not None
    counts, shares = found.tables()
    assert counts.body["声の数"].sum() <= 24
    assert shares.body["割合"].max() <= 1
    assert theme_list(*made.frame((OPINION,), rows), text="意見").voices == 24
