"""Writing a whole book: each sheet from its top to its bottom, the index last and first."""

from collections.abc import Sequence
from io import BytesIO
from itertools import groupby

from xlsxwriter import Workbook

from analysis.book import Book
from analysis.sentences.grammar import Told
from analysis.workbook import (
    crossed,
    index,
    lists,
    looks,
    pairs,
    pins,
    preferences,
    single,
    together,
)
from analysis.workbook.sheet import INDEX, Maker, Place


def write(
    made: Book,
    *,
    title: str,
    facts: Sequence[tuple[str, str]] = (),
    representative: bool = True,
) -> bytes:
    """Write a book of tables as an .xlsx file.

    Args:
        made: the tables, guarded.
        title: stands on the index and on every page.
        facts: (name, words) that the index tells of the survey beside what the book knows.
        representative: False where people answered an open call; every sentence says so.

    Rows go to a temporary file as they are written, so the memory a book takes does not grow
    with its tables; the time it takes does not depend on how many people answered.
    """
    out = BytesIO()
    said: Told = {"state": made.state, "representative": representative}
    known = [*facts, *_facts(made)]
    rows = index.placed(made, len(known))
    options = {"constant_memory": True, "default_format_properties": looks.NORMAL}
    with Workbook(out, options) as workbook:
        maker = Maker(workbook, title, made.state.words if made.state else "")
        contents = maker.sheet(INDEX, index.widths(len(index.axes(made))))
        index.guide(maker, made)
        alone = single.write(maker, made.frequencies, made.summaries, said, rows)
        whole: dict[str, Place] = {}
        if made.matrices:
            back = together.places(made.matrices, len(known) + 1)
            whole = together.write(maker, made.matrices, said, back)
        scores = preferences.write(maker, made.preferences, said, rows)
        mapped = pins.write(maker, made.pins, rows)
        places: dict[str, dict[str, Place]] = {}
        for name, tables in groupby(made.crosstabs, key=lambda each: each.table.axis.name):
            places[name] = crossed.write(maker, list(tables), said, rows)
        if made.crosstabs:
            lists.tests(maker, made.crosstabs, places)
            pairs.write(maker, made.crosstabs, places)
        if any(each.weighted for each in made.frequencies):
            lists.weights(maker, made)
        index.write(
            contents,
            made,
            title,
            index.Contents(
                known,
                alone | scores.alone | mapped,
                {
                    axis: places.get(axis, {}) | scores.by_axis.get(axis, {})
                    for axis in index.axes(made)
                },
                whole,
            ),
        )
    return out.getvalue()


def _facts(made: Book) -> list[tuple[str, str]]:
    labels = dict.fromkeys(index.axes(made).values())
    weighted = any(each.weighted for each in made.frequencies)
    told = [("回答者数", f"{made.n:,}人")]
    told += [("いつの集計か", made.state.words)] if made.state else []
    told.append(("重み付け", "あり（n は重みを付けない実数）" if weighted else "なし"))
    told.append(("無回答", "割合の分母に含める" if index.inside(made) else "割合の分母に含めない"))
    many = len(made.frequencies) + len(made.summaries) + len(made.preferences) + len(made.pins)
    told.append(("設問", f"{many:,}問（属性を含む）"))
    told.append(("集計軸", "、".join(labels) or "なし"))
    return told
