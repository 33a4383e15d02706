"""A book of tables beside the ways in which somebody who programs would count it."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from analysis import tallies
from analysis.book import Counted, counted, tabulated
from analysis.codebook import Codebook
from tests.bench import generated, plainly
from tests.bench.generated import JOINT, WEIGHT, Held

LARGE = 10**9  # answers: numba is worth its time
NEEDED = 4 << 30  # bytes that must be free to hold two million responses
R_SURVEY = Path(__file__).with_name("survey.R")
# The command, and then the most memory it held: what its parent holds must not count.
_COMMAND = """
import sys
from analysis.__main__ import main
assert main(sys.argv[1:]) == 0
held = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(held.split()[1]) // 1024)
"""
_PREPARE = """
from time import perf_counter
from analysis.tallies import prepare
start = perf_counter()
prepare(10**9)
print(perf_counter() - start)
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is counted, how often, and by which of the slow ways too."""

    rows: int
    questions: int
    repeats: int
    pandas: bool = False
    r: bool = False


SIZES = (
    Size(2_000, 60, 5, pandas=True, r=True),
    Size(100_000, 100, 3, pandas=True),
    Size(2_000_000, 100, 1),
)


def lines() -> Iterator[str]:
    """What `make bench` prints of the book, line by line."""
    yield from _prepared()
    for size in SIZES:
        yield f"{size.rows:,}行 × {size.questions}問（7割が単一、3割が複数回答、8択、重み、4軸＋1）"
        if size.rows > 1_000_000 and _free() < NEEDED:
            yield "  空きメモリーが足りないため、測りません"
            continue
        yield from _raced(size)
        with tempfile.TemporaryDirectory(prefix="ronten-bench") as folder:
            yield from _commanded(size, Path(folder))


def _prepared() -> Iterator[str]:
    """How long numba takes where nothing is compiled yet, and where it is; then here."""
    with tempfile.TemporaryDirectory(prefix="ronten-bench") as folder:
        for when in ("初回（翻訳）", "2回目から（読み込み）"):
            ran = subprocess.run(  # noqa: S603 - our own words
                [sys.executable, "-c", _PREPARE],
                env=os.environ | {"NUMBA_CACHE_DIR": folder},
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
            yield f"  {float(ran.stdout):8.3f}秒  numbaの準備、{when}"
    tallies.prepare(LARGE)


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    start = clock()
    work()
    return clock() - start


def _raced(size: Size) -> Iterator[str]:
    """Ours and the plain ways in memory, in turns, the median of each."""
    parts = list(generated.parts(size.rows, size.questions))
    known = generated.codebook(size.questions).joined(JOINT)
    made: list[Counted] = []
    ways: dict[str, Callable[[], object]] = {
        "Ronten 数える": lambda: made.append(counted(parts, known, weight=WEIGHT)),
        "Ronten 検定・区間・BH・秘匿": lambda: tabulated(made[-1]),
        "numpy.bincountを組ごとに（人数、Σw、Σw²）": partial(
            plainly.bincounts, parts, known, sums=3
        ),
        "numpy.bincountを組ごとに（人数だけ）": partial(plainly.bincounts, parts, known, sums=1),
    }
    times = [[seconds(way) for way in ways.values()] for _ in range(size.repeats)]
    taken = [median(column) for column in zip(*times, strict=True)]
    for name, each in zip(ways, taken, strict=True):
        yield f"  {each:8.3f}秒  {name}（数える時間の{each / taken[0]:.2f}倍）"
    if size.pandas:
        frame = plainly.frame(parts, known)
        slow = seconds(partial(plainly.crosstabs, frame, known))
        yield f"  {slow:8.3f}秒  pandas.crosstabを組ごとに（人数だけ、1回）"
    if size.r:
        yield f"  {_r(parts, known)}"


def _commanded(size: Size, folder: Path) -> Iterator[str]:
    """The command as it is typed, on Parquet files, with the memory it needed."""
    generated.write(folder, size.rows, size.questions)
    made = [f"--{kind}={folder / kind}" for kind in ("excel", "json")]
    asked = ["book", str(folder), f"--joint={','.join(JOINT)}", "--times", *made]
    ran = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", _COMMAND, *asked], stdout=subprocess.PIPE, text=True, check=True
    )
    yield f"  python -m analysis book: {'、最大メモリー '.join(ran.stdout.splitlines())} MB"


def _r(parts: Sequence[Held], known: Codebook) -> str:
    """R's survey on the same answers, where R and the package are installed."""
    program = shutil.which("Rscript")
    if program is None:
        return "Rscriptがないため、Rのsurveyとは比べません"
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        plainly.frame_for_r(parts, known).to_csv(file.name, index=False)
        ran = subprocess.run(  # noqa: S603 - our own script
            [program, str(R_SURVEY), file.name], capture_output=True, text=True, check=False
        )
    return (
        f"{ran.stdout}秒  Rのsurvey（svyby、svychisq）" if ran.stdout else "Rのsurveyがありません"
    )


def _free() -> int:
    return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
