"""What a voice wants: 要望・不満・称賛・提案, by rules on sentence endings, cue words and negation.

A reading aid, never a headline number: on ironic or mixed texts such rules are often wrong.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache

from analysis.text.words import Word, listed, negated


class Intent(StrEnum):
    REQUEST = "要望"
    COMPLAINT = "不満"
    PRAISE = "称賛"
    PROPOSAL = "提案"
    OTHER = "その他"


_GOOD = r"(?:良|よ|い|嬉し|うれし|有難|有り難|ありがた)(?:い|かった)|助か|いいな|幸い|最高"
_MORE = r"(?:もっと|より|さらに|更に|なお|一層|とても|凄く|すごく|大変|、)*"
_PROPOSAL = re.compile(
    r"べき|(?:て|で|たら|だら|れば|えば)は?(?:どう|いかが|如何)|提案|"
    r"(?:方|ほう)が(?:良|よ|い)い(?!い?か(?:分|わ)か)|"
    r"(?:の|ん)?では(?:ない|無い)(?:だろう|でしょう)?か|ては?(?:いい|良い|よい)のでは|(?:良|よ|い)いのでは"
)
_REQUEST = re.compile(
    r"(?:欲し|ほし)(?:い|く|かった)|(?:頂|いただ)(?:きたい|ければ|けると|けたら)|(?:貰|もら)(?:いたい|えると|えたら|えれば)|"
    r"(?:下|くだ)さい|お?願い|を?(?:希望|要望|期待|切望)|を望|求め(?:る|ます|たい)|"
    rf"(?:と|ば|たら|なら){_MORE}(?:{_GOOD})|(?:が|は)?必要(?!な(?:い|か)|あり?ませ|無)|(?:て|で)くれ(?!た|て|る)|"
    r"(?:増|ふ)やして$|(?:して|作って|なって)$"
)
_COME_AGAIN = re.compile(
    r"(?:また|再び|再度|次回?|今度|ぜひ|是非|何度|もう一度|もう1度).*(?:来|行|伺|訪|泊|利用|遊び|参拝|宿泊|訪問|寄|来訪).*たい"
)
_STOPS = frozenset("。！？!?．")
_WANTED = frozenset(
    (
        "増便",
        "増設",
        "新設",
        "設置",
        "整備",
        "改善",
        "拡充",
        "強化",
        "緩和",
        "解消",
        "充実",
        "確保",
        "値下げ",
        "増加",
        "向上",
        "拡大",
        "見直し",
        "無料化",
        "撤廃",
    )
)


def intent_of(words: Sequence[Word]) -> Intent:
    """What the text of these words wants; a wish outweighs a complaint, that outweighs praise."""
    found = {_of_sentence(sentence) for sentence in _sentences(words)}
    for wanted in (Intent.PROPOSAL, Intent.REQUEST, Intent.COMPLAINT, Intent.PRAISE):
        if wanted in found:
            return wanted
    return Intent.OTHER


def _sentences(words: Sequence[Word]) -> Iterator[list[Word]]:
    sentence: list[Word] = []
    for word in words:
        if word.surface in _STOPS:
            if sentence:
                yield sentence
            sentence = []
        else:
            sentence.append(word)
    if sentence:
        yield sentence


def _of_sentence(words: list[Word]) -> Intent:
    text = "".join(word.surface for word in words)
    if _COME_AGAIN.search(text):
        return Intent.PRAISE
    if _PROPOSAL.search(text):
        return Intent.PROPOSAL
    if _REQUEST.search(text) or words[-1].lemma in _WANTED or _wishes(words):
        return Intent.REQUEST
    return _tone(words)


def _wishes(words: list[Word]) -> bool:
    """食べたい, 見てみたかった: what the writer would like to do."""
    return any(word.pos == "助動詞" and word.lemma == "たい" for word in words[-5:])


def _tone(words: list[Word]) -> Intent:
    """The last word that praises or complains decides; a denied one means its opposite."""
    for place in range(len(words) - 1, -1, -1):
        sign = _sign(words, place)
        if sign:
            return Intent.PRAISE if sign > 0 else Intent.COMPLAINT
    return Intent.OTHER


def _sign(words: list[Word], place: int) -> int:
    word = words[place]
    if word.lemma == "無い" and _denies(words, place):
        return 0
    denied = negated(words, place)
    sign = _tones().get(word.lemma, 0) if word.pos not in ("助詞", "助動詞") else 0
    if sign:
        return -sign if denied else sign
    return -1 if denied and word.pos == "動詞" else 0


def _denies(words: list[Word], place: int) -> bool:
    """Whether 無い denies what stands before it (不便ではない), and is no lack (駐車場がない)."""
    return any(
        words[before].lemma in _tones() and negated(words, before)
        for before in range(max(0, place - 5), place)
    )


@cache
def _tones() -> dict[str, int]:
    return {lemma: 1 if sign == "+" else -1 for lemma, sign in listed("tones.txt")}
