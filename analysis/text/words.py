"""Words of Japanese text: normalising, one raw MeCab parse, what a word is and which words count.

The unit of counting is UniDic's lemma (語彙素), so 子ども, 子供 and こども are one; people are
shown its commonest written form. MeCab writes one line a word in our own format and each distinct
line is understood once: twice as fast as asking every node for its features.
"""

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

import fugashi

from analysis.text import marks

DATA = Path(__file__).parent.parent / "data"

# MeCab ends the process on an unknown -O, and an unknown word without -U has too few features.
_FIELDS = r"%m\t%f[0]\t%f[1]\t%f[2]\t%f[5]\t%f[7]\t%f[10]\n"
_UNKNOWN = r"%m\t%f[0]\t%f[1]\t%f[2]\t*\t*\t*\n"
_FORMAT = f"-O '' -F '{_FIELDS}' -U '{_UNKNOWN}' -E ''"
_MEMO_LIMIT = 300_000

_URL = re.compile(r"https?://\S+", re.ASCII)
_UNREADABLE = re.compile(r"[\ud800-\udfff\x00-\x08\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff]")
_NOUN_SUFFIXES = frozenset(
    "館場停店員費者所園線代院室城寺駅村街署局課券税率料賃難権家業食品酒物具機車船券板院省庁士師客"
)
_KANJI = re.compile(r"[一-龠々]")
_WRITTEN = re.compile(r"[\w々ー]")
_MODIFIER = re.compile(r"[一-龠々ァ-ヶー]+")
_MERGED = 8  # no entry of the house dictionary is split into more words than this


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word as it stands in a text; the same object wherever it stands the same way.

    Attributes:
        surface: as written. `base`: the written form of its dictionary entry.
        pos, pos2, pos3: 品詞, from large to small. `form`: 活用形.
        lemma: 語彙素. `term`: the same, or None when the word says nothing by itself.
        joins: whether it may be part of a noun compound.
    """

    surface: str
    pos: str
    pos2: str
    pos3: str
    form: str
    lemma: str
    base: str
    term: str | None
    joins: bool

    @property
    def shown(self) -> str:
        """As a list of words shows it: 行く for 行っ, but 駅前 as it was written."""
        return self.base if self.pos in ("動詞", "形容詞") else self.surface


@cache
def listed(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of a word list in `data/`, split at tabs; lines that begin with # are notes."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def normalise(text: str) -> str:
    """NFKC, without page addresses, control letters and double spaces; safe to hand to MeCab."""
    text = unicodedata.normalize("NFKC", _UNREADABLE.sub("", html.unescape(text)))
    return " ".join(_URL.sub(" ", _UNREADABLE.sub("", text)).split())


def tokenise(text: str) -> list[Word]:
    """The words of `text`, in order. Words of the house dictionary are never split.

    What stands for masked personal data, as 〔氏名〕, is one mark and no word.
    """
    parsed: str = _tagger().parse(normalise(text))
    lines = parsed.split("\n") if parsed else []
    memo = _memo()
    words = list(map(memo.__getitem__, lines))
    if not memo.beginnings.isdisjoint(lines):
        words = _merge(words, lines, memo.beginnings)
    return _marked(words) if marks.OPENS in text else words


def terms(words: Sequence[Word]) -> list[str]:
    """The words of content, as lemmas, in order and with repetitions."""
    return [word.term for word in words if word.term is not None]


def compounds(words: Sequence[Word], *, longest: int = 4) -> list[tuple[Word, ...]]:
    """Every run of 2 to `longest` nouns that could stand as one: 駅前駐車場, and 駐車場 in it."""
    found: list[tuple[Word, ...]] = []
    run: list[Word] = []
    for word in (*words, None):
        if word is not None and word.joins:
            run.append(word)
        elif run:
            found += _parts(run, longest)
            run = []
    return found


def negated(words: Sequence[Word], place: int) -> bool:
    """Whether the predicate at `place` is denied: 使わない, 便利ではない, 足りていない."""
    for word in words[place + 1 : place + 6]:
        if word.lemma in ("ない", "ず", "ぬ", "無い"):
            return word.pos in ("助動詞", "形容詞")
        carries_on = (
            word.pos == "助動詞"
            or word.lemma == "事"
            or (
                word.pos == "助詞"
                and word.surface in ("は", "が", "も", "て", "で", "じゃ", "と", "に")
            )
            or (word.pos == "動詞" and word.pos2 == "非自立可能")
        )
        if not carries_on:
            return False
    return False


@cache
def _tagger() -> fugashi.Tagger:
    return fugashi.Tagger(_FORMAT)


class _Memo(dict[str, Word]):
    """What each line of MeCab's means. `beginnings`: lines that may be part of a longer word."""

    def __init__(self) -> None:
        super().__init__()
        self.beginnings: set[str] = set()

    def __missing__(self, line: str) -> Word:
        if len(self) > _MEMO_LIMIT:
            self.clear()
        word = self[line] = _understand(line)
        if word.surface in _beginnings() or _is_suffix(word):
            self.beginnings.add(line)
        return word


@cache
def _memo() -> _Memo:
    return _Memo()


