"""A word cloud as a real picture, and the counts behind it as its text alternative."""

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from math import sqrt
from pathlib import Path
from zlib import crc32

from wordcloud import WordCloud

from analysis.text.keywords import GroupWords
from analysis.text.lexicon import NOTHING, Lexicon, documents
from analysis.text.phrases import unnameable
from analysis.text.space import commonest
from analysis.text.words import Word

PALETTE = ("#0017c1", "#00118f", "#008bf2", "#259d63", "#e25100", "#aa00aa")
MOST_WORDS = 80
_NAMED = ("名詞", "形容詞", "形状詞")


@dataclass(frozen=True, slots=True)
class Cloud:
    """`png`: the picture; `words`: each word in it and how many texts have it, most first."""

    png: bytes
    words: tuple[tuple[str, int], ...]


def count(texts: Sequence[str | None], lexicon: Lexicon = NOTHING) -> tuple[tuple[str, int], ...]:
    """How many texts have each word that names something, in its commonest spelling."""
    number: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = {}
    for words in documents(texts, lexicon):
        shown = {
            word.term: word.shown
            for word in words
            if word.term is not None and _names(word, lexicon)
        }
        for term, spelling in shown.items():
            number[term] += 1
            spellings.setdefault(term, Counter())[spelling] += 1
    found = [(commonest(spellings[term]), texts_with) for term, texts_with in number.items()]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))


def cloud(
    counts: Sequence[tuple[str, int]], *, width: int = 960, height: int = 540, seed: int = 7
) -> Cloud:
    """Draw the most frequent of `counts`; the same counts give the same picture."""
    words = tuple(counts[:MOST_WORDS])
    return Cloud(_drawn(dict(words), width, height, seed), words)


def of_group(group: GroupWords, *, width: int = 960, height: int = 540, seed: int = 7) -> Cloud:
    """Draw the words a group leans to, the larger the more they set it apart.

    What is only frequent everywhere is not in it; `Cloud.words` tells how many of the group's
    texts have each word. A group without such words has no picture.
    """
    # Ten times the evidence would hide the rest: the root of it is what is seen as size.
    sizes = {word: sqrt(score) for word, _, score in group.leaning}
    words = tuple((word, texts) for word, texts, _ in group.leaning)
    return Cloud(_drawn(sizes, width, height, seed), words)


def _names(word: Word, lexicon: Lexicon) -> bool:
    if lexicon.bans(word.lemma):
        return False
    return lexicon.pins(word.lemma) or (word.pos in _NAMED and word.lemma not in unnameable())


def _drawn(sizes: Mapping[str, float], width: int, height: int, seed: int) -> bytes:
    if not sizes:
        return b""
    drawn = WordCloud(
        font_path=str(_font()),
        width=width,
        height=height,
        background_color="white",
        color_func=_colour,
        prefer_horizontal=1.0,
        random_state=seed,
        relative_scaling=0.5,
        max_font_size=height // 4,
    ).generate_from_frequencies(dict(sizes))
    picture = io.BytesIO()
    drawn.to_image().save(picture, format="PNG")
    return picture.getvalue()


def _colour(word: str, **_: Mapping[str, object]) -> str:
    """A word keeps its colour in every cloud."""
    return PALETTE[crc32(word.encode("utf-8")) % len(PALETTE)]


@cache
def _font() -> Path:
    """IPAexGothic as it comes with matplotlib_fontja, which is found but never imported."""
    found = find_spec("matplotlib_fontja")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("matplotlib_fontja")
    return Path(found.origin).parent / "fonts" / "ipaexg.ttf"
