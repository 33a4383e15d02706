"""持ち出しと持ち帰り: signed files to the laptop in the hall and back, each taken once."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from surveys.base import Base


class Crossing(Base):
    """A file that went out or came in; the same one never comes in twice."""

    __tablename__ = "workshop_crossing"
    __table_args__ = (
        UniqueConstraint("workshop_id", "way", "fingerprint"),
        CheckConstraint("way IN ('out','in')", name="way"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), index=True
    )
    way: Mapped[str] = mapped_column(String(3))
    fingerprint: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
