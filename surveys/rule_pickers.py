"""条件を選ぶ欄: what stands in the fields that a rule is picked with, and what they say.

Every field's name begins with a prefix, so that one form may hold several pickers:
`as` (lines or words), `joint`, `lines` (how many), `1.about`, `1.of` (whose fields are shown),
`1.test`, `1.choice`, `1.size`, `1.against` and so on line by line, `text`, and the buttons `go`:
add, look.1, drop.1, words, lines.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from surveys import branching, rule_picking
from surveys.errors import SurveyError
from surveys.kinds import Question
from surveys.kinds.base import Said
from surveys.rule_picking import Line, Picked, Subject


@dataclass(frozen=True, slots=True)
class Picker:
    """A rule as it is being picked.

    Attributes:
        prefix: what the names of its fields begin with.
        earlier: the questions it may look at; `numbers` what they are called.
        picked: its lines; None = it is typed, because it says more than lines can.
        text: the rule as it is typed.
        at: the line that the reader is at, from 1; 0 = none.
        problem: why it could not be taken.
    """

    prefix: str
    earlier: Sequence[Question]
    numbers: Mapping[str, str]
    picked: Picked | None = field(default_factory=Picked)
    text: str = ""
    at: int = 0
    problem: SurveyError | None = None

    @property
    def subjects(self) -> dict[str, Subject]:
        return rule_picking.subjects(self.earlier)

    @property
    def lines(self) -> list[tuple[Line, Subject | None]]:
        """The lines with what each looks at; there is always one to begin with."""
        known = self.subjects
        told = self.picked.lines if self.picked else ()
        return [(line, known.get(line.about)) for line in told or (Line(),)]

    @property
    def offered(self) -> list[tuple[str, list[Subject]]]:
        """What can be looked at, under the number and the words of its question."""
        found: dict[str, list[Subject]] = {}
        for each in self.subjects.values():
            heading = f"{self.numbers[each.question.code]} {each.question.label}"
            found.setdefault(heading, []).append(each)
        return list(found.items())

    def beside(self, subject: Subject) -> list[Subject]:
        """What a size can be compared with: other numbers, or other days."""
        others = (each for each in self.subjects.values() if each.sized and each != subject)
        return [each for each in others if each.day == subject.day]

    def rule(self) -> str:
        """The rule that is picked or typed; "" = none.

        Raises:
            SubjectGone, NoTestPicked, NothingPicked, or what `branching.read` refuses.
        """
        if self.picked is None:
            said = self.text.strip()
        else:
            said = rule_picking.write(self.picked, self.subjects)
        if said:
            earlier = {each.code: each for each in self.earlier}
            branching.read(said, earlier, self.numbers.keys() - earlier.keys())
        return said


def of_rule(
    prefix: str, rule: str, earlier: Sequence[Question], numbers: Mapping[str, str]
) -> Picker:
    """The picker of a rule that stands in a document."""
    empty = Picker(prefix, earlier, numbers, text=rule)
    return _picked(empty) if rule.strip() else empty


def of_form(
    prefix: str, said: Said, earlier: Sequence[Question], numbers: Mapping[str, str]
) -> Picker:
    """The picker as a form says it, after the button that was pressed."""
    typed = _one(said, f"{prefix}as") == "words"
    text = _one(said, f"{prefix}text")
    picked = None if typed else rule_picking.from_form(said, prefix)
    return _pressed(Picker(prefix, earlier, numbers, picked, text), pressed(said, prefix))


def pressed(said: Said, prefix: str) -> str:
    """Which button of the picker a form was sent with; "" = none of them."""
    return _one(said, f"{prefix}go")


def _pressed(picker: Picker, button: str) -> Picker:
    act, _, place = button.partition(".")
    if picker.picked is None:
        return _picked(picker) if act == "lines" else picker
    if act == "words":
        return _typed(picker)
    number = int(place) if place.isdecimal() else 0
    return _changed(picker, picker.picked, act, number)


def _changed(picker: Picker, picked: Picked, act: str, number: int) -> Picker:
    """The picker with a line more, a line less, or another line looked at."""
    if act == "add":
        more = picked.with_one_more()
        return replace(picker, picked=more, at=len(more.lines))
    if act == "drop":
        return replace(picker, picked=picked.without(number - 1))
    return replace(picker, at=number)


def _typed(picker: Picker) -> Picker:
    """The same rule in the words of the language, as far as it is picked."""
    try:
        return replace(picker, text=picker.rule(), picked=None)
    except SurveyError as problem:
        return replace(picker, problem=problem)


def _picked(picker: Picker) -> Picker:
    """The same rule as lines; one that lines cannot say, or nobody can read, stays typed."""
    earlier = {each.code: each for each in picker.earlier}
    try:
        rule = branching.read(picker.text, earlier) if picker.text.strip() else None
    except SurveyError as problem:
        return replace(picker, picked=None, problem=problem)
    return replace(picker, picked=rule_picking.pick(rule))


def _one(said: Said, name: str) -> str:
    return next(iter(said.get(name, ())), "")
