"""The Excel book of tables: contents, 単純集計, one sheet an axis, and the list of tests.

Two-line cells as the trade prints them: the count above, the share of the row below. Every text
is written as a string, so that none is read as a formula, whatever a label begins with.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any

from xlsxwriter import Workbook

from analysis.book import MOST_LEVELS, Book, Tested
from analysis.crosstab import TOTAL, Crosstab
from analysis.frequencies import Frequency, Summary
from analysis.presentation import WITHHELD, base_mark, decimal, p_value, percent, test_line
from analysis.standing import stands_out

_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "・"))
_BOX = {"border": 1, "border_color": "#D9D9D9"}
_SHARE = {**_BOX, "align": "right"}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "bold": {"bold": True},
    "head": {**_BOX, "bold": True, "bg_color": "#E8F1FE", "text_wrap": True, "valign": "vcenter"},
    "cell": _BOX,
    "share": _SHARE,
    "high": {**_SHARE, "bold": True, "bg_color": "#C5D7FB"},
    "low": {**_SHARE, "italic": True, "bg_color": "#FBF5E0"},
    "plain": {},
}

NOTES = (
    "n は回答者数（重みを付けない実数）です。割合は n を分母とする横%です。",
    "割合は小数第2位を四捨五入しているため、合計が100.0にならないことがあります。",
    "「-」は該当者なし、「0.0」は0.05%未満を示します。n が30未満の行は参考値です。",
    "n が10未満の行は、個人が特定されるおそれがあるため表示しません。",
    "色付きは全体との差が統計的に意味のあるセル（調整済み残差、BH法 q<0.05、n30以上）です。",
    "全体より高いセルは青地に太字、低いセルは黄地に斜体で示します。",
)


@dataclass(slots=True)
class _Sheet:
    """A sheet that is written line by line."""

    sheet: Any
    formats: dict[str, Any]
    line: int = 0

    def row(self, values: Sequence[str | int], style: str = "plain") -> None:
        self.styled([(value, style) for value in values])

    def styled(self, cells: Sequence[tuple[str | int, str]]) -> None:
        for column, (value, style) in enumerate(cells):
            write = self.sheet.write_string if isinstance(value, str) else self.sheet.write_number
            write(self.line, column, value, self.formats[style])
        self.line += 1


def write(made: Book, *, title: str) -> bytes:
    """Write a book of tables as an .xlsx file."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as workbook:
        formats = {name: workbook.add_format(style) for name, style in _FORMATS.items()}
        used: set[str] = set()

        def sheet(label: str, *widths: int) -> _Sheet:
            made = workbook.add_worksheet(_sheet_name(label, used))
            for column, width in enumerate(widths):
                made.set_column(column, column, width)
            return _Sheet(made, formats)

        _contents(sheet("目次", 60), made, title)
        _frequencies(sheet("単純集計", 48), made.frequencies, made.summaries)
        for name, tables in groupby(made.crosstabs, key=lambda each: each.table.axis.name):
            listed = list(tables)
            _crosstabs(sheet(listed[0].table.axis.label or name, 26), listed)
        _tests(sheet("検定一覧", 26, 48), made.crosstabs)
    return out.getvalue()


def _contents(sheet: _Sheet, made: Book, title: str) -> None:
    axes = list(dict.fromkeys(each.table.axis.label for each in made.crosstabs))
    sheet.row([title], "title")
    sheet.row([f"回答者数 {made.n:,}人"])
    sheet.row([f"集計軸: {'、'.join(axes) or 'なし'}"])
    sheet.row([])
    for note in NOTES:
        sheet.row([note])
    if made.left_out:
        names = "、".join(f"『{label}』" for label in made.left_out)
        sheet.row([f"区分が{MOST_LEVELS}を超えるため、クロス集計から外した項目: {names}"])
    sheet.row([])
    sheet.row(["設問", "n"], "head")
    for each in made.frequencies:
        sheet.row([each.question.label, each.base], "cell")


