"""選好の得点 in print: the items down the side, the highest first; then groups along the top."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.codebook import Score
from analysis.comparing import wordings
from analysis.comparing.preferring import PreferredCompared
from analysis.crosstab import TOTAL
from analysis.factors import PERCENT
from analysis.preferences import Preferences
from analysis.preferred import ALPHA_N, ITEMS, N, Preferred
from analysis.preferred_by_group import PreferredByGroup
from analysis.presentation import LEAST_BASE, SMALL_BASE, base_mark, decimal, percent
from analysis.scored import Scored

SIDE = "項目"
JOINT = "／"  # between a matrix and its line
TURNED = "【逆に数える】"
_SHARE = "割合"  # how the name of a share ends
_MOST_RANKS = 4  # of which each is said
_RANKED = (
    "順位の得点は、{points}、選ばれなかったときに0点を付けた平均です。"
    "平均順位は、その項目に順位を付けた人の平均です。"
)
_OF = {
    "配分": "平均点は、配る合計を項目に分けた点の平均です。配らなかった項目は0点です。",
    "因子": (
        "平均点は、因子の設問への答えを1人ずつ平均し、その人たちで平均した値です。"
        "設問はどれも良い側ほど高く数え、半分以上の設問に答えた人だけを数えます"
        "（わからない・無回答・非該当は数えません）。"
    ),
    "最良・最悪": (
        "得点は（最良に選ばれた回数−最悪に選ばれた回数）÷示した回数で、−1から1までの値です。"
        "割合は、示した回数のうち選ばれた割合です。"
    ),
}
_ALPHA = (
    "αはクロンバックのα係数で、因子の設問に似た向きで答えられているかの目安です"
    "（すべての設問に答えた人で計算）。設問が少ないと低くなり、これだけでは良し悪しを決められません。"
)
_PERCENT = "段階のちがう設問をまとめる因子は、どの設問も0〜100に換算してから平均しています。"
_WORDING = "因子どうしの高い低いには、設問の言葉の強さもあらわれます。"
_SURE = "区間は95%信頼区間です。区間が重なる項目の順位は、入れ替わることがあります。"
_MARKS = (
    "▲▽は、その群とほかの人との違いが偶然とは考えにくいセルです"
    f"（差のt検定、すべての項目と群でBH補正 q<0.05、n が{SMALL_BASE}以上）。"
)
_WHOLE = "全体は、この設問に回答した人です（集計軸に無回答の人も含みます）。"
_MARKS_OF_TWO = (
    "▲▽は、2つの調査の差が偶然とは考えにくい項目です"
    f"（差のt検定、項目をまとめてBH補正 q<0.05、どちらも n が{SMALL_BASE}以上）。"
)
SAME_LIST = "同じ項目を、同じたずね方で、同じ順位の数か同じ合計でたずねた設問だけをくらべています。"
SAME_FACTORS = (
    "同じ名前で、同じ設問と選択肢からなる因子だけをくらべています。"
    "因子の書かれていない調査には、同じ設問があれば、この調査の組み方をあてはめます。"
)
CHANGED = "設問が変わったか、片方の調査にないため、次の因子はくらべていません: %(names)s。"
ENDS = "下段は95%信頼区間です。"
_WEIGHTED = "得点は重み付け後の値です。n は重みを付けない実数です。"
_GONE = (
    f"n が{LEAST_BASE}未満の群と、選んだ人が少なく、"
    "個人が特定されるおそれのあるところは表示しません。"
)
GONE_MEANS = f"n が{LEAST_BASE}未満のところと、個人が特定されるおそれのあるところは表示しません。"
WHOLE_NUMBERS = (N, ITEMS, ALPHA_N)


@dataclass(frozen=True, slots=True)
class Row:
    """One item, as it is printed.

    Attributes:
        rank: from 1, the highest score first; 0 where there is none to show.
        score, low, high: "" where withheld.
        beside: shares in percent, and the mean rank.
        hidden: whether it is withheld.
    """

    rank: int
    label: str
    score: str
    low: str
    high: str
    beside: tuple[str, ...]
    hidden: bool

    @property
    def ends(self) -> str:
        return f"{self.low}〜{self.high}" if self.low else ""


@dataclass(frozen=True, slots=True)
class Standing:
    """All items of a question, the highest score first.

    `heads` are those of what stands beside the score; `small` is 参考値 under 30; `parts` are the
    questions that each factor is made of, as they were asked.
    """

    title: str
    kind: str
    of: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    n: int
    no_answer: int
    not_asked: int
    small: str
    notes: tuple[str, ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def counted(self) -> str:
        """「順位付け、n=1,234、無回答 12、非該当 3」."""
        told = [self.kind] + ([f"n={self.n:,}"] if self.n >= 0 else [])
        told.append(f"無回答 {self.no_answer:,}")
        told += [f"非該当 {self.not_asked:,}"] if self.not_asked else []
        return "、".join(told) + (f"（{self.small}）" if self.small else "")


@dataclass(frozen=True, slots=True)
class Group:
    """The head of a column: a group and its n, None where withheld; `of_two` has no n at all."""

    label: str
    n: int | None
    small: str = ""
    of_two: bool = False

    @property
    def head(self) -> str:
        """「南浜地区（参考値）」 on one line, as files write it."""
        return f"{self.label}（{self.small}）" if self.small else self.label


@dataclass(frozen=True, slots=True)
class Spot:
    """A score in a group; `mark` is high, low or "". Without a score it is withheld, or `-`."""

    score: str
    ends: str
    mark: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Across:
    """Items × groups, the items in the order of everyone's scores."""

    title: str
    groups: tuple[Group, ...]
    rows: tuple[tuple[str, tuple[Spot, ...]], ...]
    notes: tuple[str, ...]


