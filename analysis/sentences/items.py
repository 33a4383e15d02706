"""マトリクス in a sentence: the highest and the lowest item; of groups, the widest difference."""

import numpy as np
from scipy import stats

from analysis.comparing.matrices import Matrix
from analysis.counting import Floats
from analysis.items import Items, Kind
from analysis.items_by_group import ItemsByGroup
from analysis.methods.intervals import wilson
from analysis.presentation import SMALL_BASE, decimal, p_value
from analysis.results import State
from analysis.scales import Scale
from analysis.sentences.grammar import (
    NOBODY,
    TOO_FEW,
    apart,
    behind,
    ending,
    group,
    higher,
    number,
    percent,
    quoted,
    unnamed,
)

NO_SCALE = "よい側・よくない側の決まった段階ではないため、項目の高い低いは述べません。"
_SAME = 1e-9  # shares closer than this are a tie
_Z = float(stats.norm.isf(0.025))


def of_items(made: Items, *, state: State | None = None, representative: bool = True) -> str:
    """Looks only at items that 30 people or more answered."""
    bases = made.n
    if (bases <= 0).all():
        return TOO_FEW if any(row.base for row in made.rows) else NOBODY
    if made.scale is None:
        return NO_SCALE
    kept = np.flatnonzero((bases >= SMALL_BASE) & np.isfinite(made.top))
    if len(kept) < 2:
        return (
            f"{SMALL_BASE}人以上が回答し、表示できる項目が2つ以上ないため、"
            "項目の高い低いは述べません。"
        )
    told = _ends(made, made.scale, kept)
    left = len(bases) - len(kept)
    if left:
        told += f"n が{SMALL_BASE}未満か表示できない{left}項目は、比べていません。"
    return told + ending(state, representative=representative, of="割合")


def of_items_by_group(
    made: ItemsByGroup, *, state: State | None = None, representative: bool = True
) -> str:
    """Looks only at cells that stand out, so never at a group under 30."""
    if (made.total_n < 0).all():
        return TOO_FEW
    if ((made.n >= SMALL_BASE).sum(axis=1) < 2).all():
        return f"{SMALL_BASE}人以上の群が2つ以上ないため、群の違いは述べません。"
    told = _widest(made) if made.strong.any() else _none(made)
    return told + ending(state, representative=representative)


def _ends(made: Items, scale: Scale, kept: np.ndarray) -> str:
    top = made.top
    order = kept[np.argsort(-top[kept], kind="stable")]
    first, last = int(order[0]), int(order[-1])
    what = _what(scale, made.matrix)
    if top[first] - top[last] < _SAME:
        return f"{len(kept)}項目とも、{what}は{percent(float(top[first]))}で同じです。"
    low, high = wilson(top, np.array([row.effective for row in made.rows]))
    ends = low[first] > high[last]
    told = (
        f"{len(kept)}項目のうち、{what}が最も高いのは{_item(made, first, kept)}で"
        f"{_told(made, first, low, high)}、最も低いのは{_item(made, last, kept)}で"
        f"{_told(made, last, low, high)}です。"
    )
    return told if ends else f"{told}ただし、2つの信頼区間は重なっています。"


def _item(made: Items, place: int, kept: np.ndarray) -> str:
    """「バス」, and how many items share its place."""
    alike = int((np.abs(made.top[kept] - made.top[place]) < _SAME).sum()) - 1
    return quoted(made.labels[place]) + (f"（ほか{alike}項目も同じ割合）" if alike else "")


def _told(made: Items, place: int, low: Floats, high: Floats) -> str:
    effective = made.rows[place].effective if made.weighted else None
    ends = float(low[place]), float(high[place])
    basis = behind(made.rows[place].base, *ends, effective=effective)
    return f"{percent(float(made.top[place]))}{basis}"


def _what(scale: Scale, matrix: Matrix) -> str:
    """「満足」と「やや満足」を合わせた割合."""
    names = matrix.lines[0].variable.labels
    labels = "と".join(quoted(names[place]) for place in scale.top)
    return f"{labels}を合わせた割合" if scale.width > 1 else f"{labels}の割合"


def _none(made: ItemsByGroup) -> str:
    return (
        f"{len(made.labels)}項目を{quoted(made.axis.label)}ごとに見て、偶然とは考えにくい違いは"
        "見つかりませんでした（マトリクス全体でBH補正）。違いがないことを示すものではありません。"
    )


def _widest(made: ItemsByGroup) -> str:
    gaps = np.where(made.strong, made.value - made.total[:, None], 0.0)
    item, place = _place(gaps, made.gap_se)
    gap = float(gaps[item, place])
    who = group(made.axis, made.axis.labels[place])
    share = made.kind is Kind.TOP
    what = _what(made.scale, made.matrix) if share else "平均点"
    own, whole = (
        percent(value) if share else decimal(value)
        for value in (float(made.value[item, place]), float(made.total[item]))
    )
    size = apart(gap) if share else f"{decimal(abs(gap))}点"
    told = (
        f"{who}では、{quoted(made.labels[item])}の{what}が{own}で、"
        f"全体（{whole}）より{size}{higher(gap)}結果でした{_basis(made, item, place, gap)}。"
    )
    others = int(made.strong.sum()) - 1
    told += f"このほか{others}か所に、偶然とは考えにくい違いがあります。" if others else ""
    return told + unnamed(made.axis.labelled)


def _basis(made: ItemsByGroup, item: int, place: int, gap: float) -> str:
    half, n = _Z * float(made.gap_se[item, place]), int(made.n[item, place])
    q = float(made.q[item, place])
    effective = float(made.effective[item, place]) if made.weighted else None
    if made.kind is Kind.TOP:
        return behind(n, gap - half, gap + half, q, effective=effective, gap=True)
    ends = f"{decimal(gap - half)}〜{decimal(gap + half)}"
    return f"（n={number(n)}、差の95%信頼区間{ends}点、BH補正後 {p_value(q)}）"


def _place(gaps: Floats, se: Floats) -> tuple[int, int]:
    """The widest gap, first among those whose interval leaves 0 out."""
    sure = np.where(np.abs(gaps) > _Z * se, np.abs(gaps), 0.0)
    found = sure if sure.any() else np.abs(gaps)
    item, place = np.unravel_index(int(np.argmax(found)), found.shape)
    return int(item), int(place)
