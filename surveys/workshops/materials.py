"""資料: what people look at while they talk: an issue of the digest, a figure, a text of ours."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from surveys.base import Base

LONGEST_TITLE = 100


class Material(Base):
    """資料, as it was when it was put in: on the evening nothing may change under it.

    Attributes:
        phase_id: the phase it is shown in; None = all along.
        body: sentences, one a line; `source` says in words where each comes from.
    """

    __tablename__ = "workshop_material"
    __table_args__ = (CheckConstraint("kind IN ('issue','figure','text')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), index=True
    )
    phase_id: Mapped[int | None] = mapped_column(
        ForeignKey("workshop_phase.id", ondelete="SET NULL")
    )
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    body: Mapped[str] = mapped_column(Text)
    source: Mapped[dict[str, Any]]
