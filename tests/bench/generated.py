"""Made-up answers in parts: seven questions of ten are single, three multiple; weighted."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import codebook_file
from analysis.codebook import FIRST_LEVEL, TICK_LEVELS, Codebook, Measure, Role, Variable
from analysis.partitions import CODEBOOK, Codes, Numbers

AXES = (("性別", 3), ("年代", 7), ("地区", 10), ("職業", 8))
JOINT = ("性別", "年代")
CATEGORIES = 8
WEIGHT = "重み"
BLANK = 0.03
PART = 250_000  # rows


@dataclass(frozen=True, slots=True)
class Held:
    """A part of the responses that is in memory, for counting without reading."""

    columns: dict[str, np.ndarray]

    @property
    def rows(self) -> int:
        return len(self.columns[WEIGHT])

    def codes(self, variables: Sequence[Variable]) -> list[Codes]:
        return [self.columns[each.name] for each in variables]

    def numbers(self, variable: Variable) -> Numbers:
        return self.columns[variable.name]


def codebook(questions: int) -> Codebook:
    """Four axes, `questions` questions and a weight."""
    sides = [_single(name, size, Role.ATTRIBUTE) for name, size in AXES]
    asked = [v for number in range(questions) for v in _question(number)]
    weight = Variable(WEIGHT, WEIGHT, Measure.NUMBER, role=Role.WEIGHT)
    return Codebook((*sides, *asked, weight))


def parts(rows: int, questions: int) -> Iterator[Held]:
    """The responses, seeded, a part at a time."""
    rng, book = np.random.default_rng(20260701), codebook(questions)
    for first in range(0, rows, PART):
        yield _part(rng, book, min(PART, rows - first))


def write(folder: Path, rows: int, questions: int) -> None:
    """The same as Parquet files, each with the codebook."""
    said = json.dumps(codebook_file.document(codebook(questions))).encode()
    for number, part in enumerate(parts(rows, questions)):
        table = pa.table(part.columns).replace_schema_metadata({CODEBOOK: said})
        pq.write_table(table, folder / f"{number:03d}.parquet", compression="zstd")


def _part(rng: np.random.Generator, book: Codebook, rows: int) -> Held:
    columns: dict[str, np.ndarray] = {WEIGHT: rng.gamma(4.0, 0.25, rows)}
    for question in book.questions():
        blank = rng.random(rows) < BLANK
        for variable in question.variables:
            if question.multiple:
                codes = FIRST_LEVEL + (rng.random(rows) < 0.3)
            else:
                codes = rng.integers(FIRST_LEVEL, FIRST_LEVEL + len(variable.levels), rows)
            columns[variable.name] = np.where(blank, 1, codes).astype(np.uint8)
    return Held(columns)


def _question(number: int) -> list[Variable]:
    name = f"問{number + 1}"
    if number % 10 < 7:
        return [_single(name, CATEGORIES, Role.QUESTION)]
    return [
        Variable(f"{name}_{tick}", f"選択肢{tick}", Measure.TICK, TICK_LEVELS, group=name)
        for tick in range(1, CATEGORIES + 1)
    ]


def _single(name: str, size: int, role: Role) -> Variable:
    levels = tuple((str(n), f"{name}の{n}") for n in range(1, size + 1))
    return Variable(name, name, Measure.NOMINAL, levels, role=role)
