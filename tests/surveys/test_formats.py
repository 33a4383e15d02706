"""調査票のファイル: any questionnaire goes out into every format and comes back the same."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from surveys.documents import Document, Section
from surveys.formats import FORMATS
from surveys.formats.base import Brought
from surveys.formats.excel_writing import example, example_yaml, template
from surveys.formats.reading import read_any
from surveys.formats.shape import schema
from surveys.kinds import KINDS, Choice, Question, Row

WORD = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Zs")),
    min_size=1,
    max_size=12,
)
TRICKY = st.sampled_from(
    [
        *("1. はい", "1.5倍", "①", "[a] b", "その他（記述）", "その他（　　）", "バス【市営】"),
        *("x【単独】", "【】", "=1+1", "+81", "@x", "-", "- a", "no", "yes", "null", "007", "1.0"),
        *(
            "true",
            "2026-04-01",
            "a: b",
            "#a",
            "'",
            '"',
            "・項目",
            "か\u3099",
            "𠮷",
            "1e5",
            "_x000D_",
        ),
    ]
)
LABEL = st.one_of(WORD, TRICKY)
TEXT = st.lists(LABEL, min_size=1, max_size=3).map("\n".join)
CODE = st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True)
RULE = st.just("")


@st.composite
def choices(draw: st.DrawFn, kind: str, levels: tuple[str, ...]) -> tuple[Choice, ...]:
    labels = draw(st.lists(LABEL, min_size=3, max_size=5, unique=True))
    coded = draw(st.booleans())
    made = [
        Choice(
            f"{draw(CODE)}{n}" if coded else str(n),
            label,
            exclusive="exclusive" in KINDS[kind].marks and draw(st.booleans()),
            beside="beside" in KINDS[kind].marks and draw(st.booleans()),
            within=tuple(f"{n}区" for _ in levels[1:]),
        )
        for n, label in enumerate(labels, 1)
    ]
    if "write_in" in KINDS[kind].marks and draw(st.booleans()):
        made[-1] = replace(made[-1], write_in=True)
    return tuple(made)


@st.composite
def questions(draw: st.DrawFn, number: int, section: str) -> Question:
    """A question of any kind, with everything its kind may have."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    levels = ("行政区", "地区") if kind == "area" and draw(st.booleans()) else ()
    bands = draw(st.sampled_from([(), (18, 30, 65)])) if kind == "number" else ()
    made = Question(
        code=f"q{number}",
        label=draw(TEXT),
        kind=kind,
        part=draw(st.sampled_from(["question", "attribute"])),
        required=draw(st.booleans()),
        ordered=draw(st.booleans()),
        reverse=draw(st.booleans()),
        labelled=draw(st.booleans()),
        section=section,
        help=draw(st.one_of(st.just(""), TEXT)),
        levels=levels,
    )
    if kind in ("matrix", "pair"):
        labels = draw(st.lists(LABEL, min_size=1, max_size=3))
        made = replace(made, rows=tuple(Row(str(n), each) for n, each in enumerate(labels, 1)))
    if kind == "number":
        made = replace(made, low=draw(st.sampled_from([None, 0.0, -1.5])), high=120.0, unit="歳")
    if bands:
        three = tuple(Choice(str(n), draw(LABEL)) for n in (1, 2, 3))
        made = replace(
            made, bands=bands, band_code=f"b{number}", band_label=draw(LABEL), choices=three
        )
        return replace(made, as_of=draw(st.sampled_from([None, 2026])))
    if kind in ("text", "line", "number"):
        return replace(made, limit=None if kind == "number" else 100)
    if kind == "note":
        return replace(made, part="question", required=False)
    if kind == "date":
        return replace(
            made, earliest=draw(st.sampled_from(["", "1900-01-01"])), latest="2026-12-31"
        )
    given = draw(choices(kind, levels))
    if kind == "pair":
        aspects = (Row("sat", draw(LABEL)), Row("imp", draw(LABEL)))
        return replace(made, choices=given, others=draw(choices(kind, ())), aspects=aspects)
    if kind in ("multiple", "ranking"):
        made = replace(made, least=1, limit=len(given))
    if kind == "points":
        made = replace(made, total=draw(st.sampled_from([None, 10])))
    if kind == "best_worst":
        codes = tuple(choice.code for choice in given)
        aspects = (Row("best", draw(LABEL)), Row("worst", draw(LABEL)))
        made = replace(made, sets=(codes, codes[::-1]), aspects=aspects)
    return replace(made, choices=given)


@st.composite
def brought(draw: st.DrawFn) -> Brought:
    """A questionnaire with or without sections, rules and translations."""
    titles = draw(st.lists(LABEL, max_size=3))
    sections = tuple(Section(f"s{n}", title, lead="前書き") for n, title in enumerate(titles, 1))
    asked: list[Question] = []
    for place in [each.code for each in sections] or [""]:
        for _ in range(draw(st.integers(1, 3))):
            asked.append(draw(questions(len(asked) + 1, place)))
    asked[-1] = replace(asked[-1], show="q1 あり" if len(asked) > 1 else "")
    words = draw(st.dictionaries(st.sampled_from(["title", "q1"]), LABEL, max_size=2))
    document = Document(
        tuple(asked),
        sections,
        title=draw(LABEL),
        purpose=draw(TEXT),
        contact=draw(LABEL),
        minutes=draw(st.sampled_from([None, 10])),
        translations={"en": words} if words else {},
    )
    around = draw(st.sampled_from([("citizen", "random", 2026), ("staff", "census", None)]))
    return Brought(document, *around)


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
