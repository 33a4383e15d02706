"""論点のもとになる声: what people lack, gathered from all free-text questions and grouped.

One person's complaint stands under 不便さの内容 and another's under ご意見: the voices of all
questions are therefore grouped together, and people are counted, not texts.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import pandas as pd

from analysis.codebook import FIRST_LEVEL, Codebook, Measure, Question, Role, Variable, codes_of
from analysis.digest.agenda import spoken
from analysis.digest.caution import is_harsh
from analysis.digest.favour import asks_needs, asks_praise, favourable
from analysis.text.describing import describe
from analysis.text.intent import Intent, intent_of
from analysis.text.theme import Theme
from analysis.text.themes import themes
from analysis.text.words import Word, tokenise

LEAST_VOICES = 4
LEAST_THINGS = 4
FINE = 4.0  # groups small enough to be about one thing; those about one topic meet in a draft
_NOTHING_AMISS = re.compile(
    r"(?:何も|なにも|特に|全く|全然|まったく|あまり)(?:感じ|不便|不満|不自由|問題|困)?[^。]{0,8}"
    r"(?:ない|なし|無い|無し|なかった|ません)|そんなこと.*(?:ない|無い)|(?:不満|不便|問題|不自由)[はも]?"
    r"(?:特に)?(?:なし|ない|無し|無い|ありません|なかった)|感じなかった|満足して(?:い|お)|"
    r"(?:分|解|わ|判)か?(?:らない|らん|らず|りません)(?:です)?[！!。．.]*$|(?:なし|無し)[。．.]*$|"
    r"(?:まだ|これから)[^。]{0,12}(?:いません|ない|です|ので)[^。]{0,10}$"
)
_OWN_PLAN = re.compile(
    r"(?:来|き|行き|いき|訪れ|訪ね|食べ|飲み|買い|泊まり|見|観|み|巡り|回り|楽しみ|過ごし|乗り|遊び|伺い|"
    r"住み|暮らし|住み続け|暮らし続け)たい(?:です|な[ぁあ]?|と思い?(?:う|ます|っています)|！|!|♪)*\s*(?:[。！!\n]|$)"
)
_SENTENCE = re.compile(r"[。！!\n]+")
NEED = frozenset({Intent.REQUEST, Intent.COMPLAINT, Intent.PROPOSAL})


class Counted(StrEnum):
    """What sentences count: nobody knows how many people put their ideas on slips of paper."""

    PEOPLE = "people"
    TEXTS = "texts"
    IDEAS = "ideas"


@dataclass(frozen=True, slots=True)
class Voice:
    """What one respondent wrote under one question; `row` is the row of the frame.

    `about` is the choice it explains, where the question before lists things (分野). `words` are
    what it says, as topics are recognised by.
    """

    row: int
    question: str
    text: str
    intent: Intent
    about: str = ""
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Arranged:
    """A theme of one question as a person left it; `rows` are the rows of its voices."""

    key: str
    name: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Voices about one thing.

    Attributes:
        name, keywords, clause: as a theme has them; `words` are its characteristic words.
        voices: the most representative first.
        theme: the key of the theme a person made of them; None for what the program grouped.
    """

    name: str
    keywords: tuple[str, ...]
    clause: str
    words: tuple[str, ...]
    voices: tuple[Voice, ...]
    theme: str | None = None

    @property
    def rows(self) -> frozenset[int]:
        """Rows of everyone in it."""
        return frozenset(voice.row for voice in self.voices)

    @property
    def people(self) -> frozenset[int]:
        """Rows of those who complain, wish or propose; who only names a thing is not counted."""
        return frozenset(voice.row for voice in self.voices if voice.intent in NEED)

    @property
    def questions(self) -> list[str]:
        """The questions its voices come from, the commonest first."""
        return [name for name, _ in Counter(v.question for v in self.voices).most_common()]


@dataclass(frozen=True, slots=True)
class Needs:
    """The voices that say something is amiss, and what they are about.

    Attributes:
        groups: the largest first.
        loose: voices of no group.
        writers: rows of respondents who wrote anything that was looked at.
        companions: questions whose choices lead into complaints (分野 before 改善してほしい点).
        counted: people; texts, where these were set apart from their sheets, so that nobody
            knows how many people wrote them, nor who; or the ideas of a workshop.
    """

    groups: tuple[Group, ...]
    loose: tuple[Voice, ...]
    writers: frozenset[int]
    companions: frozenset[str]
    counted: Counted = Counted.PEOPLE


