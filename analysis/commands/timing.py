"""How long a command took, step by step."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter

from analysis.codebook import Variable
from analysis.partitions import Codes, Numbers, Partition


@dataclass(slots=True)
class Clock:
    """The seconds of each step, in order; a step ends where it is named."""

    steps: dict[str, float] = field(default_factory=dict)
    since: float = field(default_factory=perf_counter)

    def ended(self, step: str) -> None:
        now = perf_counter()
        self.steps[step] = now - self.since
        self.since = now

    @property
    def told(self) -> str:
        """「開く 0.10秒、数える 0.52秒」."""
        return "、".join(f"{step} {seconds:.2f}秒" for step, seconds in self.steps.items())


@dataclass(frozen=True, slots=True)
class Timed:
    """A part of the responses that notes how long each reading of it took."""

    of: Partition
    seconds: list[float] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return self.of.rows

    def codes(self, variables: Sequence[Variable]) -> list[Codes]:
        start = perf_counter()
        found = self.of.codes(variables)
        self.seconds.append(perf_counter() - start)
        return found

    def numbers(self, variable: Variable) -> Numbers:
        start = perf_counter()
        found = self.of.numbers(variable)
        self.seconds.append(perf_counter() - start)
        return found
