"""Themes as a variable of the codebook, so that any table can cross them with anything."""

import numpy as np

from analysis.codebook import FIRST_LEVEL, NO_ANSWER, RESERVED, Measure, Variable
from analysis.text.themes import Themes

_NO_ANSWER_CODE = RESERVED.index(NO_ANSWER)


def theme_variable(found: Themes, *, name: str, label: str) -> Variable:
    """A nominal variable whose levels are the themes, the largest first, coded by their ids."""
    levels = tuple((str(theme.id), theme.name) for theme in found.themes)
    return Variable(name, label, Measure.NOMINAL, levels)


def theme_codes(found: Themes) -> np.ndarray:
    """The code of each row's theme as a frame's column keeps it (n, int16).

    Rows without a theme are 無回答, whether blank, 特になし or too unlike the others.
    """
    return np.array(
        [_NO_ANSWER_CODE if place is None else place + FIRST_LEVEL for place in found.theme_of],
        dtype=np.int16,
    )
