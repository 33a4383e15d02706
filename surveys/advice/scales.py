"""段階: scales that lean to one side, ask for how often without a time, or turn round half-way."""

import re
from collections.abc import Iterator, Sequence

from surveys.advice.base import Advice, Said, judged, leaning, steps
from surveys.documents import Document
from surveys.kinds import Choice, Question
from surveys.rule_words import in_order, numbered

_OFTEN = re.compile(r"^(?:とても|かなり)?(?:よく|しばしば|ときどき|時々|たまに|まれに|頻繁に)")
LONGEST_OFTEN = 10  # letters of 「ときどき利用している」; what is longer says more than how often
_TIME = re.compile(
    r"\d|[一二三四五六七八九十]+(?:日|週|月|か月|年)|ふだん|普段|日頃|日ごろ|毎日|毎週|毎月|"
    r"年間|月間|週間|昨年|今年|先月|今まで|これまで"
)


def question(asked: Question) -> Iterator[Said]:
    yield from _uneven(asked)
    yield from _often(asked)


def turned(document: Document) -> Iterator[Advice]:
    """Scales whose favourable end stands on the other side than in most of the others."""
    ways = {each.code: way for each in in_order(document) if (way := _way(each))}
    usual = sum(ways.values())
    if not usual or len(ways) < 3:  # of two, neither is the odd one
        return
    odd = [code for code, way in ways.items() if way * usual < 0]
    numbers = numbered(document)
    for code in odd:
        first = "好ましくない方" if usual > 0 else "好ましい方"
        yield Advice(
            code,
            f"{numbers[code]}: 段階が{first}から並び、ほかの設問と向きが逆です",
            "続けて答える人が、向きの違いに気づかず反対の端を選ぶことがあります",
        )


def _uneven(asked: Question) -> Iterator[Said]:
    """As many steps for as against, where every step but the middle leans."""
    if not judged(asked):
        return
    ways = [leaning(choice.label) for choice in _sided(steps(asked))]
    good, bad = ways.count(1), ways.count(-1)
    if 0 in ways or good == bad or good + bad < 3:
        return
    told = f"好ましい段階が{good}つ、好ましくない段階が{bad}つです"
    why = "数の多い側に回答が寄ります。左右を同じ数にしてください"
    if not (good and bad):
        told, why = (
            f"選べる段階が、すべて{'好ましい' if good else '好ましくない'}方です",
            "反対の考えの人が選べません",
        )
    yield Said(told, why)


def _often(asked: Question) -> Iterator[Said]:
    """How often, in words that everybody takes in another way, and of no time."""
    told = [each for each in (choice.label for choice in asked.choices) if _is_often(each)]
    around = " ".join((asked.label, asked.help, *(choice.label for choice in asked.choices)))
    if len(told) > 1 and not _TIME.search(around):
        yield Said(
            f"「{told[0]}」「{told[1]}」が、いつの期間の何回かが書かれていません",
            "人によって受け取る回数が違います。「この1年間に」「週1回以上」などと書いてください",
        )


def _is_often(label: str) -> bool:
    """Whether a choice says how often and nothing else."""
    return len(label) <= LONGEST_OFTEN and bool(_OFTEN.match(label))


def _sided(choices: Sequence[Choice]) -> list[Choice]:
    """The steps beside the middle one, which are what must be even."""
    middle = re.compile(r"どちらとも|どちらでもない|ふつう|普通|中間|まあまあ")
    return [choice for choice in choices if not middle.search(choice.label)]


def _way(asked: Question) -> int:
    """1 where the favourable end stands first, −1 where it stands last, 0 where nobody can tell."""
    listed = steps(asked)
    if not judged(asked) or len(listed) < 3:
        return 0
    first, last = leaning(listed[0].label), leaning(listed[-1].label)
    return first if first * last < 0 else 0
