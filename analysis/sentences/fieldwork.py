"""Field work in sentences: who is missing, and where returns are going."""

from analysis.fieldwork.composition import FEWEST, Composition, Part
from analysis.fieldwork.projecting import Projection
from analysis.sentences import grammar

LEADS = {"地区": "地区では", "年代": "年代では"}


def of_composition(made: Composition) -> str:
    """Say who answers less or more than chance explains; nothing about why."""
    about = LEADS.get(made.axis, f"{grammar.quoted(made.axis)}では")
    if made.n < FEWEST:
        return f"{about}、まだ比べられるほど届いていません。"
    beside = "発送した数" if any(part.people is None for part in made.parts) else "母集団"
    fewer, more = (_named(made, way) for way in (-1, 1))
    said = [f"{fewer}が{beside}より少なめ"] if fewer else []
    said += [f"{more}が{beside}より多め"] if more else []
    if not said:
        return f"{about}、{beside}との差は、偶然と10票きざみで見えない端数で説明できる範囲です。"
    return f"{about}、{'、'.join(said)}です。"


def of_projection(made: Projection) -> str:
    """Say where returns end, if all goes on as it does: 約1,340票（1,180〜1,520票）."""
    return f"約{made.expected:,}票（{made.low:,}〜{made.high:,}票）"


def _named(made: Composition, way: int) -> str:
    """The parts on one side, the farthest first."""
    found = [part for part in made.parts if part.beyond == way]
    found.sort(key=lambda part: -abs(part.returned - _expected(part)))
    return "・".join(grammar.quoted(part.label) for part in found)


def _expected(part: Part) -> float:
    return part.sent if part.people is None else part.people
