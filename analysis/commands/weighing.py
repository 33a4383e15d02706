"""Weights for a command: from a file of margins, told on the screen."""

import argparse
import sys
from collections.abc import Sequence

from analysis.codebook import Codebook
from analysis.partitions import Partition
from analysis.sentences.weighting import of_weighting
from analysis.weighing import margins, weighed
from analysis.weighing.fitted import Limits, LimitsWrong
from analysis.weighing.populations import all_of
from analysis.weighing.weighed import Made


def fit(
    partitions: Sequence[Partition],
    codebook: Codebook,
    args: argparse.Namespace,
    base_weight: str | None,
) -> Made:
    """Weigh the responses by `--margins` and `--limits`, beginning with the weight there is.

    Raises:
        LimitsWrong, and what reading margins, matching them and weighing raise.
    """
    register = margins.read(args.margins)
    for problem in register.problems:
        sys.stderr.write(f"母集団の表の{problem.line}行目: {problem.reason}\n")
    populations = all_of(register.classes, codebook)
    made = weighed.weighed(
        partitions, codebook, populations, base_weight=base_weight, limits=_limits(args.limits)
    )
    sys.stdout.write(_told(made))
    return made


def _limits(said: str) -> Limits | None:
    """「0.3,3」; a side that is left blank has none.

    Raises:
        LimitsWrong
    """
    if not said:
        return None
    low, mark, high = said.partition(",")
    try:
        sides = [float(side) if side.strip() else None for side in (low, high)]
    except ValueError:
        raise LimitsWrong from None
    if not mark:
        raise LimitsWrong
    return Limits.between(*sides)


def _told(made: Made) -> str:
    """The sentence, then the figures a method section names, one a line."""
    summary = made.weighting.summary()
    lines = [of_weighting(made.weighting)]
    lines += [f"  {name}: {value}" for name, value in summary.body["値"].items()]
    lines += [f"  {note}" for note in made.weighting.notes]
    return "".join(f"{line}\n" for line in lines)
