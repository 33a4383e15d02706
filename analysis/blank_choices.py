"""A whole book with 無回答 as a choice of every question: its codebook, and its responses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.blanks import filled, longer
from analysis.codebook import Codebook, Question, Role, Variable
from analysis.partitions import Codes, Numbers, Partition


@dataclass(frozen=True, slots=True)
class Blanked:
    """A part of the responses in which who left a question blank chose 無回答.

    `asked` finds the question, as it was asked, by the name of each of its longer variables.
    """

    part: Partition
    asked: Mapping[str, Question]

    @property
    def rows(self) -> int:
        return self.part.rows

    def codes(self, variables: Sequence[Variable]) -> list[Codes]:
        found: dict[str, Codes] = {}
        for variable in variables:
            if variable.name not in found:
                found |= self._read(variable)
        return [found[variable.name] for variable in variables]

    def numbers(self, variable: Variable) -> Numbers:
        return self.part.numbers(variable)

    def _read(self, variable: Variable) -> dict[str, Codes]:
        """A variable, and with a tick all ticks of its question."""
        question = self.asked.get(variable.name)
        if question is None:
            return {variable.name: self.part.codes([variable])[0]}
        said = filled(self.part.codes(question.variables), question)
        names = [each.name for each in longer(question).variables]
        kind = (
            np.uint8 if max(map(len, (v.levels for v in question.variables))) < 250 else np.uint16
        )
        return {name: codes.astype(kind) for name, codes in zip(names, said, strict=True)}


def blanked(
    partitions: Sequence[Partition], codebook: Codebook
) -> tuple[list[Partition], Codebook]:
    """The same responses and codebook with 無回答 as the last choice of every question.

    Attributes stay as they are: who gave none is in no row of their tables. 非該当 stays outside.
    """
    asked = [each for each in codebook.questions() if each.role is Role.QUESTION]
    made = {each.name: longer(each) for each in asked}
    place = {v.name: question for question in asked for v in question.variables}
    variables: list[Variable] = []
    for variable in codebook.variables:
        question = place.get(variable.name)
        if question is None:
            variables.append(variable)
        elif variable == question.variables[-1]:
            variables += made[question.name].variables[len(question.variables) - 1 :]
        else:
            variables.append(variable)
    known = {v.name: each for each in asked for v in made[each.name].variables}
    return [Blanked(part, known) for part in partitions], Codebook(tuple(variables))
