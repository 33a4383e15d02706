"""例示: examples that all lean to one side, where the question itself asks for neither."""

import re
from collections.abc import Iterator

from surveys.advice.base import Said
from surveys.kinds import Question

_EXAMPLES = re.compile(
    r"(?:例[：:]|例えば|たとえば)[、 　]?(?P<after>[^。）)\n]{2,80})|"
    r"[（(](?P<inside>[^（）()]{2,60}?)(?:など|といった|のような)[^（）()]{0,12}[）)]"
)
_AGAINST = re.compile(
    r"不満|不便|不安|心配|困|苦情|悪[いくか]|嫌|危な|足りな|少なすぎ|少なくて|高すぎ|汚|うるさ|面倒|ひどい"
)
_FOR = re.compile(
    r"(?<!不)満足(?!度)|便利|良[いくか]|よかった|うれし|楽し|助か|すばらし|素晴らし|魅力|安心|誇り"
)
# What a question is about anyway is no hint: of troubles, troubles are the examples.
_OF_TROUBLE = re.compile(rf"{_AGAINST.pattern}|問題|課題|改善|悩|直して|要望|不足|危険|防|減ら")
_OF_GOOD = re.compile(rf"{_FOR.pattern}|好き|よい|いい|長所|自慢|おすすめ|思い出|感謝|残したい")
_SIDES = ((_AGAINST, _FOR, _OF_TROUBLE, "悪い方"), (_FOR, _AGAINST, _OF_GOOD, "よい方"))


def question(asked: Question) -> Iterator[Said]:
    words = f"{asked.label}\n{asked.help}"
    told = [found["after"] or found["inside"] for found in _EXAMPLES.finditer(words)]
    examples, rest = "\n".join(told), _EXAMPLES.sub("", words)
    for side, other, about, name in _SIDES:
        found = side.search(examples)
        if found and not other.search(examples) and not about.search(rest):
            yield Said(
                f"例が{name}だけです（「{found[0]}」）",
                "例にならって書く人が増え、回答がその側に寄ります。両方の例を並べるか、例を消してください",
            )
