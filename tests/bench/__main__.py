"""`make bench`: prints ratios; nothing is asserted, for machines differ and are shared."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from tests.bench import tables, texts


@dataclass(frozen=True, slots=True)
class Race:
    """Ours against a plain way on the same data, in turns."""

    title: str
    ours: Callable[[], object]
    plain: Callable[[], object]
    repeats: int


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run(race: Race) -> str:
    """Both in turns, so that a busy machine slows both; the median of each."""
    ours, plain = [], []
    for _ in range(race.repeats):
        plain.append(seconds(race.plain))
        ours.append(seconds(race.ours))
    mine, theirs = median(ours), median(plain)
    return f"{race.title}\t{mine / theirs:8.3f}\t{mine:8.3f}\t{theirs:8.3f}"


def main() -> None:
    say = sys.stdout.write
    say("左から 比（Ronten ÷ 基準、小さいほど速い）、Rontenの秒、基準の秒。交互に測った中央値。\n")
    say("\n集計表一式（4軸、検定・残差・秘匿を含む）÷ pandas.crosstab を回すだけ（人数のみ）\n")
    for rows, questions, repeats in ((2_000, 60, 3), (100_000, 100, 1)):
        frame, book = tables.survey(rows, questions)
        title = f"{rows:>8,}行 × {questions}問"
        race = Race(title, tables.ours(frame, book), tables.plain(frame, book), repeats)
        say(run(race) + "\n")
    say("\nテーマ（分かち書きから名付けまで）÷ 同じ文章のMeCabの解析だけ\n")
    for number, repeats in ((2_000, 3), (20_000, 1)):
        written = texts.written(number)
        race = Race(f"{number:>8,}件", texts.ours(written), texts.plain(written), repeats)
        say(run(race) + "\n")


if __name__ == "__main__":
    main()
