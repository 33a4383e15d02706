from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis import partitions
from analysis.codebook import Codebook, Role
from analysis.partitions import (
    BrokenPartition,
    Framed,
    NoPartitions,
    NotStored,
    Stored,
    WrongCodes,
)
from tests.analysis import made, stored

AREA = made.axis("地区", "東", "西")
LIVING = made.scale("住みごこち", "よい", "よくない")
AGE = made.number("年齢", Role.ATTRIBUTE)
BAND = replace(
    made.axis("年代", "20代", "30代", "40歳以上"), column="年齢", bands=(20, 30, 40), as_of=2026
)
ROWS: list[made.Row] = [
    {"地区": "東", "住みごこち": "よい", "年齢": 2000},
    {"地区": "西", "住みごこち": None, "年齢": 1990},
    {"地区": None, "住みごこち": "よくない", "年齢": None},
]


def _part(folder: Path) -> Stored:
    (part,) = stored.store(folder, *made.frame((AREA, LIVING, AGE), ROWS))
    return part


def test_a_stored_part_gives_the_codes_of_the_frame_it_was_made_of(tmp_path: Path) -> None:
    part, framed = _part(tmp_path), Framed(made.frame((AREA, LIVING, AGE), ROWS)[0])
    assert part.rows == framed.rows == 3
    for ours, theirs in zip(part.codes([AREA, LIVING]), framed.codes([AREA, LIVING]), strict=True):
        assert ours.dtype == theirs.dtype == np.uint8
        assert ours.tolist() == theirs.tolist()
    np.testing.assert_array_equal(part.numbers(AGE), [2000, 1990, np.nan])


def test_a_generation_is_cut_from_the_year_of_birth_that_is_stored(tmp_path: Path) -> None:
    (codes,) = _part(tmp_path).codes([BAND])
    assert codes.tolist() == [2, 3, 1]  # 26, 36 and unknown


def test_a_part_that_was_not_asked_a_question_holds_it_as_not_asked(tmp_path: Path) -> None:
    part = _part(tmp_path)
    (codes,) = part.codes([made.single("新しい設問", "はい", "いいえ")])
    assert codes.tolist() == [0, 0, 0]
    assert np.isneginf(part.numbers(made.number("新しい数値"))).all()


def test_a_part_that_carries_its_codebook_can_be_read_alone(tmp_path: Path) -> None:
    assert _part(tmp_path).codebook() == Codebook((AREA, LIVING, AGE))


def test_a_codebook_that_belongs_to_other_answers_is_refused(tmp_path: Path) -> None:
    part = _part(tmp_path)
    with pytest.raises(WrongCodes, match="列「住みごこち」に、コードブックで読めない値"):
        part.codes([replace(LIVING, levels=LIVING.levels[:1])])
    with pytest.raises(NotStored, match="列「満足度」がどのファイルにも"):
        partitions.check([part], Codebook((AREA, made.single("満足度", "満足"))))


def test_blank_cells_and_words_are_no_codes(tmp_path: Path) -> None:
    path = tmp_path / "other.parquet"
    pq.write_table(pa.table({"地区": ["東"], "住みごこち": pa.array([None], pa.uint8())}), path)
    for variable in (AREA, LIVING):
        with pytest.raises(WrongCodes, match=f"列「{variable.name}」"):
            Stored(path).codes([variable])
        with pytest.raises(WrongCodes, match=f"列「{variable.name}」"):
            Stored(path).numbers(variable)


def test_codes_beyond_a_byte_are_held_in_two(tmp_path: Path) -> None:
    towns = made.single("町丁", *(f"{n}丁目" for n in range(300)))
    path = tmp_path / "towns.parquet"
    pq.write_table(pa.table({"町丁": pa.array([2, 301], pa.uint16())}), path)
    (codes,) = Stored(path).codes([towns])
    assert codes.dtype == np.uint16
    assert codes.tolist() == [2, 301]


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    whole = made.frame((AREA, LIVING, AGE), ROWS)
    stored.store(tmp_path, *whole, parts=3)
    assert [part.path.name for part in partitions.stored(tmp_path)] == [
        "0.parquet",
        "1.parquet",
        "2.parquet",
    ]
    assert partitions.are_stored(tmp_path)
    assert partitions.are_stored(tmp_path / "0.parquet")


def test_what_holds_no_answers_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NoPartitions, match=r"\.parquet）がありません"):
        partitions.stored(tmp_path)
    path = tmp_path / "broken.parquet"
    path.write_bytes(b"PAR1 and nothing more")
    with pytest.raises(
        BrokenPartition, match=r"「broken\.parquet」をParquetファイルとして読めません"
    ):
        partitions.stored(path)
    assert not partitions.are_stored(tmp_path / "none.csv")