def ideas(
    frame: pd.DataFrame,
    codebook: Codebook,
    progress: Callable[[float], None] | None = None,
    *,
    arranged: Mapping[str, Sequence[Arranged]] | None = None,
) -> Needs:
    """Gather and group what people put on slips in a workshop.

    An idea proposes something, unless it wishes or complains; what is praised is no issue.
    """
    said = [voice for variable in codebook.texts() for voice in _voices(frame, variable)]
    gathered = [
        voice if voice.intent in NEED else replace(voice, intent=Intent.PROPOSAL)
        for voice in said
        if voice.intent is not Intent.PRAISE
    ]
    kept, left = _kept_together(gathered, arranged or {})
    return _with(kept, gathered, _grouped(left, frozenset(), Counted.IDEAS, progress))


def needs(
    frame: pd.DataFrame,
    codebook: Codebook,
    progress: Callable[[float], None] | None = None,
    *,
    arranged: Mapping[str, Sequence[Arranged]] | None = None,
) -> Needs:
    """Gather and group what people lack.

    A question that asks for needs gives all its voices but praise. Any other gives those that
    wish or propose, and those that complain, unless their writer had just rated the thing well
    or most of its voices praise: rules that read intent err most on mixed praise. A question
    that asks what to recommend gives none. Voices of the themes that people `arranged` stay
    together under their names.
    """
    gathered: list[Voice] = []
    companions: set[str] = set()
    for variable in codebook.texts():
        if not asks_praise(variable.label):
            said, things = _lacking(frame, codebook, variable)
            gathered += said
            companions |= {things.name} if things else set()
    kept, left = _kept_together(gathered, arranged or {})
    return _with(kept, gathered, _grouped(left, frozenset(companions), Counted.PEOPLE, progress))


def _with(kept: list[Group], gathered: list[Voice], found: Needs) -> Needs:
    """What the program grouped of the rest, with the groups that people made before it."""
    writers = frozenset(voice.row for voice in gathered)
    return replace(found, groups=(*kept, *found.groups), writers=writers)


def _lacking(
    frame: pd.DataFrame, codebook: Codebook, variable: Variable
) -> tuple[list[Voice], Variable | None]:
    """What is lacking under one question, and the question before it that lists such things."""
    said, before = _voices(frame, variable), _companion(codebook, variable)
    if _is_about_needs(variable, said):
        kept = [voice for voice in said if voice.intent is not Intent.PRAISE]
        if before is None or not _lists_things(before):
            return kept, None
        return _about(frame, before, kept), before
    pleased = _pleased(frame, before, said)
    return [
        voice
        for voice in said
        if voice.intent in NEED and not (voice.intent is Intent.COMPLAINT and pleased[voice.row])
    ], None


def _about(frame: pd.DataFrame, things: Variable, said: list[Voice]) -> list[Voice]:
    """The voices with what each writer had just chosen, so that 「不便」 says of what."""
    codes = codes_of(frame, things) - FIRST_LEVEL
    return [
        replace(voice, about=things.labels[codes[voice.row]]) if codes[voice.row] >= 0 else voice
        for voice in said
    ]


def _kept_together(
    gathered: list[Voice], arranged: Mapping[str, Sequence[Arranged]]
) -> tuple[list[Group], list[Voice]]:
    """The groups that people made, and the voices that are in none of them."""
    said = {(voice.question, voice.row): voice for voice in gathered}
    groups: list[Group] = []
    for question, one in [(name, each) for name, listed in arranged.items() for each in listed]:
        held = [said.pop(place) for row in one.rows if (place := (question, row)) in said]
        if held:
            groups.append(_named(one, held))
    return groups, list(said.values())


def _named(one: Arranged, held: list[Voice]) -> Group:
    """A person's theme, told by the words of its voices."""
    (found,) = describe([[voice.text for voice in held]], [])
    if found is None:
        return Group(one.name, (), "", (), tuple(held), one.key)
    words = tuple(term.word for term in found.terms)
    ordered = tuple(held[row] for row in found.rows)
    return Group(one.name, found.keywords, found.clause, words, ordered, one.key)


