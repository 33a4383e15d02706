"""Where a command's answers come from: any file, or partitions of codes that are too many for one.

A file is read as a whole and laid out; partitions are read one question at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis import codebook_file, files, partitions
from analysis.codebook import Codebook
from analysis.guess import guess
from analysis.layout import lay_out
from analysis.lookup import find
from analysis.partitions import Framed, NoCodebook, Partition


@dataclass(frozen=True, slots=True)
class Source:
    """Answers, in one part or many, and what their columns mean."""

    partitions: Sequence[Partition]
    codebook: Codebook


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
