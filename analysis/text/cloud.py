"""A word cloud as a real picture, and the counts behind it as its text alternative."""

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from zlib import crc32

from wordcloud import WordCloud

from analysis.text.phrases import unnameable
from analysis.text.space import commonest
from analysis.text.words import tokenise

PALETTE = ("#0017c1", "#00118f", "#008bf2", "#259d63", "#e25100", "#aa00aa")
MOST_WORDS = 80
_NAMED = ("名詞", "形容詞", "形状詞")


@dataclass(frozen=True, slots=True)
class Cloud:
    """`png`: the picture; `words`: each word in it and how many texts have it, most first."""

    png: bytes
    words: tuple[tuple[str, int], ...]


def count(texts: Sequence[str | None]) -> tuple[tuple[str, int], ...]:
    """How many texts have each word that names something, in its commonest spelling."""
    number: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = {}
    for text in texts:
        shown = {
            word.term: word.shown
            for word in tokenise(text or "")
            if word.term is not None and word.pos in _NAMED and word.lemma not in unnameable()
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
    if not words:
        return Cloud(b"", ())
    drawn = WordCloud(
        font_path=str(_font()),
        width=width,
        height=height,
        background_color="white",
        color_func=_colour,
        prefer_horizontal=1.0,
        random_state=seed,
        relative_scaling=0.5,
    ).generate_from_frequencies(dict(words))
    picture = io.BytesIO()
    drawn.to_image().save(picture, format="PNG")
    return Cloud(picture.getvalue(), words)


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
