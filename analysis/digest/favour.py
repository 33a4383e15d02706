"""Which answers to a question say that something is amiss.

The words of the choices decide; a scale of bare codes says nothing, and then nothing is claimed.
"""

import re

from analysis.codebook import Measure, Question

_AGAINST = re.compile(
    r"不満|不便|不十分|不安|不足|悪い|悪く|悪か|住みにく|にくい|ひどい|低い|苦しい|困って|"
    r"(?:思|あては|当ては|感じ|でき|出来|足り|良く|よく|満足し|進んで|言え|いえ)(?:わ|まら|て)?(?:い)?ない|"
    r"重要(?:で|では)ない|反対|つらい|嫌い"
)
_FOR = re.compile(
    r"満足|便利|十分|安心|良い|よい|良く|よく|住みやす|やすい|高い|楽しい|思う|あてはま|当てはま|"
    r"感じる|できて|出来て|賛成|好き|進んで"
)
_MIDDLE = re.compile(r"どちら(?:とも|でも)|普通|ふつう|分から|わから|無関心|何とも|なんとも")
_NAMES_TROUBLE = re.compile(r"不便|不満|不安|困|問題|課題|心配|悩み|負担|迷惑|苦情|騒音|嫌")
_FELT = re.compile(
    r"^(?:感じた|感じる|あった|ある|はい|いる|とても感じ|やや感じ|少し感じ|よくある)"
)
_NOT_FELT = re.compile(r"なかった|ない$|ません|いいえ|なし$|感じなかった|感じない")
_ASKS_NEEDS = re.compile(
    r"改善|不便|困|課題|求め|必要|望|期待|充実|力を入れ|力をいれ|重点|重視すべき|不安|不満|問題|要望|悩み|"
    r"心配|やめた|支障|障害|足りない"
)
_AGREES = re.compile(r"思う|あてはま|当てはま")
_STATE = re.compile(
    r"(?:ている|である|がある|できる|しやすい|やすい|れる|整っている|感じる|多い|よい|良い)$"
)
_GOODNESS = re.compile(
    r"(?P<what>[^、。／]{2,14}?)の(?P<how>(?:し|利用し|使い|過ごし|住み|働き|歩き)?やす|美し|楽し|温か)さ$|"
    r"(?P<thing>[^、。／]{2,14}?)の(?P<state>便利|豊か|清潔|快適|安全)さ$"
)
_NUMBER = re.compile(r"^(?:問|Q|設問)?\s*[0-9０-９]+(?:[-－_.．][0-9０-９]+)?[\s　.．、:：]*")
_ASKS_PRAISE = re.compile(
    r"推奨|おすすめ|お勧め|勧めたい|満足している|良かった|よかった|魅力|好き|誇り|自慢"
)
_ASKS_WHY = re.compile(r"目的|来訪|動機|きっかけ")


def unfavourable(question: Question) -> tuple[int, ...]:
    """Places of the levels that say something is amiss; empty when the words do not tell.

    A rating needs both ends in words (満足 … 不満); a question that itself names a trouble
    (不便さ) needs a yes and a no (感じた, 感じなかった).
    """
    variable = question.variables[0]
    if question.multiple or not variable.labelled:
        return ()
    labels = question.labels
    if _NAMES_TROUBLE.search(question.label):
        return _yes_to_trouble(labels)
    against = tuple(
        place for place, label in enumerate(labels) if _AGAINST.search(label) and not _even(label)
    )
    pro = [label for label in labels if _FOR.search(label) and not _AGAINST.search(label)]
    return against if pro and against and variable.measure is Measure.ORDINAL else ()


def favourable(question: Question) -> tuple[int, ...]:
    """Places of the levels that say all is well, where `unfavourable` has any."""
    bad = unfavourable(question)
    if not bad:
        return ()
    return tuple(
        place
        for place, label in enumerate(question.labels)
        if place not in bad and not _even(label) and (_FOR.search(label) or _NOT_FELT.search(label))
    )


def desired_state(question: Question) -> str:
    """The ありたい姿 that a statement already is (部門を越えた連携ができている); else empty.

    Only where disagreeing is what is amiss, and the statement tells a state.
    """
    bad = unfavourable(question)
    label = _NUMBER.sub("", question.label)
    label = label.split("／")[-1].removesuffix("と思う").strip()
    agrees = any(_AGREES.search(question.labels[place]) for place in favourable(question))
    if not bad or not agrees or not _STATE.search(label) or _NAMES_TROUBLE.search(label):
        return ""
    return label


def state_of(name: str) -> str:
    """The ありたい姿 that a name of something good is (子育てのしやすさ → 子育てがしやすい)."""
    found = _GOODNESS.fullmatch(name.strip())
    if found is None:
        return ""
    if found["what"]:
        return f"{found['what']}が{found['how']}い"
    return f"{found['thing']}が{found['state']}である"


def asks_needs(label: str) -> bool:
    """Whether a question's words ask what is lacking, so that its choices are needs."""
    return (
        bool(_ASKS_NEEDS.search(label)) and not _ASKS_WHY.search(label) and not asks_praise(label)
    )


def asks_praise(label: str) -> bool:
    """Whether a question's words ask what is good, so that its answers are no complaints."""
    return bool(_ASKS_PRAISE.search(label))


def _yes_to_trouble(labels: list[str]) -> tuple[int, ...]:
    no = [label for label in labels if _NOT_FELT.search(label)]
    yes = tuple(
        place
        for place, label in enumerate(labels)
        if (_FELT.search(label) or _NAMES_TROUBLE.search(label)) and not _NOT_FELT.search(label)
    )
    return yes if no else ()


def _even(label: str) -> bool:
    return bool(_MIDDLE.search(label))
