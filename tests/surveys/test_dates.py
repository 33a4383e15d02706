"""日付: read in either count of years, in one field or three, and told which part is wrong."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.words import day
from surveys import paper_entries, sheets
from surveys.documents import Document
from surveys.formats import FORMATS
from surveys.formats.base import Brought
from surveys.kinds import KINDS, Question, Said
from surveys.kinds import date as dates

KIND, ASKED = KINDS["date"], Question("q1", "転入した日はいつですか。", "date")
FIRST_OF_APRIL = {"q1": "2026-04-01"}


def parts(year: str = "", month: str = "", day: str = "") -> Said:
    return {"q1_year": [year], "q1_month": [month], "q1_day": [day]}


@pytest.mark.parametrize(
    "said",
    [
        "2026-04-01",
        "2026/4/1",
        "２０２６．４．１",
        "20260401",
        "2026年4月1日（水）",
        "西暦2026年 4月 1日",
        "令和8年4月1日",
        "令和８年４月１日（水曜日）",
        "R8.4.1",
        "r8/4/1",
        "令8.4.1",
        "㋿8年4月1日",
    ],
)
def test_a_whole_date_is_read_as_people_write_it(said: str) -> None:
    assert KIND.read(ASKED, {"q1": [said]}) == FIRST_OF_APRIL
    assert KIND.read(ASKED, parts(said)) == FIRST_OF_APRIL, "all of it in the field of the year"


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (parts("2026", "4", "1"), "2026-04-01"),
        (parts("令和８年", "０４月", "1日"), "2026-04-01"),
        (parts("R元", "5", "1"), "2019-05-01"),
        (parts("昭和 22", "12", "31"), "1947-12-31"),
        (parts("平成35", "1", "1"), "2023-01-01"),  # printed before 令和 was known
        (parts("明治45", "7", "29"), "1912-07-29"),
        (parts("2024", "2", "29"), "2024-02-29"),
    ],
)
def test_three_parts_are_read_as_people_write_them(said: Said, read: str) -> None:
    assert KIND.read(ASKED, said) == {"q1": read}


@pytest.mark.parametrize(
    ("said", "error", "part"),
    [
        (parts("2026", "4"), dates.DayMissing, "day"),
        (parts("2026", day="4"), dates.MonthMissing, "month"),
        (parts(month="4", day="1"), dates.YearMissing, "year"),
        (parts("2026"), dates.Incomplete, ""),
        (parts("8", "4", "1"), dates.NoYear, "year"),
        (parts("令和0", "4", "1"), dates.NoYear, "year"),
        (parts("昭和65", "4", "1"), dates.NoYear, "year"),
        (parts("2026", "13", "1"), dates.NoMonth, "month"),
        (parts("2026", "四", "1"), dates.NoMonth, "month"),
        (parts("2026", "4", "32"), dates.NoDay, "day"),
        (parts("2026", "2", "29"), dates.NotInCalendar, "day"),
        ({"q1": ["来年の春"]}, dates.NoDate, ""),
        ({"q1": ["2026年2月30日"]}, dates.NotInCalendar, "day"),
    ],
)
def test_what_is_no_date_is_told_by_the_part_to_put_right(
    said: Said, error: type[dates.NoDate], part: str
) -> None:
    with pytest.raises(dates.NoDate) as raised:
        KIND.read(ASKED, said)
    assert (type(raised.value), raised.value.part) == (error, part)


def test_a_day_out_of_bounds_is_told_the_bound() -> None:
    asked = Question("q1", "日", "date", earliest="2026-04-01", latest="2027-03-31")
    assert KIND.read(asked, parts("2026", "4", "1")) == FIRST_OF_APRIL
    with pytest.raises(dates.TooEarly, match="2026年4月1日か、それより後"):
        KIND.read(asked, parts("令和8", "3", "31"))
    with pytest.raises(dates.TooLate, match="2027年3月31日か、それより前"):
        KIND.read(asked, parts("2027", "4", "1"))


@given(st.dates(min_value=date(1868, 1, 25), max_value=date(2100, 12, 31)))
def test_every_day_is_read_back_from_either_count_of_years(value: date) -> None:
    told = (
        value.isoformat(),
        day(value),
        f"{value:%Y%m%d}",
        f"{value.year}.{value.month}.{value.day}",
    )
    assert {dates.whole(each) for each in told} == {value}
    numbers = [str(value.year), str(value.month), str(value.day)]
    assert KIND.read(ASKED, parts(*numbers)) == {"q1": value.isoformat()}


@given(st.lists(st.one_of(st.text(max_size=12), st.sampled_from(["2026", "令和8", "4", "31"]))))
def test_whatever_is_written_is_a_day_of_the_calendar_or_refused(said: list[str]) -> None:
    given_parts = parts(*[*said, "", "", ""][:3])
    with suppress(dates.NoDate):
        read = KIND.read(ASKED, given_parts)
        assert not read or date.fromisoformat(str(read["q1"]))
    assert KIND.told(ASKED, given_parts) is not None, "what was typed can always be shown again"


def test_a_date_gives_its_year_its_month_and_its_day_of_the_week() -> None:
    year, month, weekday = KIND.columns(ASKED)
    assert [each.name for each in (year, month, weekday)] == ["q1_year", "q1_month", "q1_weekday"]
    assert year.label == "転入した日はいつですか（年）"
    assert (month.levels[3], weekday.levels[2]) == (("4", "4月"), ("3", "水曜日"))
    assert KIND.cells(ASKED, FIRST_OF_APRIL) == (2026, "4", "3")


def test_a_date_is_typed_from_paper_on_one_line_and_told_in_words() -> None:
    (line,) = KIND.lines(ASKED)
    assert line.name == "q1"
    entry = paper_entries.read(Document((ASKED,)), {"q1": "R8.4.1"})
    assert (entry.answers, entry.errors) == (FIRST_OF_APRIL, {})
    assert KIND.told(ASKED, parts("令和8", "4", "1")) == (date(2026, 4, 1),)
    assert KIND.told(ASKED, parts("2026", "2", "30")) == ("2026 2 30",)
    assert KIND.told(ASKED, {}) == ()


def test_limits_may_be_written_in_any_way_even_as_dates_of_excel() -> None:
    asked = replace(ASKED, earliest="2026-04-01", latest="2027-03-31")
    brought = Brought(Document((asked,), title="調査"))
    book = load_workbook(BytesIO(FORMATS["excel"].write(brought)))
    heads = {cell.value: place for place, cell in enumerate(book["設問"][1], 1)}
    book["設問"].cell(2, heads["最初の日"], datetime(2026, 4, 1))  # noqa: DTZ001 - Excel knows no zone
    book["設問"].cell(2, heads["最後の日"], "令和9年3月31日")
    book.save(out := BytesIO())
    assert FORMATS["excel"].read(out.getvalue()).brought == brought


def test_a_rule_may_look_back_at_a_day() -> None:
    since = Question("q2", "転入の理由", "text", show="q1 >= 2026-04-01")
    document = Document((ASKED, since))
    assert "q2" in sheets.read(document, parts("令和8", "4", "1")).asked
    assert "q2" not in sheets.read(document, parts("2026", "3", "31")).asked
