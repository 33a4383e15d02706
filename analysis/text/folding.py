"""Reading a text in one plain form, and knowing where in the text as written each letter stood."""

import html
import re
import unicodedata
from dataclasses import dataclass

# One letter with the marks that belong to it (か+゛, ﾊ+ﾞ), or one HTML entity.
_LETTER = re.compile(r"&#?\w{2,8};|[\s\S][\u0300-\u036f\u3099\u309a\uff9e\uff9f]*")
_BLANK = re.compile(r"[\s\ud800-\udfff\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff]")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` in NFKC, blanks as single spaces; `origin[i]`: where letter i stood, and one more."""

    text: str
    origin: tuple[int, ...] | range

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the letters from `start` until before `end` stand in the text as written."""
        return self.origin[start], max(self.origin[end], self.origin[end - 1] + 1)


def fold(written: str) -> Folded:
    """`written` as the rules read it: full-width, half-width and circled letters are one."""
    if "&" not in written and unicodedata.is_normalized("NFKC", written):
        return Folded(_BLANK.sub(" ", written), range(len(written) + 1))
    letters: list[str] = []
    origin: list[int] = []
    for found in _LETTER.finditer(written):
        plain = unicodedata.normalize("NFKC", html.unescape(found[0]))
        letters.append(plain)
        origin += [found.start()] * len(plain)
    origin.append(len(written))
    return Folded(_BLANK.sub(" ", "".join(letters)), tuple(origin))
