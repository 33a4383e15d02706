"""Where a command's answers come from: any file, or partitions of codes that are too many for one.

A file is read as a whole and laid out; partitions are read one question at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from analysis import codebook_file, files, partitions
from analysis.codebook import Codebook, Variable
from analysis.guess import guess
from analysis.layout import lay_out
from analysis.lookup import find
from analysis.partitions import Codes, Framed, NoCodebook, Numbers, Partition


@dataclass(frozen=True, slots=True)
class Source:
    """Answers, in one part or many, and what their columns mean."""

    partitions: Sequence[Partition]
    codebook: Codebook


@dataclass(frozen=True, slots=True)
class Timed:
    """A part of the responses that notes how long each reading of it took."""

    of: Partition
    seconds: list[float] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return self.of.rows

    def codes(self, variables: Sequence[Variable]) -> list[Codes]:
        start = perf_counter()
        found = self.of.codes(variables)
        self.seconds.append(perf_counter() - start)
        return found

    def numbers(self, variable: Variable) -> Numbers:
        start = perf_counter()
        found = self.of.numbers(variable)
        self.seconds.append(perf_counter() - start)
        return found


def read(file: Path, codebook: Path | None) -> Source:
    """The answers of a CSV, TSV or Excel file, of a Parquet file, or of a folder of those.

    Raises:
        NoPartitions, BrokenPartition, NoCodebook, NotStored, and what reading any other file or
        a codebook raises.
    """
    known = codebook_file.read(codebook) if codebook else None
    if not partitions.are_stored(file):
        raw = files.read(file)
        known = known or guess(raw).codebook
        return Source([Framed(lay_out(raw, known).frame)], known)
    parts = partitions.stored(file)
    known = known or parts[0].codebook()
    if known is None:
        raise NoCodebook(name=file)
    partitions.check(parts, known)
    return Source(parts, known)


def joined(codebook: Codebook, names: str) -> Codebook:
    """The codebook with the axis of 「性別,年代」.

    Raises:
        UnknownVariable, WrongMeasure, TooManyLevels
    """
    return codebook.joined([find(codebook, each.strip()).name for each in names.split(",")])