def _understand(line: str) -> Word:
    fields = line.split("\t")
    surface, pos, pos2, pos3, form, lemma, base = (*fields, *("*",) * 7)[:7]
    lemma = surface if lemma in ("*", "") else lemma.split("-")[0] or surface
    base = surface if base in ("*", "") else base
    word = Word(surface, pos, pos2, pos3, form, lemma, base, None, joins=False)
    return replace(word, term=lemma if _counts(word) else None, joins=_joins(word))


@cache
def _stop_words() -> frozenset[tuple[str, ...]]:
    return frozenset(listed("stop_words.txt"))


def _counts(word: Word) -> bool:
    if (word.pos, word.lemma) in _stop_words() or not _WRITTEN.search(word.surface):
        return False
    if word.pos == "名詞":
        return _noun_counts(word)
    if word.pos == "形状詞":
        return word.pos2 != "助動詞語幹" and ("名詞", word.lemma) not in _stop_words()
    suffix = word.pos == "接尾辞" and word.pos2 == "名詞的" and len(word.surface) > 1
    return suffix or word.pos in ("動詞", "形容詞")


def _noun_counts(word: Word) -> bool:
    if word.pos2 == "数詞" or (word.pos3 == "助数詞可能" and len(word.surface) == 1):
        return False
    return len(word.surface) > 1 or _KANJI.match(word.surface) is not None


def _joins(word: Word) -> bool:
    if word.pos == "形状詞":
        return word.pos2 == "一般" and _MODIFIER.fullmatch(word.surface) is not None
    suffix = word.pos == "接尾辞" and word.pos2 == "名詞的"
    return word.pos in ("名詞", "接頭辞") or suffix


def _parts(run: list[Word], longest: int) -> list[tuple[Word, ...]]:
    size = len(run)
    spans = (
        (start, end)
        for start in range(size - 1)
        for end in range(start + 2, min(size, start + longest) + 1)
    )
    return [tuple(run[start:end]) for start, end in spans if _stands(run, start, end)]


def _stands(run: list[Word], start: int, end: int) -> bool:
    """A compound neither begins nor ends within what belongs together (prefix, suffix, number)."""
    first, last = run[start], run[end - 1]
    if first.pos == "接尾辞" or last.pos == "接頭辞" or "数詞" in (first.pos2, last.pos2):
        return False
    cut_suffix = end < len(run) and run[end].pos == "接尾辞"
    before = run[start - 1] if start else None  # no 極集中 in 一極集中
    cut_front = before is not None and (before.pos == "接頭辞" or before.pos2 == "数詞")
    return not cut_suffix and not cut_front


@cache
def _house_words() -> dict[str, str]:
    """The house dictionary: what is written → what it is counted as."""
    return {normalise(entry[0]): entry[-1] for entry in listed("house_dictionary.txt")}


@cache
def _beginnings() -> frozenset[str]:
    """What MeCab may leave of an entry of the house dictionary as its first word."""
    parsed = {str(_tagger().parse(entry)).split("\t", 1)[0] for entry in _house_words()}
    longer = {entry[:size] for entry in _house_words() for size in range(2, len(entry) + 1)}
    return frozenset(parsed | longer)


def _merge(words: list[Word], lines: list[str], beginnings: set[str]) -> list[Word]:
    """Join what the house dictionary holds together, and nouns with their suffixes."""
    merged: list[Word] = []
    done = 0
    for place, line in enumerate(lines):
        if place < done or line not in beginnings:
            continue
        merged += words[done:place]
        done, word = _longest_entry(words, place)
        if merged and _is_suffix(word) and _takes_suffix(merged[-1]):
            word = _with_suffix(merged.pop(), word)
        merged.append(word)
    merged += words[done:]
    return merged


def _marked(words: list[Word]) -> list[Word]:
    """The words with every mark of masked data as one sign."""
    made: list[Word] = []
    opened: int | None = None
    for word in words:
        opened = len(made) if word.surface == marks.OPENS else opened
        made.append(word)
        if word.surface == marks.CLOSES and opened is not None:
            written = "".join(each.surface for each in made[opened:])
            if written in marks.MARKS:
                made[opened:] = [_sign(written)]
            opened = None
    return made


@cache
def _sign(written: str) -> Word:
    return Word(written, "補助記号", "一般", "*", "*", written, written, None, joins=False)


def _is_suffix(word: Word) -> bool:
    """館, 場, 停: what makes another noun of a noun; not さん, 的 or 中."""
    return word.pos == "接尾辞" and word.surface in _NOUN_SUFFIXES


def _takes_suffix(word: Word) -> bool:
    return word.pos == "名詞" and word.pos2 != "数詞" and word.term is not None


@lru_cache(_MEMO_LIMIT)
def _with_suffix(word: Word, suffix: Word) -> Word:
    written, lemma = word.surface + suffix.surface, word.lemma + suffix.lemma
    return replace(word, surface=written, lemma=lemma, base=written, term=lemma)


def _longest_entry(words: list[Word], place: int) -> tuple[int, Word]:
    if words[place].surface in _beginnings():
        entries = _house_words()
        for end in range(min(len(words), place + _MERGED), place, -1):
            written = "".join(word.surface for word in words[place:end])
            if written in entries:
                return end, _house_word(written, entries[written])
    return place + 1, words[place]


@cache
def _house_word(written: str, lemma: str) -> Word:
    return Word(written, "名詞", "普通名詞", "一般", "", lemma, written, lemma, joins=True)
