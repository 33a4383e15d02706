"""日付の年: told year by year."""

from analysis.codebook import NOT_ASKED
from analysis.frequencies import frequency
from analysis.scales import scale_of
from analysis.years import by_year
from tests.analysis import made

MONTH = made.scale("生年月日_month", *(f"{n}月" for n in range(1, 13)))
DAY = made.scale("生年月日_weekday", *(f"{name}曜日" for name in "月火水木金土日"))
DATE = (made.number("生年月日_year"), MONTH, DAY)


def test_the_years_of_a_date_are_counted_one_by_one_in_their_order() -> None:
    said = (2024, 2020, 2020, None, NOT_ASKED)
    rows: list[made.Row] = [{"生年月日_year": year} for year in said]
    frame, book = by_year(*made.frame(DATE, rows))
    found = frequency(frame, book, question="生年月日_year")
    assert found.question.labels == ["2020年", "2024年"]
    assert found.n.tolist() == [2, 1]
    assert (found.no_answer, found.not_asked) == (1, 1)
    assert book.numbers() == ()


def test_neither_years_nor_months_nor_days_of_the_week_are_steps_of_a_scale() -> None:
    rows: list[made.Row] = [{"生年月日_year": 2020 + n} for n in range(5)]
    _, book = by_year(*made.frame(DATE, rows))
    assert all(scale_of(book.question(v.name)) is None for v in book.variables)
    assert not any(v.graded for v in book.variables)


def test_a_number_of_its_own_and_an_unanswered_date_stay_as_they_are() -> None:
    alone = made.frame((made.number("開業_year"),), [{"開業_year": 2020}])
    assert by_year(*alone)[1] == alone[1]
    blank = made.frame(DATE, [{}])
    assert by_year(*blank)[1] == blank[1]
