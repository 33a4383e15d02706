import json
from pathlib import Path
from typing import Any

import pytest

from analysis.__main__ import main
from tests.analysis.written import comma

SEXES = ["男", "女", "男", "女"] * 5
PARK = ["1", "0", "1", "1"] * 5
LIBRARY = ["0", "1", "", "1"] * 5
HEADER = ["性別", "問2 使う施設（いくつでも）［公園］", "問2 使う施設（いくつでも）［図書館］"]


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_bytes(comma([HEADER, *zip(SEXES, PARK, LIBRARY, strict=True)]))
    return path


def crossed(answers: Path, axis: str, question: str) -> Any:
    out = answers.with_suffix(".json")
    asked = ["--axis", axis, "--question", question]
    assert main(["crosstab", str(answers), *asked, "--json", str(out)]) == 0
    return json.loads(out.read_text("utf-8"))


def test_one_column_of_a_multiple_answer_is_counted_as_it_stands(answers: Path) -> None:
    table = crossed(answers, "性別", HEADER[1])

    assert table["question"] == ["0", "1"]
    assert table["n"] == [[0, 10], [5, 5]]


def test_one_choice_of_a_multiple_answer_can_be_the_axis(answers: Path) -> None:
    table = crossed(answers, HEADER[2], "性別")

    assert table["axis"] == ["0", "1"]
    assert table["n"] == [[5, 0], [0, 10]]


@pytest.mark.parametrize("name", ["問2", "問２", "問2 使う施設"])
def test_a_question_is_found_by_the_words_it_begins_with(answers: Path, name: str) -> None:
    assert crossed(answers, "性別", name)["question"] == ["公園", "図書館"]


def test_a_multiple_answer_is_no_axis_and_the_sentence_says_why(
    answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(answers.with_suffix(".json"))
    asked = ["--axis", "問2", "--question", "性別", "--json", out]

    assert main(["crosstab", str(answers), *asked]) == 2
    assert "1つだけ選ぶ設問ではない" in capsys.readouterr().err
