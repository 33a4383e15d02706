"""The parts every sentence is built of: names, numbers, what stands behind them, and silence.

Labels come from people, so a sentence must stay right whether one ends in 人, in と思う or in a
bracket: answers are quoted, and a group whose name is no plain noun is spelt out.
"""

import re
from math import isfinite
from typing import Literal, TypedDict

from analysis.codebook import Question, Role, Variable
from analysis.presentation import SMALL_BASE, decimal, p_value
from analysis.results import Stage, State

UNNAMED = "選択肢の名前は未登録"
TOO_FEW = "回答した人が少ないため、結果は表示しません。"
NOBODY = "この設問に回答した人はいません。"

# A noun that では can follow: it ends neither in hiragana nor in a word that needs its axis.
_NOUN = re.compile(
    r"^(?=.{2,})(?!.*(?:その他|無回答|不明|以外|あり|なし)$)[^「」『』]*[^ぁ-ん0-9０-９A-Za-z。、,.「」『』]$"
)
_CHANGES: dict[Stage | None, list[str]] = {
    Stage.PRELIMINARY: ["今後変わることがあります"],
    Stage.RUNNING: ["回答を受け付けている途中のため、今後変わることがあります"],
}


class Told(TypedDict):
    """What every sentence of a survey is told beside its result."""

    state: State | None
    representative: bool


def quoted(label: str) -> str:
    """「満足」; quotation marks inside become 『』, line breaks a space."""
    return f"「{_inside(label)}」"


def _inside(label: str) -> str:
    return " ".join(label.split()).replace("「", "『").replace("」", "』")


def group(axis: Variable, level: str) -> str:
    """Who is spoken of, so that では・の・は can follow: 30代, but 同居が「はい」の人."""
    if axis.ticks:
        return f"{quoted(axis.label)}で{quoted(level)}を選んだ人"
    if axis.role is not Role.ATTRIBUTE:
        return f"{quoted(axis.label)}に{quoted(level)}と答えた人"
    if _NOUN.match(level):
        return level
    return f"{_inside(axis.label)}が{quoted(level)}の人"


def chosen(question: Question, level: str) -> str:
    """An answer, so that が・の can follow: the share of those who gave it is meant."""
    return f"{quoted(level)}を選んだ人" if question.multiple else f"{quoted(level)}と答えた人"


def unnamed(*named: bool) -> str:
    """What follows a finding that shows codes which nobody has named; "" where all have names."""
    return "" if all(named) else "選択肢の名前が未登録のものは、番号で示しています。"


def percent(share: float) -> str:
    """「37.5%」, half up; a share of nobody is 0.0%, for in a sentence there is no dash."""
    return f"{decimal(share * 100, 1)}%"


def apart(gap: float) -> str:
    """「12.3ポイント」 without a sign: `higher` says which way."""
    return f"{decimal(abs(gap) * 100, 1)}ポイント"


def higher(gap: float) -> str:
    return "高い" if gap > 0 else "低い"


def number(n: int) -> str:
    return f"{n:,}"


def behind(
    n: int,
    low: float = float("nan"),
    high: float = float("nan"),
    q: float | None = None,
    *,
    effective: float | None = None,
    gap: bool = False,
) -> str:
    """What a number rests on: 「（n=143、95%信頼区間31.2〜47.0%、BH補正後 p=0.002）」.

    Args:
        n: respondents, never weighted.
        low: lower end of the 95 % interval of a share, 0 to 1, or of a difference of shares.
        high: its upper end.
        q: p value after Benjamini–Hochberg.
        effective: Kish's effective number, where there are weights.
        gap: whether the interval is of a difference, in percentage points.

    What is missing is left out.
    """
    told = [f"n={n:,}"]
    if effective is not None and isfinite(effective):
        told.append(f"有効n={effective:,.0f}")
    if isfinite(low) and isfinite(high):
        ends = f"{decimal(low * 100, 1)}〜{decimal(high * 100, 1)}"
        told.append(f"差の95%信頼区間{ends}ポイント" if gap else f"95%信頼区間{ends}%")
    if q is not None and isfinite(q):
        told.append(f"BH補正後 {p_value(q)}")
    return f"（{'、'.join(told)}）"


def quiet(n: int) -> str:
    """What is said instead of a finding where n is under 30; "" where there is enough."""
    if n >= SMALL_BASE:
        return ""
    return f"回答した人が{n:,}人と少ない（n<{SMALL_BASE}）ため、数値は参考値です。"


def ending(
    state: State | None, *, representative: bool = True, of: Literal["違い", "割合", "値"] = "違い"
) -> str:
    """What follows every finding: of whom it is, and 「（確定・2026年3月31日現在）」.

    An open call tells of those who answered alone, so a difference is one among them.
    """
    told = [] if representative else [f"公募のため、回答した人の中での{of}です"]
    if state is not None:
        told.append(state.words)
        told += _CHANGES.get(state.stage, [])
    return f"（{'。'.join(told)}）" if told else ""
