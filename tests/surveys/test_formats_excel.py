"""Excel: read as planners fill it in, refused cell by cell, never with a bomb in hand."""

import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Border, Side

from surveys.formats import FORMATS
from surveys.formats.base import MOST_BYTES, Reading
from surveys.kinds import Choice, Question, Row

EXCEL = FORMATS["excel"]
HEADS = ("セクション", "設問コード", "設問文", "設問形式", "選択肢", "行", "必須")
YES_NO = "はい\nいいえ"


def book(
    *rows: tuple[Any, ...], heads: tuple[str, ...] = HEADS, title: str = "調査", merge: str = ""
) -> bytes:
    made = Workbook()
    overview = made.active
    assert overview is not None
    overview.title = "調査の概要"
    overview.append(["項目", "内容"])
    overview.append(["調査名", title])
    asked = made.create_sheet("設問")
    for row in (heads, *rows):
        asked.append(list(row))
    if merge:
        asked.merge_cells(merge)
    return saved(made)


def saved(made: Workbook) -> bytes:
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def read(*rows: tuple[Any, ...], **changes: Any) -> Reading:
    return EXCEL.read(book(*rows, **changes))


def asked(*rows: tuple[Any, ...], **changes: Any) -> tuple[Question, ...]:
    reading = read(*rows, **changes)
    assert reading.problems == ()
    return reading.whole().document.questions


def told(reading: Reading) -> list[tuple[str, str]]:
    return [(problem.where, problem.what) for problem in reading.problems]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        *(("SA", "single"), ("ＭＡ", "multiple"), ("fa", "text"), ("単数回答", "single")),
        *(("5段階評価", "scale"), ("マトリックス", "matrix"), ("複数回答（3つまで）", "multiple")),
    ],
)
def test_the_trades_own_words_for_a_kind_are_known(word: str, kind: str) -> None:
    choices = "" if kind == "text" else "a\nb\nc"
    (question,) = asked(("", "q1", "問い", word, choices, "行1" if kind == "matrix" else ""))
    assert question.kind == kind
    assert question.limit == (3 if "3つ" in word else None)


@pytest.mark.parametrize("word", ["○", "〇", "はい", 1, True, "必須", "✓"])
def test_must_be_answered_is_said_in_many_ways(word: object) -> None:
    assert asked(("", "q1", "問い", "SA", YES_NO, "", word))[0].required


@pytest.mark.parametrize(
    ("line", "choice"),
    [
        ("はい", Choice("1", "はい")),
        ("9. 答えない", Choice("9", "答えない")),
        ("９）答えない", Choice("9", "答えない")),
        ("③ ふつう", Choice("3", "ふつう")),
        ("1.5倍以上", Choice("1", "1.5倍以上")),
        ("10:30まで", Choice("1", "10:30まで")),
        ("[bus] バス", Choice("bus", "バス")),
        ("その他（　　　）", Choice("1", "その他", write_in=True)),
        ("その他(具体的に)", Choice("1", "その他", write_in=True)),
        ("その他【記述】", Choice("1", "その他", write_in=True)),
        ("特にない【単独】", Choice("1", "特にない", exclusive=True)),
        ("バス【市営】", Choice("1", "バス【市営】")),
        ("[1] その他（記述）【】", Choice("1", "その他（記述）")),
        ("・公園", Choice("1", "公園")),
    ],
)
def test_a_line_is_a_choice_with_its_code_and_marks(line: str, choice: Choice) -> None:
    assert asked(("", "q1", "問い", "MA", f"{line}\n[z] ほか"))[0].choices[0] == choice


def test_rows_of_a_matrix_have_codes_too() -> None:
    (question,) = asked(("", "q1", "満足度", "マトリクス", "満足\n不満", "[bus] バス\n買い物"))
    assert question.rows == (Row("bus", "バス"), Row("2", "買い物"))


def test_full_width_figures_and_units_are_numbers() -> None:
    heads = (*HEADS, "最多", "下限", "単位", "区分の区切り")
    first, second = asked(
        ("", "Ｑ１", "問い", "MA", "a\nb\nc", "", "", "２つ"),
        ("", "q2", "年齢", "数値", "", "", "", "", "18歳", "歳", "１８、３０,65"),
        heads=heads,
    )
    assert (first.code, first.limit) == ("Q1", 2)
    assert (second.low, second.bands) == (18, (18, 30, 65))
    assert [choice.label for choice in second.choices] == ["18～29歳", "30～64歳", "65歳以上"]


def test_a_section_counts_until_the_next_one() -> None:
    reading = read(
        ("くらし", "q1", "問い1", "FA"),
        ("", "q2", "問い2", "FA"),
        (),
        ("まち", "q3", "問い3", "FA"),
        ("", "", "", ""),
    )
    document = reading.whole().document
    assert [(each.code, each.title) for each in document.sections] == [
        ("s1", "くらし"),
        ("s2", "まち"),
    ]
    assert [question.section for question in document.questions] == ["s1", "s1", "s2"]


def test_choices_merged_over_several_questions_belong_to_each() -> None:
    made = asked(
        ("", "q1", "問い1", "段階評価", "満足\n不満"),
        ("", "q2", "問い2", "段階評価", ""),
        merge="E2:E3",
    )
    assert made[0].choices == made[1].choices


