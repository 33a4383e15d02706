"""分けて持つ回答: parts of the responses that are read one question at a time.

A stored part is a Parquet file of codes (docs/decisions/0002): 0 非該当, 1 無回答, 2… levels; a
number is a float, NaN 無回答, −inf 非該当. It may carry its codebook as JSON in its metadata.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import codebook_file
from analysis.axes import banded
from analysis.codebook import FIRST_LEVEL, Codebook, Measure, Variable, codes_of
from analysis.errors import AnalysisError

CODEBOOK = b"codebook"
SUFFIX = ".parquet"
_MARK = b"PAR1"

Codes = npt.NDArray[np.unsignedinteger[Any]]
Numbers = npt.NDArray[np.float64]


class NoPartitions(AnalysisError):
    message = "「%(name)s」に回答のファイル（.parquet）がありません。場所を確かめてください"


class BrokenPartition(AnalysisError):
    message = "「%(name)s」をParquetファイルとして読めません。書き出し直してください"


class NoCodebook(AnalysisError):
    message = (
        "「%(name)s」には符号だけがあり、意味が書かれていません。--codebook で指定してください"
    )


class NotStored(AnalysisError):
    message = (
        "コードブックの列「%(name)s」がどのファイルにもありません。"
        "回答とコードブックの組み合わせを確かめてください"
    )


class WrongCodes(AnalysisError):
    message = (
        "「%(file)s」の列「%(name)s」に、コードブックで読めない値があります。"
        "回答とコードブックの組み合わせを確かめてください"
    )


class Partition(Protocol):
    """A part of the responses. Columns are read when they are counted, and not kept."""

    @property
    def rows(self) -> int: ...

    def codes(self, variables: Sequence[Variable]) -> list[Codes]:
        """The codes of variables with levels (rows each); a joint axis is made from its parts."""

    def numbers(self, variable: Variable) -> Numbers:
        """The answers to a number question (rows)."""


@dataclass(frozen=True, slots=True)
class Framed:
    """The responses of a frame, as one partition."""

    frame: pd.DataFrame

    @property
    def rows(self) -> int:
        return len(self.frame)

    def codes(self, variables: Sequence[Variable]) -> list[Codes]:
        return [_narrowed(codes_of(self.frame, each), each) for each in variables]

    def numbers(self, variable: Variable) -> Numbers:
        return self.frame[variable.name].to_numpy(dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Stored:
    """The responses of one Parquet file of codes. It can be sent to another process as it is."""

    path: Path

    @property
    def rows(self) -> int:
        return int(_footer(self.path).num_rows)

    @property
    def names(self) -> frozenset[str]:
        return _names(self.path)

    def codes(self, variables: Sequence[Variable]) -> list[Codes]:
        """Raises: WrongCodes. A question this part was not asked is 非該当 to everyone."""
        kept = [each for each in variables if not each.bands]
        table = self._columns([each.name for each in kept])
        return [
            self._banded(each) if each.bands else self._levelled(each, table) for each in variables
        ]

    def numbers(self, variable: Variable) -> Numbers:
        """Raises: WrongCodes."""
        table = self._columns([variable.name])
        if variable.name not in table.column_names:
            return np.full(self.rows, -np.inf)
        column = table[variable.name]
        number = pa.types.is_floating(column.type) or pa.types.is_integer(column.type)
        if column.null_count or not number:
            raise WrongCodes(file=self.path.name, name=variable.name)
        return np.asarray(column.to_numpy(), dtype=np.float64)

    def codebook(self) -> Codebook | None:
        """What the file says of its own columns; None when it says nothing.

        Raises:
            BadCodebook, DuplicateVariable
        """
        said = (_footer(self.path).metadata or {}).get(CODEBOOK)
        return codebook_file.known(said.decode()) if said else None

    def _banded(self, variable: Variable) -> Codes:
        number = Variable(variable.column or variable.name, "", Measure.NUMBER)
        codes = banded(self.numbers(number), variable.bands, variable.as_of)
        return _narrowed(codes, variable)

    def _levelled(self, variable: Variable, table: pa.Table) -> Codes:
        if variable.name not in table.column_names:
            return _narrowed(np.zeros(self.rows, dtype=np.uint8), variable)
        column = table[variable.name]
        if column.null_count or not pa.types.is_integer(column.type):
            raise WrongCodes(file=self.path.name, name=variable.name)
        codes = column.to_numpy()
        # Wrong codes would be counted into the cells of others.
        if len(codes) and not 0 <= codes.min() <= codes.max() < len(variable.levels) + FIRST_LEVEL:
            raise WrongCodes(file=self.path.name, name=variable.name)
        return _narrowed(codes, variable)

    def _columns(self, names: Sequence[str]) -> pa.Table:
        there = self.names
        wanted = [name for name in names if name in there]
        with pq.ParquetFile(self.path, metadata=_footer(self.path), memory_map=True) as file:
            return file.read(columns=wanted, use_threads=False)


def stored(path: Path) -> list[Stored]:
    """The partitions of a file, or of a folder in the order of their names.

    Raises:
        NoPartitions, BrokenPartition
    """
    paths = sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path]
    found = [Stored(each) for each in paths if each.is_file()]
    if not found:
        raise NoPartitions(name=path)
    for each in found:
        _footer(each.path)
    return found


def are_stored(path: Path) -> bool:
    """Whether answers stand in a folder of partitions, or in a Parquet file by its first bytes."""
    if path.is_dir():
        return True
    try:
        with path.open("rb") as file:
            return file.read(len(_MARK)) == _MARK
    except OSError:
        return False


def check(partitions: Sequence[Stored], codebook: Codebook) -> None:
    """Make sure that every column is in some partition: a wrong codebook counts nobody.

    Raises:
        NotStored
    """
    there = frozenset[str]().union(*(each.names for each in partitions))
    for variable in codebook.variables:
        derived = variable.bands or variable.joint or variable.measure is Measure.TEXT
        if not derived and variable.name not in there:
            raise NotStored(name=variable.name)


def _narrowed(codes: np.ndarray, variable: Variable) -> Codes:
    """Codes in the smallest type that holds those of the variable."""
    if len(variable.levels) + FIRST_LEVEL <= 256:
        return codes.astype(np.uint8, copy=False)
    return codes.astype(np.uint16, copy=False)


@lru_cache(maxsize=4096)
def _footer(path: Path) -> pq.FileMetaData:
    """What the end of a file says of it, read once: partitions never change.

    Raises:
        BrokenPartition
    """
    try:
        return pq.read_metadata(path)
    except (pa.ArrowException, OSError):
        raise BrokenPartition(name=path.name) from None


@lru_cache(maxsize=4096)
def _names(path: Path) -> frozenset[str]:
    return frozenset(_footer(path).schema.names)
