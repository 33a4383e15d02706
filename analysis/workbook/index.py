"""目次: what the book is of, and a link to every table; then how its tables are read."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.book import MOST_LEVELS, Book
from analysis.codebook import NO_ANSWER_LABEL
from analysis.form import notes
from analysis.items_by_group import MOST_GROUPS
from analysis.standing import stands_out
from analysis.workbook.looks import height
from analysis.workbook.sheet import INDEX, Maker, Place, Sheet, Written

GUIDE = "集計の見方"
_WIDTHS = [6.0, 46.0, 10.0, 9.0, 10.0]
_AXIS = 12.0
_LONGEST = 240  # letters; a link may show 255
TOGETHER = "まとめ（マトリクス）"
_LINKS = "各設問の「表」を押すと、その表へ移ります。（ ）内は、全体との差が目立つセルの数です。"
_TOGETHER = (
    "同じ段階でたずねた項目を1つの表にまとめ、軸ごとにTOP2の割合を並べています。"
    f"▲▽は、マトリクス全体でBH補正をして目立つセルです。区分が{MOST_GROUPS}を超える軸は入りません。"
)
_SCORES = (
    "順位付け・配分・最良最悪の設問の得点を、高い順に95%信頼区間とともに示し、軸ごとに並べています。"
    "▲▽は、その群とほかの人との差のt検定を、すべての項目と群でBH補正して目立つセルです。"
)
GUIDES = (
    ("表の形", notes.COUNTED),
    (
        "",
        "上段は人数、下段は割合（%）です。表側（縦）が集計軸、表頭（横）が選択肢で、最初の行は全体です。",
    ),
    (
        "",
        "全体は、設問と集計軸の両方に回答した人です。集計軸に無回答の人は、その軸の表に入りません。",
    ),
    ("数字の表し方", notes.ROUNDED),
    ("", notes.SIGNS),
    ("少ない人数", notes.SMALL),
    ("", notes.WITHHELD),
    ("複数回答", notes.MULTIPLE),
    (
        "段階の設問",
        "TOP2・BOTTOM2は、よい側・よくない側の2段階を合わせた人数と、n に占める割合です。",
    ),
    (
        "",
        (
            "平均点は、5段階なら+2・+1・0・−1・−2を付けた平均です。「わからない」など"
            "尺度の外の回答は除き、上段に平均した人数を示します。"
        ),
    ),
    ("目立つセル", "▲（青地・太字）は全体より高い、▽（橙地・斜体）は全体より低いセルです。"),
    (
        "",
        (
            "調整済み残差を表の中でBH法により補正し（q<0.05）、n が30以上で、"
            "期待される人数が5以上のセルに付けています。"
        ),
    ),
    (
        "検定",
        (
            "重みのない表はカイ二乗検定、重みのある表はRao–Scott検定です。"
            "qは集計表一式のすべての検定でBH法により補正した値です。"
        ),
    ),
    (
        "",
        (
            "違いがあることは、その属性が原因であることを示しません。"
            "違いが見つからないことは、違いがないことを示しません。"
        ),
    ),
    (
        "信頼区間",
        (
            "割合の95%信頼区間はウィルソン法です（重みのある表では有効回答者数を用います）。"
            "差の区間は、群が全体の一部であることを考えた線形化によります。"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in the index.

    Attributes:
        facts: (name, words) of the survey: its sampling, its weights, when it is from.
        alone: for each question's name, where it stands alone.
        by_axis: for each axis's name, where each question by it begins.
        together: for each matrix's name, where it stands whole.
    """

    facts: Sequence[tuple[str, str]]
    alone: dict[str, Place]
    by_axis: dict[str, dict[str, Place]]
    together: dict[str, Place]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the index."""

    name: str
    label: str
    kind: str
    n: int


def axes(made: Book) -> dict[str, str]:
    """The labels of the axes that anything is told by, by their names."""
    crossed = [each.table.axis for each in made.crosstabs]
    scored = [one.axis for each in made.preferences for one in each.by_group]
    return {axis.name: axis.label for axis in (*crossed, *scored)}


def widths(many: int) -> list[float]:
    return [*_WIDTHS, *[_AXIS] * many]


def placed(made: Book, facts: int) -> dict[str, Place]:
    """Where each question will stand: below the title, the facts, the matrices and the heads."""
    names = [each.question.name for each in made.frequencies]
    names += [each.variable.name for each in made.summaries]
    names += [each.whole.question.name for each in made.preferences]
    names += [each.question.name for each in made.pins]
    first = facts + len(made.matrices) + 4
    return {name: Place(INDEX, first + number) for number, name in enumerate(names)}


def write(sheet: Sheet, made: Book, title: str, contents: Contents) -> None:
    """Write the index, whose sheet was made first so that it stands first."""
    sheet.page.fit_to_pages(1, 0)  # as many axes as there are, on the width of one page
    sheet.row([(title, "title")], 26)
    for name, words in contents.facts:
        sheet.row([("", "plain"), (f"{name}　{words}", "plain")])
    for each in made.matrices:
        there, many = contents.together[each.items.matrix.name], len(each.items.rows)
        told = f"{TOGETHER}　{each.items.title}（{many}項目）"[:_LONGEST]
        sheet.page.write_url(sheet.line, 1, there.address, sheet.looks["link"], told)
        sheet.gap()
    sheet.row([("", "plain"), (_nameless(made), "note")])
    sheet.row([("", "plain"), (_LINKS, "note")])
    labels = axes(made)
    heads = ["№", "設問", "種類", "n", "単純集計", *(labels[name] for name in contents.by_axis)]
    sheet.page.repeat_rows(sheet.line)
    sheet.row([(head, "head") for head in heads], height(heads, _AXIS))
    sheet.page.freeze_panes(sheet.line, 2)
    marked = _marked(made)
    for number, entry in enumerate(_entries(made), 1):
        line = sheet.line
        cells: list[Written] = [
            (number, "centre"),
            (entry.label, "cell"),
            (entry.kind, "centre"),
            (entry.n, "number"),
            *[("", "centre")] * (1 + len(contents.by_axis)),
        ]
        sheet.row(cells, height([entry.label], _WIDTHS[1]))
        for column, axis in enumerate(["", *contents.by_axis], 4):
            place = (contents.by_axis[axis] if axis else contents.alone).get(entry.name)
            if place:
                many = marked.get((axis, entry.name), 0)
                words = f"表（{many}）" if many else "表"
                sheet.page.write_url(line, column, place.address, sheet.looks["linked"], words)


def _nameless(made: Book) -> str:
    """How many questions show bare codes, because nobody has named their choices yet."""
    coded = [each for each in made.frequencies if not each.question.side.labelled]
    if not coded:
        return ""
    return (
        f"{len(coded):,}問は、選択肢の名前が未登録のため番号で示しています。"
        "コードブックに名前を登録すると、文と表に名前が出ます。"
    )


def _entries(made: Book) -> list[_Entry]:
    questions = [
        _Entry(
            each.question.name,
            each.question.label,
            "複数回答" if each.question.multiple else "単一回答",
            each.base,
        )
        for each in made.frequencies
    ]
    numbers = [_Entry(s.variable.name, s.variable.label, "数値", s.n) for s in made.summaries]
    scores = [
        _Entry(one.question.name, one.title, one.question.kind, max(one.n, 0))
        for one in (each.whole for each in made.preferences)
    ]
    pins = [_Entry(p.question.name, p.title, "地図の地点", max(p.total, 0)) for p in made.pins]
    return questions + numbers + scores + pins


def _marked(made: Book) -> dict[tuple[str, str], int]:
    """Of each axis and question, how many cells stand out."""
    tables = {
        (each.table.axis.name, each.table.question.name): int(stands_out(each.table).sum())
        for each in made.crosstabs
    }
    return tables | {
        (one.axis.name, each.whole.question.name): int(one.strong.sum())
        for each in made.preferences
        for one in each.by_group
    }


def inside(made: Book) -> bool:
    """Whether 無回答 is a choice of its questions."""
    return any(each.question.labels[-1:] == [NO_ANSWER_LABEL] for each in made.frequencies)


def guide(maker: Maker, made: Book) -> None:
    sheet = maker.sheet(GUIDE, [24.0, 100.0])
    sheet.row([(GUIDE, "section")], 20)
    sheet.gap()
    blanks = notes.INSIDE if inside(made) else notes.OUTSIDE
    told = [*GUIDES, ("無回答と非該当", blanks)]
    if made.matrices:
        told.append((TOGETHER, _TOGETHER))
    if made.preferences:
        told.append(("選好の得点", _SCORES))
    if made.pins:
        told.append(("地図の地点", notes.PINS))
    if any(each.weighted for each in made.frequencies):
        told.append(("重み付け", notes.WEIGHTED))
        told.append(("", "重みを付けた割合の下の（ ）内は、重みを付けない割合です。"))
    if made.left_out:
        names = "、".join(f"『{label}』" for label in made.left_out)
        told.append(
            ("外した項目", f"区分が{MOST_LEVELS}を超えるため、クロス集計から外しました: {names}")
        )
    for name, words in told:
        sheet.row([(name, "bold"), (words, "wrap")], height([words], 100.0))
