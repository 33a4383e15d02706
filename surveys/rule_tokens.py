"""条件の言葉: a rule taken apart into words, and a text as one word of a rule."""

import re
import unicodedata

from surveys.readings import bare

AND, OR = {"かつ", "and", "AND"}, {"または", "or", "OR"}
COUNT = "の数"
_TOKEN = re.compile(r"""「[^」]*」|"[^"]*"|!=|>=|<=|[=<>(),]|[^\s=<>!(),"「]+""")
_SIGNS = str.maketrans({"、": ",", "≧": ">=", "≦": "<=", "≥": ">=", "≤": "<=", "≠": "!="})
_KEPT = {*AND, *OR, "=", "!=", "あり", "なし", "+", "-", ",", "(", ")", ">", "<", ">=", "<=", COUNT}


def taken_apart(text: str) -> tuple[list[str], str]:
    """The words of a rule, and where it begins to be none of the language; "" = nowhere."""
    found: list[str] = []
    rest = plain(text)
    while rest:
        word = _TOKEN.match(rest)
        if word is None:
            return found, rest
        found.append(word[0])
        rest = rest[word.end() :].strip()
    return found, ""


def is_word(text: str) -> bool:
    """Whether a rule may say a text without 「」 around it."""
    said = _TOKEN.fullmatch(text)
    return said is not None and plain(text) == text and text not in _KEPT and text[0] not in '「"'


def plain(text: str) -> str:
    """Full-width letters and signs as half-width ones, and no readings behind words."""
    return unicodedata.normalize("NFKC", bare(text)).translate(_SIGNS).strip()


def bare_word(word: str) -> str:
    """A word without the 「」 or "" it stands in."""
    return word[1:-1].strip() if word[:1] in ('"', "「") else word
