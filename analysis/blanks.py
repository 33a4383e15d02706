"""Tables in which 無回答 stands as one more choice; without it a table is `crosstab`'s own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.codebook import (
    FIRST_LEVEL,
    NO_ANSWER_LABEL,
    TICK_LEVELS,
    Codebook,
    Measure,
    Question,
    Variable,
    codes_of,
    column_of,
)
from analysis.counting import TICKED_CODE, weights
from analysis.crosstab import Crosstab, crossed, crosstab
from analysis.disclosure import DESK, Rules, guard, guard_frequency, withhold
from analysis.frequencies import Frequency, frequency

CODE = "__blank__"
_UNTICKED_CODE = FIRST_LEVEL


@dataclass(frozen=True, slots=True)
class Asked:
    """Which table is wanted: names of the axis ("" = none), the question, perhaps the weight."""

    axis: str
    question: str
    weight: str | None = None
    no_answer: bool = False


def table(
    frame: pd.DataFrame, codebook: Codebook, wanted: Asked, *, rules: Rules = DESK
) -> Crosstab:
    """Make one guarded crosstab, with 無回答 as a choice where that is wanted.

    Raises:
        UnknownVariable, WrongMeasure, WeightUnusable

    A row withheld from the table without 無回答 is withheld from the one with it too: the two
    stand one click apart and must not tell more together. Where cells are hidden, too (strict
    rules), there is no table with 無回答: its base would give them away.
    """
    plain = guard(
        crosstab(frame, codebook, axis=wanted.axis, question=wanted.question, weight=wanted.weight),
        rules,
    )
    # Who left a question blank is in none of its own rows.
    same = wanted.axis == wanted.question
    if not wanted.no_answer or same or rules.strict or (plain.total_n < 0).all():
        return plain
    filled, question = with_no_answer(frame, codebook.question(wanted.question))
    weighing = weights(frame, codebook, wanted.weight)
    made = crossed(filled, codebook.side(wanted.axis), question, weighing)
    return withhold(guard(made, rules), plain.hidden)


def alone(
    frame: pd.DataFrame, codebook: Codebook, wanted: Asked, *, rules: Rules = DESK
) -> Frequency:
    """The guarded frequencies of the question alone, with 無回答 as a choice where wanted.

    Raises:
        UnknownVariable, WrongMeasure, WeightUnusable
    """
    if wanted.no_answer and not rules.strict:
        frame, longer = with_no_answer(frame, codebook.question(wanted.question))
        weighing = [v for v in codebook.variables if v.name == wanted.weight]
        codebook = Codebook((*longer.variables, *weighing))
    made = frequency(frame, codebook, question=wanted.question, weight=wanted.weight)
    return guard_frequency(made, rules)


def longer(question: Question) -> Question:
    """The question with 無回答 as its last choice: of a scale no step, of an MA one more tick."""
    if question.multiple:
        extra = Variable(
            f"{question.name}{CODE}",
            NO_ANSWER_LABEL,
            Measure.TICK,
            TICK_LEVELS,
            role=question.role,
            group=question.name,
            group_label=question.label,
        )
        return replace(question, variables=(*question.variables, extra))
    variable = question.variables[0]
    return replace(
        question,
        variables=(
            replace(
                variable,
                levels=(*variable.levels, (CODE, NO_ANSWER_LABEL)),
                off_scale=(*variable.off_scale, CODE),
            ),
        ),
    )


def with_no_answer(frame: pd.DataFrame, question: Question) -> tuple[pd.DataFrame, Question]:
    """The same responses with 無回答 as the question's last choice; 非該当 stays outside."""
    made = longer(question)
    said = filled([codes_of(frame, variable) for variable in question.variables], question)
    columns = zip(made.variables, said, strict=True)
    return frame.assign(**{each.name: column_of(each, codes) for each, codes in columns}), made


def filled(codes: Sequence[np.ndarray], question: Question) -> list[np.ndarray]:
    """The codes of the variables of `longer(question)` from those of the question's own."""
    if not question.multiple:
        last = FIRST_LEVEL + len(question.variables[0].levels)
        return [np.where(codes[0] == 1, last, codes[0])]
    # One tick that was asked is enough: a correction may have added a choice.
    state = np.minimum(np.max(np.stack(codes), axis=0), FIRST_LEVEL)
    said = [np.where(state == 1, _UNTICKED_CODE, each) for each in codes]
    return [*said, np.array([0, TICKED_CODE, _UNTICKED_CODE])[state]]
