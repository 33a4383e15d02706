"""差し込み: texts that say an answer back which nobody has given by then."""

from collections.abc import Iterable, Iterator, Mapping

from surveys import piping
from surveys.advice.base import MUST, Advice
from surveys.documents import Document, Section, owner_of
from surveys.kinds import KINDS, Question
from surveys.rule_words import in_order, numbered

_LATER = "答えがまだないので、どの回答者にも「前の設問の答え」のような言葉が出ます"
_NOWHERE = "回答者には { } のまま表示されます。設問のコードを確かめてください"


def advice(document: Document) -> Iterator[Advice]:
    """Every pipe that names no question on an earlier page; a check may name its own question."""
    numbers = numbered(document)
    sections = {section.code: section for section in document.sections}
    earlier: dict[str, Question] = {}
    for question in in_order(document):
        if question.section in sections:
            section = sections.pop(question.section)
            place = f"セクション「{section.title or section.code}」"
            yield from _told("", place, _of_section(document, section), earlier, numbers)
        place, own = numbers[question.code], {question.code: question}
        yield from _told(question.code, place, _of_question(document, question), earlier, numbers)
        said = _checking(document, question)
        yield from _told(question.code, f"{place}の確認の文", said, earlier | own, numbers)
        if KINDS[question.kind].asks:
            earlier[question.code] = question


def _told(
    code: str,
    place: str,
    texts: Iterable[str],
    known: Mapping[str, Question],
    numbers: Mapping[str, str],
) -> Iterator[Advice]:
    for name in dict.fromkeys(name for text in texts for name in piping.names(text)):
        owner = name.partition(".")[0]
        if piping.looked_at(name, known):
            continue
        later = owner in numbers and owner not in known
        what = f"{numbers[owner]}は、これより前にありません" if later else "設問がありません"
        said = f"{place}: 差し込み「{{{name}}}」の{what}"
        yield Advice(code, said, _LATER if later else _NOWHERE, MUST)


def _of_section(document: Document, section: Section) -> Iterator[str]:
    yield from (section.title, section.lead)
    for path in (f"section {section.code}", f"section {section.code}.lead"):
        yield from (words.get(path, "") for words in document.translations.values())


def _of_question(document: Document, question: Question) -> Iterator[str]:
    yield from piping.texts(question)
    for path, text in _translated(document, question):
        if path != f"{question.code}.check":
            yield text


def _checking(document: Document, question: Question) -> Iterator[str]:
    yield question.check_told
    for path, text in _translated(document, question):
        if path == f"{question.code}.check":
            yield text


def _translated(document: Document, question: Question) -> Iterator[tuple[str, str]]:
    for words in document.translations.values():
        yield from ((path, text) for path, text in words.items() if owner_of(path) == question.code)
