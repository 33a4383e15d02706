"""Which encoding a text file was written in, told from its bytes alone."""

import codecs
import re

from analysis.reading.errors import NotATable, UnknownEncoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_JAPANESE = ("cp932", "euc_jp", "euc_jis_2004")
_SAMPLE = 200_000

# What a wrong Japanese encoding leaves behind: half-width katakana beside other letters,
# private-use letters (CP932 maps stray bytes there), control characters.
_RUBBISH = re.compile("[\uff61-\uff9f\ue000-\uf8ff\x80-\x9f]")
# CP932 in Python reads these single bytes as letters, but no file means them.
_NO_LETTERS = re.compile("[\x80\xa0\uf8f0-\uf8f3]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")


def decode(content: bytes, name: str) -> tuple[str, str]:
    """Give the text of a file and the encoding it was read with.

    Raises:
        UnknownEncoding: no encoding used in Japan fits; names the first line that fails.
        NotATable: the bytes are no text at all.
    """
    encoding = _marked(content) or _without_mark(content)
    if encoding is None:
        if b"\x00" in content[:_SAMPLE]:
            raise NotATable(name=name, kind="文字のファイルではありません")
        raise UnknownEncoding(name=name, line=_failing_line(content))
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnknownEncoding(name=name, line=line) from None


def _marked(content: bytes) -> str | None:
    return next((name for mark, name in _MARKS if content.startswith(mark)), None)


def _without_mark(content: bytes) -> str | None:
    if b"\x00" in content[:_SAMPLE]:
        wide = _wide(content[:_SAMPLE])
        return wide if wide and _has_lines(content[:_SAMPLE], wide) else None
    if _reads(content, "utf-8"):
        return "iso2022_jp_2" if _escapes(content) else "utf-8"
    if _nearly_utf8(content):
        return "utf-8"
    fitting = [name for name in _JAPANESE if _reads(content, name)]
    return max(fitting, key=lambda name: _likeness(content, name), default=None)


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its commas, tabs and line ends is zero."""
    even, odd = content[0::2].count(0), content[1::2].count(0)
    if max(even, odd) < len(content) / 50 or min(even, odd) > max(even, odd) / 5:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _has_lines(content: bytes, encoding: str) -> bool:
    """Whether there are line ends: zero bytes strewn into a text read as UTF-16 leave none."""
    return "\n" in content.decode(encoding, errors="ignore").replace("\r", "\n")


def _escapes(content: bytes) -> bool:
    return b"\x1b$B" in content or b"\x1b$@" in content


def _nearly_utf8(content: bytes) -> bool:
    """Whether all but a few bytes are UTF-8: a damaged file, not one in another encoding."""
    text = content.decode("utf-8", errors="replace")
    wide = sum(letter > "\x7f" for letter in text)
    return text.count("\ufffd") * 3 < wide


def _reads(content: bytes, encoding: str) -> bool:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return encoding != "cp932" or not _NO_LETTERS.search(text)


def _likeness(content: bytes, encoding: str) -> float:
    """How much the text looks like Japanese: kana for it, rubbish against it, per letter."""
    text = content.decode(encoding)[:_SAMPLE]
    wide = sum(letter > "\x7f" for letter in text) or 1
    return (len(_KANA.findall(text)) - 3 * len(_RUBBISH.findall(text))) / wide


def _failing_line(content: bytes) -> int:
    """The first line that the best fitting encoding cannot read."""
    return max(_readable_lines(content, encoding) for encoding in ("utf-8", *_JAPANESE)) + 1


def _readable_lines(content: bytes, encoding: str) -> int:
    """How many line ends come before the first letter that an encoding cannot read."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        text = content[: error.start].decode(encoding, errors="ignore")
    stop = _NO_LETTERS.search(text)
    return text.count("\n", 0, stop.start() if stop else len(text))
