"""Low satisfaction with high importance, item by item."""

from dataclasses import replace

import numpy as np

from analysis.book import book
from analysis.digest.unmet import unmet
from tests.analysis import made
from tests.analysis.made import Row

STEPS = ("満足", "やや満足", "どちらともいえない", "やや不満", "不満")
WEIGHTY = ("重要", "やや重要", "どちらともいえない", "あまり重要でない", "重要でない")
ITEMS = ("バス", "道路", "図書館", "公園", "窓口")
ASKED = (
    *(replace(made.scale(f"満足度／{item}", *STEPS), reverse=True) for item in ITEMS),
    *(replace(made.scale(f"重要度／{item}", *WEIGHTY), reverse=True) for item in ITEMS),
)


def rows(n: int, *, dissatisfied: str) -> list[Row]:
    """Nearly everyone finds `dissatisfied` important and is not content; the rest is even."""
    rng = np.random.default_rng(1)
    found: list[Row] = []
    for number in range(n):
        row: dict[str, object] = {}
        for item in ITEMS:
            bad = item == dissatisfied and number % 10 > 0
            row[f"満足度／{item}"] = STEPS[int(rng.integers(3, 5) if bad else rng.integers(0, 3))]
            row[f"重要度／{item}"] = WEIGHTY[int(rng.integers(0, 2) if bad else rng.integers(1, 4))]
        found.append(row)
    return found


def test_the_item_to_improve_first_is_told_with_its_rank_and_interval() -> None:
    frame, codebook = made.frame(ASKED, rows(300, dissatisfied="バス"))
    (found,) = unmet(frame, codebook, book(frame, codebook))
    assert found.kind == "unmet"
    assert found.statement.startswith("『バス』は、重要度の平均が")
    assert "5項目の中で改善度は1位です（改善度" in found.statement
    assert found.n == 300
    assert 0 < found.strength <= 1
    assert "ため" not in found.statement


def test_nothing_is_told_of_few_people() -> None:
    frame, codebook = made.frame(ASKED, rows(25, dissatisfied="バス"))
    assert unmet(frame, codebook, book(frame, codebook)) == []


def test_nothing_is_told_where_items_hardly_differ() -> None:
    frame, codebook = made.frame(ASKED, rows(300, dissatisfied=""))
    assert all(each.strength < 1 for each in unmet(frame, codebook, book(frame, codebook)))
