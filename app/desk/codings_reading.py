"""Codes as their page shows them: how many voices have each, which, and who writes so."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from flask import request

from analysis.blanks import Asked, table
from analysis.crosstab import Crosstab
from analysis.standing import stands_out
from analysis.text import coding_file
from analysis.text.coded import NAME, NO_CODE, Coded, Pair, code
from analysis.text.coding import Rule
from analysis.text.lexicon import Lexicon
from analysis.text.marking import Piece, rule_marked
from app.desk import contexts_reading
from app.desk.source import Source
from app.desk.voiced import Voiced
from app.desk.words_reading import read
from app.extensions import db
from surveys import revisions
from surveys.revisions import CODING, Kept

AT_ONCE = 10
MOST_LEVELS, FITS = 60, 20
MOST_TELLING = 3
NONE = "<none>"  # as an address says it, and no code can be called: voices without a code
SAID = ("code", "axis", "page")


@dataclass(frozen=True, slots=True)
class Row:
    """One code: `key` as an address says it; `n` and `share` of the voices, None when withheld."""

    key: str
    code: str
    condition: str
    n: int | None
    share: float | None


@dataclass(frozen=True, slots=True)
class Given:
    """The codes of the voices at hand.

    Attributes:
        ids: of the responses, in the order of the rows of `coded`.
        rows: the codes and, last, those that have none. `base`: who wrote anything readable.
    """

    rules: tuple[Rule, ...]
    ids: tuple[int, ...]
    coded: Coded
    rows: Sequence[Row]
    base: int

    def of(self, place: int) -> list[int]:
        """The responses whose voices have a code."""
        has = self.coded.given[:, place]
        return [each for each, holds in zip(self.ids, has, strict=True) if holds]

    @property
    def uncoded(self) -> list[int]:
        """The responses whose voices no code fits."""
        without = self.coded.said & ~self.coded.given.any(axis=1)
        return [each for each, lacks in zip(self.ids, without, strict=True) if lacks]

    @property
    def pairs(self) -> Sequence[Pair]:
        return self.coded.pairs()


@dataclass(frozen=True, slots=True)
class Voice:
    pieces: Sequence[Piece]
    beside: Sequence[str]


@dataclass(frozen=True, slots=True)
class Page:
    """The voices of a code: `found` in all, on `pages` pages of which this is `number`."""

    code: str
    voices: Sequence[Voice]
    found: int
    number: int
    pages: int


def kept(here: Source) -> Kept:
    asked = here.questionnaire
    return Kept(CODING, asked.plan_id, asked.id)


def rules_of(here: Source) -> tuple[Rule, ...]:
    """The rules as they stand."""
    return coding_file.loads(revisions.words(db.session(), kept(here)))


def given(here: Voiced, rules: tuple[Rule, ...], lexicon: Lexicon) -> Given:
    """Give the voices their codes.

    Where texts belong to sheets, the rows are those of the answers, so that they can be crossed.
    """
    held = read(here.held)
    said = dict(zip(held.ids, held.texts, strict=True))
    words = dict(zip(held.ids, held.by(lexicon), strict=True))
    ids = held.ids if here.source.apart else here.source.answers.ids
    texts, documents = [said.get(each) for each in ids], [words.get(each, []) for each in ids]
    coded = code(texts, rules, lexicon=lexicon, documents=documents)
    return Given(rules, ids, coded, _rows(here, rules, coded), int(coded.said.sum()))


def _rows(here: Voiced, rules: Sequence[Rule], coded: Coded) -> list[Row]:
    counted = coded.counted(rules=here.source.rules)
    written = [(one.code, one.code, one.condition.written()) for one in rules]
    return [
        Row(*told, *((int(n), float(share)) if n >= 0 else (None, None)))
        for told, n, share in zip(
            [*written, (NONE, NO_CODE, "")], counted.n, counted.shares, strict=True
        )
    ]


def axes(here: Source) -> list[tuple[str, str]]:
    """What codes can be crossed with, those that fit a screen first; texts set apart with none."""
    listed = () if here.apart else here.answers.codebook.axes()
    made = [axis for axis in listed if 1 < len(axis.levels) <= MOST_LEVELS]
    made.sort(key=lambda axis: len(axis.levels) > FITS)
    return [(axis.name, axis.label) for axis in made]


def crossed(here: Voiced, made: Given) -> Crosstab | None:
    """The codes by the axis of the address, guarded as every table; None where there is none."""
    offered = [name for name, _label in axes(here.source)]
    axis = request.args.get("axis", "")
    axis = axis if axis in offered else next(iter(offered), "")
    if not axis or not made.rules:
        return None
    answers = here.source.answers
    label = f"コード（{here.label}）"
    frame, codebook = made.coded.beside(answers.frame, answers.codebook, label=label)
    return table(frame, codebook, Asked(axis, NAME, here.source.weight), rules=here.source.rules)


def telling(made: Crosstab) -> list[tuple[str, str, bool]]:
    """(group, code, whether more than 全体) of what chance does not explain, the clearest first."""
    strong = stands_out(made)[:, : len(made.question.labels) - 1]
    cells = sorted(zip(*strong.nonzero(), strict=True), key=lambda at: (made.q[at], *at))
    labels = made.question.labels
    return [
        (made.axis.labels[row], labels[column], bool(made.residuals[row, column] > 0))
        for row, column in cells[:MOST_TELLING]
    ]


def voices(here: Voiced, made: Given, lexicon: Lexicon) -> Page | None:
    """The voices of the code that the address names, marked where its words stand."""
    wanted = request.args.get("code", "")
    keys = [row.key for row in made.rows]
    if wanted not in keys:
        return None
    place = keys.index(wanted)
    ids = made.of(place) if place < len(made.rules) else made.uncoded
    pages = max(-(-len(ids) // AT_ONCE), 1)
    number = min(max(request.args.get("page", 1, type=int), 1), pages)
    said, known = here.held.readable, contexts_reading.beside(here.source)
    marked = _marking(made, place, lexicon)
    shown = [
        Voice(marked(said[each]), known.get(each, ()))
        for each in ids[(number - 1) * AT_ONCE : number * AT_ONCE]
    ]
    return Page(made.rows[place].code, shown, len(ids), number, pages)


def _marking(made: Given, place: int, lexicon: Lexicon) -> "partial[list[Piece]]":
    if place < len(made.rules):
        return partial(rule_marked, rule=made.rules[place], rules=made.rules, lexicon=lexicon)
    return partial(_unmarked)


def _unmarked(text: str) -> list[Piece]:
    return [(text, False)]
