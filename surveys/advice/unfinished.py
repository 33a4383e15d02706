"""書きかけ: what a question lacks that nobody could answer it without, or what cannot both be."""

import re
from collections.abc import Iterator

from surveys.advice.base import MUST, Said
from surveys.formats import checks
from surveys.kinds import KINDS, Choice, Question, Row

_AGREED = re.compile(r"同意|確認|承諾|次に進む|了解")


def question(asked: Question) -> Iterator[Said]:
    if not asked.label.strip():
        yield Said("設問文がありません", "何をたずねているのか、だれにも分かりません", MUST)
    wrong = list(checks.faults(asked))
    for _, what, how in wrong:
        yield Said(what, how, MUST)
    if not any(part == "choices" for part, _, _ in wrong):
        yield from _alone(asked)
    parts: tuple[Choice | Row, ...] = (*asked.choices, *asked.others, *asked.rows, *asked.aspects)
    if any(not part.label.strip() for part in parts):
        yield Said("言葉のない選択肢か行があります", "空の欄が回答者に表示されます", MUST)


def _alone(asked: Question) -> Iterator[Said]:
    """One choice alone is a consent, or something is missing."""
    listed = asked.choices if "choices" in KINDS[asked.kind].takes and not asked.levels else ()
    if len(listed) == 1 and not _AGREED.search(listed[0].label):
        yield Said("選択肢が1つしかありません", "選んだ人がほかとどう違うのか分かりません")
