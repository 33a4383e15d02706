"""A full disk: a page that says so and keeps what was written, and nothing taken is lost."""

import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.app import asking
from tests.app.asking import PAGES, Town
from tests.app.test_respond import ANSWERS, opened
from tests.conftest import copied, made_app
from tests.visit import one

ROOM = "size=6m"  # the whole disk
_, MOST = resource.getrlimit(resource.RLIMIT_FSIZE)


@dataclass(frozen=True, slots=True)
class Disk:
    """A small disk; where nobody may mount one, no file of this process may grow instead."""

    folder: Path
    mounted: bool

    def fill(self) -> None:
        if not self.mounted:
            written = (self.folder / "ronten.db-wal").stat().st_size
            resource.setrlimit(resource.RLIMIT_FSIZE, (written, MOST))
            return
        with (self.folder / "rest").open("wb", buffering=0) as rest, suppress(OSError):
            while True:
                rest.write(bytes(4096))

    def make_room(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (MOST, MOST))
        (self.folder / "rest").unlink(missing_ok=True)


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    folder.mkdir()
    told = ["mount", "-t", "tmpfs", "-o", ROOM, "ronten", str(folder)]
    mounted = subprocess.run(told, check=False, capture_output=True).returncode == 0  # noqa: S603 - our own words
    disk = Disk(folder, mounted)
    try:
        yield disk
    finally:
        disk.make_room()
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)  # noqa: S603,S607 - likewise


@pytest.fixture
def here(filled_sqlite: Path, tmp_path: Path) -> Iterator[tuple[Town, Disk]]:
    """A questionnaire whose database stands on that disk."""
    with (
        small_disk(tmp_path / "disk") as disk,
        made_app(copied(filled_sqlite, disk.folder), tmp_path) as app,
    ):
        yield asking.publish(app), disk


def test_on_a_full_disk_the_page_stays_and_what_was_taken_is_there(
    here: tuple[Town, Disk],
) -> None:
    town, disk = here
    town.somebody().goes_through()
    phone = town.somebody()
    phone.starts()
    for said in PAGES[:3]:
        phone.answers(**said)

    disk.fill()
    page = phone.sends("/pages/4", 503, **PAGES[3])
    assert PAGES[3]["free"] in one(page, "textarea").get_text()
    phone.opens("/pages/4")  # what was saved is still read
    assert opened(town) == [ANSWERS]

    disk.make_room()
    phone.answers(**PAGES[3])
    phone.sends("/review")
    assert phone.heading == "回答を受け取りました"
    assert opened(town) == [ANSWERS] * 2
