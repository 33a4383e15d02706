"""依頼状とラベル: codes on paper, set by a process of its own and given once.

Words of all letters are set once; the code, its QR and the 整理番号 are laid over them. Three
thousand letters are set in parts: a part's memory goes with its process, and a printer takes
files of some hundred pages more kindly than one of thousands.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.exports.pdf import FONTS, PAPERS, settable
from surveys.errors import N_, SurveyError

SCRIPT = Path(__file__).with_name("typesetter.py")
PART = 504  # letters of one file: 42 sheets of 12 labels, 21 of 24
PATIENCE = 120  # seconds for one part, which takes three


class NotSet(SurveyError):
    message = N_(
        "手紙のPDFを作れませんでした。回答コードは発行していません。"
        "もう一度ためし、続くときはシステムの担当に知らせてください"
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What every letter of a survey says.

    Attributes:
        heading: 「題名」へのご協力のお願い.
        closes, takes: the last day · how long it takes, in words.
        address: what is typed in where no QR code is read.
        ways: (name, words) of what stands under the web: paper, and the rule for both.
        notes: what everybody should know, a sentence or two each.
        languages: what to do in other languages, a sentence each.
        specimen: whether 見本 stands across it.
    """

    title: str
    heading: str
    sender: str
    section: str
    dated: str
    lead: str
    closes: str
    takes: str
    address: str
    ways: tuple[tuple[str, str], ...]
    phone: str
    hours: str
    notes: tuple[str, ...]
    closing: str
    languages: tuple[str, ...]
    specimen: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One letter or label: its 整理番号, its code as people read it, and where its QR leads."""

    number: str
    code: str
    address: str

    def plain(self) -> dict[str, Any]:
        return {"number": self.number, "code": self.code.split("-"), "address": self.address}


@dataclass(frozen=True, slots=True)
class Sheet:
    """ラベル用紙, A4; lengths in mm."""

    label: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float


SHEETS = {
    "12": Sheet("12面（86.4×42.3mm）", 2, 6, 86.4, 42.3, 18.6, 21.6),
    "24": Sheet("24面（66.0×33.9mm）", 3, 8, 66.0, 33.9, 6.0, 12.9),
}


def letters(said: Said, items: Sequence[Item], made_at: datetime) -> Iterator[bytes]:
    """Set letters, a page each, in parts of `PART`.

    Raises:
        NotSet
    """
    for part in _parts(items):
        data = {"said": asdict(said), "items": part}
        yield _set("letter_codes", data, made_at, under="letter")


def picture(said: Said, item: Item, made_at: datetime) -> bytes:
    """One letter as a PNG picture.

    Raises:
        NotSet
    """
    data = {"said": asdict(said), "items": [item.plain()]}
    return _set("letter_codes", data, made_at, under="letter", form="png")


def labels(sheet: str, title: str, items: Sequence[Item], made_at: datetime) -> Iterator[bytes]:
    """Set labels for one of `SHEETS`, in parts as the letters.

    Raises:
        NotSet
    """
    for part in _parts(items):
        data = {"said": {"title": title}, "sheet": asdict(SHEETS[sheet]), "items": part}
        yield _set("labels", data, made_at)


def _parts(items: Sequence[Item]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(items), PART):
        yield [item.plain() for item in items[start : start + PART]]


def _set(
    paper: str, data: Mapping[str, Any], made_at: datetime, *, under: str = "", form: str = "pdf"
) -> bytes:
    job = {
        "format": form,
        "paper": paper,
        "under": under,
        "data": json.loads(settable(json.dumps(data, ensure_ascii=False))),
        "papers": str(PAPERS),
        "fonts": FONTS,
        "made_at": made_at.replace(microsecond=0).isoformat(),
    }
    said = json.dumps(job).encode()
    command = [sys.executable, "-I", str(SCRIPT)]
    try:
        # What it complains of is not kept: it may quote a code.
        done = subprocess.run(  # noqa: S603 - fixed words, no shell
            command, input=said, capture_output=True, timeout=PATIENCE, check=True
        )
    except (subprocess.SubprocessError, OSError):
        raise NotSet from None
    return done.stdout
