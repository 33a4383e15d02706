"""The themes command: a file in, one JSON document out."""

import argparse
import json
from pathlib import Path

import pytest

from analysis.commands.output import CannotWrite
from analysis.commands.themes import WrongNumber, add
from analysis.errors import UnknownVariable
from tests.analysis.text.made import ANSWERS


def asked(*words: str | Path) -> None:
    parser = argparse.ArgumentParser()
    add(parser.add_subparsers())
    args = parser.parse_args(["themes", *map(str, words)])
    args.run(args)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    lines = [f"{'男' if row % 2 else '女'},{text}" for row, text in enumerate(ANSWERS)]
    path.write_text("\n".join(["性別,意見", *lines, "男,", "女,特になし"]) + "\n", encoding="utf-8")
    return path


def test_every_row_of_the_file_is_told_its_theme(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    asked(file, "--text", "意見", "--by", "性別", "--themes", "3", "--json", out)
    made = json.loads(out.read_text(encoding="utf-8"))
    assert len(made["rows"]) == len(ANSWERS) + 2
    assert made["rows"][-2:] == [None, None]
    assert (made["blank"], made["said_nothing"], made["n"]) == (1, 1, len(ANSWERS) + 1)
    for theme in made["themes"]:
        assert theme["size"] == len(theme["voices"]) == made["rows"].count(theme["id"])
        by = theme["by"]["性別"]
        assert by["男"]["n"] + by["女"]["n"] == theme["size"]
        assert by["女"]["base"] == 13
        assert by["女"]["share"] == pytest.approx(by["女"]["n"] / 13)


def test_a_wrong_column_or_number_is_a_sentence(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    with pytest.raises(UnknownVariable, match="感想"):
        asked(file, "--text", "感想", "--json", out)
    with pytest.raises(WrongNumber, match="1以上"):
        asked(file, "--text", "意見", "--themes", "0", "--json", out)
    with pytest.raises(CannotWrite):
        asked(file, "--text", "意見", "--json", tmp_path / "none" / "out.json")


def test_a_generation_cut_from_ages_can_be_an_axis(tmp_path: Path) -> None:
    path, out = tmp_path / "ages.csv", tmp_path / "out.json"
    lines = [f"{20 + row % 60},{text}" for row, text in enumerate(ANSWERS * 5)]
    path.write_text("\n".join(["年齢,意見", *lines]) + "\n", encoding="utf-8")
    asked(path, "--text", "意見", "--by", "年代", "--json", out)
    by = json.loads(out.read_text(encoding="utf-8"))["themes"][0]["by"]["年代"]
    assert by["20代"]["base"] == sum(row % 60 < 10 for row in range(len(ANSWERS) * 5))
