import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.files import read, read_bytes
from analysis.reading.errors import EmptyFile, NoSuchFile, NotATable, UnknownEncoding
from tests.analysis.written import comma

ANSWERS = [["性別", "地区", "ご意見"], ["男", "髙田①", "道が狭い"], ["女", "㈱前", "バスが少ない"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le"])
def test_any_encoding_used_in_japan_reads_the_same(encoding: str) -> None:
    found = read_bytes(comma(ANSWERS, encoding), "answers.csv")

    assert list(found.cells.columns) == ["性別", "地区", "ご意見"]
    assert found.cells["地区"].tolist() == ["髙田①", "㈱前"]


def test_euc_jp_is_not_taken_for_half_width_katakana() -> None:
    rows = [["性別", "ご意見"], ["男", "バスの本数を増やしてください"], ["女", "公園が暗い"]]

    found = read_bytes(comma(rows, "euc_jp"), "answers.csv")

    assert found.cells["ご意見"].tolist() == ["バスの本数を増やしてください", "公園が暗い"]


def test_a_line_that_no_encoding_reads_is_named() -> None:
    broken = "性別,年齢\n男,20\n女,".encode() + b"\xe3\x81\n" + "男,30\n".encode() * 3

    with pytest.raises(UnknownEncoding, match="3行目"):
        read_bytes(broken, "answers.csv")


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_the_delimiter_is_found_by_the_width_that_rows_share(mark: str) -> None:
    text = "\n".join(
        mark.join(row) for row in [["a", "b", "c"], ["1", "x、y", "3"], ["2", "z", "4"]]
    )

    found = read_bytes(text.encode(), "answers.txt")

    assert found.cells.to_numpy().tolist() == [["1", "x、y", "3"], ["2", "z", "4"]]


def test_a_stray_quotation_mark_swallows_no_rows() -> None:
    rows = [
        "地区\t理由\t評価",
        '大門\t"便利だから\tよい',
        '広丘\t駅が"近い"\tふつう',
        '吉田\t安い"\tよい',
    ]

    found = read_bytes("\n".join(rows).encode(), "answers.tsv")

    assert found.cells["理由"].tolist() == ['"便利だから', '駅が"近い"', '安い"']
    assert found.lines == (2, 3, 4)


def test_a_double_hash_is_a_line_break_where_cells_are_not_quoted() -> None:
    content = '地区\t理由\n大門\t"駅が近い##店も多い\n広丘\t静か\n'.encode()

    found = read_bytes(content, "answers.tsv")

    assert found.cells["理由"].tolist() == ['"駅が近い\n店も多い', "静か"]


def test_a_quoted_cell_may_hold_line_breaks_and_each_row_keeps_its_line() -> None:
    content = '番号,意見\n1,"一行目\n二行目 ""引用"""\n2,短い\n'.encode()

    found = read_bytes(content, "answers.csv")

    assert found.cells["意見"].tolist() == ['一行目\n二行目 "引用"', "短い"]
    assert found.lines == (2, 4)


def test_a_row_with_too_many_cells_is_left_out_and_listed() -> None:
    content = "番号,性別,評価\n1,男,3\n2,女,4,余り\n3,男,5\n".encode()

    found = read_bytes(content, "answers.csv")

    assert found.cells["番号"].tolist() == ["1", "3"]
    assert [(problem.line, problem.column) for problem in found.problems] == [(3, "")]


def test_a_row_that_ends_early_is_blank_from_there_and_listed() -> None:
    content = "番号,性別,評価\n1,男,3\n2,女\n3,男,5\n".encode()

    found = read_bytes(content, "answers.csv")

    assert found.cells["評価"].tolist() == ["3", "", "5"]
    assert [(problem.line, problem.column) for problem in found.problems] == [(3, "評価")]


def test_titles_blank_rows_totals_and_notes_are_no_answers() -> None:
    rows = [["令和6年度 市民意識調査", "", ""], ["", "", ""], ["番号", "性別", "評価"]]
    rows += [
        ["1", "男", "3"],
        ["", "", ""],
        ["2", "女", "4"],
        ["合計", "", "7"],
        ["※速報値", "", ""],
    ]

    found = read_bytes(comma(rows), "answers.csv")

    assert found.cells.to_numpy().tolist() == [["1", "男", "3"], ["2", "女", "4"]]
    assert found.lines == (4, 6)
    assert [problem.line for problem in found.problems] == [7, 8]


def test_a_header_that_comes_again_is_left_out() -> None:
    found = read_bytes(b"a,b\n1,2\na,b\n3,4\n1,2\n", "answers.csv")

    assert found.cells["a"].tolist() == ["1", "3", "1"]
    assert [problem.line for problem in found.problems] == [3]


def test_headers_of_the_same_name_are_numbered() -> None:
    found = read_bytes(b"x,other,y,other\n1,a,2,b\n3,c,4,d\n", "answers.csv")

    assert list(found.cells.columns) == ["x", "other", "y", "other（2）"]
    assert found.heading("other（2）") == ("other",)


def test_a_header_of_three_rows_is_joined_across_its_gaps() -> None:
    rows = [
        ["番号", "第1章 暮らし", "", "", "第2章 属性"],
        ["", "問1 使った施設", "", "問2 満足度", "性別"],
        ["", "公園", "図書館", "", ""],
        ["1", "1", "0", "3", "1"],
        ["2", "0", "1", "4", "2"],
        ["3", "1", "1", "5", "2"],
    ]

    found = read_bytes(comma(rows), "answers.csv")

    assert list(found.cells.columns) == [
        "番号",
        "第1章 暮らし／問1 使った施設／公園",
        "第1章 暮らし／問1 使った施設／図書館",
        "第1章 暮らし／問2 満足度",
        "第2章 属性／性別",
    ]
    assert found.lines == (4, 5, 6)


def test_choice_numbers_below_a_merged_header_belong_to_the_header() -> None:
    rows = [["番号", "問1", "", "", "問2"], ["", "1", "2", "3", ""]]
    rows += [[str(i), str(i % 2), "0", "1", "4"] for i in range(1, 9)]

    found = read_bytes(comma(rows), "answers.csv")

    assert list(found.cells.columns) == ["番号", "問1／1", "問1／2", "問1／3", "問2"]


def test_a_file_without_header_keeps_its_first_row() -> None:
    rows = [["大門", str(i)] for i in range(4)] + [["広丘", str(i)] for i in range(4)]

    found = read_bytes(comma(rows), "answers.csv")

    assert list(found.cells.columns) == ["列1", "列2"]
    assert len(found.cells) == 8
    assert found.problems[0].line == 1


def test_one_column_that_begins_with_an_answer_has_no_header() -> None:
    voices = ["特になし", "道が暗い", "特になし", "バスが少ない"]
    raw = read_bytes("\n".join(voices).encode(), "voices.csv")

    assert list(raw.cells["列1"]) == voices


def test_what_programs_write_for_nothing_is_blank() -> None:
    found = read_bytes(b"a,b\nNone,1\nnan,#N/A\nx,NULL\n", "answers.csv")

    assert found.cells["a"].tolist() == ["", "", "x"]
    assert found.cells["b"].tolist() == ["1", "", ""]


def test_what_a_spreadsheet_writes_for_a_failed_formula_is_blank() -> None:
    raw = read_bytes(comma([["a", "b"], ["#REF!", "1"], ["x", "#DIV/0!"]]), "a.csv")

    assert raw.cells.to_numpy().tolist() == [["", "1"], ["x", ""]]


def test_leading_zeros_stay() -> None:
    found = read_bytes("地域,評価\n03,1\n10,2\n".encode(), "answers.csv")

    assert found.cells["地域"].tolist() == ["03", "10"]


def test_a_file_that_is_not_there_is_said_to_be_so() -> None:
    with pytest.raises(NoSuchFile, match="見つかりません"):
        read("no/such/answers.csv")


@pytest.mark.parametrize("content", [b"", b" \n\n", "性別,年齢\n".encode()])
def test_a_file_without_answers_is_empty(content: bytes) -> None:
    with pytest.raises(EmptyFile):
        read_bytes(content, "answers.csv")


@pytest.mark.parametrize(
    "content",
    [
        *(b"%PDF-1.7", b"<!DOCTYPE html><table>", b'{"a": 1}', b"\x89PNG\r\n"),
        bytes(range(256)) * 9,
        "年代,満足\n20代,満\0足\n".encode() * 30,
    ],
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(NotATable):
        read_bytes(content, "answers.csv")


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=9)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=2, max_size=9))
def test_whatever_is_written_with_quotes_is_read_back(rows: list[tuple[str, str, str]]) -> None:
    answers = [[str(number), *row[1:], "。"] for number, row in enumerate(rows)]
    content = comma([["番号", "意見", "備考", "終"], *answers])

    found = read_bytes(content, "answers.csv")

    blank = {"none", "nan", "null", "n/a", "#n/a", "<na>", "#null!"}
    blank |= {"#ref!", "#div/0!", "#value!", "#name?", "#num!"}
    said = [cell if cell.lower() not in blank else "" for _, cell, _ in rows]
    assert found.cells["意見"].tolist() == said
