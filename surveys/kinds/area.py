"""地区: one of the plan's areas; the larger areas it lies in are derived, never asked again.

Where a small area is split between two larger ones, each part is a choice of its own, so that
nobody is asked twice and every derived column is certain. Who lives elsewhere may say where: in a
line of their own, or by one of the municipalities (`others`) the planner lists.
"""

from collections.abc import Sequence

from surveys.errors import N_, SurveyError
from surveys.kinds import write_in
from surveys.kinds.base import (
    Answers,
    Choice,
    Column,
    Kind,
    Line,
    Question,
    Said,
    Say,
    Told,
    UnknownChoice,
    Value,
    spoken,
)
from surveys.kinds.single import one_of

Levels = tuple[tuple[str, str], ...]
OUTSIDE = "outside"  # the code of 市外
IN_NONE = "区分なし"  # where an area lies in no area of a level above it
UNSURE = "どちらか分からない"  # of the level that tells the parts of a split area apart
STEP = " → "


class Area(Kind):
    """JSON value: the code of the area; of 市外 or わからない likewise, which lie in none.

    What was said of the place outside is an entry of its own, `CODE_other`.
    """

    key = "area"
    label = N_("地区")
    also = ("区域",)
    takes = frozenset({"choices", "levels", "others"})
    marks = frozenset({"within", "write_in"})
    typed = "one"

    def fields(self, question: Question) -> tuple[str, ...]:
        return (question.code, write_in.name(question)) if outside(question) else (question.code,)

    def read(self, question: Question, said: Said) -> dict[str, Value]:
        """Who names a municipality and no area means 市外.

        Raises:
            AnswerRequired, UnknownChoice, OneChoiceOnly, TextTooLong
        """
        elsewhere, other = outside(question), spoken(said, write_in.name(question))
        if elsewhere and other and not spoken(said, question.code):
            said = {**said, question.code: [elsewhere]}
        entries = super().read(question, said)
        if not question.others:
            return write_in.beside(question, said, entries)
        if other and entries.get(question.code) == elsewhere:
            entries[write_in.name(question)] = _one_of(question.others, other)
        return entries

    def blamed(self, question: Question, said: Said, error: SurveyError) -> frozenset[str]:
        known = set(spoken(said, question.code)) <= set(question.codes)
        if question.others and isinstance(error, UnknownChoice) and known:
            return frozenset([write_in.name(question)])
        return write_in.blamed(question, error)

    def parse(self, question: Question, said: Sequence[str]) -> Value:
        return one_of(question, said)

    def columns(self, question: Question) -> tuple[Column, ...]:
        own = question.levels_of_table
        further = tuple(
            Column(
                f"{question.code}_{level}",
                level,
                "nominal",
                _levels(question, place),
                source=question.code,
            )
            for place, level in enumerate(question.levels[1:])
        )
        first = Column(question.code, question.label, "nominal", own)
        return (first, *further, *_of_others(question))

    def cells(self, question: Question, answers: Answers) -> tuple[object, ...]:
        value = answers.get(question.code)
        further = len(question.levels[1:])
        beside = (answers.get(write_in.name(question)),) if outside(question) else ()
        if not isinstance(value, str):
            return ((None,) * (1 + further)) + beside
        chosen = question.choice(value)
        return (value, *(chosen.within or (value,) * further), *beside)

    def told(self, question: Question, said: Said, say: Say = str) -> tuple[Told, ...]:
        """The area with those it lies in: 旭町 → 広丘小 → 広丘."""
        chosen = [
            choice for choice in question.choices if choice.code in spoken(said, question.code)
        ]
        other = " ".join(spoken(said, write_in.name(question)))
        named = {choice.code: choice.label for choice in question.others}.get(other, other)
        elsewhere = outside(question)
        if elsewhere and named and not chosen:
            chosen = [question.choice(elsewhere)]
        return tuple(
            f"{each.label}: {named}" if named and each.code == elsewhere else chain(each)
            for each in chosen
        )

    def lines(self, question: Question) -> tuple[Line, ...]:
        own = Line(question.code, "", self.typed)
        if not outside(question):
            return (own,)
        name, label = write_in.name(question), N_("市外の市町村")
        listed = self.typed if question.others else "words"
        return (own, Line(name, label, listed, choices=question.others))


def outside(question: Question) -> str:
    """The choice beside which one says where: with a line to write in, or 市外 with a list."""
    listed = [choice.code for choice in question.choices if choice.write_in]
    if question.others and OUTSIDE in question.codes:
        listed.append(OUTSIDE)
    return listed[0] if listed else ""


def chain(choice: Choice) -> str:
    """An area with the areas it lies in, small to large."""
    return STEP.join([choice.label, *larger(choice)])


def larger(choice: Choice) -> list[str]:
    """The areas it is known to lie in, small to large."""
    return [each for each in choice.within if each not in (IN_NONE, UNSURE)]


def groups(question: Question) -> list[tuple[str, list[Choice]]]:
    """The choices as a list shows them: under the largest areas that tell some apart.

    What lies in none stands last, under "".
    """
    placed = [choice for choice in question.choices if choice.within]
    steps = range(len(placed[0].within) - 1, -1, -1) if placed else ()
    step = next((n for n in steps if len({choice.within[n] for choice in placed}) > 1), None)
    made: dict[str, list[Choice]] = {}
    for choice in placed:
        made.setdefault("" if step is None else choice.within[step], []).append(choice)
    beside = [choice for choice in question.choices if not choice.within]
    return [*made.items(), ("", beside)] if beside else list(made.items())


def _one_of(listed: Sequence[Choice], said: Sequence[str]) -> str:
    """The code of a municipality.

    Raises:
        UnknownChoice
    """
    if said[0] not in {choice.code for choice in listed}:
        raise UnknownChoice
    return said[0]


def _of_others(question: Question) -> tuple[Column, ...]:
    """The column of what was said of the place outside."""
    if not question.others:
        return write_in.columns(question)
    code = outside(question)
    if not code:
        return ()
    words = {"question": question.label, "choice": question.choice(code).label}
    levels = tuple((choice.code, choice.label) for choice in question.others)
    return (Column(write_in.name(question), write_in.LABEL % words, "nominal", levels),)


def _levels(question: Question, place: int) -> Levels:
    """The larger areas in the order they are met, then the choices that lie in none."""
    met = dict.fromkeys(choice.within[place] for choice in question.choices if choice.within)
    beside = tuple((choice.code, choice.label) for choice in question.choices if not choice.within)
    return (*((name, name) for name in met), *beside)
