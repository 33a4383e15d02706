"""その他の内容: the line to write in that stands beside a choice.

What is written there is an entry of its own, `CODE_other`, so that it is masked, gathered into
themes and quoted like any other free text. It counts only while its choice is chosen.
"""

from surveys.errors import N_, SurveyError
from surveys.kinds.base import Answers, Column, Question, Said, Told, Value, spoken
from surveys.kinds.text import TextTooLong, words

LONGEST = 200
LABEL = N_("%(question)s（%(choice)sの内容）")


def name(question: Question) -> str:
    """The name of the entry, its form field and its column."""
    return f"{question.code}_other"


def fields(question: Question) -> tuple[str, ...]:
    return (name(question),) if _choice_of(question) else ()


def beside(question: Question, said: Said, entries: dict[str, Value]) -> dict[str, Value]:
    """Add what was written, where its choice was chosen."""
    code, written = _choice_of(question), spoken(said, name(question))
    chosen = entries.get(question.code)
    among = chosen if isinstance(chosen, list) else [chosen]
    if not code or not written or code not in among:
        return entries
    return entries | {name(question): words(written, LONGEST)}


def told(question: Question, said: Said, chosen: tuple[Told, ...]) -> tuple[Told, ...]:
    """What was chosen, in words, with what was written beside its choice."""
    code, written = _choice_of(question), " ".join(spoken(said, name(question)))
    if not code or not written or code not in spoken(said, question.code):
        return chosen
    label = question.choice(code).label
    return tuple(f"{each}: {written}" if each == label else each for each in chosen)


def blamed(question: Question, error: SurveyError) -> frozenset[str]:
    """The line to write in, where an error is about what stands there; else its choices."""
    return frozenset([name(question) if isinstance(error, TextTooLong) else question.code])


def columns(question: Question) -> tuple[Column, ...]:
    code = _choice_of(question)
    if not code:
        return ()
    label = LABEL % {"question": question.label, "choice": question.choice(code).label}
    return (Column(name(question), label, "text", longest=LONGEST),)


def cells(question: Question, answers: Answers) -> tuple[object, ...]:
    return (answers.get(name(question)),) if _choice_of(question) else ()


def _choice_of(question: Question) -> str:
    return next((choice.code for choice in question.choices if choice.write_in), "")
