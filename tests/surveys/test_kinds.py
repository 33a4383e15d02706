"""設問形式: every kind in the list can do what a questionnaire, a file and a table ask of it."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.errors import SurveyError
from surveys.kinds import KINDS, Choice, Question, Row, Said, Value, matrix
from surveys.kinds.base import AnswerRequired, UnknownChoice
from surveys.kinds.multiple import ExclusiveChoice, TooFewChoices, TooManyChoices
from surveys.kinds.number import NotANumber, NumberTooHigh, NumberTooLow
from surveys.kinds.single import OneChoiceOnly
from surveys.kinds.text import TextTooLong

CHOICES = (Choice("1", "はい"), Choice("2", "いいえ"))
OTHER = (*CHOICES, Choice("9", "その他", write_in=True))
NONE = (*CHOICES, Choice("3", "たまに"), Choice("0", "特にない", exclusive=True))
EAST = (
    Choice("1", "旭町", within=("東部", "中学校区A")),
    Choice("2", "市外"),
    Choice("3", "栄町1組", within=("西部", "中学校区A")),
)
ASKED: dict[str, dict[str, object]] = {
    "matrix": {"rows": (Row("a", "バス"), Row("b", "道路"))},
    "area": {"choices": EAST, "levels": ("行政区", "地区", "校区")},
    "pin": {"place_map": "map1"},
    "number": {"choices": (), "bands": (0, 20), "band_code": "q1_band", "band_label": "年代"},
    "single": {"choices": OTHER},
    "multiple": {"choices": (*NONE, OTHER[-1]), "limit": 3, "least": 2},
    "ranking": {"choices": (*CHOICES, Choice("3", "たまに")), "limit": 2},
    "best_worst": {
        "choices": (*CHOICES, Choice("3", "たまに")),
        "sets": (("1", "2", "3"), ("3", "2", "1")),
    },
    "pair": {
        "rows": (Row("a", "バス"), Row("b", "道路")),
        "aspects": (Row("sat", "満足度"), Row("imp", "重要度")),
        "others": (Choice("1", "重要"), Choice("2", "重要でない")),
    },
}
# what a form says, what is stored, and the cells of the table
SAID: dict[str, tuple[Said, dict[str, Value], tuple[object, ...]]] = {
    "single": ({"q1": ["1"]}, {"q1": "1"}, ("1", None)),
    "multiple": ({"q1": ["2", "1"]}, {"q1": ["1", "2"]}, ("1", "1", "0", "0", "0", None)),
    "scale": ({"q1": ["2"]}, {"q1": "2"}, ("2",)),
    "matrix": ({"q1_a": ["2"]}, {"q1": {"a": "2"}}, ("2", None)),
    "ranking": ({"q1_3": ["１"], "q1_1": ["2位"]}, {"q1": ["3", "1"]}, (2, None, 1, "3")),
    "points": ({"q1_1": ["１００点"], "q1_2": [""]}, {"q1": {"1": 100}}, (100, 0)),
    "best_worst": (
        {"q1_1_best": ["1"], "q1_1_worst": ["2"], "q1_2_best": ["1"]},
        {"q1": {"1_best": "1", "1_worst": "2", "2_best": "1"}},
        (2, 0, 0, 1, 0, 0),
    ),
    "number": ({"q1": ["１２"]}, {"q1": 12}, (12,)),
    "pair": (
        {"q1_sat_a": ["2"], "q1_imp_a": ["1"], "q1_imp_b": ["2"]},
        {"q1": {"sat_a": "2", "imp_a": "1", "imp_b": "2"}},
        ("2", None, "1", "2"),
    ),
    "date": (
        {"q1_year": ["令和８"], "q1_month": ["４"], "q1_day": ["1"]},
        {"q1": "2026-04-01"},
        (2026, "4", "3"),
    ),
    "line": ({"q1": [" 道の駅 旭 "]}, {"q1": "道の駅 旭"}, ("道の駅 旭",)),
    "note": ({}, {}, ()),
    "text": ({"q1": [" バスを増やして "]}, {"q1": "バスを増やして"}, ("バスを増やして",)),
    "area": ({"q1": ["1"]}, {"q1": "1"}, ("1", "東部", "中学校区A")),
    "pin": (
        {"q1_lat": ["36.10549"], "q1_lon": ["137.9"]},
        {"q1": {"lat": "36.105", "lon": "137.900"}},
        (36.105, 137.9, None),
    ),
}


def asked(kind: str, **changes: object) -> Question:
    ordinary: dict[str, object] = {"label": "設問", "choices": CHOICES} | ASKED.get(kind, {})
    return Question("q1", kind=kind, **(ordinary | changes))  # type: ignore[arg-type] # each test says what it changes


def read(kind: str, *said: str, **changes: object) -> Value | None:
    return KINDS[kind].read(asked(kind, **changes), {"q1": said}).get("q1")


# ---- what all kinds keep to ----------------------------------------------------------------------


def test_every_kind_is_tried_here() -> None:
    assert set(SAID) == set(KINDS)


@pytest.mark.parametrize("key", KINDS)
def test_a_kind_reads_an_answer_and_lays_it_into_its_columns(key: str) -> None:
    kind, question = KINDS[key], asked(key)
    said, entries, cells = SAID[key]
    assert kind.label
    assert kind.read(question, said) == entries
    assert tuple(kind.cells(question, entries)) == cells
    assert len([c for c in kind.columns(question) if not c.bands]) == len(cells)
    assert set(said) <= set(kind.fields(question))


@pytest.mark.parametrize("key", KINDS)
def test_no_answer_is_a_blank_in_every_column(key: str) -> None:
    kind, question = KINDS[key], asked(key)
    fields = kind.fields(question)
    assert kind.read(question, {field: ["  ", "\0", "　\u200b"] for field in fields}) == {}
    assert set(kind.cells(question, {})) <= {None}


@pytest.mark.parametrize("key", [key for key, kind in KINDS.items() if kind.asks])
def test_a_question_that_must_be_answered_is_not_passed_over(key: str) -> None:
    with pytest.raises((AnswerRequired, matrix.RowsMissing)):
        KINDS[key].read(asked(key, required=True), {"q1": ["\0 "]})


@pytest.mark.parametrize("key", ["single", "multiple", "scale", "matrix", "area"])
def test_a_choice_that_is_not_there_is_refused(key: str) -> None:
    with pytest.raises(UnknownChoice):
        KINDS[key].read(asked(key), {"q1": ["8"], "q1_a": ["8"]})


@pytest.mark.parametrize("key", ["single", "scale", "matrix", "area"])
def test_two_answers_where_one_is_asked_are_refused(key: str) -> None:
    with pytest.raises(OneChoiceOnly):
        KINDS[key].read(asked(key), {"q1": ["1", "2"], "q1_a": ["1", "2"]})


anything = st.lists(
    st.one_of(st.text(st.characters()), st.sampled_from(["1", "2", "9", "0", " 1", "１", "1e9"])),
    max_size=4,
)


@pytest.mark.parametrize("key", KINDS)
@given(answer=anything, beside=anything)
def test_whatever_is_sent_is_read_or_refused_and_fits_its_columns(
    key: str, answer: list[str], beside: list[str]
) -> None:
    kind, question = KINDS[key], asked(key)
    said = dict.fromkeys(kind.fields(question), beside) | {"q1": answer, "q1_a": answer}
    entries: dict[str, Value] = {}
    with suppress(SurveyError):
        entries = kind.read(question, said)
    columns = [column for column in kind.columns(question) if not column.bands]
    for column, cell in zip(columns, kind.cells(question, entries), strict=True):
        levels = [code for code, _ in column.levels] or ["0", "1"]
        assert cell is None or column.measure in ("text", "number") or cell in levels
    assert list(_texts(entries)) == [each.encode().decode() for each in _texts(entries)]


def _texts(entries: dict[str, Value]) -> Iterator[str]:
    return (value for value in entries.values() if isinstance(value, str))


# ---- each kind for itself ------------------------------------------------------------------------


def test_a_multiple_keeps_its_least_its_most_and_its_exclusive_choice() -> None:
    assert read("multiple", "0") == ["0"], "特にない is whole by itself"
    assert read("multiple", "1", "1", "2") == ["1", "2"], "the same tick twice is one tick"
    with pytest.raises(TooFewChoices, match="2個以上"):
        read("multiple", "1")
    with pytest.raises(TooManyChoices, match="3個まで"):
        read("multiple", "1", "2", "3", "9")
    with pytest.raises(ExclusiveChoice, match="特にない"):
        read("multiple", "1", "0")


def test_what_is_written_in_counts_only_while_its_choice_is_chosen() -> None:
    kind, question = KINDS["single"], asked("single")
    written = {"q1_other": ["自転車\r\n"]}
    assert kind.read(question, {"q1": ["9"], **written}) == {"q1": "9", "q1_other": "自転車"}
    assert kind.read(question, {"q1": ["1"], **written}) == {"q1": "1"}
    assert kind.read(question, written) == {}
    assert kind.columns(question)[1].label == "設問（その他の内容）"
    many = KINDS["multiple"].read(asked("multiple"), {"q1": ["1", "9"], **written})
    assert many == {"q1": ["1", "9"], "q1_other": "自転車"}


def test_what_is_no_step_of_a_scale_stands_last_in_its_tables() -> None:
    choices = (Choice("0", "わからない", beside=True), *CHOICES)
    for key in ("scale", "matrix"):
        column = KINDS[key].columns(asked(key, choices=choices))[0]
        assert [code for code, _ in column.levels] == ["1", "2", "0"]


def test_a_line_of_a_matrix_is_a_question_of_its_own() -> None:
    question = asked("matrix", label="どのくらい満足していますか。", ordered=True, required=True)
    bus, road = KINDS["matrix"].columns(question)
    assert (bus.name, bus.label) == ("q1_a", "どのくらい満足していますか／バス")
    assert (bus.measure, road.levels) == ("ordinal", (("1", "はい"), ("2", "いいえ")))
    with pytest.raises(matrix.RowsMissing, match="道路"):
        KINDS["matrix"].read(question, {"q1_a": ["1"]})


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("６５歳", 65),
        ("65 歳", 65),
        ("1,200", 1200),
        ("１，２００", 1200),
        ("36.5", 36.5),
        ("18.0", 18),
        (".5", 0.5),
        ("−3", -3),
        ("△3", -3),
        ("+7", 7),
    ],
)
def test_a_number_is_read_as_people_write_it(said: str, number: float) -> None:
    assert read("number", said, unit="歳") == number


@pytest.mark.parametrize(
    "said", ["六十五", "1e5", "1_000", "nan", "inf", "12,34", "1 2", "-", ".", "0x10", "9" * 16]
)
def test_what_is_no_plain_number_is_refused(said: str) -> None:
    with pytest.raises(NotANumber):
        read("number", said)


def test_a_number_out_of_bounds_is_told_the_bound() -> None:
    with pytest.raises(NumberTooLow, match="18歳以上"):
        read("number", "17", low=18.0, unit="歳")
    with pytest.raises(NumberTooHigh, match="2,000,000円以下"):
        read("number", "2000001", high=2_000_000, unit="円")


def test_a_unit_is_taken_off_in_either_width() -> None:
    assert read("number", "70㎡", unit="㎡") == 70
    assert read("number", "70m2", unit="㎡") == 70


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("道路が\r\n暗い", "道路が\n暗い"),
        ("a\0b\ud800c\x0bd\ufffe", "abcd"),
        ("か\u3099っこう", "がっこう"),
        ("𠮷野家と👨‍👩‍👧", "𠮷野家と👨‍👩‍👧"),
        ("\ufa19社", "\ufa19社"),  # 神: NFC would turn it into another letter of a name
        ("　二つ　の　空白　", "二つ　の　空白"),
    ],
)
def test_words_are_kept_as_they_were_written(said: str, kept: str) -> None:
    assert read("text", said) == kept


def test_a_text_is_measured_in_letters_not_bytes() -> None:
    assert read("text", "𠮷" * 10 + "\r\n" + "あ", limit=12) == "𠮷" * 10 + "\nあ"
    with pytest.raises(TextTooLong, match="12文字以内"):
        read("text", "あ" * 13, limit=12)


def test_an_area_tells_the_larger_areas_it_lies_in() -> None:
    kind, question = KINDS["area"], asked("area")
    own, district, school = kind.columns(question)
    assert own.levels == (("1", "旭町"), ("2", "市外"), ("3", "栄町1組"))
    assert district.label == "地区"
    assert district.levels == (("東部", "東部"), ("西部", "西部"), ("2", "市外"))
    assert school.levels == (("中学校区A", "中学校区A"), ("2", "市外"))
    assert kind.cells(question, {"q1": "3"}) == ("3", "西部", "中学校区A")
    assert kind.cells(question, {"q1": "2"}) == ("2", "2", "2"), "市外 lies in no area"
