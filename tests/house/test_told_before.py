"""What was told of returns before they were told in tens goes on from there."""

from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import text

from app.extensions import db
from tests.conftest import made_app
from tests.house.test_migrations import MIGRATIONS

WRITTEN = """
INSERT INTO plan (id, title, municipality, first_year, last_year, created_at, example)
    VALUES (1, '計画', '見本市', 2027, 2035, '2026-07-01', 0);
INSERT INTO questionnaire (id, plan_id, title, audience, sampling, surveyed_year, created_at)
    VALUES (1, 1, '調査', 'citizen', 'random', 2026, '2026-07-01');
INSERT INTO return_count VALUES (1, '2026-07-01', 30), (1, '2026-07-02', 43)
"""


def test_numbers_told_before_become_tens_and_never_move_by_less(tmp_path: Path) -> None:
    with made_app(f"sqlite:///{tmp_path / 'old.db'}", tmp_path) as app, app.app_context():
        upgrade(directory=str(MIGRATIONS), revision="0013")
        with db.engine.begin() as connection:
            for words in WRITTEN.split(";"):
                connection.execute(text(words))
        upgrade(directory=str(MIGRATIONS), revision="0014")
        with db.engine.connect() as connection:
            told = connection.scalars(text("SELECT number FROM return_count ORDER BY day")).all()
            rests = connection.scalars(text("SELECT number FROM return_rest")).all()
    assert told == [30, 40]
    # The next number told is 50, and only once 53 are there: ten more than the 43 once told.
    assert rests == [3]
