"""まとめ方の履歴: what facilitators did on the board, each step to be taken back.

A step keeps what it changed, value by value: {"idea:7": {"group_id": [3, 4]}}. Taking it back
puts the earlier value only where the later one still stands, so that nothing done since is lost.
"""

from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from surveys.base import Base


class BoardStep(Base):
    """One deed. `about` are the words of its sentence, `patch` the values before and after."""

    __tablename__ = "board_step"
    __table_args__ = ({"sqlite_autoincrement": True},)  # a page names the last step it has seen

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_id: Mapped[int] = mapped_column(
        ForeignKey("workshop_phase.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(20))
    about: Mapped[dict[str, Any]]
    patch: Mapped[dict[str, Any]]
    undone: Mapped[bool] = mapped_column(default=False)
    who: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
