"""年の言葉: the years a text names, and the same text with its years moved on."""

import re
from collections.abc import Callable

_ERAS = {"令和": 2018, "平成": 1988}
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_YEAR = re.compile(
    r"(?P<era>令和|平成)(?P<of>元|[0-9０-９]{1,2})(?=年)|"
    r"(?P<west>(?:19|20)[0-9]{2}|(?:１９|２０)[０-９]{2})(?=年)"
)
_LATIN = re.compile(r"(?<![\d.,/-])(?P<west>20\d{2})(?![\d.,/-])")


def years(words: str) -> list[int]:
    """The years a text names: of an era or Western; bare figures where it is not Japanese."""
    return [_year(found) for found in _pattern(words).finditer(words)]


def moved(words: str, by: int, which: Callable[[int], bool]) -> str:
    """The same text, the years that are `which` moved on, each written as it was."""

    def put(found: re.Match[str]) -> str:
        year = _year(found)
        return _written(found, year + by) if which(year) else found[0]

    return _pattern(words).sub(put, words)


def _pattern(words: str) -> re.Pattern[str]:
    return _LATIN if words.isascii() else _YEAR


def _year(found: re.Match[str]) -> int:
    told = found.groupdict()
    if told.get("era") is None:
        return int(found["west"].translate(_DIGITS))
    of = found["of"].translate(_DIGITS)
    return _ERAS[found["era"]] + (1 if of == "元" else int(of))


def _written(found: re.Match[str], year: int) -> str:
    """A year of an era in the era it falls in; full-width figures stay so."""
    if found.groupdict().get("era") is None:
        said, wide = str(year), not found["west"].isascii()
    else:
        era = "令和" if year > _ERAS["令和"] else "平成"
        number = year - _ERAS[era]
        said = f"{era}{'元' if number == 1 else number}"
        wide = found["of"] != "元" and not found["of"].isascii()
    return said.translate(str.maketrans("0123456789", "０１２３４５６７８９")) if wide else said
