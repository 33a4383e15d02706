"""kill -9 while sixteen people answer: what was acknowledged is there, and there once."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine

from app.settings import Settings
from surveys.base import Base
from tests.app import asking
from tests.conftest import made_app
from tests.postgresql import PostgreSQL, own_postgresql
from tests.respondents import Respondent
from tests.serving import serving
from tests.trust.crowd import Crowd, marks, somebody

WORDS = "バスの本数を増やしてほしい"


def test_no_acknowledged_answer_is_lost_or_doubled_when_workers_are_killed(app: Flask) -> None:
    town = asking.publish(app)
    with serving(app) as server:
        crowd = Crowd(server.at, town)
        crowd.answers(server.kill_workers, server.kill_workers)
    assert crowd.again > 0
    assert marks(town) == sorted(crowd.acknowledged)


@pytest.fixture
def server_of_its_own() -> Iterator[PostgreSQL]:
    with own_postgresql() as server:
        yield server


@pytest.fixture
def on_it(server_of_its_own: PostgreSQL, tmp_path: Path) -> Iterator[Flask]:
    address = server_of_its_own.address
    engine = create_engine(Settings(DATABASE_URL=address).database)
    Base.metadata.create_all(engine)
    engine.dispose()
    with made_app(address, tmp_path) as app:
        yield app


def test_a_database_that_is_restarted_or_away_loses_and_doubles_nothing(
    on_it: Flask, server_of_its_own: PostgreSQL
) -> None:
    town, database = asking.publish(on_it), server_of_its_own
    with serving(on_it) as server:
        crowd = Crowd(server.at, town)
        crowd.answers(database.restart, database.kill_one)
        assert crowd.again > 0

        with somebody(server.at, town, WORDS) as each:
            _writes_while_it_is_away(each, database)
            each.sends()
    assert marks(town) == sorted([*crowd.acknowledged, WORDS])


def _writes_while_it_is_away(each: Respondent, database: PostgreSQL) -> None:
    each.opens()
    each.starts()
    each.fills()
    token = re.findall(r'name="token" value="([^"]+)"', each.fills().text)
    database.stop()
    page = each.phone.post(each.here.path, {"token": token, "free": [WORDS]})
    assert page.status == 503
    assert "ただいま混み合っています" in page.text
    assert WORDS in page.text  # and can be copied, where there is no script
    database.start()
    each.fills_all()
