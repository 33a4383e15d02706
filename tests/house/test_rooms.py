"""The house holds its own shape: what no linter knows."""

import ast
import importlib
import re
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter

from app import create_app
from app.database import NOUNS
from app.settings import Settings

ROOT = Path(__file__).parents[2]
ROOMS = ("app", "surveys", "analysis", "tests", "migrations")
MODULES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
WRITTEN = [path for path in MODULES if "versions" not in path.parts]  # the rest Alembic wrote
FACES = [
    path
    for suffix in ("html", "css", "js", "svg")
    for path in sorted((ROOT / "app").rglob(f"*.{suffix}"))
]
DRAWN = {
    *("wsgi.py", "requirements.in", "requirements-dev.in", "requirements.txt"),
    *("requirements-dev.txt", "pyproject.toml", "Makefile", "README.md", "LICENSE"),
    *(
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "docs",
        "surveys",
        "analysis",
        "app",
        "migrations",
        "tests",
    ),
}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An app no one asks anything of a database."""
    return create_app(Settings(INSTANCE_DIR=str(tmp_path_factory.mktemp("plain"))))


@pytest.mark.parametrize("path", WRITTEN, ids=name)
def test_a_file_fits_on_a_few_screens(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 400


def test_only_the_edges_commit() -> None:
    for path in (ROOT / "surveys").rglob("*.py"):
        assert ".commit(" not in path.read_text(), path


def test_only_the_clock_asks_the_time() -> None:
    asking = re.compile(r"\b(date\.today|datetime\.(now|utcnow|today)|time\.time)\(")
    for room in ("app", "surveys", "analysis"):
        for path in (ROOT / room).rglob("*.py"):
            assert name(path) == "app/clock.py" or not asking.search(path.read_text()), path


@pytest.mark.parametrize("path", FACES, ids=name)
def test_nothing_comes_from_outside(path: Path) -> None:
    assert not re.findall(r"(?:src|href|action|url|import)\W{1,3}(?:https?:)?//", path.read_text())


def test_every_view_wears_one_guard(plain: Flask) -> None:
    bare = [name for name, view in plain.view_functions.items() if not hasattr(view, "access")]
    assert bare == ["static"]


def test_nothing_of_the_desk_is_public_but_the_way_in(plain: Flask) -> None:
    public = {
        endpoint
        for endpoint, view in plain.view_functions.items()
        if endpoint.startswith("desk.") and getattr(view, "access", "") == "public"
    }
    assert public == {"desk.account.sign_in", "desk.account.enter"}


def test_every_address_of_a_plans_thing_names_the_plan(plain: Flask) -> None:
    """So that the guard can tell another plan's ids apart; members of staff belong to no plan."""
    for rule in plain.url_map.iter_rules():
        # Werkzeug keeps the converters of a rule under this name; there is no public one.
        numbers = {n for n, c in rule._converters.items() if isinstance(c, IntegerConverter)}
        if rule.endpoint.startswith("desk.") and numbers - {"staff_id", "role_id"}:
            assert "plan_id" in numbers, rule


def test_every_noun_with_tables_is_listed() -> None:
    tabled = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "surveys").rglob("*.py")
        if "__tablename__ =" in path.read_text()
    }
    assert tabled == {noun.__name__ for noun in NOUNS}


def test_a_room_says_in_one_sentence_what_it_is_for() -> None:
    for path in MODULES:
        if path.name == "__init__.py" and path.parts[len(ROOT.parts)] != "tests":
            said = ast.get_docstring(ast.parse(path.read_text())) or ""
            assert said, f"{path} says nothing"
            assert "\n\n" not in said, f"{path} says too much"


def test_an_exception_to_a_check_says_why() -> None:
    silenced = re.compile(r"#\s*(noqa: \w+|type: ignore\[[\w-]+\])(?!\S*\s+(-|#|\()\s*\w)")
    bare = re.compile(r"#\s*(noqa|type: ignore)\b(?![:\[])")
    for path in MODULES:
        for line in path.read_text().splitlines():
            if "re.compile" not in line:
                assert not silenced.search(line), f"{path}: {line}"
                assert not bare.search(line), f"{path}: {line}"


def test_every_setting_is_told_with_its_default() -> None:
    told = dict(
        re.findall(r"^\| `(\w+)` \| (\S+) \|", (ROOT / "docs/settings.md").read_text(), re.M)
    )
    real = {
        name: "（空）" if value == "" else f"`{value}`"
        for name, value in asdict(Settings()).items()
    }
    assert told == real


def test_the_top_level_holds_only_what_the_plan_draws() -> None:
    ignored = {line.rstrip("/") for line in (ROOT / ".gitignore").read_text().splitlines()}
    top = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert top - ignored <= DRAWN


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_dependency_is_pinned_and_names_no_server(file: str) -> None:
    for line in (ROOT / file).read_text().splitlines():
        assert re.fullmatch(r"[\w.\[\]-]+==[\w.!+]+", line), line


def test_the_public_face_alone_loads_no_analysis(tmp_path: Path) -> None:
    asked = (
        "import sys; from app import create_app; create_app(); "
        "sys.exit(bool({'pandas', 'numpy', 'scipy', 'app.desk', 'app.jobs'} & set(sys.modules)))"
    )
    alone = {"FACES": "home", "INSTANCE_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, env=alone, check=False)  # noqa: S603 - our own words
    assert done.returncode == 0


def test_every_command_in_the_list_exists(plain: Flask) -> None:
    commands = importlib.import_module("app.commands").COMMANDS
    for key in commands:
        assert plain.test_cli_runner().invoke(args=[key, "--help"]).exit_code == 0
