"""分けて数える: the parts of the responses, each counted wherever there is room.

Any executor with the `map` of concurrent.futures will do: threads, processes, or Dask's
`Client.get_executor()`. Tallies are added in the order of the parts, whoever is ready first, so
every executor gives the same bits.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from operator import add
from typing import Protocol

from analysis.partitions import Partition
from analysis.tallies import Scheme, Tally, prepare, tally


class Executor(Protocol):
    """Who counts. Results come in the order of the parts."""

    def map(
        self, function: Callable[[Partition, Scheme], Tally], /, *parts: Iterable[object]
    ) -> Iterator[Tally]: ...


def count(
    partitions: Sequence[Partition], scheme: Scheme, executor: Executor | None = None
) -> Tally:
    """Count a scheme in all parts of the responses (at least one), here or by an executor.

    Raises:
        WrongCodes: a part does not hold what the codebook says.
    """
    schemes = [scheme] * len(partitions)
    if executor is not None:
        return reduce(add, executor.map(tally, partitions, schemes))
    # Many small parts together may be worth what none of them is alone.
    prepare(sum(each.rows for each in partitions) * scheme.columns)
    return reduce(add, map(tally, partitions, schemes))
