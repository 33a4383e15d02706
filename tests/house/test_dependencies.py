"""What the product imports is what it installs."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("app", "surveys", "analysis", "migrations")


def imported(path: Path) -> set[str]:
    """The top names of everything a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.partition("[")[0]).lower()


def test_the_product_needs_nothing_but_its_own_requirements() -> None:
    """A library only the tests install would be missing on every real machine."""
    pinned = (ROOT / "requirements.txt").read_text().splitlines()
    installed = {plain(line.partition("==")[0]) for line in pinned}
    known = packages_distributions()
    ours = {*ROOMS, *sys.stdlib_module_names}
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for name in imported(path) - ours:
                assert {plain(each) for each in known[name]} & installed, (path, name)
