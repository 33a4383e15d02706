"""検定一覧 and 重み付け: every test of the book in one list, and what the weights did."""

from collections.abc import Sequence

from analysis.book import Book, Tested
from analysis.form.blocks import number_of
from analysis.frequencies import Frequency
from analysis.presentation import decimal, effect_word, p_value, percent, q_value
from analysis.results import Table
from analysis.standing import stands_out
from analysis.workbook.looks import ROW, height
from analysis.workbook.pages import Room, going_on, pieces
from analysis.workbook.sheet import Maker, Place, Sheet, Written

TESTS, WEIGHTS = "検定一覧", "重み付け"
_HEADS: tuple[tuple[str, float], ...] = (
    ("集計軸", 18.0),
    ("設問", 44.0),
    ("表", 6.0),
    ("n", 8.0),
    ("検定", 16.0),
    ("p", 8.0),
    ("q（BH法）", 9.0),
    ("クラメールのV", 9.0),
    ("関連の強さ", 15.0),
    ("目立つセル", 8.0),
    ("注意", 30.0),
)
_WIDE = [wide for _, wide in _HEADS]
_LABEL, _VALUE = 44.0, 22.0
_WEIGHTED = "重みは、回答者の構成を母集団に近づけるために使います。n は重みを付けない実数です。"
_COSTS = "設問ごとの有効回答者数"
_COST_HEADS = ("設問", "n", "重みの合計", "有効回答者数", "デザイン効果")
_COST = (
    "有効回答者数は（重みの合計）²÷（重みの2乗の合計）、デザイン効果は n÷有効回答者数です（Kish）。"
)


def tests(maker: Maker, made: Sequence[Tested], places: dict[str, dict[str, Place]]) -> None:
    """One line a table, in the book's order; Excel's filter picks and sorts them."""
    sheet = maker.sheet(TESTS, _WIDE)
    sheet.row([(head, "head") for head, _ in _HEADS], 30)
    sheet.page.freeze_panes(1, 2)
    sheet.page.repeat_rows(0)
    for each in made:
        line, table = sheet.line, each.table
        reason = table.association.reason if table.association else ""
        high = max(height([table.question.label], _WIDE[1]), height([reason], _WIDE[-1] - 2))
        sheet.row(_test(each, reason), high)
        place = places[table.axis.name][table.question.name]
        sheet.page.write_url(line, 2, place.address, sheet.looks["linked"], "表")
    sheet.page.autofilter(0, 0, max(sheet.line - 1, 0), len(_HEADS) - 1)


def _test(each: Tested, reason: str) -> list[Written]:
    table, found = each.table, each.table.association
    told = ["選択肢ごと" if table.question.multiple else "なし", "", "", "", ""]
    if found is not None and each.q is not None:
        strong = effect_word(found.cramers_v) if each.q < 0.05 else "（偶然の範囲）"
        told = [
            found.name,
            _after(p_value(found.best_p)),
            q_value(each.q),
            decimal(found.cramers_v),
            strong,
        ]
    words: list[str | float] = [table.axis.label, table.question.label, "", table.total_base, *told]
    marked = int(stands_out(table).sum())
    looks = ["cell", "cell", "linked", "number", "after", "centre", "centre", "centre", "after"]
    return [*zip(words, looks, strict=True), (marked, "number"), (reason, "after")]


def _after(told: str) -> str:
    """「<0.001」 or 「0.012」."""
    return told.removeprefix("p").removeprefix("=")


def weights(maker: Maker, made: Book) -> None:
    """How the weights were made, where that is known, and what they cost each question."""
    sheet = maker.sheet(WEIGHTS, [_LABEL, *[_VALUE] * 4])
    sheet.row([(WEIGHTS, "section")], 20)
    sheet.text(_WEIGHTED)
    for table in made.weighting:
        _table(sheet, table)
    sheet.gap()
    _costs(sheet, [each for each in made.frequencies if (each.n >= 0).any()])
    sheet.close()


def _costs(sheet: Sheet, made: Sequence[Frequency]) -> None:
    """What the weights cost each question, on as many pages as it takes."""
    heights = [height([each.question.label], _LABEL) for each in made]
    parts = pieces(heights, Room(sheet.room, 3 * ROW, 2 * ROW))
    for place, part in enumerate(parts):
        sheet.keep(3 * ROW + sum(heights[part]))
        sheet.row([(f"{_COSTS}{going_on(place, len(parts)) if place else ''}", "bold")])
        if not place:
            sheet.text(_COST, "note")
        sheet.row([(head, "head") for head in _COST_HEADS])
        for each, high in zip(made[part], heights[part], strict=True):
            sheet.row(_cost(each), high)


def _cost(each: Frequency) -> list[Written]:
    effective = each.effective
    return [
        (each.question.label, "cell"),
        (each.base, "number"),
        (round(each.base_weight, 1), "amount"),
        (round(effective, 1), "amount"),
        (round(each.base / effective, 2) if effective else "-", "score"),
    ]


def _table(sheet: Sheet, table: Table) -> None:
    sheet.gap()
    sheet.keep(ROW * (len(table.body) + 4))
    sheet.row([(table.title, "bold")])
    if table.note:
        sheet.text(table.note, "note")
    sheet.row([("", "head"), *((str(name), "head") for name in table.body.columns)])
    for name, values in zip(table.body.index, table.body.to_numpy(), strict=True):
        sheet.row([(str(name), "cell"), *(_value(value, table) for value in values)])


def _value(value: object, table: Table) -> Written:
    if isinstance(value, str):
        return value, "centre"
    number = float(str(value))
    if table.unit == "share":
        told = number_of(percent(number))
        return ("-", "percent") if told is None else (told, "percent")
    return (number, "number") if table.unit == "count" else (round(number, 2), "score")
