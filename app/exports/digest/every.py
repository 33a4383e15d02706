"""Every file of an edition, made from its frozen document alone."""

from analysis.digest.priorities import PARTS, WEIGHTS
from app.exports import word
from app.exports.digest import framed
from surveys.editions import Edition

# What is frozen with an edition beside what the survey's rooms know: see `method`.
FURTHER = {"weights": [{"name": PARTS[part], "weight": WEIGHTS[part]} for part in PARTS]}


def files(edition: Edition) -> dict[str, bytes]:
    """{name: data} of everything an edition is handed in as."""
    return {"digest.docx": word.edition(edition), **framed.charts(edition)}
