"""版のファイル: what an edition was handed in as, documents and pictures, frozen with it."""

from collections.abc import Mapping

from sqlalchemy import ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.editions import Edition

_OFFICE = "application/vnd.openxmlformats-officedocument"
# What a file is, by the end of its name.
MEDIA = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "svg": "image/svg+xml",
}


class EditionFile(Base):
    """One file of an edition under its short name, such as `digest.pdf`. It never changes."""

    __tablename__ = "edition_file"

    edition_id: Mapped[int] = mapped_column(
        ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


def keep(session: Session, edition: Edition, files: Mapping[str, bytes]) -> None:
    """Freeze files beside the edition they were made from."""
    for name, data in files.items():
        session.add(EditionFile(edition_id=edition.id, name=name, data=data))
    session.flush()


def names(session: Session, edition: Edition) -> set[str]:
    """Names of the files an edition has; one from before a format came has fewer."""
    return set(
        session.scalars(select(EditionFile.name).where(EditionFile.edition_id == edition.id))
    )


def find(session: Session, edition: Edition, name: str) -> bytes | None:
    held = session.get(EditionFile, (edition.id, name))
    return held.data if held else None


def media_type(name: str) -> str:
    return MEDIA[name.rpartition(".")[2]]
