import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from importlib import import_module
from multiprocessing import get_context
from typing import cast

import numpy as np
import pytest

from analysis.codebook import Question
from analysis.executors import Executor, count
from analysis.partitions import Partition, WrongCodes
from analysis.tallies import Scheme, axes
from tests.analysis import made, stored

AREA = made.axis("地区", "東", "西", "北")
SEX = made.axis("性別", "男性", "女性")
LIVING = made.scale("住みごこち", "よい", "ふつう", "よくない")
WISHES = made.ticks("望むこと", "バス", "医療", "公園", "保育", "道路")
WEIGHT = made.number("重み")
ROWS, PARTS = 900, 5


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Partition], Scheme]:
    rng = np.random.default_rng(5)
    rows = [
        {
            "地区": str(rng.integers(1, 4)),
            "性別": str(rng.integers(1, 3)),
            "住みごこち": str(rng.integers(1, 4)),
            "重み": rng.gamma(4, 0.25),
        }
        | {tick.name: str(rng.integers(0, 2)) for tick in WISHES}
        for _ in range(ROWS)
    ]
    frame, book = made.frame((AREA, SEX, LIVING, *WISHES, WEIGHT), rows)
    parts = stored.store(tmp_path_factory.mktemp("parts"), frame, book, parts=PARTS)
    known = book.joined(["性別", "地区"])
    return list(parts), Scheme(axes(known, known.axes()), known.questions(), WEIGHT)


@pytest.fixture
def dask() -> Iterator[Executor]:
    """Two workers of Dask on this machine, each a process of its own."""
    distributed = import_module("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield cast(Executor, client.get_executor())


def _bits(answers: tuple[list[Partition], Scheme], executor: Executor | None = None) -> bytes:
    made = count(*answers, executor)
    assert made.rows == ROWS
    return made.sums.tobytes()


def test_threads_and_processes_give_the_bits_of_this_process(
    answers: tuple[list[Partition], Scheme],
) -> None:
    here = _bits(answers)
    with ThreadPoolExecutor(2) as threads:
        assert _bits(answers, threads) == here
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        assert _bits(answers, processes) == here


def test_what_another_process_cannot_count_is_told_here(
    answers: tuple[list[Partition], Scheme],
) -> None:
    parts, scheme = answers
    short = made.scale("住みごこち", "よい")
    other = replace(scheme, questions=(Question(short.name, short.label, (short,)),))
    with (
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes,
        pytest.raises(WrongCodes, match=r"「0\.parquet」の列「住みごこち」"),
    ):
        count(parts, other, processes)


def test_two_workers_of_dask_give_the_bits_of_this_process(
    answers: tuple[list[Partition], Scheme], dask: Executor
) -> None:
    assert _bits(answers, dask) == _bits(answers)


def test_importing_the_counting_loads_no_compiler() -> None:
    told = "import sys, analysis.counting, analysis.book; print('numba' in sys.modules)"
    ran = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", told], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "False"
