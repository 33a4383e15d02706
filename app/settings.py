"""Every setting of the house: its name, its default and what it does."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from typing import Any

TRUE = {"1", "true", "yes", "on"}
DRIVER = "postgresql+psycopg"


@dataclass(frozen=True, slots=True)
class Settings:
    """Read from environment variables of the same names; see docs/settings.md."""

    PORT: int = 8000
    HOST: str = "127.0.0.1"
    INSTANCE_DIR: str = "instance"
    DATABASE_URL: str = ""
    SECRET_KEY: str = field(default="", repr=False)
    KEYS_DIR: str = ""
    FACES: str = "home,respond,hall,desk"
    ANSWER_URL: str = ""
    HTTPS: bool = False
    PROXIES: int = 0
    TRUSTED_HOSTS: str = ""
    WORKERS: int = 2
    THREADS: int = 4
    JOB_WORKERS: int = 1
    JOBS_INLINE: bool = False
    SESSION_HOURS: int = 12
    MAX_CONTENT_LENGTH: int = 64 * 1024 * 1024
    MAX_FORM_MEMORY_SIZE: int = 2 * 1024 * 1024
    LOG_LEVEL: str = "INFO"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        given: dict[str, Any] = {
            known.name: _read(known.name, known.type, environment[known.name])
            for known in fields(cls)
            if environment.get(known.name)
        }
        return cls(**given)

    @property
    def instance(self) -> Path:
        return Path(self.INSTANCE_DIR).resolve()

    @property
    def faces(self) -> list[str]:
        return [name.strip() for name in self.FACES.split(",") if name.strip()]

    @property
    def database(self) -> str:
        """The database's address with the driver the house brings."""
        if not self.DATABASE_URL:
            return f"sqlite:///{self.instance / 'ronten.db'}"
        scheme, mark, rest = self.DATABASE_URL.partition("://")
        return f"{DRIVER if scheme in {'postgres', 'postgresql'} else scheme}{mark}{rest}"

    def flask(self) -> dict[str, Any]:
        """These settings under the names Flask and its extensions know."""
        return {
            "SECRET_KEY": self.SECRET_KEY or kept_key(self.instance / "secret_key"),
            "SQLALCHEMY_DATABASE_URI": self.database,
            "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},
            "KEYS_DIR": self.KEYS_DIR or str(self.instance / "keys"),
            "INSTANCE_DIR": str(self.instance),
            "ANSWER_URL": self.ANSWER_URL.strip().rstrip("/"),
            "JOBS_INLINE": self.JOBS_INLINE,
            "STREAMS": self.THREADS // 2,  # threads of a process that walls of a workshop may hold
            "HTTPS": self.HTTPS,
            "TRUSTED_HOSTS": [h.strip() for h in self.TRUSTED_HOSTS.split(",") if h.strip()]
            or None,
            "SESSION_LASTS": timedelta(hours=self.SESSION_HOURS),
            "SESSION_COOKIE_NAME": "ronten",
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SECURE": self.HTTPS,
            "WTF_CSRF_TIME_LIMIT": None,
            "WTF_CSRF_SSL_STRICT": self.HTTPS,
            "MAX_CONTENT_LENGTH": self.MAX_CONTENT_LENGTH,
            "MAX_FORM_MEMORY_SIZE": self.MAX_FORM_MEMORY_SIZE,
            "MAX_FORM_PARTS": 5000,
            "BABEL_DEFAULT_LOCALE": "ja",
            "BABEL_DEFAULT_TIMEZONE": "Asia/Tokyo",
        }


def kept_key(path: Path) -> str:
    """Read the random key kept in `path`, making it first if there is none yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text().strip()


def _read(name: str, kind: object, said: str) -> object:
    if kind in (bool, "bool"):
        return said.strip().lower() in TRUE
    if kind not in (int, "int"):
        return said
    if not said.strip().isdecimal():
        raise SystemExit(f"環境変数 {name} は0以上の整数で指定してください")
    return int(said)
