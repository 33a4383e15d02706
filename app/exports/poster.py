"""ポスターのPDF: one A4 page in a language, where the fonts of the product have its letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.exports.pdf import lacking, pdf
from surveys.errors import N_, SurveyError
from surveys.readings import READING

PAPER = "poster"
# Chinese and Korean letters have forms of their own in the one font.
REGIONS = {"zh": "CN", "zh-Hant": "TW", "ko": "KR", "ja": "JP"}
Parts = list[tuple[str, str]]


class LettersMissing(SurveyError):
    message = N_(
        "PDFの書体に「%(letters)s」の文字がないため、PDFを作れません。"
        "この画面を、ブラウザーの印刷から印刷するか、PDFに保存してください"
    )


@dataclass(frozen=True, slots=True)
class Poster:
    """What a poster says; words may have readings behind them.

    Attributes:
        language: as `lang` has it.
        call: two lines, as large as they fit. points: what is good to know, a line each.
        qr: a picture as SVG; `alt` says what it is. facts: (what, words).
    """

    language: str
    host: str
    call: Sequence[str]
    title: str
    lead: str
    points: Sequence[str]
    qr: str
    alt: str
    address: str
    facts: Sequence[tuple[str, str]]
    promise: str
    help: str

    @property
    def said(self) -> list[str]:
        """Everything that is read on it."""
        facts = [words for fact in self.facts for words in fact]
        one = [self.host, self.title, self.lead, self.address, self.promise, self.help]
        return [*one, *self.call, *self.points, *facts]

    @property
    def missing(self) -> str:
        """The letters that the fonts do not have."""
        return lacking("".join(self.said))


def write(poster: Poster, made_at: datetime) -> bytes:
    """Set a poster.

    Raises:
        LettersMissing
    """
    if poster.missing:
        raise LettersMissing(letters="・".join(poster.missing[:5]))
    data = {
        "name": _bare(poster.title),
        "author": _bare(poster.host),
        "lang": poster.language.partition("-")[0],
        "region": REGIONS.get(poster.language),
        "ruby": any(READING.search(each) for each in poster.said),
        "call": [_parts(line) for line in poster.call],
        "points": [_parts(line) for line in poster.points],
        "facts": [[_parts(name), _parts(words)] for name, words in poster.facts],
        **{name: _parts(getattr(poster, name)) for name in ("host", "title", "lead")},
        **{name: _parts(getattr(poster, name)) for name in ("promise", "help")},
        **{name: getattr(poster, name) for name in ("qr", "alt", "address")},
    }
    return pdf(PAPER, data, made_at)


def _parts(words: str) -> Parts:
    """Words as (word, reading), "" where there is none."""
    made: Parts = []
    at = 0
    for found in READING.finditer(words):
        made.append((words[at : found.start()], ""))
        made.append((found[1] or found[2], found[3]))
        at = found.end()
    made.append((words[at:], ""))
    return [each for each in made if each[0]]


def _bare(words: str) -> str:
    return "".join(word for word, _ in _parts(words))
