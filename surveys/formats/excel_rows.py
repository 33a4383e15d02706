"""A questionnaire as the words of the Excel form's cells, which `laying_out` reads back."""

from collections.abc import Iterator, Mapping

from surveys.documents import WORDS, Document, Section, paths
from surveys.formats import notation
from surveys.formats.base import Brought
from surveys.formats.columns import GRAIN_WORDS, ORDERED, REVERSE, UNNAMED, WEIGHT, YES
from surveys.kinds import KINDS, Question
from surveys.questionnaires import AUDIENCES, SAMPLINGS

Said = Mapping[str, str]
MOST_LETTERS = 30_000  # Excel keeps 32,767 in a cell; a longer list goes on in the rows below


def overview(brought: Brought) -> Said:
    """The lines of 調査の概要 by their keys."""
    document = brought.document
    return {
        "audience": AUDIENCES.get(brought.audience, ""),
        "sampling": SAMPLINGS.get(brought.sampling, ""),
        "year": _number(brought.year),
        "minutes": _number(document.minutes),
        **{name: getattr(document, name) for name in (*WORDS, "department")},
    }


def sections(document: Document) -> Iterator[Said]:
    """The rows of セクション."""
    for each in document.sections:
        yield {"title": each.title, "code": each.code, "lead": each.lead, "show": each.show}


def questions(document: Document) -> Iterator[Said]:
    """The rows of 設問: a section is named where it begins."""
    if not document.sections:
        for question in document.questions:
            yield from _question(question, "")
    for section in document.sections:
        name = _name(section, document)
        for question in document.questions:
            if question.section == section.code:
                yield from _question(question, name)
                name = ""


def translations(document: Document) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Each path that has words, its Japanese, and the words in every language."""
    for path, words in paths(document).items():
        told = {lang: said[path] for lang, said in document.translations.items() if path in said}
        if words or told:
            yield path, words, told


def _name(section: Section, document: Document) -> str:
    """What names a section in a cell: its title where no other can be meant by that."""
    names = [name for each in document.sections for name in (each.title, each.code)]
    return section.title if section.title and names.count(section.title) == 1 else section.code


def _question(question: Question, section: str) -> Iterator[Said]:
    choices = _parts(notation.write_choices(question.choices))
    yield {
        "section": section,
        "code": question.code,
        "label": question.label,
        "kind": KINDS[question.kind].label,
        "choices": choices[0],
        "rows": "\n".join(notation.write_rows(question.rows)),
        "aspects": "\n".join(notation.write_rows(question.aspects)),
        "others": "\n".join(notation.write_choices(question.others)),
        "required": YES if question.required else "",
        "attribute": {"attribute": YES, "weight": WEIGHT}.get(question.part, ""),
        **{
            name: getattr(question, name)
            for name in (
                "help",
                "show",
                "skip",
                "check",
                "check_told",
                "unit",
                "earliest",
                "latest",
                "place_map",
            )
        },
        **{
            n: _number(getattr(question, n))
            for n in ("least", "limit", "total", "low", "high", "as_of")
        },
        "sets": "\n".join(", ".join(one) for one in question.sets),
        "bands": ", ".join(map(_number, question.bands)),
        "band_label": f"[{question.band_code}] {question.band_label}" if question.bands else "",
        "order": _order(question),
        "levels": ", ".join(question.levels),
        "grain": GRAIN_WORDS.get(question.grain or 0, ""),
    }
    for more in choices[1:]:
        yield {"choices": more}


def _parts(lines: list[str]) -> list[str]:
    """Lines in as few cells as hold them."""
    parts = [""]
    for line in lines:
        if len(parts[-1]) + len(line) > MOST_LETTERS:
            parts.append("")
        parts[-1] += f"\n{line}" if parts[-1] else line
    return parts


def _order(question: Question) -> str:
    said = {ORDERED: question.ordered, REVERSE: question.reverse, UNNAMED: not question.labelled}
    return "・".join(word for word, is_so in said.items() if is_so)


def _number(number: float | None) -> str:
    if number is None:
        return ""
    return str(int(number)) if float(number).is_integer() else repr(number)
