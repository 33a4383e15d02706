"""The book of tables as a command, and from answers that stand in many files."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis import tabulation
from analysis.__main__ import main
from analysis.book import book, counted, tabulated
from analysis.codebook import Codebook, Role
from analysis.disclosure import PUBLIC
from analysis.partitions import Stored
from tests.analysis import made, stored

SEX = made.axis("性別", "男性", "女性")
AGE = made.axis("年代", "20代", "30代", "40代")
LIVING = made.scale("住みごこち", "よい", "ふつう", "よくない")
WISHES = made.ticks("望むこと", "バス", "医療", "公園", "保育", "道路")
TOWNS = made.single("町丁", *(f"{n}丁目" for n in range(80)))
YEARS = made.number("居住年数")
WEIGHT = made.number("重み", Role.WEIGHT)
VARIABLES = (SEX, AGE, TOWNS, LIVING, *WISHES, YEARS, WEIGHT)


def _rows(number: int) -> list[made.Row]:
    rng = np.random.default_rng(7)
    return [
        {v.name: str(rng.integers(1, len(v.levels) + 1)) for v in (SEX, AGE, TOWNS, LIVING)}
        | {tick.name: str(rng.integers(0, 2)) for tick in WISHES}
        | {"居住年数": float(rng.integers(0, 60)), "重み": rng.gamma(4, 0.25)}
        for _ in range(number)
    ]


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Stored], Codebook]:
    frame, known = made.frame(VARIABLES, _rows(600))
    return stored.store(tmp_path_factory.mktemp("parts"), frame, known, parts=3), known


def _close(one: Any, other: Any) -> None:
    """The same values, numbers to twelve digits: a sum's order may move the last bits."""
    if isinstance(one, dict):
        assert one.keys() == other.keys()
        for key in one:
            _close(one[key], other[key])
    elif isinstance(one, list):
        assert len(one) == len(other)
        for each, theirs in zip(one, other, strict=True):
            _close(each, theirs)
    elif isinstance(one, float):
        assert one == pytest.approx(other, rel=1e-9, abs=1e-12)
    else:
        assert one == other


def test_a_book_of_many_files_is_the_book_of_all_answers(
    parts: tuple[list[Stored], Codebook],
) -> None:
    whole = book(made.frame(VARIABLES, _rows(600))[0], parts[1], weight="重み")
    in_parts = tabulated(counted(*parts, weight="重み"))
    _close(tabulation.book_as_json(in_parts), tabulation.book_as_json(whole))


def test_what_is_too_long_to_cross_keeps_its_place_among_the_frequencies(
    parts: tuple[list[Stored], Codebook],
) -> None:
    found = tabulated(counted(*parts))
    names = [each.question.name for each in found.frequencies]
    assert names == ["性別", "年代", "町丁", "住みごこち", "望むこと"]
    assert found.left_out == ("町丁",)


def test_a_joint_axis_is_crossed_with_all_but_its_own_parts(
    parts: tuple[list[Stored], Codebook],
) -> None:
    found = tabulated(counted(parts[0], parts[1].joined(["性別", "年代"])))
    joint = [each.table for each in found.crosstabs if each.table.axis.joint]
    assert [table.question.name for table in joint] == ["住みごこち", "望むこと"]
    assert joint[0].axis.labels[0] == "男性・20代"


def test_an_interval_stands_beside_every_share(parts: tuple[list[Stored], Codebook]) -> None:
    (table, *_) = [each.table for each in tabulated(counted(*parts)).crosstabs]
    assert ((table.low < table.shares) & (table.shares < table.high)).all()


def _run(folder: Path, *more: str) -> tuple[int, dict[str, Any]]:
    out = folder / "out.json"
    files = [str(folder), "--excel", str(folder / "out.xlsx"), "--json", str(out)]
    status = main(["book", *files, *more])
    return status, json.loads(out.read_text()) if out.exists() else {}


def test_the_command_reads_a_folder_and_says_how_long_it_took(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stored.store(tmp_path, *made.frame(VARIABLES, _rows(90)), parts=2)

    status, said = _run(tmp_path, "--joint", "性別, 年代", "--weight", "居住年数", "--times")

    assert status == 0
    assert said["n"] == 90
    assert {each["axis_name"] for each in said["crosstabs"]} == {"性別", "年代", "性別×年代"}
    assert "数える" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ([], "--codebook で指定してください"),
        (["--codebook", "none.yaml"], "「none.yaml」を開けません"),
    ],
)
def test_codes_without_their_meaning_are_not_counted(
    more: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stored.store(tmp_path, *made.frame(VARIABLES, _rows(9)), told=False)
    assert _run(tmp_path, *more)[0] == 2
    assert sentence in capsys.readouterr().err


def test_a_table_whose_test_is_withheld_has_no_q_value_either() -> None:
    """A test of all cells would tell those that PUBLIC hides."""
    rows = [
        *made.people(30, 性別="男性", 住みごこち="よい"),
        *made.people(12, 性別="男性", 住みごこち="ふつう"),
        *made.people(30, 性別="女性", 住みごこち="ふつう"),
        *made.people(2, 性別="女性", 住みごこち="よい"),
        *made.people(14, 性別="女性", 住みごこち="よくない"),
        *made.people(12, 性別="男性", 住みごこち="よくない"),
    ]
    frame, known = made.frame((SEX, LIVING), rows)
    (shown,) = book(frame, known).crosstabs
    (hidden,) = book(frame, known, rules=PUBLIC).crosstabs
    assert shown.q is not None
    assert (hidden.table.association, hidden.q) == (None, None)
