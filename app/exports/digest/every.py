"""Every file of the digest, made from a frozen document alone: one line a format."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from analysis.digest.priorities import PARTS
from app import ranking
from app.exports.digest import content, framed
from app.exports.digest.base import Format
from app.exports.digest.brief import changed
from app.exports.digest.content import Content
from app.exports.digest.council import CouncilPdf, CouncilWord
from app.exports.digest.excel_file import DigestExcel
from app.exports.digest.json_file import DigestJson
from app.exports.digest.markdown_file import DigestMarkdown
from app.exports.digest.pdf_file import DigestPdf
from app.exports.digest.word_file import DigestWord
from surveys import edition_files, editions
from surveys.editions import Edition
from surveys.plans import Plan

_ALL: tuple[Format, ...] = (
    DigestPdf(),
    DigestWord(),
    DigestExcel(),
    DigestJson(),
    DigestMarkdown(),
    CouncilPdf(),
    CouncilWord(),
)
FORMATS: dict[str, Format] = {each.name: each for each in _ALL}


def further(session: Session, plan: Plan) -> dict[str, Any]:
    """What is frozen with an edition beside what the survey's rooms know: see `method`."""
    weights = ranking.weights_of(session, plan)
    whole = sum(weights.values())
    return {"weights": [{"name": PARTS[part], "weight": weights[part] / whole} for part in PARTS]}


def hand_in(session: Session, edition: Edition) -> None:
    """Freeze every file of an edition beside it."""
    edition_files.keep(session, edition, written(session, edition))


def written(
    session: Session, edition: Edition, progress: Callable[[float], None] = lambda _: None
) -> dict[str, bytes]:
    """Every file of an edition, and every picture of its pages, by name."""
    told, made = of_edition(session, edition), framed.charts(edition)
    for done, (name, each) in enumerate(FORMATS.items(), 1):
        made[name] = each.write(told)
        progress(done / len(FORMATS))
    return made


def of_edition(session: Session, edition: Edition) -> Content:
    """What an edition says, and what is not as it was in the one before it."""
    old = edition_files.before(session, edition)
    said = changed(editions.told(old), editions.told(edition), old.name) if old else ()
    return content.of_edition(edition, said)


def of_current(session: Session, plan: Plan, title: str, now: datetime) -> Content:
    """What the desk's digest says now, clearly not yet published."""
    return content.of_current(editions.document(session, plan) | further(session, plan), title, now)
