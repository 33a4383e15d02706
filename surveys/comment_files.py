"""意見の取込: pasted letters and files with one comment a line, looked at before they are stored.

Columns with names or addresses never come as far as here; the words are masked already.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.public_comments import Received

MOST = 10_000  # comments in one file or one paste
_NUMBER = re.compile(
    r"^[ 　]*(?:(?:意見|№|[Nn][Oo]\.?)[ 　]*)?[(（【\[]?([0-9]{1,4})[)）】\].．、:：][ 　]*|"
    r"^[ 　]*(?:意見|№|[Nn][Oo]\.?)[ 　]*([0-9]{1,4})[ 　]*$"
)
_FIGURES = str.maketrans("０１２３４５６７８９", "0123456789")
_PERSONAL = re.compile(
    r"^[ 　・●○■◆]*(お?名前|ご?氏名|ふりがな|フリガナ|ご?住所|所在地|郵便番号|ご?連絡先|"
    r"電話(?:番号)?|TEL|FAX(?:番号)?|ファク(?:ス|シミリ)(?:番号)?|(?:電子)?メール(?:アドレス)?|E-?mail)"
    r"[ 　]*[:：].*$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^[ 　・●○■◆]*(?:該当(?:箇所|ページ|項目|部分)|項目)[ 　]*[:：][ 　]*(.+)$")
_ITS_WORDS = re.compile(r"^[ 　・●○■◆]*ご?意見(?:の内容)?[ 　]*[:：][ 　]*")
_CHANNEL_WORDS = (
    ("fax", re.compile(r"fax|ファ[クッ]", re.IGNORECASE)),
    ("email", re.compile(r"メール|mail", re.IGNORECASE)),
    (
        "form",
        re.compile(r"フォーム|web|ウェブ|ホームページ|電子申請|ネット|form|logo", re.IGNORECASE),
    ),
    ("mail", re.compile(r"郵送|郵便|はがき|ハガキ|葉書|封書|手紙")),
    ("counter", re.compile(r"窓口|持参|来庁|投函|意見箱|説明会")),
)


class NothingPasted(SurveyError):
    message = N_("意見の文がありません。意見を貼り付けてください")


class TooManyAtOnce(SurveyError):
    message = N_("一度に入れられるのは%(most)d件までです。いくつかに分けてください")


class NoTextColumn(SurveyError):
    message = N_("意見の文がある列を選んでください")


class CommentFile(Base):
    """A file that waits until somebody has said which column is which.

    `left_out` are headings of columns that were not kept, because they say who wrote.
    """

    __tablename__ = "comment_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(
        ForeignKey("comment_round.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(255))
    headings: Mapped[list[Any]] = mapped_column(JSON)
    rows: Mapped[list[Any]] = mapped_column(JSON)
    left_out: Mapped[list[Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was pasted, in comments; `left_out`: headings of lines that say who wrote."""

    comments: tuple[Received, ...]
    left_out: tuple[str, ...]
    numbered: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a file is what; -1 for none. `channel`: how those came that do not say."""

    text: int
    place: int
    how: int
    channel: str


def pasted(text: str, channel: str, *, way: str = "") -> Pasted:
    """Part a text into comments.

    Args:
        text: as it was pasted.
        channel: how all of them came.
        way: "numbers" or "blank" or "lines"; without it, by numbers where the first line begins
            with one and each further one is the next, else by blank lines.

    Raises:
        NothingPasted, TooManyAtOnce
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    numbers = _numbers(lines)
    by_number = way == "numbers" or (not way and _run_on(lines, numbers))
    blocks = _numbered(lines, numbers) if by_number else _blocks(lines, each_line=way == "lines")
    found = [_comment(block, channel) for block in blocks]
    left_out = dict.fromkeys(label for _, labels in found for label in labels)
    comments = tuple(one for one, _ in found if one.words)
    if not comments:
        raise NothingPasted
    if len(comments) > MOST:
        raise TooManyAtOnce(most=MOST)
    return Pasted(comments, tuple(left_out), by_number)


def rows_of(file: CommentFile, columns: Columns) -> list[Received]:
    """The comments of a file; a line without words is none.

    Raises:
        NoTextColumn, NothingPasted
    """
    width = len(file.headings)
    if not 0 <= columns.text < width:
        raise NoTextColumn
    made = [
        Received(
            row[columns.text].strip(),
            channel_of(_cell(row, columns.how)) or columns.channel,
            _cell(row, columns.place),
        )
        for row in file.rows
        if row[columns.text].strip()
    ]
    if not made:
        raise NothingPasted
    return made


def channel_of(said: str) -> str:
    """How a comment came, from words like 「持参」; "" where they do not say."""
    return next((key for key, words in _CHANNEL_WORDS if words.search(said)), "")


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if 0 <= place < len(row) else ""


def _numbers(lines: Sequence[str]) -> Mapping[int, int]:
    """{line: the number it begins with}."""
    found = {place: _NUMBER.match(line.translate(_FIGURES)) for place, line in enumerate(lines)}
    return {place: int(m[1] or m[2]) for place, m in found.items() if m}


def _run_on(lines: Sequence[str], numbers: Mapping[int, int]) -> bool:
    """Whether the first line with words is numbered, and each further number is the next."""
    first = next((place for place, line in enumerate(lines) if line.strip()), None)
    counted = list(numbers.values())
    follow = all(after == before + 1 for before, after in pairwise(counted))
    return first in numbers and len(counted) > 1 and follow


def _numbered(lines: Sequence[str], numbers: Mapping[int, int]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for place, line in enumerate(lines):
        if place in numbers:
            blocks.append([_unnumbered(line)])
        else:
            blocks[-1].append(line)
    return blocks


def _unnumbered(line: str) -> str:
    found = _NUMBER.match(line.translate(_FIGURES))
    return line[found.end() :] if found else line


def _blocks(lines: Sequence[str], *, each_line: bool) -> list[list[str]]:
    if each_line:
        return [[line] for line in lines]
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return blocks


def _comment(block: Sequence[str], channel: str) -> tuple[Received, list[str]]:
    """One comment without the lines that say who wrote, and what those lines were."""
    words: list[str] = []
    left_out: list[str] = []
    place = ""
    for line in block:
        personal, about = _PERSONAL.match(line), _PLACE.match(line)
        if personal:
            left_out.append(personal[1])
        elif about:
            place = about[1].strip()
        else:
            words.append(_ITS_WORDS.sub("", line))
    return Received("\n".join(words).strip(), channel, place), left_out
