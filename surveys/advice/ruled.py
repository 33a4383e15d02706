"""条件: questions nobody reaches, rules that say nothing, checks that nothing meets."""

from collections.abc import Iterator

from surveys import rule_checks
from surveys.advice.base import BETTER, MUST, Advice
from surveys.documents import Document

_STUCK = "答えた人が、そこから先へ進めなくなります"
_ODD = "条件の書き間違いかもしれません。「流れを見る」で、だれにたずねるかを確かめてください"


def advice(document: Document) -> Iterator[Advice]:
    """What the walk through a questionnaire finds in its rules."""
    for found in rule_checks.findings(document):
        code = "" if found.whole else found.code
        why, level = (_STUCK, MUST) if found.grave else (_ODD, BETTER)
        yield Advice(code, found.sentence, why, level)
