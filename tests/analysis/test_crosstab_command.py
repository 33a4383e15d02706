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


def test_a_multiple_answer_can_stand_down_the_side(answers: Path) -> None:
    """15 want the park, 10 the library; 5 left the library's cell blank, which is no tick."""
    table = crossed(answers, "問2", "性別")

    assert table["axis"] == ["公園", "図書館"]
    assert table["n"] == [[10, 5], [0, 10]]
    assert table["total"]["base"] == 20
    assert table["overlapping"]
    assert table["test"] is None


def test_two_axes_make_a_three_way_table(answers: Path) -> None:
    out = answers.with_suffix(".json")
    axes = ["--axis", "性別", "--axis", HEADER[2]]
    asked = [*axes, "--question", HEADER[1], "--json", str(out)]
    assert main(["crosstab", str(answers), *asked]) == 0

    table = json.loads(out.read_text("utf-8"))
    assert table["axes"] == [["男", "女"], ["0", "1"]]
    assert table["n"] == [[0, 5], [0, 0], [0, 0], [5, 5]]
    assert table["subtotals"]["n"] == [[0, 5], [5, 5]]


def test_a_three_way_table_to_publish_closes_what_is_small(answers: Path) -> None:
    out = answers.with_suffix(".json")
    axes = ["--axis", "性別", "--axis", HEADER[2]]
    asked = [*axes, "--question", HEADER[1], "--publish", "--json", str(out)]
    assert main(["crosstab", str(answers), *asked]) == 0
    assert json.loads(out.read_text("utf-8"))["n"] == [[None, None]] * 4


@pytest.mark.parametrize(
    ("axes", "said"),
    [
        (["性別", "問2"], "1つだけ選ぶ設問ではない"),
        (["性別", "性別"], "2度かけ合わせることはできません"),
        (["性別", HEADER[1], HEADER[2]], "2つまで"),
    ],
)
def test_axes_that_cannot_be_crossed_are_refused_in_a_sentence(
    answers: Path, axes: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    named = [word for name in axes for word in ("--axis", name)]
    asked = [*named, "--question", "性別", "--json", str(answers.with_suffix(".json"))]

    assert main(["crosstab", str(answers), *asked]) == 2
    assert said in capsys.readouterr().err
