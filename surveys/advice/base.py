"""A piece of advice, and what every look at a questionnaire gives."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from surveys import documents
from surveys.documents import Document
from surveys.errors import N_
from surveys.kinds import Choice, Question

Level = Literal["must", "better"]
MUST: Level = "must"
BETTER: Level = "better"
LEVELS: Mapping[Level, str] = {MUST: N_("直さないと公開できない"), BETTER: N_("直すとよい")}


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing worth thinking over.

    Attributes:
        code: of the question it is about, "" = the whole.
        sentence: what was found, and where.
        why: what becomes of the answers if it stays.
        level: whether it keeps the questionnaire from being published.
        marks: what it is known by as long as the words it was made of stay, one a question.
    """

    code: str
    sentence: str
    why: str = ""
    level: Level = BETTER
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """The same before it is known where it stands."""

    sentence: str
    why: str = ""
    level: Level = BETTER


OfQuestion = Callable[[Question], Iterable[Said]]
OfDocument = Callable[[Document], Iterable[Advice]]


def mark(sentence: str, question: Question | None) -> str:
    """What a finding is known by, as long as what was found and what it was found in stay."""
    asked = (replace(question, section=""),) if question else ()
    return documents.fingerprint({"said": sentence, **documents.write(Document(asked))})[:20]


def judged(question: Question) -> bool:
    """Whether one point of a scale is the answer, so that it judges what the words say."""
    return bool(question.choices) and (
        question.kind in ("scale", "matrix", "pair")
        or (question.kind == "single" and graded(steps(question)))
    )


def steps(question: Question) -> list[Choice]:
    """The choices that are steps: neither beside the scale nor in words that say 「わからない」."""
    return [
        choice
        for choice in question.choices
        if not choice.beside and not any(word in choice.label for word in UNSURE)
    ]


def graded(choices: Iterable[Choice]) -> bool:
    """Whether the words of the choices judge: two of them at least lean to one side."""
    return sum(leaning(choice.label) != 0 for choice in choices) > 1


def leaning(label: str) -> int:
    """Which way the words of a choice lean: 1 favourable, −1 unfavourable, 0 neither or unknown."""
    if any(word in label for word in MIDDLE):
        return 0
    if any(word in label for word in AGAINST):
        return -1
    return int(any(word in label for word in FAVOURABLE))


def asked(question: Question) -> Iterator[str]:
    """What is judged by one answer: the lines where there are lines, else the question itself."""
    if question.rows:
        yield from (row.label for row in question.rows)
    else:
        yield question.label


UNSURE = ("わからない", "分からない", "答えたくない", "無回答", "判断できない")
MIDDLE = ("どちらとも", "どちらでもない", "ふつう", "普通", "中間")
FAVOURABLE = (
    *("満足", "よい", "良い", "いい", "思う", "賛成", "十分", "重要", "あてはまる", "当てはまる"),
    *("感じる", "感じている", "信頼", "関心がある", "必要", "知っている", "できている", "評価する"),
)
AGAINST = (
    *(
        "不満",
        "悪い",
        "わるい",
        "ない",
        "反対",
        "不十分",
        "不安",
        "不要",
        "ません",
        "低い",
        "知らない",
    ),
)
