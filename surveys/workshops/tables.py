"""テーブル: who sits together."""

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.workshops.workshops import Workshop

LONGEST_NAME = 20
MOST = 60


class TableGone(SurveyError):
    message = N_("選んだテーブルは、いまはありません。画面を開き直して、選び直してください")


class WorkshopTable(Base):
    """テーブル: a number, and a name where it has one, e.g. 子育て."""

    __tablename__ = "workshop_table"
    __table_args__ = (UniqueConstraint("workshop_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")

    @property
    def label(self) -> str:
        """What people call it: 「テーブル3」, 「テーブル3 子育て」."""
        return f"テーブル{self.number}{' ' if self.name else ''}{self.name}"


def of(session: Session, workshop: Workshop) -> list[WorkshopTable]:
    """The tables in the order of their numbers."""
    mine = select(WorkshopTable).where(WorkshopTable.workshop_id == workshop.id)
    return list(session.scalars(mine.order_by(WorkshopTable.number)))


def one(session: Session, workshop: Workshop, table_id: int) -> WorkshopTable:
    """A table of this workshop.

    Raises:
        TableGone
    """
    found = session.get(WorkshopTable, table_id)
    if found is None or found.workshop_id != workshop.id:
        raise TableGone
    return found
