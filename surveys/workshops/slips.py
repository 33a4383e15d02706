"""紙の付箋: photos of paper slips, kept beside what was typed from them."""

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from surveys.base import Base


class SlipPhoto(Base):
    """A photo of one or several slips. It is seen at the desk alone: handwriting tells a person."""

    __tablename__ = "slip_photo"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), index=True
    )
    table_id: Mapped[int | None] = mapped_column(
        ForeignKey("workshop_table.id", ondelete="SET NULL")
    )
    phase_id: Mapped[int | None] = mapped_column(
        ForeignKey("workshop_phase.id", ondelete="SET NULL")
    )
    media_type: Mapped[str] = mapped_column(String(40))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    fingerprint: Mapped[str] = mapped_column(String(64))
