"""Settings come from the environment; what is missing is made, and kept for the next start."""

from pathlib import Path

import pytest

from app.settings import Settings, kept_key


def test_a_setting_is_read_under_its_own_name_as_what_it_is() -> None:
    read = Settings.from_environment({"PORT": "9000", "HTTPS": "1", "FACES": "home", "OTHER": "x"})
    assert (read.PORT, read.HTTPS, read.faces) == (9000, True, ["home"])


def test_a_number_that_is_none_is_one_sentence() -> None:
    with pytest.raises(SystemExit, match="PORT は0以上の整数"):
        Settings.from_environment({"PORT": "eight thousand"})


@pytest.mark.parametrize(
    "given", ["postgres://u:p@host/x", "postgresql://u:p@host/x", "postgresql+psycopg://u:p@host/x"]
)
def test_every_way_to_write_postgresql_gets_the_driver_we_bring(given: str) -> None:
    assert Settings(DATABASE_URL=given).database == "postgresql+psycopg://u:p@host/x"


def test_without_an_address_the_database_is_a_file_in_the_instance(tmp_path: Path) -> None:
    settings = Settings(INSTANCE_DIR=str(tmp_path))
    assert settings.database == f"sqlite:///{tmp_path}/ronten.db"


def test_a_secret_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    file = tmp_path / "instance" / "secret_key"
    made = kept_key(file)
    assert len(made) == 64
    assert kept_key(file) == made
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_secret_key_does_not_show_itself() -> None:
    assert "ひみつ" not in repr(Settings(SECRET_KEY="ひみつ"))
