"""日付: a day of the calendar, in one field or three; years of either count, 2026 or 令和8年."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from surveys.errors import N_, SurveyError
from surveys.kinds.base import (
    Answers,
    Column,
    Fault,
    Kind,
    Line,
    Question,
    Said,
    Say,
    Term,
    Told,
    Value,
    spoken,
)

PARTS = ("year", "month", "day")
MONTHS = tuple((str(n), f"{n}月") for n in range(1, 13))
WEEKDAYS = tuple((str(n), f"{name}曜日") for n, name in enumerate("月火水木金土日", 1))

# (an era's year, the year before its first, its last). Papers printed before an era ended count its
# years on, as 平成35年; of the older eras nobody does any more.
_ERAS = (
    (re.compile(r"(?:令和|令|R)(元|\d{1,2})"), 2018, 99),
    (re.compile(r"(?:平成|平|H)(元|\d{1,2})"), 1988, 99),
    (re.compile(r"(?:昭和|昭|S)(元|\d{1,2})"), 1925, 64),
    (re.compile(r"(?:大正|大|T)(元|\d{1,2})"), 1911, 15),
    (re.compile(r"(?:明治|明|M)(元|\d{1,2})"), 1867, 45),
)
_WESTERN = re.compile(r"(?:西暦)?([1-9]\d{3})")
_SHORT = re.compile(r"0?[1-9]|[12]\d|3[01]")
_WHOLE = re.compile(r"(.+?)[-/.・,年ー−](\d{1,2})[-/.・,月ー−](\d{1,2})日?")
_FIGURES = re.compile(r"([1-9]\d{3})(\d{2})(\d{2})")
_WEEKDAY = re.compile(r"\([月火水木金土日](?:曜日?)?\)$")


class NoDate(SurveyError):
    """A date cannot be read; `part` is the field to put right, "" = any."""

    part: ClassVar[str] = ""
    message = N_("日付を「2026年4月1日」か「令和8年4月1日」のように入力してください")


class Incomplete(NoDate):
    message = N_("年・月・日をすべて入力してください")


class YearMissing(NoDate):
    part = "year"
    message = N_("年を入力してください")


class MonthMissing(NoDate):
    part = "month"
    message = N_("月を入力してください")


class DayMissing(NoDate):
    part = "day"
    message = N_("日を入力してください")


class NoYear(NoDate):
    part = "year"
    message = N_("年は、4桁の西暦か、年号のついた和暦で入力してください（例: 2026、令和8）")


class NoMonth(NoDate):
    part = "month"
    message = N_("月は、1から12までの数字で入力してください")


class NoDay(NoDate):
    part = "day"
    message = N_("日は、1から31までの数字で入力してください")


class NotInCalendar(NoDate):
    part = "day"
    message = N_("%(year)d年%(month)d月に%(day)d日はありません。日を確かめてください")


class TooEarly(NoDate):
    message = N_("%(year)d年%(month)d月%(day)d日か、それより後の日付を入力してください")


class TooLate(NoDate):
    message = N_("%(year)d年%(month)d月%(day)d日か、それより前の日付を入力してください")


_MISSING: tuple[type[NoDate], ...] = (YearMissing, MonthMissing, DayMissing)


class Date(Kind):
    """JSON value: YYYY-MM-DD."""

    key = "date"
    label = N_("日付")
    also = ("年月日", "日にち", "DATE")
    takes = frozenset({"earliest", "latest"})
    whole = True

    def usual(self, question: Question) -> Question:
        """With its limits as they are compared, where they can be read."""
        return replace(question, earliest=_iso(question.earliest), latest=_iso(question.latest))

    def fields(self, question: Question) -> tuple[str, ...]:
        return (question.code, *fields(question))

    def lines(self, question: Question) -> tuple[Line, ...]:
        return (Line(question.code, "", "words"),)

    def read(self, question: Question, said: Said) -> dict[str, Value]:
        parts = [" ".join(spoken(said, name)) for name in fields(question)]
        if not any(parts):
            return super().read(question, said)
        if not any(parts[1:]) and _is_whole(parts[0]):
            parts = parts[:1]
        return {question.code: self.parse(question, parts)}

    def blamed(self, question: Question, said: Said, error: SurveyError) -> frozenset[str]:
        """The part that the error names, or else each that is blank, or else all."""
        named = f"{question.code}_{error.part}" if isinstance(error, NoDate) else ""
        mine = fields(question)
        blank = frozenset(name for name in mine if not spoken(said, name))
        return frozenset([named]) if named in mine else blank or frozenset(mine)

    def parse(self, question: Question, said: Sequence[str]) -> Value:
        """Read the whole date, or its three parts, of which some may be blank.

        Raises:
            NoDate, of the kind that says which part is wrong
        """
        found = of_parts(said) if len(said) == len(PARTS) else whole(said[0])
        told = found.isoformat()
        if question.earliest and told < question.earliest:
            raise TooEarly(**about(question.earliest))
        if question.latest and told > question.latest:
            raise TooLate(**about(question.latest))
        return told

    def columns(self, question: Question) -> tuple[Column, ...]:
        code, words = question.code, question.label.rstrip("。 　")
        return (
            Column(f"{code}_year", f"{words}（年）", "number"),
            Column(f"{code}_month", f"{words}（月）", "ordinal", MONTHS),
            Column(f"{code}_weekday", f"{words}（曜日）", "ordinal", WEEKDAYS),
        )

    def cells(self, question: Question, answers: Answers) -> tuple[object, ...]:
        value = answers.get(question.code)
        if not isinstance(value, str):
            return (None, None, None)
        found = date.fromisoformat(value)
        return (found.year, str(found.month), str(found.isoweekday()))

    def terms(self, question: Question) -> tuple[Term, ...]:
        return (Term("day"),)

    def told(self, question: Question, said: Said, say: Say = str) -> tuple[Told, ...]:
        free = replace(question, required=False, earliest="", latest="")
        try:
            value = self.read(free, said).get(question.code)
        except NoDate:
            typed = (text for name in self.fields(question) for text in spoken(said, name))
            return (" ".join(typed),)
        return (date.fromisoformat(value),) if isinstance(value, str) else ()

    def limits(self, question: Question) -> dict[str, date]:
        """The first and the last day it may be, where there is one."""
        told = {"earliest": question.earliest, "latest": question.latest}
        return {name: whole(said) for name, said in told.items() if said}

    def faults(self, question: Question) -> Iterator[Fault]:
        limits = {"earliest": question.earliest, "latest": question.latest}
        for key, said in limits.items():
            if said and not _is_whole(said):
                yield (
                    key,
                    f"「{said}」は日付として読めません",
                    "「2026-04-01」のように書いてください",
                )
        if all(_is_whole(said) for said in limits.values()) and question.earliest > question.latest:
            yield "latest", "最後の日が最初の日より前です", "最初の日と最後の日を入れ替えてください"


def fields(question: Question) -> tuple[str, ...]:
    """The three form fields: of the year, the month and the day."""
    return tuple(f"{question.code}_{part}" for part in PARTS)


def whole(text: str) -> date:
    """The day that a text says: 2026-04-01 · 2026年4月1日（水） · 令和8年4月1日 · R8.4.1.

    Raises:
        NoDate
    """
    plain = _WEEKDAY.sub("", _plain(text))
    found = _FIGURES.fullmatch(plain) or _WHOLE.fullmatch(plain)
    if found is None:
        raise NoDate
    return of_parts(found.groups())


def of_parts(said: Sequence[str]) -> date:
    """The day that a year, a month and a day say.

    Raises:
        NoDate
    """
    missing = [error for text, error in zip(said, _MISSING, strict=True) if not text]
    if missing:
        raise missing[0] if len(missing) == 1 else Incomplete
    year = _year(_plain(said[0]))
    month = _number(said[1], "月", 12, NoMonth)
    day = _number(said[2], "日", 31, NoDay)
    try:
        return date(year, month, day)
    except ValueError:
        raise NotInCalendar(year=year, month=month, day=day) from None


def about(iso: str) -> dict[str, int]:
    """The parts of a date as a sentence names them."""
    return dict(zip(PARTS, map(int, iso.split("-")), strict=True))


def _year(plain: str) -> int:
    bare = plain.removesuffix("年")
    western = _WESTERN.fullmatch(bare)
    if western:
        return int(western[1])
    for era, before, last in _ERAS:
        found = era.fullmatch(bare)
        if found and 0 < (number := int(found[1].replace("元", "1"))) <= last:
            return before + number
    raise NoYear


def _number(said: str, unit: str, most: int, wrong: type[NoDate]) -> int:
    plain = _plain(said).removesuffix(unit)
    if not _SHORT.fullmatch(plain) or int(plain) > most:
        raise wrong
    return int(plain)


def _plain(text: str) -> str:
    """In half-width capitals without blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()


def _is_whole(text: str) -> bool:
    try:
        whole(text)
    except NoDate:
        return False
    return True


def _iso(text: str) -> str:
    return whole(text).isoformat() if text and _is_whole(text) else text
