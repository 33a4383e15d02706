"""Why an analysis could not be made, as one Japanese sentence. Never raised for a dull result."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar


class AnalysisError(Exception):
    """The question put to the data makes no sense for it.

    `message` is Japanese with %(name)s places for `details`. Answers never go into `details`:
    they reach pages, terminals and logs.
    """

    message: ClassVar[str] = "分析できませんでした"

    def __init__(self, **details: object) -> None:
        super().__init__(self.message % details)
        self.details: Mapping[str, object] = details

    def __reduce__(self) -> tuple[Callable[[], Exception], tuple[()]]:
        """How another process, which counts a part, hands the error back."""
        return partial(type(self), **self.details), ()


class UnknownVariable(AnalysisError):
    message = "列「%(name)s」はありません。使える列: %(known)s"


class WrongMeasure(AnalysisError):
    message = "列「%(name)s」は%(wanted)sではないため、この分析には使えません"
