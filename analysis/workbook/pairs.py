"""群どうしの差: which group is higher than which, one line a pair, for Excel's filter."""

from collections.abc import Iterator, Sequence

from analysis.book import Tested
from analysis.comparing.differing import Gap, gaps
from analysis.crosstab import Crosstab
from analysis.form.blocks import number_of
from analysis.presentation import p_value, percent
from analysis.workbook.looks import height
from analysis.workbook.sheet import Maker, Place, Written

PAIRS = "群どうしの差"
MOST = 10  # pairs of one table, the widest first
NOTE = (
    "30人以上の群のすべての組を、回答ごとに2つの割合の z 検定で比べ（ボンフェローニ補正、"
    f"p<0.05）、1つの表から差の大きい順に{MOST}組までを挙げています。"
    "だれも選ばなかった群と全員が選んだ群は、その回答では比べません。"
)
NOTHING = "偶然とは考えにくい差のある組は見つかりませんでした。"
_HEADS: tuple[tuple[str, float], ...] = (
    ("集計軸", 16.0),
    ("設問", 40.0),
    ("表", 6.0),
    ("回答", 24.0),
    ("高い群", 18.0),
    ("%", 8.0),
    ("n", 8.0),
    ("低い群", 18.0),
    ("%", 8.0),
    ("n", 8.0),
    ("差（ポイント）", 13.0),
    ("補正後 p", 9.0),
)
_WIDE = [wide for _, wide in _HEADS]


def write(maker: Maker, made: Sequence[Tested], places: dict[str, dict[str, Place]]) -> None:
    """Write the sheet, in the book's order; it says so where no pair differs."""
    sheet = maker.sheet(PAIRS, _WIDE)
    sheet.text(NOTE, "note")
    head = sheet.line
    sheet.row([(words, "head") for words, _ in _HEADS], 30)
    sheet.page.freeze_panes(head + 1, 2)
    sheet.page.repeat_rows(head)
    sheet.page.fit_to_pages(1, 0)  # no manual breaks here: a sheet as long as it must be
    first = sheet.line
    for each in made:
        table = each.table
        place = places[table.axis.name][table.question.name]
        for gap in gaps(table)[:MOST]:
            line, cells = sheet.line, list(_line(table, gap))
            sheet.row(cells, _high(cells))
            sheet.page.write_url(line, 2, place.address, sheet.looks["linked"], "表")
    if sheet.line == first:
        sheet.text(NOTHING)
        return
    sheet.page.autofilter(head, 0, sheet.line - 1, len(_HEADS) - 1)


def _high(cells: Sequence[Written]) -> float:
    """Of a row, so that the longest of its texts is seen whole."""
    return max(
        height([str(value)], wide - 2) for (value, _), wide in zip(cells, _WIDE, strict=True)
    )


def _line(table: Crosstab, gap: Gap) -> Iterator[Written]:
    yield table.axis.label, "cell"
    yield table.question.label, "cell"
    yield "", "linked"
    yield table.question.labels[gap.answer], "cell"
    for row in (gap.higher, gap.lower):
        yield table.axis.labels[row], "after"
        yield _number(float(table.shares[row, gap.answer]))
        yield int(table.bases[row]), "number"
    yield _number(float(table.shares[gap.higher, gap.answer] - table.shares[gap.lower, gap.answer]))
    yield p_value(gap.p).removeprefix("p").removeprefix("="), "centre"


def _number(share: float) -> Written:
    told = number_of(percent(share))
    return ("-", "percent") if told is None else (told, "percent")
