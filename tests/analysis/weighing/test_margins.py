"""母集団の表: however an office wrote it, and said where it cannot be read."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from analysis.errors import AnalysisError
from analysis.weighing.margins import Class, Register, parse

LONG = "軸,区分,人数\n性別,男性,27300\n性別,女性,28700\n年代,20代,6900\n"
READ = [("性別", "男性", 27300), ("性別", "女性", 28700), ("年代", "20代", 6900)]


def read(text: str) -> list[tuple[str, str, float]]:
    return [(each.axis, each.level, each.people) for each in registered(text).classes]


def registered(text: str) -> Register:
    return parse(text.encode(), "母集団.csv")


def refused(text: str) -> str:
    with pytest.raises(AnalysisError) as caught:
        registered(text)
    return str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        LONG.replace("軸,区分,人数", "axis,level,population"),
        LONG.replace("軸,区分,人数", "variable,category,population"),
        LONG.replace("軸,区分,人数", "軸,区分,人口（人）"),
        LONG.replace(",", "\t"),
        "見本市の人口（4月1日現在）\n\n" + LONG + "\n資料: 住民基本台帳\n",
        "軸,区分,人数\n性別,男性,27300\n,女性,28700\n年代,20代,6900\n",
        '軸,区分,人数\n性別,男性,"27,300人"\n性別,女性,２８７００\n年代,20代,"6,900"\n',
        "軸,区分,人数\n性別,男性,27300\n性別,女性,28700\n性別,計,56000\n年代,20代,6900\n計,,6900\n",
        "性別,人数\n男性,27300\n女性,28700\n計,56000\n\n年代,人数\n20代,6900\n",
    ],
)
def test_a_register_is_read_in_the_forms_offices_keep(text: str) -> None:
    assert read(text) == READ
    assert registered(text).problems == ()


def test_a_published_table_by_sex_tells_of_two_axes() -> None:
    text = (
        "年齢別人口（4月1日）\n年齢,総数,男,女\n総数,60,25,35\n18・19歳,30,10,20\n"
        '20〜24歳,"30","15","15"\n資料: 住民基本台帳\n'
    )
    assert read(text) == [
        ("年齢", "18・19歳", 30),
        ("年齢", "20〜24歳", 30),
        ("性別", "男性", 25),
        ("性別", "女性", 35),
    ]
    assert "4行目の人数" in refused("年齢,男,女\n18歳,10,20\n\n19歳,多い,20\n")


def test_a_sheet_is_read_like_a_file() -> None:
    book, out = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append(["軸", "区分", "人数"])
    for axis, level, people in READ:
        book.active.append([axis, level, people])
    book.save(out)
    made = parse(out.getvalue(), "母集団.xlsx")
    assert [(each.axis, each.level, each.people) for each in made.classes] == READ


def test_a_class_says_which_level_it_is_counted_in() -> None:
    made = registered(
        "軸,区分,人数,合わせる先\n年代,18・19歳,100,10・20代\n年代,17歳以下,900,除く\n"
    )
    assert made.classes == (
        Class("年代", "18・19歳", 100, 2, "10・20代"),
        Class("年代", "17歳以下", 900, 3, "除く"),
    )


def test_a_total_that_does_not_add_up_is_told_with_its_line() -> None:
    (problem,) = registered("軸,区分,人数\n性別,男性,10\n性別,女性,20\n性別,計,31\n").problems
    assert problem.line == 4
    assert "31人" in problem.reason
    assert "30人" in problem.reason


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("男性,27300\n女性,28700\n", "見出しの行がありません"),
        ("軸,区分,人数\n", "人数の行がありません"),
        ("軸,区分,人数\n性別,男性,多い\n", "2行目の人数が、0以上の数ではありません"),
        ("軸,区分,人数\n性別,男性,-5\n", "2行目の人数が"),
        ("軸,区分,人数\n性別,男性,\n", "2行目の人数が"),
        ("軸,区分,人数\n性別,男性,48.8%\n", "2行目の人数が"),
        ("軸,区分,人数\n性別,男性,27,300\n", "カンマを消してください"),
        ("軸,区分,人数\n,男性,5\n", "2行目に、軸がありません"),
        ("軸,区分,人数\n性別,,5\n", "2行目に、区分がありません"),
        ("軸,区分,人数\n性別,男性,5\n性 別,男 性,6\n", "3行目の「性 別」の「男 性」は、2行目にも"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(text: str, said: str) -> None:
    assert said in refused(text)


def test_nobody_of_a_printed_table_is_zero() -> None:
    assert read("軸,区分,人数\n性別,男性,-\n性別,女性,－\n") == [
        ("性別", "男性", 0),
        ("性別", "女性", 0),
    ]


NAMES = st.text(st.sampled_from("男女性年代地区10あア"), min_size=1, max_size=6).map("区".__add__)


@given(
    st.dictionaries(
        st.tuples(NAMES, NAMES), st.integers(0, 2_000_000_000), min_size=1, max_size=12
    ),
    st.sampled_from([",", "\t"]),
)
def test_what_is_written_is_what_is_read(counts: dict[tuple[str, str], int], mark: str) -> None:
    lines = [mark.join((axis, level, str(n))) for (axis, level), n in counts.items()]
    made = read("\n".join([mark.join(("軸", "区分", "人数")), *lines]))
    assert made == [(axis, level, float(n)) for (axis, level), n in counts.items()]


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_or_refused_in_words(text: str) -> None:
    said = ""
    try:
        held = bool(parse(text.encode("utf-8", "replace"), "貼り付け").classes)
    except AnalysisError as error:
        held, said = False, str(error)
    assert held or said
    assert "%(" not in said.replace(text, "")
