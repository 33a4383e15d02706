"""What the papers tell people to type exists."""

import re
from pathlib import Path

import pytest
from flask import Flask

from analysis.commands import NAMES
from app import create_app
from app.settings import Settings

ROOT = Path(__file__).parents[2]
PAPERS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
FLASK = re.compile(r"flask --app wsgi ((?:[a-z]+ ?)+)")
ANALYSIS = re.compile(r"python -m analysis ([a-z]+)")
MODULE = re.compile(r"python -m ((?:app|tests)[.a-z]*)")
MAKE = re.compile(r"(?:`|^)make ([a-z]+)", re.MULTILINE)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(Settings(INSTANCE_DIR=str(tmp_path_factory.mktemp("papers"))))


def told(pattern: re.Pattern[str]) -> set[str]:
    return {found.strip() for paper in PAPERS for found in pattern.findall(paper.read_text())}


def test_every_flask_command_the_papers_name_exists(plain: Flask) -> None:
    named = told(FLASK)
    assert {"serve", "example load", "db upgrade"} <= named
    for words in named:
        known = plain.test_cli_runner().invoke(args=[*words.split(), "--help"])
        assert known.exit_code == 0, words
        assert "Usage" in known.output, words


def test_every_analysis_the_papers_name_exists() -> None:
    assert told(ANALYSIS) == set(NAMES)


def test_every_module_and_every_target_the_papers_name_exists() -> None:
    for name in told(MODULE):
        path = ROOT.joinpath(*name.split("."))
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), name
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {"run", "test"} <= told(MAKE) <= targets
