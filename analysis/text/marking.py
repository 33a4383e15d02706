"""Where in a text the words stand that somebody looks for: what a page marks."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from analysis.text.coding import (
    AllOf,
    AnyOf,
    Compared,
    Condition,
    Given,
    Letters,
    Near,
    Phrase,
    Rule,
    Sum,
    Term,
)
from analysis.text.concordance import Laid, laid
from analysis.text.lexicon import NOTHING, Lexicon
from analysis.text.matching import Places, places, sought
from analysis.text.words import Word, normalise

Span = tuple[int, int]
Piece = tuple[str, bool]


def term_marked(text: str, term: str, lexicon: Lexicon = NOTHING) -> list[Piece]:
    """The text in pieces, those marked that are counted as `term`."""
    here = laid(text, lexicon)
    return _pieces(here, _words(here, lambda word: word.term == term))


def word_marked(text: str, word: str, lexicon: Lexicon = NOTHING) -> list[Piece]:
    """The text in pieces, those marked where a word that was typed stands.

    Raises:
        NothingSought: there is no word in `word`.
    """
    here = laid(text, lexicon)
    return _pieces(here, _typed(here, places(here.words), [word], lexicon))


def letters_marked(text: str, letters: str) -> list[Piece]:
    """The text in pieces, those marked where these letters stand, whatever words they are of."""
    here = laid(text)
    return _pieces(here, _letters(here, letters))


def rule_marked(
    text: str, rule: Rule, rules: Sequence[Rule], lexicon: Lexicon = NOTHING
) -> list[Piece]:
    """The text in pieces, those marked that speak for the code: nothing stands for what is not."""
    here, known = laid(text, lexicon), {each.code: each.condition for each in rules}
    found, spans = places(here.words), []
    for part in _parts(rule.condition, known):
        if isinstance(part, Letters):
            spans += _letters(here, part.said)
        elif isinstance(part, Term):
            spans += _typed(here, found, [part.word], lexicon)
        elif isinstance(part, Phrase):
            spans += _typed(here, found, ["".join(part.words)], lexicon)
        elif isinstance(part, Near):
            spans += _typed(here, found, part.words, lexicon)
    return _pieces(here, spans)


def _parts(condition: Condition, known: dict[str, Condition]) -> Iterator[Condition]:
    """The smallest parts of a condition, but for what must not be there."""
    if isinstance(condition, AnyOf | AllOf):
        inside: Iterable[Condition] = condition.parts
    elif isinstance(condition, Compared | Sum):
        inside = (condition.left, condition.right)
    elif isinstance(condition, Given):
        inside = (known[condition.code],)
    else:
        yield condition
        return
    for part in inside:
        yield from _parts(part, known)


def _words(here: Laid, wanted: Callable[[Word], bool]) -> list[Span]:
    return [span for word, span in zip(here.words, here.spans, strict=True) if wanted(word)]


def _typed(here: Laid, found: Places, words: Iterable[str], lexicon: Lexicon) -> list[Span]:
    return [
        (here.spans[first][0], here.spans[last - 1][1])
        for word in words
        for first, last in sought(word, lexicon).found(found)
    ]


def _letters(here: Laid, said: str) -> list[Span]:
    letters = normalise(said)
    starts = (
        place for place in range(len(here.said)) if here.said.startswith(letters, place) and letters
    )
    return [(start, start + len(letters)) for start in starts]


def _pieces(here: Laid, spans: Iterable[Span]) -> list[Piece]:
    """Cut at the spans, the first first; those that overlap are one."""
    made: list[Piece] = []
    done = 0
    for start, end in _joined(spans):
        if start > done:
            made.append((here.said[done:start], False))
        made.append((here.said[start:end], True))
        done = end
    if done < len(here.said):
        made.append((here.said[done:], False))
    return made


def _joined(spans: Iterable[Span]) -> list[Span]:
    made: list[Span] = []
    for start, end in sorted(spans):
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return made
