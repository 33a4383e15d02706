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
    r"べき|(?:て|で|たら|だら|れば|えば|の|案)は?(?:どう|いかが|如何)|提案|一案|得策|てみては|"
    r"(?:方|ほう)が(?:(?:良|よ|い)い(?!い?か(?:分|わ)か)|見て|伝わ|早|安|効|喜)|のが(?:良|よ|い)い|"
    r"(?:の|ん)?では(?:ない|無い)(?:だろう|でしょう)?か|ては?(?:いい|良い|よい)のでは|(?:良|よ|い)いのでは|"
    r"(?<!あ)(?<!いてい)(?<!でき)(?<!くれ)(?<!らえ)(?:れば|せば|けば|めたら|したら)(?:良|よ|い)い(?!な|のに|けど|が|で)|"
    r"(?<!もら)(?<!いただ)(?<!お願いで)[えけせてねべめれき](?:ない|ません)(?:もの)?(?:だろう|でしょう)?か(?!ら|っ|も)|"
    r"(?:たら|れば|ると|すと).{2,24}(?:と思(?:う|い)|はず|減る|増える|集まる|来る)(?:です|ます|。|$)"
)
_REQUEST = re.compile(
    r"(?:欲し|ほし)(?:い(?!もの|物|くらい)|く|かった)|(?:頂|いただ)(?:きたい|ければ|けると|けたら)|(?:貰|もら)(?:いたい|えると|えたら|えれば)|"
    r"(?:下|くだ)さい(?!まし)|お?願い|を?(?:希望|要望|期待|切望)|を望|求め(?:る|ます|たい)|"
    rf"(?:と|ば|たら|なら){_MORE}(?:{_GOOD})|(?:が|は)?必要(?!な(?:い|か)|あり?ませ|無)|(?:て|で)くれ(?!た|て|る)|"
    r"(?:増|ふ)やして$|(?:して|作って|なって|直して|やめて|下げて|上げて|付けて|つけて)$|"
    r"(?:もら|貰|いただ|頂)[えけ](?:ない|ません)(?:もの)?(?:だろう|でしょう)?か|"
    r"(?:あれば|あったら|できたら|できれば)と|を(?:もう少し|もっと)?.{0,4}[くに]$|[一-龠ァ-ヴーれ]を$|"
    r"(?:町|街|まち|社会|職場|場所|雰囲気|無料|道路|環境|施設)に$|^(?:もっと|より|もう少し|さらに).{1,16}[くに]$"
)
_NOTHING = re.compile(
    r"^(?:(?:特に|とくに)?(?:な(?:し|い)(?:です)?|ありません|ございません|無し|無い)|"
    r"(?:よく|まだ|全く|まったく|あまり|どちらとも)?(?:分|わ)か(?:らない|りません)(?:です)?|"
    r"どちらとも(?:言|い)えない)$"
)
_HELPED = re.compile(r"て(?:くれ(?:る|た|ます|まし|て)|もら(?:った|いまし)|いただ(?:いた|きまし))")
_HARM = (
    r"(?:犯罪|事故|事件|災害|水害|洪水|津波|被害|騒音|ストレス|不自由|不足|心配|不満|不便|渋滞|混雑|詐欺|不祥事|"
    r"公害|[ごゴ]み[ごゴ]み|ゴミゴミ|危険|不安|問題|トラブル|犯罪件数)"
)
_SPARED = re.compile(
    rf"{_HARM}(?![でに])[^、。]{{0,14}}(?:な(?:い|く|し|かった)|無|少な|すくな|ません|ないので)"
    r"|なくても(?:済|す|大丈夫|生活|暮)|申し分(?:の|が)?な|期待以上|[遠わ][^、。]{0,6}行かなくて"
)
_TOO_MUCH = re.compile(
    rf"(?:{_HARM}|雪|残業|会議|坂道?|ごみ|ゴミ|虫|カラス|仕事|書類|手続き?|負担|段差|階段|信号|落書き|空き家|空き店舗|雑草)"
    r"[^、。]{0,6}(?:多|おお[いくす]|増え|ひど|絶え)"
)
_COME_AGAIN = re.compile(
    r"(?:また|再び|再度|次回?|今度|ぜひ|是非|何度|もう一度|もう1度).*(?:来|行|伺|訪|泊|利用|遊び|参拝|宿泊|訪問|寄|来訪).*たい"
)
# In this order: the first that fits a sentence says what it wants.
_FORMS = (
    (Intent.OTHER, _NOTHING),
    (Intent.PRAISE, _COME_AGAIN),
    (Intent.PROPOSAL, _PROPOSAL),
    (Intent.REQUEST, _REQUEST),
)
_TOLD = ((Intent.PRAISE, _SPARED), (Intent.COMPLAINT, _TOO_MUCH))
_LESS = frozenset(("減る", "限る", "待つ"))  # bad, and no better when denied: 残業が減らない
_JUST_NOT = frozenset(("使う", "決める", "読む", "知る", "答える", "覚える", "乗る"))
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
        "誘致",
        "再開",
        "配布",
        "導入",
        "開設",
        "徹底",
        "推進",
        "拡張",
        "延長",
        "増員",
        "無償化",
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
    for intent, form in _FORMS:
        if form.search(text):
            return intent
    if _wanted(words) or _wishes(words):
        return Intent.REQUEST
    told = next((intent for intent, form in _TOLD if form.search(text)), None)
    return told or _tone(words, text)


def _wanted(words: list[Word]) -> bool:
    """歩道の整備 asks for it; 公園が充実 says that it is there."""
    told = len(words) > 1 and words[-2].surface in ("が", "も", "は")
    return words[-1].lemma in _WANTED and not told


def _wishes(words: list[Word]) -> bool:
    """食べたい, 見てみたかった: what the writer would like to do."""
    return any(word.pos == "助動詞" and word.lemma == "たい" for word in words[-5:])


def _tone(words: list[Word], text: str) -> Intent:
    """The last word that praises or complains decides; a denied one means its opposite."""
    for place in range(len(words) - 1, -1, -1):
        sign = _sign(words, place)
        if sign:
            return Intent.PRAISE if sign > 0 else Intent.COMPLAINT
    return Intent.PRAISE if _HELPED.search(text) else Intent.OTHER


def _sign(words: list[Word], place: int) -> int:
    word = words[place]
    if word.lemma == "無い" and _denies(words, place):
        return 0
    denied = negated(words, place)
    sign = _tones().get(word.lemma, 0) if word.pos not in ("助詞", "助動詞") else 0
    if sign and word.lemma not in _LESS:
        return -sign if denied else sign
    if sign:
        return -1
    return -1 if denied and word.pos == "動詞" and word.lemma not in _JUST_NOT else 0


def _denies(words: list[Word], place: int) -> bool:
    """Whether 無い denies what stands before it (不便ではない), and is no lack (駐車場がない)."""
    return any(
        words[before].lemma in _tones() and negated(words, before)
        for before in range(max(0, place - 5), place)
    )


@cache
def _tones() -> dict[str, int]:
    return {lemma: 1 if sign == "+" else -1 for lemma, sign in listed("tones.txt")}
