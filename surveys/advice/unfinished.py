"""書きかけ: what a question lacks that nobody could answer it without."""

import re
from collections.abc import Iterator

from surveys.advice.base import MUST, Said
from surveys.kinds import KINDS, Choice, Question, Row

_AGREED = re.compile(r"同意|確認|承諾|次に進む|了解")


def question(asked: Question) -> Iterator[Said]:
    kind = KINDS[asked.kind]
    if not asked.label.strip():
        yield Said("設問文がありません", "何をたずねているのか、だれにも分かりません", MUST)
    if "choices" in kind.takes and not asked.levels:
        yield from _choices(asked)
    if "rows" in kind.takes and not asked.rows:
        yield Said("行がありません", "たずねる項目を1つ以上書いてください", MUST)
    parts: tuple[Choice | Row, ...] = (*asked.choices, *asked.others, *asked.rows, *asked.aspects)
    if any(not part.label.strip() for part in parts):
        yield Said("言葉のない選択肢か行があります", "空の欄が回答者に表示されます", MUST)


def _choices(asked: Question) -> Iterator[Said]:
    """One choice alone is a consent, or something is missing."""
    if not asked.choices:
        yield Said("選択肢がありません", "選ぶことができません", MUST)
    elif len(asked.choices) == 1 and not _AGREED.search(asked.choices[0].label):
        yield Said("選択肢が1つしかありません", "選んだ人がほかとどう違うのか分かりません")
