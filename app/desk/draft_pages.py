"""論点案 as the page shows them: found by words, under their fields, each survey's part apart."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.digest.priorities import EXACT, FOUND, LOW, PARTS, SHAKE, WHY
from analysis.digest.stating import bare
from app.desk.draft_reading import Draft

FIRST, FURTHER = 2, 1  # sentences that show at once: of the first survey, and of each other
VOICES = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence: its words, whose answers and when, and the source that leads to its numbers."""

    words: str
    state: str
    source: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """What one survey says in a draft: some of it at once, the rest on request.

    `whose` is "" where nobody's answers say it, but an indicator or the like.
    """

    whose: str
    audience: str
    title: str
    representative: bool
    people: int
    n: int
    rows: Sequence[Row]
    more: Sequence[Row]
    voices: Sequence[Draft]
    more_voices: Sequence[Draft]

    @property
    def state(self) -> str:
        """From when its answers are, as its first dated sentence says."""
        dated = [row.state for row in (*self.rows, *self.more) if row.state]
        return next(iter(dated), "").strip("（）").removeprefix(self.whose).strip("。")

    @property
    def voiced(self) -> Mapping[str, Any] | None:
        """The source that leads to all its voices; None where nobody wrote anything."""
        told = [row.source for row in (*self.rows, *self.more) if row.source.get("theme")]
        return next(iter(told), None)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Drafts that stand together; `name` is their policy field, "" where all stand in one line."""

    name: str
    drafts: Sequence[Draft]


@dataclass(frozen=True, slots=True)
class Page:
    """The drafts as they were asked for.

    Attributes:
        firm, reference: shelves of what surveys say that can be relied on, and open calls alone.
        aside: drafts that were set aside.
        all: how many there are, found or not.
    """

    firm: Sequence[Shelf]
    reference: Sequence[Shelf]
    aside: Sequence[Draft]
    all: int
    words: str

    @property
    def found(self) -> int:
        return sum(len(shelf.drafts) for shelf in (*self.firm, *self.reference))


def page_of(
    listed: Sequence[Draft],
    *,
    aside: Collection[str],
    words: str = "",
    fields: Sequence[str] | None = None,
) -> Page:
    """Those that say all of `words`, under `fields` where they are given."""
    shown = [_with_sides(each) for each in listed if each["draft_key"] not in aside]
    found = [each for each in shown if says(each, words)]
    return Page(
        firm=_shelves([each for each in found if not each["reference"]], fields),
        reference=_shelves([each for each in found if each["reference"]], fields),
        aside=[each for each in listed if each["draft_key"] in aside],
        all=len(shown),
        words=words.strip(),
    )


def ranking_of(listed: Sequence[Draft]) -> dict[str, Any]:
    """What the page needs to rank all drafts anew by itself, by the same formula and words."""
    return {
        "names": list(PARTS.items()),
        "found": list(FOUND),
        "shake": list(SHAKE),
        "exact": EXACT,
        "low": LOW,
        "why": WHY,
        "drafts": [
            {"key": each["draft_key"], "parts": each["parts"], "reference": each["reference"]}
            for each in listed
        ],
    }


def says(draft: Draft, words: str) -> bool:
    """Whether a draft says all the words, written in any width and case."""
    said = [each["statement"] for each in draft["evidence"]]
    said += [each["text"] for each in draft["voices"]]
    said += [str(draft[name]) for name in ("topic", "field", "desired_state", "gap")]
    whole = _plain(" ".join(said))
    return all(word in whole for word in _plain(words).split())


def _shelves(found: Sequence[Draft], fields: Sequence[str] | None) -> list[Shelf]:
    if fields is None:
        return [Shelf("", found)] if found else []
    names = [*fields, *sorted({each["field"] for each in found} - set(fields))]
    shelves = [Shelf(name, [each for each in found if each["field"] == name]) for name in names]
    return [shelf for shelf in shelves if shelf.drafts]


def _with_sides(draft: Draft) -> dict[str, Any]:
    sides = [_side(each, draft["draft_key"], n) for n, each in enumerate(draft["speakers"])]
    return {**draft, "sides": sides}


def _side(said: Draft, key: str, place: int) -> Side:
    rows = [_row(each, key) for each in said["evidence"]]
    shown = FURTHER if place else FIRST
    voices = said["voices"]
    answered = voices or any(each["whose"] for each in said["evidence"])
    return Side(
        whose=said["whose"] if answered else "",
        audience=said["audience"],
        title=said["title"],
        representative=said["representative"],
        people=said["people"],
        n=said["n"],
        rows=rows[:shown],
        more=rows[shown:],
        voices=voices[: VOICES - bool(place)],
        more_voices=voices[VOICES - bool(place) :],
    )


def _row(each: Draft, key: str) -> Row:
    words = bare(each["statement"])
    source = {**each["source"], "kind": each["kind"], "draft_key": key}
    return Row(words, each["statement"][len(words) :], source)


def _plain(words: str) -> str:
    return unicodedata.normalize("NFKC", words).casefold()
