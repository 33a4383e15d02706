"""調査票のファイル: any questionnaire goes out into every format and comes back the same."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from surveys.documents import Document
from surveys.formats import FORMATS
from surveys.formats.base import Brought
from surveys.formats.excel_writing import example, example_yaml, template
from surveys.formats.reading import read_any
from surveys.formats.shape import schema
from surveys.kinds import KINDS, Choice, Question
from tests.surveys.drawn import brought


@pytest.mark.parametrize("key", FORMATS)
@given(given_one=brought())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_written_is_read_back_the_same(key: str, given_one: Brought) -> None:
    reading = FORMATS[key].read(FORMATS[key].write(given_one))
    assert reading.problems == ()
    assert reading.brought == given_one


@pytest.mark.parametrize("key", FORMATS)
def test_the_example_says_the_same_in_every_format(key: str) -> None:
    assert FORMATS[key].read(FORMATS[key].write(example())).brought == example()


def test_the_example_is_a_whole_survey() -> None:
    document = example().document
    usual = {"single", "multiple", "scale", "matrix", "number", "text"}
    assert {question.kind for question in document.questions} == usual
    assert len(document.questions) == 12
    assert document.rules
    assert "en" in document.languages


@pytest.mark.parametrize("key", FORMATS)
def test_easy_japanese_with_its_readings_is_a_language_of_every_format(key: str) -> None:
    words = {"title": "まちの アンケート", "age": "何歳《なんさい》ですか。"}
    made = example()
    easy = replace(made, document=replace(made.document, translations={"ja-easy": words}))
    assert FORMATS[key].read(FORMATS[key].write(easy)).brought == easy


def test_the_schema_knows_every_kind() -> None:
    assert schema()["$defs"]["question"]["properties"]["kind"]["enum"] == list(KINDS)


def test_a_file_is_known_by_its_first_bytes() -> None:
    assert read_any(example_yaml()).brought == example()
    assert read_any(FORMATS["excel"].write(example())).brought == example()
    (problem,) = read_any(b"\x89PNG\r\n\0\0\0").problems
    assert problem.what == "調査票のファイルとして読めません"


def test_a_list_too_long_for_a_cell_goes_on_in_the_rows_below() -> None:
    many = tuple(Choice(str(n), f"{n}番目の、とても長い名前の行政区") for n in range(1, 1900))
    area = Brought(Document((Question("q1", "地区", "area", choices=many),), title="調査"))
    assert FORMATS["excel"].read(FORMATS["excel"].write(area)).brought == area


def test_the_template_is_made_to_be_filled_in() -> None:
    book = load_workbook(BytesIO(template()))
    assert book.sheetnames == ["調査の概要", "設問", "使い方", "例"]
    asked = book["設問"]
    assert asked.freeze_panes == "D2"
    assert asked["C1"].value == "設問文"
    assert asked.column_dimensions["C"].width > 40
    assert asked["E5"].alignment.wrap_text
    assert asked["E5"].number_format == "@"  # so that Excel makes no date of 1-2
    offered = {each.formula1 for each in asked.data_validations.dataValidation}
    assert f'"{",".join(kind.label for kind in KINDS.values())}"' in offered
    told = {row[0].value for row in book["使い方"].iter_rows()}
    assert {cell.value for cell in asked[1]} <= told


def test_the_empty_template_says_what_to_write() -> None:
    told = [(each.where, each.what) for each in FORMATS["excel"].read(template()).problems]
    assert told == [
        ("「調査の概要」シート 2行目", "「調査名」がありません"),
        ("「設問」シート", "設問がありません"),
    ]
