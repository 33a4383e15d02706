"""操作記録 cannot be rewritten from the program."""

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from surveys import audit
from surveys.audit import AuditEntry, AuditEntryChanged
from tests import make


@pytest.fixture
def entry(session: Session) -> AuditEntry:
    member = make.member(session)
    audit.record(session, "staff.add", member, who=member.id, now=make.NOON)
    return session.scalars(select(AuditEntry)).one()


def test_an_act_is_kept_with_who_and_when(entry: AuditEntry) -> None:
    assert (entry.what, entry.object_kind, entry.at) == ("staff.add", "staff_member", make.NOON)
    assert entry.object_id == entry.who


def test_an_entry_cannot_be_changed(session: Session, entry: AuditEntry) -> None:
    entry.what = "nothing"
    with pytest.raises(AuditEntryChanged):
        session.flush()


def test_an_entry_cannot_be_deleted(session: Session, entry: AuditEntry) -> None:
    session.delete(entry)
    with pytest.raises(AuditEntryChanged):
        session.flush()


def test_entries_cannot_be_changed_or_deleted_in_bulk(session: Session, entry: AuditEntry) -> None:
    assert entry.id
    with pytest.raises(AuditEntryChanged):
        session.execute(update(AuditEntry).values(what="nothing"))
    with pytest.raises(AuditEntryChanged):
        session.execute(delete(AuditEntry))
