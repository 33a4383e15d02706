"""版のファイル: what an edition was handed in as, documents and pictures, frozen with it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import editions
from surveys.base import Base
from surveys.editions import Edition
from surveys.errors import N_
from surveys.plans import Plan

_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|\r\n\t', "_"))
_LONGEST = 80
_OFFICE = "application/vnd.openxmlformats-officedocument"
# Every file an edition is handed in as, in the order pages list them, and what it is called.
HANDED = {
    "digest.pdf": "PDF",
    "digest.docx": "Word",
    "digest.xlsx": "Excel",
    "digest.json": "JSON",
    "digest.md": "Markdown",
    "council.pdf": N_("議会用1枚（PDF）"),
    "council.docx": N_("議会用1枚（Word）"),
}
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


def handed(session: Session, edition: Edition) -> dict[str, str]:
    """{name: what it is called} of the files an edition was handed in as."""
    there = names(session, edition)
    return {name: label for name, label in HANDED.items() if name in there}


def names(session: Session, edition: Edition) -> set[str]:
    """Names of the files an edition has; one from before a format came has fewer."""
    return set(
        session.scalars(select(EditionFile.name).where(EditionFile.edition_id == edition.id))
    )


def find(session: Session, edition: Edition, name: str) -> bytes | None:
    held = session.get(EditionFile, (edition.id, name))
    return held.data if held else None


def before(session: Session, edition: Edition) -> Edition | None:
    """The edition that was public when this one came; what is withdrawn later changes no file."""
    plan = session.get_one(Plan, edition.plan_id)
    older = [each for each in editions.of_plan(session, plan) if each.number < edition.number]
    return next((each for each in older if _stood(each, edition.published_at)), None)


def _stood(each: Edition, moment: datetime) -> bool:
    return each.withdrawn_at is None or each.withdrawn_at > moment


def download_name(name: str, title: str, stage: str) -> str:
    """What a file is called on a reader's disk, without what no file system takes."""
    kind = "_議会用1枚" if name.startswith("council") else ""
    said = f"{title}_{stage.replace(' ', '')}{kind}".translate(_FORBIDDEN)
    return f"{said[:_LONGEST]}.{name.rpartition('.')[2]}"


def media_type(name: str) -> str:
    return MEDIA[name.rpartition(".")[2]]
