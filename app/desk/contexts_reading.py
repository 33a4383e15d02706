"""What a page of contexts shows: the lines of a word, whose voices they are, what stands around."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import request

from analysis.text.collocation import Collocate, Collocation, collocation
from analysis.text.concordance import Concordance, Line, concordance
from analysis.text.lexicon import Lexicon
from analysis.text.marking import Piece, letters_marked, word_marked
from analysis.text.matching import places, sought
from app import attributes
from app.desk.source import Source
from app.desk.voiced import Voiced
from app.desk.words_reading import Read, read
from surveys.errors import N_

LINES_AT_ONCE, VOICES_AT_ONCE = 50, 20
WIDTH = 28  # letters on each side
MOST_NEIGHBOURS = 30
MOST_AXES, MOST_LEVELS = 8, 20
SAID = ("word", "show", "first", "second", "literal", "among", "page")
LINES, VOICES = "lines", "voices"
SHOWS = {LINES: N_("前後をそろえて読む"), VOICES: N_("声を全文で読む")}
STEPS = {
    1: N_("後の1語目"),
    2: N_("後の2語目"),
    3: N_("後の3語目"),
    -1: N_("前の1語目"),
    -2: N_("前の2語目"),
    -3: N_("前の3語目"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """People whose voices alone may be read: of one level that may stand beside them."""

    value: str
    axis: str
    label: str
    ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole voice with the word marked; `line` where it was met, None when read whole."""

    line: Line | None
    pieces: Sequence[Piece]
    beside: Sequence[str]


@dataclass(frozen=True, slots=True)
class Met:
    """A word in the voices.

    Attributes:
        found: all its lines, in order.
        shown: those of this page, `number` of `pages`, or whole voices.
        around: what stands around it; `neighbours`, what does so more than chance would have it.
    """

    word: str
    found: Concordance
    shown: Sequence[Whole]
    number: int
    pages: int
    around: Collocation
    neighbours: Sequence[Collocate]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for."""

    word: str
    show: str
    by: tuple[int, int]
    literal: bool
    group: Group | None


def wanted(groups: Sequence[Group]) -> Wanted:
    show = request.args.get("show", LINES)
    return Wanted(
        request.values.get("word", "").strip(),
        show if show in SHOWS else LINES,
        (_step("first", 1), _step("second", 2)),
        request.args.get("literal") == "1",
        next((each for each in groups if each.value == request.args.get("among")), None),
    )


def groups(here: Source) -> list[Group]:
    """Whose voices can be read alone: only levels that at least ten people share may be named.

    A level is offered with the voices it may stand beside, together with the generation, sex and
    district that stand there too; texts set apart from their sheets, and those of staff, have none.
    """
    if here.apart or here.questionnaire.audience == "staff":
        return []
    axes = [axis for axis in here.answers.codebook.axes() if 1 < len(axis.levels) <= MOST_LEVELS]
    made = []
    for axis in [axis for axis in axes if axis.labelled][:MOST_AXES]:
        beside = attributes.beside_voices(here.answers, also=axis.name)
        of = here.answers.frame[axis.name]
        for code, label in axis.levels:
            rows = zip(here.answers.ids, of == code, beside, strict=True)
            ids = frozenset(each for each, holds, words in rows if holds and label in words)
            if len(ids) >= attributes.LEAST_HELD:
                made.append(Group(f"{axis.name}={code}", axis.label, label, ids))
    return made


def beside(here: Source) -> Mapping[int, Sequence[str]]:
    """What may stand beside each voice; beside those of staff, nothing."""
    if here.questionnaire.audience == "staff":
        return {}
    words = attributes.beside_voices(here.answers)
    return dict(zip(here.answers.ids, words, strict=True))


def among(held: Read, group: Group | None) -> list[int]:
    """The rows of the voices that are read."""
    return [row for row, each in enumerate(held.ids) if group is None or each in group.ids]


def find(here: Voiced, asked: Wanted, lexicon: Lexicon) -> tuple[Concordance, Collocation]:
    """All lines of a word and all that stands around it, among those whose voices are read.

    Raises:
        NothingSought
    """
    held = read(here.held)
    rows = among(held, asked.group)
    documents = dict(zip(rows, held.by(lexicon, rows), strict=True))
    looked_into = set(rows)
    if not asked.literal:
        word = sought(asked.word, lexicon)
        looked_into = {row for row, words in documents.items() if word.found(places(words))}
    texts = [text if row in looked_into else None for row, text in enumerate(held.texts)]
    found = concordance(
        texts, asked.word, lexicon=lexicon, literal=asked.literal, by=asked.by, width=WIDTH
    )
    around = collocation(list(documents.values()), asked.word, lexicon=lexicon)
    return replace(found, read=len(rows)), around


def met(here: Voiced, asked: Wanted, lexicon: Lexicon) -> Met | None:
    """One page of the lines, or of whole voices; None where nothing was looked for.

    Raises:
        NothingSought: what was typed is no word.
    """
    if not asked.word:
        return None
    found, around = find(here, asked, lexicon)
    whole = asked.show == VOICES
    rows = list(dict.fromkeys(line.row for line in found.lines))
    size = VOICES_AT_ONCE if whole else LINES_AT_ONCE
    pages = max(-(-(len(rows) if whole else len(found.lines)) // size), 1)
    number = min(max(request.args.get("page", 1, type=int), 1), pages)
    here_now = slice((number - 1) * size, number * size)
    lines: list[tuple[int, Line | None]] = (
        [(row, None) for row in rows[here_now]]
        if whole
        else [(line.row, line) for line in found.lines[here_now]]
    )
    return Met(
        asked.word,
        found,
        _shown(here, asked, lexicon, lines),
        number,
        pages,
        around,
        [each for each in around.found if each.likelihood > 0][:MOST_NEIGHBOURS],
    )


def _shown(
    here: Voiced, asked: Wanted, lexicon: Lexicon, lines: Sequence[tuple[int, Line | None]]
) -> list[Whole]:
    held, known = read(here.held), beside(here.source)
    return [
        Whole(line, _marked(held.texts[row], asked, lexicon), known.get(held.ids[row], ()))
        for row, line in lines
    ]


def _marked(text: str, asked: Wanted, lexicon: Lexicon) -> list[Piece]:
    if not asked.literal:
        return word_marked(text, asked.word, lexicon)
    return letters_marked(text, asked.word)


def _step(name: str, usual: int) -> int:
    said = request.args.get(name, usual, type=int)
    return said if said in STEPS else usual
