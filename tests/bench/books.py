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
from importlib import import_module
from pathlib import Path
from statistics import median

import numpy as np

from analysis.book import Counted, counted, tabulated
from analysis.codebook import Codebook
from tests.bench import generated, plainly
from tests.bench.generated import JOINT, WEIGHT, Held

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
    yield f"numbaの準備（読み込みと、初回だけの翻訳） {seconds(ready):.2f}秒"
    for size in SIZES:
        yield f"{size.rows:,}行 × {size.questions}問（7割が単一、3割が複数回答、8択、重み、4軸＋1）"
        if size.rows > 1_000_000 and _free() < NEEDED:
            yield "  空きメモリーが足りないため、測りません"
            continue
        yield from _raced(size)
        with tempfile.TemporaryDirectory(prefix="ronten-bench") as folder:
            yield from _commanded(size, Path(folder))


def ready() -> None:
    """Load numba and compile what counts, so that no other measure holds it."""
    kernels = import_module("analysis.kernels")
    place, codes = np.zeros(1, dtype=np.int32), np.zeros(1, dtype=np.uint8)
    kernels.scatter(place, codes, 1, np.ones(1), np.zeros((1, 3)))


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


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
    if size.pandas:
        frame = plainly.frame(parts, known)
        ways["pandas.crosstabを組ごとに（人数だけ）"] = partial(plainly.crosstabs, frame, known)
    times = [[seconds(way) for way in ways.values()] for _ in range(size.repeats)]
    taken = [median(column) for column in zip(*times, strict=True)]
    for name, each in zip(ways, taken, strict=True):
        yield f"  {each:8.3f}秒  {name}（数える時間の{each / taken[0]:.2f}倍）"
    if size.r:
        yield f"  {_r(parts, known)}"


def _commanded(size: Size, folder: Path) -> Iterator[str]:
    """The command as it is typed, on Parquet files, with the memory it needed."""
    generated.write(folder, size.rows, size.questions)
    made = [f"--{kind}={folder / kind}" for kind in ("excel", "json")]
    asked = ["book", str(folder), f"--joint={','.join(JOINT)}", "--times", *made]
    ran = subprocess.run(  # noqa: S603 - our own command, and nothing of it comes from outside
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