def test_choices_may_stand_one_a_row_below_their_question() -> None:
    (question,) = asked(
        ("", "q1", "問い", "SA", "はい"), ("", "", "", "", "いいえ"), ("", "", "", "", "9. 不明")
    )
    assert [choice.code for choice in question.choices] == ["1", "2", "9"]


def test_a_question_without_a_code_is_given_one_and_said_so() -> None:
    reading = read(("", "", "問い1", "FA"), ("", "q1", "問い2", "FA"))
    assert [each.code for each in reading.whole().document.questions] == ["q2", "q1"]
    assert [note.what for note in reading.notes] == ["設問コードがないので「q2」を付けました"]


def test_a_column_nobody_knows_is_named() -> None:
    reading = read(("", "q1", "問い", "FA", "", "", "", "昨年と同じ"), heads=(*HEADS, "備考"))
    assert reading.problems == ()
    assert [(note.where, note.what) for note in reading.notes] == [
        ("「設問」シート H列", "「備考」の列")
    ]


def test_headings_may_stand_below_a_title_and_under_other_names() -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (["市民意識調査 設問一覧"], [], ["問番号", "質問文 ※必須", "回答形式", "選択肢"]):
        sheet.append(row)
    sheet.append(["q1", "住みごこちは", "SA", YES_NO])
    assert told(EXCEL.read(saved(made))) == [("「調査の概要」シート", "「調査名」がありません")]


def test_every_problem_is_told_with_its_row_at_once() -> None:
    reading = read(
        ("", "q1", "問い1", "ラジオボタン", YES_NO),
        ("", "q1", "問い2", "SA", ""),
        ("", "q3", "", "FA"),
        ("", "q4", "問い4", "SA", YES_NO, "", "たぶん"),
        ("", "q 5", "問い5", "SA", "1. はい\n1. いいえ"),
        ("", "q6", "問い6", "SA", "はい\nその他【記述】\nほか【記述】\n特にない【単独】"),
        ("", "q7", "問い7", "マトリクス", YES_NO, "", "", "q2 = 1"),
        heads=(*HEADS, "表示条件"),
    )
    assert reading.brought is None
    assert told(reading) == [
        ("「設問」シート 2行目「設問形式」", "「設問形式」の「ラジオボタン」が読めません"),
        ("「設問」シート 3行目「選択肢」", "「単一回答」の設問に選択肢がありません"),
        ("「設問」シート 4行目「設問文」", "「設問文」がありません"),
        ("「設問」シート 5行目「必須」", "「必須」の「たぶん」が読めません"),
        ("「設問」シート 6行目「設問コード」", "「設問コード」に使えない文字があります"),
        ("「設問」シート 6行目「選択肢」", "選択肢のコード「1」が2回使われています"),
        (
            "「設問」シート 7行目「選択肢」",
            "「単独」の印は設問形式「単一回答」では使えません",
        ),
        ("「設問」シート 7行目「選択肢」", "記述欄つきの選択肢が2つ以上あります"),
        ("「設問」シート 8行目「行」", "「マトリクス」の設問に行がありません"),
        (
            "「設問」シート 8行目「表示条件」",
            "条件「q2 = 1」の「q2」は、この設問より前にありません",
        ),
    ]
    assert all(problem.advice for problem in reading.problems)


def test_a_choice_that_excel_made_a_date_is_pointed_at() -> None:
    (problem,) = read(("", "q1", "問い", "SA", datetime(2026, 1, 2))).problems  # noqa: DTZ001 - a cell has no zone
    assert problem.what == "「選択肢」のセルをExcelが日付に変えています"


def test_a_year_may_be_japanese() -> None:
    made = Workbook()
    overview = made.active
    assert overview is not None
    overview.title = "調査の概要"
    for row in (
        ["項目", "内容"],
        ["調査名", "調査"],
        ["年度", "令和８年度"],
        ["対象", "市民（18歳以上）"],
        ["回答者の選び方", "無作為抽出"],
        ["所要時間（分）", "約10分"],
    ):
        overview.append(row)
    sheet = made.create_sheet("設問")
    sheet.append(["設問文", "設問形式"])
    sheet.append(["ご意見", "FA"])
    brought = EXCEL.read(saved(made)).whole()
    assert (brought.year, brought.audience, brought.sampling) == (2026, "citizen", "random")
    assert brought.document.minutes == 10


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK\x03\x04broken", "Excelファイルとして壊れています"),
        (b"\xd0\xcf\x11\xe0" + bytes(512), "古い形式のExcel（.xls）か、Excelではないファイルです"),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "パスワードで保護されています",
        ),
        (b"PK\x03\x04" + bytes(MOST_BYTES), "ファイルが大きすぎます"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(content: bytes, what: str) -> None:
    assert [problem.what for problem in EXCEL.read(content).problems] == [what]


def test_a_book_that_would_unpack_without_end_is_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(80_000_000))
    (problem,) = EXCEL.read(out.getvalue()).problems
    assert problem.what == "シートが広すぎるか、大きすぎます"


def test_two_far_cells_do_not_fill_the_memory() -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet["A1"], sheet["XFD1048576"] = "設問文", "x"
    (problem,) = EXCEL.read(saved(made)).problems
    assert problem.what == "シートが広すぎるか、大きすぎます"


def test_borders_drawn_far_out_are_no_cells() -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["設問文", "設問形式"])
    sheet.append(["ご意見", "FA"])
    sheet["XFD5000"].border = Border(left=Side(style="thin"))
    assert told(EXCEL.read(saved(made))) == [("「調査の概要」シート", "「調査名」がありません")]