def _frequencies(
    sheet: _Sheet, frequencies: Iterable[Frequency], summaries: Iterable[Summary]
) -> None:
    for each in frequencies:
        sheet.row([each.question.label], "bold")
        kind = "複数回答" if each.question.multiple else "単一回答"
        blanks = f"無回答 {each.no_answer:,}、非該当 {each.not_asked:,}"
        sheet.row([f"{kind}、n={each.base:,}、{blanks}"])
        sheet.row(["選択肢", "人数", "%", "95%下限", "95%上限"], "head")
        rows = zip(each.question.labels, each.n, each.shares, each.low, each.high, strict=True)
        for label, n, *shares in rows:
            told = [(_shown(int(n), float(share)), "share") for share in shares]
            sheet.styled([(label, "cell"), (int(n) if n >= 0 else WITHHELD, "cell"), *told])
        sheet.row([])
    for total in summaries:
        sheet.row([total.variable.label], "bold")
        sheet.row([f"数値、n={total.n:,}"])
        for table in total.tables():
            for name, value in table.body["値"].items():
                sheet.row([str(name), decimal(float(value))], "cell")
        sheet.row([])


def _crosstabs(sheet: _Sheet, tables: Iterable[Tested]) -> None:
    sheet.sheet.freeze_panes(0, 2)
    for each in tables:
        table = each.table
        sheet.row([table.title], "bold")
        sheet.row([_method(each)])
        sheet.row([table.axis.label, "n", *table.question.labels], "head")
        _pair(sheet, TOTAL, table, None)
        for place, label in enumerate(table.axis.labels):
            _pair(sheet, label, table, place)
        sheet.row([])


def _pair(sheet: _Sheet, label: str, table: Crosstab, place: int | None) -> None:
    """Two lines of one level: counts above, shares below."""
    whole = place is None
    n = table.total_n if whole else table.n[place]
    shares = table.total_shares if whole else table.shares[place]
    base = table.total_base if whole else int(table.bases[place])
    if base < 0 or (not whole and table.hidden[place]):
        sheet.row([label, WITHHELD, *[WITHHELD] * len(n)], "cell")
        return
    sheet.row([label, base, *[int(each) if each >= 0 else WITHHELD for each in n]], "cell")
    below: list[tuple[str | int, str]] = [(base_mark(base), "cell"), ("", "cell")]
    marked = stands_out(table)
    for column, (count, share) in enumerate(zip(n, shares, strict=True)):
        style = "share"
        if not whole and marked[place, column]:
            style = "high" if table.residuals[place, column] > 0 else "low"
        below.append((_shown(int(count), float(share)), style))
    sheet.styled(below)


def _shown(n: int, share: float) -> str:
    return WITHHELD if n < 0 else percent(share)


def _method(each: Tested) -> str:
    told = f"n={each.table.total_base:,}{each.table.outside}"
    if each.table.question.multiple:
        return f"複数回答、{told}（選択肢ごとに調整済み残差で判定）"
    return f"{told}、{test_line(each.table.association)}"


def _tests(sheet: _Sheet, tables: Iterable[Tested]) -> None:
    heads = ["集計軸", "設問", "n", "検定", "p", "q（BH法）", "クラメールのV", "注意"]
    sheet.row(heads, "head")
    for each in tables:
        made = each.table.association
        if made is None or each.q is None:
            continue
        sheet.row(
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
            "cell",
        )
    sheet.sheet.autofilter(0, 0, max(sheet.line - 1, 0), len(heads) - 1)
    sheet.sheet.freeze_panes(1, 0)


def _sheet_name(label: str, used: set[str]) -> str:
    """A name Excel takes: short, without its reserved signs, and used once."""
    plain = label.translate(_SHEET_NAME).strip("'")[:28] or "軸"
    name, number = plain, 2
    while name.lower() in used:
        name, number = f"{plain[:25]}({number})", number + 1
    used.add(name.lower())
    return name
