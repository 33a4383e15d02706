"""The words of a text that may be part of a person's name, in runs, each with its place.

MeCab is asked once more, in a format of its own: the names' rules need 姓 and 名, and where a word
stands; counting words needs neither.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import fugashi

_FORMAT = r"-O '' -F '%m\t%f[1]\t%f[2]\t%f[3]\n' -U '%m\t*\t*\t*\n' -E ''"
_LONGEST_PLACE = 3  # 福井さん is a person, 永平寺さん is not
_ALONE = frozenset("西東南北原森林堀関辻岸谷沢星泉畑浜滝峰柳柴牧橘桂榊菅堤杉松梅宮平角今岡島境")
_GIVEN = frozenset(
    "誠学豊実進勉茂勇正隆薫光望恵愛葵翼翔歩翠蓮凛樹楓桜剛豪潤純淳悟聡稔修治明清昇弘博宏浩健徹亮涼渉"
    "要司守護忍洋靖彰敦猛武誉圭啓慎直恒滋繁力航駿匠樹稜"
)
_DOTS = frozenset("・=")
_KANA = re.compile(r"[ァ-ヴー]{2,}")


@dataclass(frozen=True, slots=True)
class Kind:
    """What the dictionary says of a word.

    Attributes:
        part: 姓, 名 or 一般 of a name; * for what is no name.
        proper: whether it is a name of anything. `name`: of people.
        maybe: whether it is a person's before さん or 課長: 福島, 西, シルバ.
        joins: whether it may follow a surname or stand within a name: 誠, ・.
    """

    part: str
    proper: bool
    name: bool
    maybe: bool
    joins: bool


class Token(NamedTuple):
    """A word from `start` until before `end`."""

    surface: str
    kind: Kind
    start: int
    end: int


def runs(text: str) -> Iterator[list[Token]]:
    """Words in a row, with nothing but a space between, that may make up a name."""
    run: list[Token] = []
    for token in _read(text):
        if run and text[run[-1].end : token.start] not in ("", " "):
            yield from _ended(run)
            run = []
        if token.kind.name or token.kind.maybe or _goes_on(run, token):
            run.append(token)
    yield from _ended(run)


def _ended(run: list[Token]) -> Iterator[list[Token]]:
    while run and run[-1].surface in _DOTS:
        run.pop()
    if run:
        yield run


def _goes_on(run: Sequence[Token], token: Token) -> bool:
    """After a surname a given name may be any of the letters people are called by (小林 誠)."""
    if not run:
        return False
    if token.surface in _DOTS:
        return _KANA.fullmatch(run[-1].surface) is not None
    return run[-1].kind.part == "姓" and token.surface in _GIVEN


def _read(text: str) -> Iterator[Token]:
    place = 0
    parsed: str = _tagger().parse(text)
    for line in filter(None, parsed.split("\n")):
        surface, kind = _understand(line)
        found = text.find(surface, place)
        if found >= 0:
            place = found + len(surface)
            if kind is not None:
                yield Token(surface, kind, found, place)


@lru_cache(200_000)
def _understand(line: str) -> tuple[str, Kind | None]:
    """A word and its kind; None when it can be no part of any name."""
    # The end of the last line is stripped by the tagger, blank fields with it.
    surface, large, middle, part, *_ = (*line.split("\t"), "", "", "")
    proper = large == "固有名詞"
    kana = _KANA.fullmatch(surface) is not None
    place = proper and len(surface) <= _LONGEST_PLACE and not (kana and middle == "地名")
    unknown = kana and ((proper and middle != "地名") or middle == "*")
    maybe = surface in _ALONE or place or unknown
    kind = Kind(part, proper, middle == "人名", maybe, surface in _GIVEN | _DOTS)
    return surface, kind if kind.name or kind.maybe or kind.joins else None


@cache
def _tagger() -> fugashi.Tagger:
    return fugashi.Tagger(_FORMAT)
