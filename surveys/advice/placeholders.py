"""書きかえ忘れ: words of a model that stand for what only the municipality can say."""

import re
from collections.abc import Iterable, Iterator

from surveys.advice.base import MUST, Advice, Said
from surveys.documents import Document
from surveys.kinds import Choice, Question, Row

_LEFT = re.compile(
    r"[○〇◯□△◇]{2}(?:都|道|府|県|市|町|村|区|地区|小学校|中学校|課)(?:内)?|（[^（）]*ここに書き[^（）]*）"
)
WHY = "ひな形の言葉のまま回答者に表示されます。自分の市町村の言葉に書きかえてください"


def around(document: Document) -> Iterator[Advice]:
    """What is left in the words around the questions."""
    texts = [document.title, document.purpose, document.host, document.contact]
    for section in document.sections:
        texts += [section.title, section.lead]
    for said in _told(texts):
        yield Advice("", said, WHY, MUST)


def question(asked: Question) -> Iterator[Said]:
    parts: tuple[Choice | Row, ...] = (*asked.choices, *asked.others, *asked.rows, *asked.aspects)
    texts = [asked.label, asked.help, *(part.label for part in parts)]
    for said in _told(texts):
        yield Said(said, WHY, MUST)


def _told(texts: Iterable[str]) -> Iterator[str]:
    left = list(dict.fromkeys(word for text in texts for word in _LEFT.findall(text)))
    if left:
        yield f"「{'」「'.join(left)}」が残っています"
