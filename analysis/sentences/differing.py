"""群どうしの差 in a sentence: the pair of groups that lies farthest apart."""

from analysis.comparing.differing import CORRECTIONS, Differing
from analysis.methods.comparisons import two_shares
from analysis.presentation import p_value
from analysis.results import State
from analysis.sentences import grammar


def of_differing(
    made: Differing, *, state: State | None = None, representative: bool = True
) -> str:
    """The widest difference between two groups that chance does not explain, or that none is."""
    ending = grammar.ending(state, representative=representative)
    table = made.table
    if sum(map(bool, made.named)) < 2:
        return f"30人以上が回答した群が2つ以上ないため、群どうしは比べません。{ending}"
    if not made.gaps:
        return (
            f"{grammar.quoted(table.axis.label)}の群どうしに、偶然とは考えにくい差は"
            f"見つかりませんでした（{CORRECTIONS[made.correction]}補正）。"
            f"差がないことを示すものではありません。{ending}"
        )
    first = made.gaps[0]
    high, low = (_told(made, row, first.answer) for row in (first.higher, first.lower))
    gap = float(table.shares[first.higher, first.answer] - table.shares[first.lower, first.answer])
    others = len(made.gaps) - 1
    more = f"このほか{others:,}組に差があります。" if others else ""
    bare = grammar.unnamed(table.axis.labelled, table.question.side.labelled)
    basis = f"{_interval(made)}{CORRECTIONS[made.correction]}補正後 {p_value(first.p)}"
    return (
        f"{grammar.chosen(table.question, table.question.labels[first.answer])}は{high}で、"
        f"{low}より{grammar.apart(gap)}高くなっています"
        f"（{basis}）。{more}{bare}{ending}"
    )


def _told(made: Differing, row: int, answer: int) -> str:
    table = made.table
    return (
        f"{grammar.group(table.axis, table.axis.labels[row])}の"
        f"{grammar.percent(float(table.shares[row, answer]))}（n={int(table.bases[row]):,}）"
    )


def _interval(made: Differing) -> str:
    """Newcombe's interval of the widest difference: shares without weights, groups apart."""
    table, first = made.table, made.gaps[0]
    if table.weighted or table.overlapping:
        return ""
    high, low = (
        (int(table.n[row, first.answer]), int(table.bases[row]))
        for row in (first.higher, first.lower)
    )
    found = two_shares(*high, *low).newcombe
    ends = "〜".join(grammar.percent(end).removesuffix("%") for end in found)
    return f"差の95%信頼区間{ends}ポイント、"
