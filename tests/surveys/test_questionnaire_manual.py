"""The manual of the questionnaire's file is true: its example is read, its lists are whole."""

import re
from pathlib import Path

import pytest
import yaml

from surveys import branching
from surveys.formats import FORMATS, notation
from surveys.formats.columns import COLUMNS, LINES
from surveys.formats.shape import schema

MANUAL = (Path(__file__).parents[2] / "docs/questionnaire.md").read_text()
WRITTEN, FACTORS = re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL)


def lines(title: str) -> list[str]:
    """What stands in the first column of the table under a heading."""
    part = re.split(r"^#+ ", MANUAL.partition(f" {title}\n")[2], flags=re.MULTILINE)[0]
    return [row.split("|")[1] for row in part.splitlines() if row.startswith("| `")]


def named(title: str) -> list[str]:
    return [name for cell in lines(title) for name in re.findall(r"`([^`]+)`", cell)]


def test_the_example_is_read_without_a_problem() -> None:
    reading = FORMATS["yaml"].read(WRITTEN.encode())
    assert reading.problems == ()
    assert len(reading.whole().document.questions) == 6


def test_the_example_of_a_factor_says_all_that_one_can() -> None:
    (factor,) = yaml.safe_load(FACTORS)["factors"]
    assert set(factor) == set(schema()["$defs"]["factor"]["properties"])


def test_every_key_of_the_schema_is_explained() -> None:
    whole, question = schema()["properties"], schema()["$defs"]["question"]["properties"]
    assert set(named("全体")) | {"questions"} == set(whole)
    assert set(named("設問")) == set(question)


def test_every_column_and_line_of_the_form_is_explained() -> None:
    for column in (*LINES, *COLUMNS):
        assert f"| {column.heading} | {column.told.replace('|', '')} |" in MANUAL


@pytest.mark.parametrize("rule", [cell.strip(" `") for cell in lines("条件の書き方")])
def test_every_rule_that_is_shown_can_be_written(rule: str) -> None:
    document = FORMATS["yaml"].read(WRITTEN.encode()).whole().document
    earlier = {question.code: question for question in document.questions}
    branching.read(rule, earlier)


def test_every_way_to_write_a_choice_is_read() -> None:
    first, *others = [notation.choice(line) for line in named("選択肢と行の書き方")]
    assert first == "満足"
    assert len(others) == 10
    assert all(isinstance(said, dict) for said in others)
