"""否定: denied predicates are words of their own, so that 足りない is not shown as 足りる."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from analysis.text.words import Word, negated

_PREDICATES = ("動詞", "形容詞", "形状詞")
_MAY_BE_SAID = "形状詞可能"  # nouns such as 便利
_DENIALS = ("ない", "ず", "ぬ", "無い")
_PARTICLES = ("助詞", "助動詞")
_AHEAD = 7
_MUST = re.compile(r"な(?:ければ|くては|くちゃ|いと)(?:なら|いけ|だめ|駄目|困)")
_STEM = dict(zip("うくぐすつぬぶむる", "わかがさたなばまら", strict=True))


def denied(words: Sequence[Word]) -> tuple[Word, ...]:
    """The same text, with 足りていません as 足りない.

    What must be (直さなければならない) or is asked for (増やしてもらえないか) is not denied.
    """
    return tuple(_denied(words, place) for place in range(len(words)))


def _denied(words: Sequence[Word], place: int) -> Word:
    word = words[place]
    predicate = word.pos in _PREDICATES or word.pos3 == _MAY_BE_SAID
    if word.term is None or not predicate or not negated(words, place):
        return word
    after = list(_after(words, place))
    asked = any(each.surface == "か" for each in takewhile(_is_particle, after[1:]))
    if asked or _MUST.match("".join(each.surface for each in after)):
        return word
    shown = _shown(word)
    return replace(word, pos="形容詞", lemma=shown, term=shown, base=shown, joins=False)


def _is_particle(word: Word) -> bool:
    return word.pos in _PARTICLES


def _after(words: Sequence[Word], place: int) -> Iterator[Word]:
    """The ない of a denied predicate, and the words after it."""
    ahead = words[place + 1 : place + 1 + _AHEAD]
    first = next((n for n, word in enumerate(ahead) if word.lemma in _DENIALS), len(ahead))
    yield from ahead[first:]


def _shown(word: Word) -> str:
    """The plain negative: 足りない, 使わない, 暗くない, 便利でない."""
    base = word.base
    if word.pos == "形容詞":
        return f"{base.removesuffix('い')}くない"
    if word.pos != "動詞":
        return f"{word.surface}でない"
    if word.surface == base[:-1] or base[-1] not in _STEM:  # 一段: 足り・る
        return f"{base[:-1]}ない"
    return f"{base[:-1]}{_STEM[base[-1]]}ない"
