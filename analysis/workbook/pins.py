"""地図の地点: the pins of each question in the squares of the standard mesh, the fullest first."""

from collections.abc import Sequence

from analysis.form import notes
from analysis.pins import FEW, Pins
from analysis.workbook.looks import ROW, height
from analysis.workbook.pages import Room, going_on, pieces
from analysis.workbook.sheet import Maker, Place, Sheet, Written

NAME = "地図の地点"
_CODE, _COLUMN = 24.0, 14.0
_HEADS = ("メッシュコード", "件数", "南端の緯度", "西端の経度", "北端の緯度", "東端の経度")


def write(maker: Maker, made: Sequence[Pins], back: dict[str, Place]) -> dict[str, Place]:
    """Write the sheet, where there is anything for it, and say where each question begins."""
    if not made:
        return {}
    sheet = maker.sheet(NAME, [_CODE, *[_COLUMN] * (len(_HEADS) - 1)])
    sheet.section(NAME)
    sheet.page.freeze_panes(1, 1)
    places = {}
    for each in made:
        sheet.gap()
        sheet.keep(8 * ROW)
        places[each.question.name] = sheet.here
        sheet.titled(each.title, back[each.question.name])
        _one(sheet, each)
    sheet.close()
    return places


def _one(sheet: Sheet, made: Pins) -> None:
    if made.total < 0:
        sheet.text("ピンが少ないため、示しません（個人が特定されるのを防ぐため）。", "note")
        return
    told = (
        f"ピン {made.total:,}件。ほかに、一覧から選んだ人と答えなかった人が{made.elsewhere:,}人。"
    )
    sheet.text(told)
    sheet.text(notes.PINS, "note")
    parts = pieces([ROW] * len(made.codes), Room(sheet.room, 6 * ROW, 2 * ROW))
    for place, lines in enumerate(parts):
        if place:
            sheet.keep((lines.stop - lines.start + 2) * ROW)
            sheet.row([(f"{made.title}{going_on(place, len(parts))}", "bold")])
        sheet.row([(head, "head") for head in _HEADS], height(list(_HEADS), _COLUMN))
        for n in range(*lines.indices(len(made.codes))):
            sheet.row(_square(made, n))


def _square(made: Pins, n: int) -> list[Written]:
    count: Written = (FEW, "hidden") if made.hidden[n] else (int(made.n[n]), "number")
    edges = (round(float(edge), 6) for edge in made.corners[n])
    return [(made.codes[n], "cell"), count, *((edge, "degree") for edge in edges)]
