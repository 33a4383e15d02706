"""What every format of a questionnaire gives: the document and what stands around it."""

import difflib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from surveys.area_choices import AreaChoices
from surveys.documents import Document
from surveys.errors import N_, SurveyError

Path = tuple[str | int, ...]
MOST_BYTES = 2_000_000  # a questionnaire of 300 questions in four languages takes 0.3 MB
WHOLE = "ファイル全体"
SHOWN_WORDS = 30
MOST_PROBLEMS = 200  # more are one mistake made again and again


class NotReadable(SurveyError):
    """A file that cannot be made into a questionnaire; `problems` say where and why."""

    message = N_("調査票のファイルに直すところが%(n)dか所あります")

    def __init__(self, problems: "tuple[Problem, ...]") -> None:
        super().__init__(n=len(problems))
        self.problems = problems


Areas = Mapping[str, AreaChoices]


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file says; "" and None = it does not say."""

    document: Document
    audience: str = ""
    sampling: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands; `order` sorts the places of one file."""

    order: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: where it stands, what is wrong, and what to do."""

    where: str
    what: str
    advice: str


class Unreadable(Exception):
    """Nothing of a file can be read, for the reason that `problem` tells."""

    def __init__(self, where: str, what: str, advice: str) -> None:
        super().__init__(what)
        self.problem = Problem(where, what, advice)


@dataclass(frozen=True, slots=True)
class Reading:
    """A questionnaire, or everything that keeps the file from being one; never both.

    `notes` tell what was read otherwise than it may have been meant; they keep nothing back.
    """

    brought: Brought | None
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    def whole(self) -> Brought:
        """What was brought.

        Raises:
            NotReadable
        """
        if self.brought is None:
            raise NotReadable(self.problems)
        return self.brought


@dataclass(slots=True)
class Found:
    """The problems of one file, collected.

    Attributes:
        place: where in the file a part stands.
        names: what people who write this format call a part, by its key.
        fill: what to do about a part that is missing; `begin`: about no question at all.
    """

    place: Callable[[Path], Place]
    names: Mapping[str, str] = field(default_factory=dict)
    fill: str = "「%(name)s: 」の行を書き足してください"
    begin: str = "「sections: 」か「questions: 」のどちらか1つに設問を書いてください"
    met: list[tuple[tuple[int, ...], Problem]] = field(default_factory=list)
    paths: set[Path] = field(default_factory=set)

    def add(self, path: Path, what: str, advice: str) -> None:
        here = self.place(path)
        self.paths.add(path)
        self.met.append((here.order, Problem(here.words, what, advice)))

    def called(self, key: str) -> str:
        return self.names.get(key, key)

    def refused(self, path: Path, error: SurveyError) -> None:
        """Add a broken rule: its first sentence says what is wrong, the rest what to do."""
        what, _, advice = str(error).partition("。")
        self.add(path, what, advice.removesuffix("。") or "書き方を確かめてください")

    @property
    def listed(self) -> tuple[Problem, ...]:
        """All of them once, in the order of the file."""
        in_order = sorted(self.met, key=lambda pair: pair[0])
        return tuple(dict.fromkeys(problem for _, problem in in_order))[:MOST_PROBLEMS]


class Format(ABC):
    """A way to write a questionnaire down in a file."""

    key: ClassVar[str]
    label: ClassVar[str]
    suffix: ClassVar[str]
    media_type: ClassVar[str]

    @abstractmethod
    def claims(self, content: bytes) -> bool:
        """Whether these bytes begin as a file of this format does."""

    def read(self, content: bytes, areas: Areas | None = None) -> Reading:
        """Read a file; with `areas`, a level named there brings its choices."""
        if len(content) > MOST_BYTES:
            advice = "調査票だけを書いた、2MBまでのファイルにしてください"
            return Reading(None, (Problem(WHOLE, "ファイルが大きすぎます", advice),))
        try:
            return self.reading(content, areas)
        except Unreadable as error:
            return Reading(None, (error.problem,))

    @abstractmethod
    def reading(self, content: bytes, areas: Areas | None) -> Reading:
        """Read a file that is not too large.

        Raises:
            Unreadable
        """

    @abstractmethod
    def write(self, brought: Brought) -> bytes:
        """Write a file that `read` makes the same questionnaire of."""


def meant(word: str, known: Iterable[str]) -> str:
    """The sentence that names what was probably meant, or what there is."""
    listed = list(known)
    near = difflib.get_close_matches(word, listed, n=1, cutoff=0.6)
    if near:
        return f"「{near[0]}」のことですか。書き直してください"
    more = " など" if len(listed) > SHOWN_WORDS else ""
    return f"使えるのは {'、'.join(listed[:SHOWN_WORDS])}{more} です"
