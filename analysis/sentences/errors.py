"""標本誤差 in one sentence."""

from analysis.error_table import ErrorTable
from analysis.presentation import decimal


def of_error(made: ErrorTable, n: int) -> str:
    """Say what the table says of a sample of `n`: at worst, that is for a share of one half."""
    half = float(made.half[made.sizes.index(n)].max())
    return (
        f"回答者が{n:,}人のとき、回答が50%だった割合の標本誤差は"
        f"±{decimal(half * 100, 1)}ポイントです（信頼度95%、{_how(made)}）。"
    )


def _how(made: ErrorTable) -> str:
    drawn = "二段抽出" if made.two_stage else "単純無作為抽出"
    return drawn if made.population is None else f"{drawn}、母集団{made.population:,}人"
