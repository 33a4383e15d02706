"""段階の得点: what the steps of a scale count for when a mean is wanted."""

import numpy as np
import pandas as pd

from analysis.codebook import FIRST_LEVEL, Measure, Variable, codes_of
from analysis.counting import Floats
from analysis.errors import WrongMeasure


def steps(variable: Variable) -> Floats:
    """The score of each level: +2…−2 from the favourable end, missing where it is no step.

    Five steps count 2, 1, 0, −1, −2 and four 2, 1, −1, −2: a scale without a middle skips 0.
    """
    taken = [code not in variable.off_scale for code in variable.codes]
    half, middle = divmod(sum(taken), 2)
    down = [*range(half, 0, -1), *([0] if middle else []), *range(-1, -half - 1, -1)]
    found = np.full(len(taken), np.nan)
    found[taken] = down if variable.reverse else down[::-1]
    return found


def values(frame: pd.DataFrame, variable: Variable) -> Floats:
    """The score of every answer (n), missing for 無回答, 非該当 and わからない.

    Raises:
        WrongMeasure: the variable is no scale.
    """
    if variable.measure is not Measure.ORDINAL:
        raise WrongMeasure(name=variable.label, wanted="段階で答える設問")
    scored = np.concatenate([np.full(FIRST_LEVEL, np.nan), steps(variable)])
    return np.asarray(scored[codes_of(frame, variable)])
