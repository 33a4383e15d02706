"""操作記録: who did what, and when. Entries are added and never changed from the program."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, event, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Mapper, ORMExecuteState, Session, mapped_column

from surveys.base import Base


class AuditEntryChanged(Exception):
    """Some code tried to alter the record: a fault of the program, never of a visitor."""


class AuditEntry(Base):
    """操作記録, one act. `who` is empty when a command on the server did it.

    `details` hold keys and counts, never names, addresses, codes or answers.
    """

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    who: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    what: Mapped[str] = mapped_column(String(64))
    object_kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[int | None]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)


def record(
    session: Session,
    what: str,
    about: Base,
    *,
    who: int | None,
    now: datetime,
    details: dict[str, Any] | None = None,
) -> None:
    """Add one act to the record, in the same transaction as the act itself."""
    session.flush()
    entry = AuditEntry(at=now, who=who, what=what, details=details or {})
    entry.object_kind = about.__tablename__
    entry.object_id = getattr(about, "id", None)
    session.add(entry)


def entries(session: Session, about: Base, what: str) -> list[AuditEntry]:
    """Every time this was done to it, the latest first."""
    mine = select(AuditEntry).where(
        AuditEntry.object_kind == about.__tablename__,
        AuditEntry.object_id == getattr(about, "id", None),
        AuditEntry.what == what,
    )
    return list(session.scalars(mine.order_by(AuditEntry.id.desc())))


def _refuse(_mapper: Mapper[AuditEntry], _connection: Connection, _entry: AuditEntry) -> None:
    raise AuditEntryChanged


def _refuse_in_bulk(state: ORMExecuteState) -> None:
    if (state.is_update or state.is_delete) and state.bind_mapper is AuditEntry.__mapper__:
        raise AuditEntryChanged


event.listen(AuditEntry, "before_update", _refuse)
event.listen(AuditEntry, "before_delete", _refuse)
event.listen(Session, "do_orm_execute", _refuse_in_bulk)
