"""The Excel book of tables: contents, 単純集計, one sheet an axis, and the list of tests.

Two-line cells as the trade prints them: the count above, the share of the row below.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import groupby

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from analysis.book import Book, Tested
from analysis.crosstab import TOTAL, Crosstab
from analysis.frequencies import Frequency, Summary
from analysis.presentation import WITHHELD, base_mark, decimal, p_value, percent, test_line

_LINE = Side(style="thin", color="D9D9D9")
_BOX = Border(top=_LINE, bottom=_LINE, left=_LINE, right=_LINE)
_HEAD = PatternFill("solid", fgColor="E8F1FE")
_HIGH = PatternFill("solid", fgColor="C5D7FB")
_LOW = PatternFill("solid", fgColor="FBF5E0")
_BOLD = Font(bold=True)
_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "・"))
STRONG = 0.05

NOTES = (
    "n は回答者数（重みを付けない実数）です。割合は n を分母とする横%です。",
    "割合は小数第2位を四捨五入しているため、合計が100.0にならないことがあります。",
    "「-」は該当者なし、「0.0」は0.05%未満を示します。n が30未満の行は参考値です。",
    "n が10未満の行は、個人が特定されるおそれがあるため表示しません。",
    "色付きのセルは全体との差が統計的に意味のあるもの（調整済み残差、BH法 q<0.05）です。",
)


def write(made: Book, *, title: str) -> bytes:
    """Write a book of tables as an .xlsx file."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _contents(workbook.create_sheet("目次"), made, title)
    _frequencies(workbook.create_sheet("単純集計"), made.frequencies, made.summaries)
    used: set[str] = set()
    for name, tables in groupby(made.crosstabs, key=lambda each: each.table.axis.name):
        listed = list(tables)
        sheet = workbook.create_sheet(_sheet_name(listed[0].table.axis.label or name, used))
        _crosstabs(sheet, listed)
    _tests(workbook.create_sheet("検定一覧"), made.crosstabs)
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def _contents(sheet: Worksheet, made: Book, title: str) -> None:
    sheet.column_dimensions["A"].width = 60
    axes = list(dict.fromkeys(each.table.axis.label for each in made.crosstabs))
    _row(sheet, [title], font=Font(bold=True, size=16))
    _row(sheet, [f"回答者数 {made.n:,}人"])
    _row(sheet, [f"集計軸: {'、'.join(axes) or 'なし'}"])
    _row(sheet, [])
    for note in NOTES:
        _row(sheet, [note])
    _row(sheet, [])
    _row(sheet, ["設問", "n"], font=_BOLD, fill=_HEAD)
    for each in made.frequencies:
        _row(sheet, [each.question.label, each.base])


def _frequencies(
    sheet: Worksheet, frequencies: Iterable[Frequency], summaries: Iterable[Summary]
) -> None:
    sheet.column_dimensions["A"].width = 48
    for each in frequencies:
        _row(sheet, [each.question.label], font=_BOLD)
        kind = "複数回答" if each.question.multiple else "単一回答"
        _row(
            sheet,
            [f"{kind}、n={each.base:,}、無回答 {each.no_answer:,}、非該当 {each.not_asked:,}"],
        )
        _row(sheet, ["選択肢", "人数", "%", "95%下限", "95%上限"], font=_BOLD, fill=_HEAD)
        rows = zip(each.question.labels, each.n, each.shares, each.low, each.high, strict=True)
        for label, n, share, low, high in rows:
            _row(sheet, [label, int(n), percent(share), percent(low), percent(high)], box=True)
        _row(sheet, [])
    for total in summaries:
        _row(sheet, [total.variable.label], font=_BOLD)
        _row(sheet, [f"数値、n={total.n:,}"])
        for table in total.tables():
            for name, value in table.body["値"].items():
                _row(sheet, [str(name), decimal(float(value))], box=True)
        _row(sheet, [])


def _crosstabs(sheet: Worksheet, tables: Iterable[Tested]) -> None:
    sheet.column_dimensions["A"].width = 26
    for each in tables:
        table = each.table
        _row(sheet, [table.title], font=_BOLD)
        _row(sheet, [_method(each)])
        _row(sheet, [table.axis.label, "n", *table.question.labels], font=_BOLD, fill=_HEAD)
        _pair(sheet, TOTAL, table, None)
        for place, label in enumerate(table.axis.labels):
            _pair(sheet, label, table, place)
        _row(sheet, [])


def _pair(sheet: Worksheet, label: str, table: Crosstab, place: int | None) -> None:
    """Two lines of one level: counts above, shares below."""
    whole = place is None
    n = table.total_n if whole else table.n[place]
    shares = table.total_shares if whole else table.shares[place]
    base = table.total_base if whole else int(table.bases[place])
    if base < 0 or (not whole and table.hidden[place]):
        _row(sheet, [label, WITHHELD, *[WITHHELD] * len(n)], box=True)
        return
    _row(sheet, [label, base, *[int(each) if each >= 0 else WITHHELD for each in n]], box=True)
    written = [WITHHELD if c < 0 else percent(float(v)) for c, v in zip(n, shares, strict=True)]
    cells = _row(sheet, [base_mark(base), "", *written], box=True)[2:]
    for column, cell in enumerate(cells):
        cell.alignment = Alignment(horizontal="right")
        if not whole and table.q[place, column] < STRONG:
            cell.fill = _HIGH if table.residuals[place, column] > 0 else _LOW


def _method(each: Tested) -> str:
    if each.table.question.multiple:
        return f"複数回答、n={each.table.total_base:,}（選択肢ごとに調整済み残差で判定）"
    return f"n={each.table.total_base:,}、{test_line(each.table.association)}"


def _tests(sheet: Worksheet, tables: Iterable[Tested]) -> None:
    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = 48
    heads = ["集計軸", "設問", "n", "検定", "p", "q（BH法）", "クラメールのV", "注意"]
    _row(sheet, heads, font=_BOLD, fill=_HEAD)
    for each in tables:
        made = each.table.association
        if made is None or each.q is None:
            continue
        _row(
            sheet,
            [
                each.table.axis.label,
                each.table.question.label,
                each.table.total_base,
                made.name,
                p_value(made.best_p),
                p_value(each.q).replace("p", "q"),
                decimal(made.cramers_v),
                made.reason,
            ],
            box=True,
        )
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}1"


def _row(
    sheet: Worksheet,
    values: Sequence[str | int],
    *,
    font: Font | None = None,
    fill: PatternFill | None = None,
    box: bool = False,
) -> list[Cell]:
    """Write one more row. No text is read as a formula, whatever a label begins with."""
    cells = []
    for value in values:
        cell = Cell(sheet, row=1, column=1, value=value)
        if isinstance(value, str):
            cell.data_type = "s"
        if font:
            cell.font = font
        if fill:
            cell.fill = fill
            cell.alignment = Alignment(wrap_text=True, vertical="center")
        if box or fill:
            cell.border = _BOX
        cells.append(cell)
    sheet.append(cells)
    return cells


def _sheet_name(label: str, used: set[str]) -> str:
    plain = label.translate(_SHEET_NAME).strip("'")[:28] or "軸"
    name, number = plain, 2
    while name in used:
        name, number = f"{plain[:25]}({number})", number + 1
    used.add(name)
    return name
