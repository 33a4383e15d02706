"""Masking personal data in what people wrote, before anyone but the keeper reads it.

Rules find what has a form (phone numbers, mail, postal codes, addresses, plates, long numbers) and
names that are called as names (佐藤様, 鈴木課長, 山田太郎). They rather mask too much. A name that
stands alone is found by nobody but a reader: a person approves each voice before it is published.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.text.words import Word, tokenise

NAME = "氏名"

_D = r"[0-9０-９]"
_DASH = r"[-‐‑‒–—―−－ー]"
_KANJI_NUMBER = r"[一二三四五六七八九十]"
_PLACE = r"[一-龠々ヶケノァ-ヴー]"
_BLOCK = rf"(?:{_D}{{1,4}}|{_KANJI_NUMBER}{{1,3}})(?:丁目|番地|番|号)"
_LOT = rf"{_D}{{1,4}}(?:{_DASH}{_D}{{1,4}}){{1,3}}"
_HOUSE = (
    rf"(?:(?:{_BLOCK})+(?:の?{_D}{{1,4}})?(?:{_DASH}{_D}{{1,4}}){{0,2}}(?:号室?)?|{_LOT}(?:号室?)?)"
)
_PREFECTURE = r"(?:北海道|東京都|大阪府|京都府|[一-龠]{2,3}県)"

_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("URL", re.compile(r"(?:https?://|www\.)[!-~]+")),
    ("メールアドレス", re.compile(r"[\w.+-]+ ?[@＠] ?[\w-]+(?:[.．][\w-]+)+", re.ASCII)),
    (
        "車両番号",
        re.compile(
            rf"[一-龠]{{2,4}}[ 　]?{_D}{{2,3}}[ 　]?[ぁ-ん][ 　]?"
            rf"[・.]*{_D}{{1,4}}(?:{_DASH}{_D}{{2}})?"
        ),
    ),
    (
        "住所",
        re.compile(
            rf"{_PREFECTURE}?(?:{_PLACE}{{1,6}}[市区郡町村]){{1,3}}{_PLACE}{{0,8}}{_HOUSE}"
            rf"|{_PLACE}{{1,8}}(?:{_D}{{1,4}}|{_KANJI_NUMBER}{{1,3}})(?:丁目|番地)"
            rf"(?:の?{_D}{{1,4}}(?:番地?|号)?)?(?:{_DASH}{_D}{{1,4}}){{0,2}}(?:号室?)?"
        ),
    ),
    (
        "電話番号",
        re.compile(
            rf"(?<!{_D})(?:[+＋]81[ -]?)?[(（]?[0０]{_D}{{1,4}}[)）]?(?:{_DASH}|[ 　])?"
            rf"{_D}{{1,4}}(?:{_DASH}|[ 　])?{_D}{{4}}(?!{_D})"
            rf"|(?:(?<=電話)|(?<=TEL)|(?<=tel)|(?<=電話番号は)){_D}{{2,4}}{_DASH}{_D}{{4}}(?!{_D})"
        ),
    ),
    (
        "郵便番号",
        re.compile(
            rf"〒[ 　]?{_D}{{3}}{_DASH}?{_D}{{4}}|(?<!{_D}){_D}{{3}}{_DASH}{_D}{{4}}(?!{_D})"
        ),
    ),
    ("番号", re.compile(rf"(?<!{_D})(?:{_D}{{4}}[ -]?){{2,3}}{_D}{{4}}(?!{_D})")),
)
_CALLED = frozenset(("さん", "様", "さま", "氏", "君", "くん", "ちゃん", "殿", "先生", "教授"))
_TITLES = frozenset(
    ("議員", "部長", "課長", "係長", "主任", "室長", "所長", "店長", "校長", "園長")
)
_KANJI = re.compile(r"[一-龠々]+")
_LONGEST_PLACE_AS_NAME = 2  # 福井さん is a person, 永平寺さん is not


@dataclass(frozen=True, slots=True)
class Masked:
    """`text` with marks such as 〔電話番号〕 in it; `found`: the kinds of marks set, in order."""

    text: str
    found: tuple[str, ...]


def mask(text: str) -> Masked:
    """Replace what may tell who wrote `text`, or of whom it speaks; the rest stays as written."""
    found: list[str] = []
    for kind, form in _FORMS:
        text, number = form.subn(f"〔{kind}〕", text)
        found += [kind] * number
    for name, called in _names(tokenise(text)):
        written = re.escape(name) + (f"(?={re.escape(called)})" if len(name) == 1 else "")
        text, number = re.subn(written, f"〔{NAME}〕", text)
        found += [NAME] * number
    return Masked(text, tuple(found))


def _names(words: Sequence[Word]) -> Iterator[tuple[str, str]]:
    """Names of people, each with the word it is called by (or "" for a full name)."""
    run: list[Word] = []
    for word in (*words, None):
        if word is not None and _may_be_name(word):
            run.append(word)
            continue
        called = word.surface if word is not None and word.surface in _CALLED | _TITLES else ""
        if _is_name(run, called):
            yield "".join(part.surface for part in run), called
        run = []


def _may_be_name(word: Word) -> bool:
    place = word.pos3 == "地名" and len(word.surface) <= _LONGEST_PLACE_AS_NAME
    return word.pos2 == "固有名詞" and (word.pos3 == "人名" or place)


def _is_name(run: Sequence[Word], called: str) -> bool:
    if called:
        return bool(run)
    return len(run) == 2 and all(
        word.pos3 == "人名" and _KANJI.fullmatch(word.surface) for word in run
    )
