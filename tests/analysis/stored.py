"""Makers of partitions: a frame's answers as Parquet files of codes."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import codebook_file
from analysis.codebook import Codebook, Measure, codes_of
from analysis.partitions import CODEBOOK, Stored


def store(
    folder: Path, frame: pd.DataFrame, book: Codebook, *, parts: int = 1, told: bool = True
) -> list[Stored]:
    """Write a frame as `parts` files; `told` is whether they carry their codebook."""
    found = []
    for number, rows in enumerate(np.array_split(np.arange(len(frame)), parts)):
        columns = {
            v.name: codes_of(frame, v)[rows].astype(np.uint8)
            if v.has_levels
            else frame[v.name].to_numpy()[rows]
            for v in book.variables
            if v.measure is not Measure.TEXT and not v.bands
        }
        said = {CODEBOOK: json.dumps(codebook_file.document(book))} if told else None
        path = folder / f"{number}.parquet"
        pq.write_table(pa.table(columns).replace_schema_metadata(said), path)
        found.append(Stored(path))
    return found