def of_preferred(made: Preferred) -> Standing:
    """Lay the scores out, the highest first; what is withheld stands last."""
    scores = made.made
    told = [*_meant(made), _SURE]
    told += [_WEIGHTED] if made.weighted else []
    told += [_gone(made)] if made.gone.any() else []
    return Standing(
        title=made.title,
        kind=made.question.kind,
        of=scores.title,
        heads=tuple(_head(name) for name in scores.beside),
        rows=tuple(_row(made, place) for place in _order(scores)),
        n=made.n,
        no_answer=made.no_answer,
        not_asked=made.not_asked,
        small=base_mark(made.n),
        notes=tuple(told),
        parts=tuple(_parts(made.question)),
    )


def of_preferred_by_group(made: PreferredByGroup) -> Across:
    """Lay items × groups out: everyone first along the top, then the groups anyone is in."""
    whole = made.whole
    heads = [Group(TOTAL, whole.n if whole.n >= 0 else None, base_mark(whole.n))]
    for place in made.groups:
        n = int(made.n[place])
        heads.append(Group(made.axis.labels[place], n if n >= 0 else None, base_mark(n)))
    told = [_MARKS, ENDS, _WHOLE]
    told += [_WEIGHTED] if whole.weighted else []
    return Across(
        title=made.title,
        groups=tuple(heads),
        rows=tuple((whole.made.labels[item], _spots(made, item)) for item in _order(whole.made)),
        notes=(*told, _gone(whole), f"n が{SMALL_BASE}未満の群は参考値です。"),
    )


def _parts(asked: Scored) -> Iterator[tuple[str, tuple[str, ...]]]:
    for column, items in zip(asked.columns, asked.items, strict=False):
        turned = column.factor.turned if column.factor else ()
        yield (
            column.label,
            tuple(
                f"{item.label.rpartition(JOINT)[2]}{TURNED if item.name in turned else ''}"
                for item in items
            ),
        )


def _gone(made: Preferred) -> str:
    return GONE_MEANS if made.question.way is Score.MEAN else _GONE


def _meant(made: Preferred) -> tuple[str, ...]:
    """What the scores are, in a few sentences."""
    if made.question.way is Score.RANK:
        return (_ranks(made),)
    said = _OF[made.question.kind]
    return (said, *_of_factors(made)) if made.question.way is Score.MEAN else (said,)


def _of_factors(made: Preferred) -> Iterator[str]:
    columns = made.question.columns
    if (columns[0].least, columns[0].most) == PERCENT:
        yield _PERCENT
    if any(len(items) > 1 for items in made.question.items):
        yield _ALPHA
    if len(columns) > 1:
        yield _WORDING
    sources = dict.fromkeys(v.factor.source for v in columns if v.factor and v.factor.source)
    yield from (f"因子の組み方の出典: {source}。" for source in sources)