def _grouped(
    gathered: list[Voice],
    companions: frozenset[str],
    counted: Counted,
    progress: Callable[[float], None] | None,
) -> Needs:
    if not gathered:
        return Needs((), (), frozenset(), companions, counted)
    made = themes([voice.text for voice in gathered], resolution=FINE, progress=progress)
    groups = tuple(_group(theme, gathered) for theme in made.themes if theme.size >= LEAST_VOICES)
    placed = {row for theme in made.themes if theme.size >= LEAST_VOICES for row in theme.rows}
    return Needs(
        groups,
        tuple(voice for row, voice in enumerate(gathered) if row not in placed),
        frozenset(voice.row for voice in gathered),
        companions,
        counted,
    )


def _group(theme: Theme, gathered: list[Voice]) -> Group:
    keywords = tuple(word for word in theme.keywords if not is_harsh(word))
    return Group(
        theme.name if keywords == theme.keywords else "・".join(keywords) or "その他の声",
        keywords,
        theme.clause,
        tuple(term.word for term in theme.terms),
        tuple(gathered[row] for row in theme.rows),
    )


def _voices(frame: pd.DataFrame, variable: Variable) -> list[Voice]:
    texts = frame[variable.name]
    return [
        _voice(int(row), variable.name, str(text))
        for row, text in zip(np.arange(len(frame)), texts, strict=True)
        if isinstance(text, str) and text.strip() and not says_all_is_well(text)
    ]


def _voice(row: int, question: str, text: str) -> Voice:
    words = tokenise(text)
    said = frozenset(spoken(words))
    return Voice(row, question, text, _intent(text, words), words=said)


def _intent(text: str, words: Sequence[Word]) -> Intent:
    """What a text wants of others; what its writer means to do again (また来たい) is no wish."""
    if not _OWN_PLAN.search(text):
        return intent_of(words)
    rest = "。".join(part for part in _SENTENCE.split(text) if not _OWN_PLAN.search(part))
    return intent_of(tokenise(rest)) if rest.strip() else Intent.OTHER


def _is_about_needs(variable: Variable, said: list[Voice]) -> bool:
    if asks_needs(variable.label):
        return True
    told = [voice for voice in said if voice.intent is not Intent.OTHER]
    wanting = sum(voice.intent in NEED for voice in told)
    return len(told) >= 10 and wanting >= 0.6 * len(told)


def says_all_is_well(text: str) -> bool:
    """Whether a short text only says that nothing is amiss (不便は感じなかった)."""
    return len(text) <= 30 and bool(_NOTHING_AMISS.search(text))


def _companion(codebook: Codebook, text: Variable) -> Variable | None:
    """The single question right before a text, which the text explains."""
    listed = list(codebook.variables)
    place = listed.index(text)
    before = listed[place - 1] if place else None
    if before is None or not before.has_levels or before.group is not None:
        return None
    return before if before.role is Role.QUESTION else None


def _lists_things(variable: Variable) -> bool:
    """Whether the choices are things (医療・福祉, 移動・交通), not acts or degrees."""
    last = [tokenise(label.split("（")[0])[-1:] for label in variable.labels]
    nouns = sum(bool(words) and words[0].pos in ("名詞", "接尾辞") for words in last)
    nominal = variable.measure is Measure.NOMINAL
    return nominal and len(last) >= LEAST_THINGS and nouns >= 0.8 * len(last)


def _pleased(frame: pd.DataFrame, before: Variable | None, said: list[Voice]) -> np.ndarray:
    """Who is taken to be pleased with what a text explains (n, bool): by their own rating, or,
    where the text follows no rating, everybody when praise outweighs what is lacking.
    """
    good = favourable(Question(before.name, before.label, (before,))) if before else ()
    if before is not None and good:
        return np.isin(codes_of(frame, before), [place + FIRST_LEVEL for place in good])
    praise = sum(voice.intent is Intent.PRAISE for voice in said)
    return np.full(len(frame), praise > sum(voice.intent in NEED for voice in said))
