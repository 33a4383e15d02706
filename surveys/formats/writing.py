"""A questionnaire as plain values that `form.read` makes the same questionnaire of."""

from typing import Any

from surveys.documents import Document, Section
from surveys.factors import Factor
from surveys.formats.base import Brought
from surveys.formats.form import MARKS, PLAIN, TEXTS, WORDS
from surveys.kinds import Choice, Question, Row


def write(brought: Brought) -> dict[str, Any]:
    """Everything that is said, in the order a reader wants it."""
    document = brought.document
    around = {"audience": brought.audience, "sampling": brought.sampling, "year": brought.year}
    plain = {name: getattr(document, name) for name in (*WORDS, "minutes", "department")}
    told = {name: value for name, value in (around | plain).items() if value not in ("", None)}
    told = {"title": told.pop("title"), **told} if "title" in told else told
    if document.sections:
        told["sections"] = [
            _section(document, each, n) for n, each in enumerate(document.sections, 1)
        ]
    else:
        told["questions"] = [_question(question) for question in document.questions]
    if document.factors:
        told["factors"] = [_factor(each) for each in document.factors]
    if document.translations:
        told["translations"] = {lang: dict(said) for lang, said in document.translations.items()}
    return told


def _factor(factor: Factor) -> dict[str, Any]:
    told: dict[str, Any] = {"code": factor.code, "label": factor.label}
    told["items"] = list(factor.items)
    told |= {"reversed": list(factor.reversed)} if factor.reversed else {}
    return told | ({"source": factor.source} if factor.source else {})


def _section(document: Document, section: Section, number: int) -> dict[str, Any]:
    told: dict[str, Any] = {"code": section.code, "title": section.title}
    told |= {name: getattr(section, name) for name in ("lead", "show") if getattr(section, name)}
    mine = [one for one in document.questions if one.section == section.code]
    return told | {"questions": [_question(question) for question in mine]}


def _question(question: Question) -> dict[str, Any]:
    usual = Question("", "", "")
    told: dict[str, Any] = {"code": question.code, "label": question.label, "kind": question.kind}
    if question.part != "question":
        told[question.part] = True
    told |= {
        name: getattr(question, name)
        for name in (*PLAIN, *TEXTS)
        if getattr(question, name) != getattr(usual, name)
    }
    if len(question.levels) == 1 and not question.choices:
        return told | {"areas": question.levels[0]}
    for name in ("choices", "others"):
        if getattr(question, name):
            told[name] = [_choice(each, n) for n, each in enumerate(getattr(question, name), 1)]
    for name in ("aspects", "rows"):
        if getattr(question, name):
            told[name] = [_part(each, n) for n, each in enumerate(getattr(question, name), 1)]
    if question.sets:
        told["sets"] = [list(one) for one in question.sets]
    told |= {
        name: list(getattr(question, name))
        for name in ("bands", "levels")
        if getattr(question, name)
    }
    return told


def _choice(choice: Choice, number: int) -> str | dict[str, Any]:
    marks = {name: True for name in MARKS if getattr(choice, name)}
    within: dict[str, Any] = {"within": list(choice.within)} if choice.within else {}
    within |= {"reading": choice.reading} if choice.reading else {}
    plain = _part(choice, number)
    if not marks and not within:
        return plain
    return {"code": choice.code, "label": choice.label, **marks, **within}


def _part(part: Choice | Row, number: int) -> str | dict[str, Any]:
    """A bare label where the code is the place."""
    if part.code == str(number):
        return part.label
    return {"code": part.code, "label": part.label}
