"""人口表: whatever form the register's table has, its cells are read or the mistake is named."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import AnalysisError
from analysis.sampling import cells
from analysis.sampling.cells import Cell, People

CROSS = (
    "地区\t18〜39歳\t40歳以上\t計\n中央\t4,000\t6,000\t10,000\n"
    "山\t30人\t-\t30\n計\t4030\t6000\t10030\n"
)
READ = (
    Cell("中央", "18〜39歳", 4000),
    Cell("中央", "40歳以上", 6000),
    Cell("山", "18〜39歳", 30),
    Cell("山", "40歳以上", 0),
)


def read(table: str, youngest: int = 18) -> People:
    return cells.parse(table.encode(), "人口表", youngest=youngest)


@pytest.mark.parametrize(
    "table",
    [
        CROSS,
        "人口表　令和8年4月1日現在\n\n" + CROSS + "※住民基本台帳による\n",
        CROSS.replace(",000", "000").replace("\t", ","),
        "年齢\t中央\t山\n18〜39歳\t4000\t30\n40歳以上\t6000\t0\n",
        "地区,年代,人数\n中央,18〜39歳,4000\n,40歳以上,6000\n山,18〜39歳,30\n山,40歳以上,0\n",
        "年代,地区,人口（人）\n18〜39歳,中央,4000\n40歳以上,中央,6000\n18〜39歳,山,30\n40歳以上,山,0\n",
    ],
)
def test_a_register_is_read_in_every_form_it_is_handed_round(table: str) -> None:
    assert set(read(table).cells) == set(READ)
    old = cells.parse(table.replace("〜", "-").encode("cp932"), "人口表").cells
    assert {(cell.district, cell.people) for cell in old} == {(c.district, c.people) for c in READ}


def test_one_axis_alone_makes_strata_too() -> None:
    assert read("地区,人数\n中央,10\n山,20\n").cells == (Cell("中央", "", 10), Cell("山", "", 20))
    assert read("年代,人数\n20代,10\n").cells == (Cell("", "20代", 10),)
    assert cells.of_classes("年代", {"20代": 10}).cells == (Cell("", "20代", 10),)
    assert cells.of_classes("小学校区", {"東": 10}).cells == (Cell("東", "", 10),)


def test_who_is_too_young_is_left_out_and_that_is_told() -> None:
    found = read("地区\t0〜14歳\t15〜19歳\t20歳以上\n中央\t100\t50\t800\n")
    assert found.total == 850
    assert [each.reason for each in found.problems] == [
        "「0〜14歳」は18歳未満なので、対象から除きました",
        "「15〜19歳」の人数は、18歳以上だけを数えたものか確かめてください",
    ]


def test_a_total_that_does_not_add_up_is_told() -> None:
    (problem,) = read("地区\t20代\t計\n中央\t10\t11\n").problems
    assert problem.reason.startswith("「中央」の計は11人ですが、区分を足すと10人です")


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("地区\t20代\n中央\tx\n", "2行目「中央」の「20代」が、0以上の整数ではありません"),
        ("地区\t20代\n中央\t1.5\n", "2行目「中央」の「20代」が、0以上の整数"),
        ("地区\t20代\t30代\n中央\t5\t\n", "2行目「中央」の「30代」が空です"),
        ("地区\t20代\n\t5\n", "2行目に、地区の名前がありません"),
        ("地区,年代,人数\n中央,,5\n", "2行目に、年代の名前がありません"),
        ("地区\t20代\n中央\t5\n中央\t6\n", "3行目の「中央・20代」は、前にもあります"),
        ("地区,20代\n中央,27,300\n", "2行目の項目が見出しより多くあります"),
        ("軸,区分,人数\n年代,20代,5\n", "地区と年代を組み合わせた人数が分かりません"),
        ("地区\t20代\n中央\t0\n", "1人以上の区分がありません"),
        ("なんでもない文\n", "見出しを読み取れません"),
        (f"地区\t20代\n{'長' * 41}\t5\n", "40文字までにしてください"),
    ],
)
def test_a_mistake_is_named_by_its_row_and_column(table: str, sentence: str) -> None:
    with pytest.raises(AnalysisError) as raised:
        read(table)
    assert sentence in str(raised.value)


NAMES = st.lists(st.sampled_from("東西南北中上下"), min_size=1, max_size=7, unique=True)
BANDS = st.lists(st.sampled_from(range(2, 9)), min_size=1, max_size=7, unique=True)


@given(NAMES, BANDS, st.data())
def test_every_cross_table_gives_each_number_back(
    names: list[str], decades: list[int], data: st.DataObject
) -> None:
    people = st.integers(1, 99_999)
    held = {(name, f"{decade}0代"): data.draw(people) for name in names for decade in decades}
    head = "\t".join(["地区", *(f"{decade}0代" for decade in decades)])
    lines = ["\t".join([n, *(f"{held[n, f'{d}0代']:,}" for d in decades)]) for n in names]
    found = read("\n".join([head, *lines]))
    assert {(cell.district, cell.band): cell.people for cell in found.cells} == held


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_or_refused_in_words(table: str) -> None:
    with suppress(AnalysisError):
        assert read(table).total > 0
