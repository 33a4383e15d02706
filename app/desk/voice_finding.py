"""声を探す: which voices fit what was asked, and one page of them as it is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request
from sqlalchemy import select

from analysis.text.concordance import concordance
from analysis.text.intent import intent_of
from analysis.text.marking import Piece, letters_marked, word_marked
from analysis.text.matching import places, sought
from analysis.text.words import normalise
from app import attributes
from app.desk.voice_passages import LINES, Heard, Key, Question
from app.sent import natural
from surveys import voices
from surveys.issues import IssueVoice, PolicyIssue
from surveys.questionnaires import Questionnaire
from surveys.voices import Voice

AT_ONCE = 30
CONTEXT = 28  # letters on each side of a word in a line

Hit = tuple[Question, int]  # a question, and the row of its voice
Line = tuple[str, str, str]  # what stands left of a word, the word, what stands right of it


@dataclass(frozen=True, slots=True)
class Passage:
    """One voice as it is listed.

    Attributes:
        pieces: its words, those marked that were looked for; `line`, the line around the first.
        origin: where it is from; `beside`, what may stand beside it.
        issue: the issue it is quoted in.
    """

    key: Key
    questionnaire: Questionnaire
    pieces: Sequence[Piece]
    line: Line | None
    origin: str
    beside: Sequence[str]
    marked: bool
    issue: PolicyIssue | None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the `n` voices that were found among `read`; `places`, where the word stands."""

    passages: Sequence[Passage]
    n: int
    read: int
    withheld: int
    places: int
    number: int
    pages: int


def find(here: Heard) -> Found:
    """One page of the voices that are asked for."""
    hits = [(one, row) for one in here.questions for row in _rows(here, one)]
    listed = _lined(here, hits) if _in_lines(here) else [(hit, None) for hit in hits]
    pages = max(-(-len(listed) // AT_ONCE), 1)
    number = min(max(request.args.get("page", 1, type=natural), 1), pages)
    return Found(
        _passages(here, listed[(number - 1) * AT_ONCE : number * AT_ONCE]),
        len(hits),
        sum(len(one.read.ids) for one in here.questions),
        sum(one.held.withheld for one in here.questions),
        len(listed),
        number,
        pages,
    )


def _in_lines(here: Heard) -> bool:
    return here.asked.show == LINES and bool(here.asked.words)


def _rows(here: Heard, one: Question) -> list[int]:
    """The rows of a question's voices that fit."""
    kept = _kept(here, one)
    rows = [row for row, each in enumerate(one.read.ids) if kept is None or each in kept]
    if here.asked.intent:
        rows = [row for row in rows if intent_of(one.read.plain[row]) == here.asked.intent]
    for word in here.asked.words:
        rows = [row for row in rows if _says(here, one, row, word)]
    return rows


def _kept(here: Heard, one: Question) -> set[int] | None:
    """The responses that the filters leave; None where nothing is filtered."""
    asked = here.asked
    sets: list[set[int]] = []
    if asked.field:
        sets.append({each for each, code in here.fields.get(asked.field, ()) if code == one.code})
    if asked.marked:
        sets.append({each for each, code in here.marked if code == one.code})
    if asked.theme:
        sets.append({each for key, _, ids in here.themes if key == asked.theme for each in ids})
    if asked.among:
        groups = [set(each.ids) for each in here.groups if each.value == asked.among]
        sets.append(set().union(*groups) - one.held.originals.keys())
    return set.intersection(*sets) if sets else None


def _says(here: Heard, one: Question, row: int, word: str) -> bool:
    """As it was typed, or any form of the word: 行く finds 行った."""
    if word in normalise(one.read.texts[row]):
        return True
    words = here.lexicon.applied(one.read.plain[row])
    return bool(sought(word, here.lexicon).found(places(words)))


def _lined(here: Heard, hits: Sequence[Hit]) -> list[tuple[Hit, Line | None]]:
    """Every place where the first word stands, like beside like."""
    said = [one.read.texts[row] for one, row in hits]
    told = concordance(said, here.asked.words[0], lexicon=here.lexicon, width=CONTEXT)
    return [(hits[line.row], (line.left, line.word, line.right)) for line in told.lines]


def _passages(here: Heard, listed: Sequence[tuple[Hit, Line | None]]) -> list[Passage]:
    quoted = _quoted(here, [(one.read.ids[row], one.code) for (one, row), _ in listed])
    beside: dict[int, Mapping[int, Sequence[str]]] = {}
    origins: dict[tuple[int, str], str] = {}
    made = []
    for (one, row), line in listed:
        key, asked = (one.read.ids[row], one.code), one.asked
        if asked.id not in beside:
            beside[asked.id] = _beside(one)
        if (asked.id, one.code) not in origins:
            origins[asked.id, one.code] = voices.asked_in(here.session, asked, one.code)
        made.append(
            Passage(
                key,
                asked,
                _pieces(here, one.read.texts[row]),
                line,
                origins[asked.id, one.code],
                () if one.held.is_foreign(key[0]) else beside[asked.id].get(key[0], ()),
                key in here.marked,
                quoted.get(key),
            )
        )
    return made


def _pieces(here: Heard, text: str) -> list[Piece]:
    """The first word marked as it was typed, else in the form it has here."""
    if not here.asked.words:
        return [(text, False)]
    word = here.asked.words[0]
    if word in normalise(text):
        return letters_marked(text, word)
    return word_marked(text, word, here.lexicon)


def _beside(one: Question) -> Mapping[int, Sequence[str]]:
    """What may stand beside each voice; beside those of staff, nothing."""
    if one.asked.audience == "staff":
        return {}
    words = attributes.beside_voices(one.here.answers)
    return dict(zip(one.here.answers.ids, words, strict=True))


def _quoted(here: Heard, keys: Sequence[Key]) -> dict[Key, PolicyIssue]:
    """The issues in which some voices are quoted already."""
    mine = (
        select(Voice.response_id, Voice.question_code, PolicyIssue)
        .join(IssueVoice, IssueVoice.voice_id == Voice.id)
        .join(PolicyIssue, PolicyIssue.id == IssueVoice.issue_id)
        .where(Voice.plan_id == here.plan.id, ~PolicyIssue.gone)
        .where(Voice.response_id.in_([each for each, _ in keys]))
    )
    return {(each or 0, code): issue for each, code, issue in here.session.execute(mine)}
