"""選好の設問: number columns of a codebook that say together what is wanted most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.codebook import Codebook, Role, Score, Variable
from analysis.errors import AnalysisError

FIRST = "first"  # how the column of what was ranked first ends
_KINDS = {
    Score.RANK: "順位付け",
    Score.POINTS: "配分",
    Score.BEST: "最良・最悪",
    Score.MEAN: "因子",
}


class NoSuchPreference(AnalysisError):
    message = (
        "選好の設問「%(name)s」はありません。順位付け・配分・最良最悪の設問か、因子を選んでください"
    )


@dataclass(frozen=True, slots=True)
class Scored:
    """One question of m items.

    Attributes:
        name: the group of its columns.
        way: RANK, POINTS, BEST or MEAN, as its first column says.
        columns: m, one an item: ranks, points, how often it was the best, or the mean of scales.
        worst: m, how often it was the worst; empty but for BEST.
        items: m, the scales that each is the mean of; empty but for MEAN.
    """

    name: str
    label: str
    way: Score
    columns: tuple[Variable, ...]
    worst: tuple[Variable, ...] = ()
    items: tuple[tuple[Variable, ...], ...] = ()

    @property
    def kind(self) -> str:
        return _KINDS[self.way]

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(column.label for column in self.columns)

    @property
    def first(self) -> str:
        """The name of the column that says what was ranked first."""
        return f"{self.name}_{FIRST}"


def scored(codebook: Codebook) -> tuple[Scored, ...]:
    """Every question whose choices are scored, in the codebook's order.

    Columns of the best and of the worst stand in the same order of the items.
    """
    groups: dict[str, list[Variable]] = {}
    for variable in codebook.variables:
        if variable.group and variable.score and variable.role is Role.QUESTION:
            groups.setdefault(variable.group, []).append(variable)
    made = (_question(name, columns) for name, columns in groups.items())
    known = {variable.name: variable for variable in codebook.variables}
    return tuple(_with_items(each, known) for each in made if each is not None)


def named(codebook: Codebook, name: str) -> Scored:
    """The scored question of that name.

    Raises:
        NoSuchPreference
    """
    for each in scored(codebook):
        if each.name == name:
            return each
    raise NoSuchPreference(name=name)


def _question(name: str, columns: Sequence[Variable]) -> Scored | None:
    """None where the columns are places on a map, or the worst are not those of the best."""
    way = columns[0].score if columns[0].score is not Score.WORST else Score.BEST
    mine = tuple(column for column in columns if column.score is way)
    worst = tuple(column for column in columns if column.score is Score.WORST)
    paired = [v.label for v in worst] == [v.label for v in mine] if way is Score.BEST else not worst
    if way not in _KINDS or not paired or len(mine) + len(worst) < len(columns):
        return None
    return Scored(name, columns[0].group_label or name, way, mine, worst)


def _with_items(question: Scored, known: Mapping[str, Variable]) -> Scored:
    """A question whose columns are means, with the scales that they are means of."""
    factors = [column.factor for column in question.columns if column.factor]
    if len(factors) < len(question.columns):
        return question
    items = (tuple(known[n] for n in each.items if n in known) for each in factors)
    return replace(question, items=tuple(items))
