"""The world, built once: tests put it back before they change it. And who runs on which database.

The rules of the survey, and whatever opens, seals, waits or is written by two at once, run on both
databases. Pages that read, count and show speak to a database through those rules: each of their
tests runs on one of the two, turn about, so that everybody can run everything before each commit.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest

from tests.app import world
from tests.app.world import World
from tests.conftest import BACKENDS, copied, made_app

SHOWN = frozenset(
    f"test_{name}"
    for name in (
        *("arrangements", "assignments", "attributes", "codebook_form", "codings", "comparisons"),
        *("contexts", "correspondences", "crossing", "dated", "differences", "drafting", "drafts"),
        *("editions", "editions_files", "exports", "files", "headers", "importance", "indicators"),
        *("inquiries", "issues", "keywords", "matrices", "members", "networks", "orientations"),
        *("outcomes", "plans", "population", "public_comments", "publishing", "tables"),
        *("theme_groups", "theme_maps", "theme_years", "themes", "tongues", "voice_search"),
        *("watching", "word_maps", "word_pages", "words"),
    )
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each test of a page run on one database."""
    of: dict[tuple[str, str], set[str]] = defaultdict(set)
    for item in items:
        of[_test(item)].add(_database(item))
    items[:] = [item for item in items if _stays(item, of[_test(item)])]


def _stays(item: pytest.Item, databases: set[str]) -> bool:
    module, name = _test(item)
    if module not in SHOWN or not databases.issuperset(BACKENDS):
        return True
    return _database(item) == BACKENDS[crc32(name.encode()) % len(BACKENDS)]


def _test(item: pytest.Item) -> tuple[str, str]:
    function = item.getparent(pytest.Function) or item
    module = item.getparent(pytest.Module)
    return (module.path.stem if module else "", getattr(function, "originalname", item.name))


def _database(item: pytest.Item) -> str:
    return str(getattr(getattr(item, "callspec", None), "params", {}).get("database", ""))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, filled_sqlite: Path) -> Iterator[World]:
    """Guards, headers and entries are the same on either database: one kind is enough."""
    folder = tmp_path_factory.mktemp("world")
    with made_app(copied(filled_sqlite, folder), folder) as app:
        yield world.build(app, folder / "ronten.db")


@pytest.fixture
def whole(built: World) -> World:
    built.put_back()
    return built
