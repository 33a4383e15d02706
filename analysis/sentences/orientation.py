"""志向 in a sentence: how many groups of which size, and that the borders are a convenience."""

from collections.abc import Sequence

from analysis.orientation import Orientation
from analysis.presentation import SMALL_BASE
from analysis.results import State
from analysis.sentences import grammar

MOST_TOLD = 2
WEAK = 0.3  # of the variance: below it the groups tell little of a person's answers


def of_orientation(
    made: Orientation, *, state: State | None = None, representative: bool = True
) -> str:
    """The groups by size, and how much of the answers they account for."""
    sizes = "、".join(
        f"{name} {grammar.number(int(n))}人（{grammar.percent(n / made.base)}）"
        for name, n in zip(made.names, made.n, strict=True)
    )
    weak = "。分け方は弱く、群の中にも違いが多く残ります" if made.explained < WEAK else ""
    return (
        f"すべての項目に答えた{grammar.number(made.base)}人を、答え方の似た{len(made.n)}つの群に"
        f"分けました（{sizes}）。群の違いで、項目のばらつきの{grammar.percent(made.explained)}を"
        f"説明できます{weak}。{_left_out(made)}群の境目は統計の上の目安で、はっきり分かれた集団があることを"
        f"示すものではありません。{grammar.ending(state, representative=representative, of='割合')}"
    )


def of_group(made: Orientation, group: int) -> str:
    """What tells one group from everyone, in a clause; silent where it is small."""
    if made.n[group] < SMALL_BASE:
        return grammar.quiet(int(made.n[group]))
    told = made.telling(group)
    if not told:
        return "全体の平均に近い群です。"
    clauses = [
        f"{_listed([item for item, above in told if above is side])}が{words}"
        for side, words in ((True, "高い"), (False, "低い"))
        if any(above is side for _, above in told)
    ]
    return "、".join(clauses) + "群です。"


def _left_out(made: Orientation) -> str:
    if not made.left_out:
        return ""
    return f"1つでも答えなかった項目のある{made.left_out:,}人は「無回答」になります。"


def _listed(items: Sequence[str]) -> str:
    named = "".join(grammar.quoted(item.rpartition("／")[2]) for item in items[:MOST_TOLD])
    return named + ("など" if len(items) > MOST_TOLD else "")
