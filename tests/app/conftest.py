"""The world, built once: tests put it back before they change it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app import world
from tests.app.world import World
from tests.conftest import copied, made_app


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