def _ranks(made: Preferred) -> str:
    depth = max(column.most for column in made.question.columns)
    ranks = range(1, depth + 1) if depth <= _MOST_RANKS else (1, 2, depth)
    given = [f"{rank}位に{depth + 1 - rank}点" for rank in ranks]
    points = "、".join(given if depth <= _MOST_RANKS else [*given[:2], "…", given[2]])
    return _RANKED.format(points=points)


def of_preferred_compared(made: PreferredCompared) -> Across:
    """Lay two surveys out side by side, then their difference; the first's order."""
    other = f"{made.names[1]}{wordings.MARK if made.reworded else ''}"
    groups = (
        *(
            Group(name, one.n if one.n >= 0 else None, base_mark(one.n))
            for name, one in ((made.names[0], made.own), (other, made.other))
        ),
        Group("差", None, of_two=True),
    )
    told = [_MARKS_OF_TWO] if made.tested else []
    told += [ENDS, SAME_FACTORS if made.own.question.way is Score.MEAN else SAME_LIST]
    told += [f"{wordings.MARK}{wordings.CHANGES[wordings.WORDS]}。"] if made.reworded else []
    told += [CHANGED % {"names": "、".join(made.changed)}] if made.changed else []
    return Across(
        title=f"{made.own.title}（{made.names[0]}と{made.names[1]}、{made.own.made.title}）",
        groups=groups,
        rows=tuple(_two(made, item) for item in _order(made.own.made)),
        notes=(*told, _gone(made.own)),
    )


def _two(made: PreferredCompared, item: int) -> tuple[str, tuple[Spot, ...]]:
    mine, theirs = _row(made.own, item), _row(made.other, made.places[item])
    gap, mark = float(made.difference[item]), ""
    if made.strong[item]:
        mark = "high" if gap > 0 else "low"
    ends = f"{decimal(float(made.low[item]))}〜{decimal(float(made.high[item]))}"
    hidden = mine.hidden or theirs.hidden
    apart = Spot(decimal(gap), ends if np.isfinite(made.low[item]) else "", mark, hidden=hidden)
    sides = (Spot(row.score, row.ends, hidden=row.hidden) for row in (mine, theirs))
    return mine.label, (*sides, apart)


def _order(made: Preferences) -> list[int]:
    """Every item: those with a score first, the highest before."""
    return [*made.order, *np.flatnonzero(~np.isfinite(made.score)).tolist()]


def _row(made: Preferred, place: int) -> Row:
    scores, own = made.made, float(made.made.score[place])
    if made.gone[place]:
        return Row(0, scores.labels[place], "", "", "", ("",) * len(scores.beside), hidden=True)
    higher = int((scores.score > own + 1e-12).sum())
    return Row(
        rank=higher + 1 if np.isfinite(own) else 0,
        label=scores.labels[place],
        score=decimal(own),
        low=_end(float(scores.low[place])),
        high=_end(float(scores.high[place])),
        beside=tuple(_beside(name, float(each[place])) for name, each in scores.beside.items()),
        hidden=False,
    )


def _head(name: str) -> str:
    return f"{name}（%）" if name.endswith(_SHARE) else name


def _beside(name: str, value: float) -> str:
    if name in WHOLE_NUMBERS:
        return f"{value:,.0f}" if np.isfinite(value) else "-"
    return percent(value) if name.endswith(_SHARE) else decimal(value)


def _end(value: float) -> str:
    return decimal(value) if np.isfinite(value) else ""


def _spots(made: PreferredByGroup, item: int) -> tuple[Spot, ...]:
    whole = _row(made.whole, item)
    first = Spot(whole.score, whole.ends, hidden=whole.hidden)
    return (first, *(_spot(made, item, group) for group in made.groups))


def _spot(made: PreferredByGroup, item: int, group: int) -> Spot:
    if made.gone[item, group]:
        return Spot("", "", hidden=True)
    mark = ""
    if made.strong[item, group]:
        mark = "high" if made.gap[item, group] > 0 else "low"
    low, high = (_end(float(each[item, group])) for each in (made.low, made.high))
    ends = f"{low}〜{high}" if low else ""
    return Spot(decimal(float(made.score[item, group])), ends, mark)
