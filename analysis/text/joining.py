"""New voices join the themes there are: nothing is grouped again, so nothing old moves.

A theme is known by examples of its voices, so what a person moved, merged or split is followed.
"""

from collections.abc import Sequence

import numpy as np

from analysis.text import passages
from analysis.text.grouping import LEAST_CLOSENESS, NO_THEME
from analysis.text.lexicon import documents
from analysis.text.reading import PLAIN, Reading
from analysis.text.space import Corpus, specificity

EXAMPLES = 150  # of each theme; more make it slower, not better


def join(
    examples: Sequence[Sequence[str]], texts: Sequence[str | None], *, reading: Reading = PLAIN
) -> tuple[int | None, ...]:
    """Find the theme of each new text.

    Args:
        examples: voices of each of the k themes, the most representative first.
        texts: the new ones, None or blank where there is none.
        reading: how the texts are read, as when the themes were made.

    Returns:
        For each of `texts` the place of its theme in `examples`; None when it is blank, says
        nothing, or is near none. The order of `texts` does not matter.

    Raises:
        NoSentenceVectors, BothWays
    """
    said = [text if text and not passages.says_nothing(text) else None for text in texts]
    new = [row for row, text in enumerate(said) if text is not None]
    known = [text for voices in examples for text in voices[:EXAMPLES]]
    found: list[int | None] = [None] * len(texts)
    if not new or not known:
        return tuple(found)
    read = [*known, *(text for text in said if text is not None)]
    groups = np.full(len(read), NO_THEME)
    sizes = [len(voices[:EXAMPLES]) for voices in examples]
    groups[: len(known)] = np.repeat(np.arange(len(examples)), sizes)
    corpus = Corpus(documents(read, reading.lexicon), reading.sense(read))
    points = corpus.points(specificity(corpus, groups))
    near = points.closeness(groups, len(examples))[len(known) :]
    for row, closeness in zip(new, near, strict=True):
        best = int(closeness.argmax())
        found[row] = best if closeness[best] >= LEAST_CLOSENESS else None
    return tuple(found)
