"""The only place that asks what time it is, and what a day means in Japan."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

JAPAN = ZoneInfo("Asia/Tokyo")


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """The day it is in Japan, wherever the server stands."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    return moment.astimezone(JAPAN).date()


def midnight(day: date) -> datetime:
    """The moment a day begins in Japan."""
    return datetime.combine(day, time.min, JAPAN)
