"""セクションの編集: the pages of a questionnaire are added, named, moved, split and joined."""

from dataclasses import replace

from surveys.documents import Document, Section
from surveys.drafting import codes
from surveys.drafting.questions import find as find_question
from surveys.drafting.questions import fitting, must_look_back
from surveys.errors import N_, SurveyError


class NoSuchSection(SurveyError):
    message = N_("セクション「%(code)s」がありません。ほかの人が削除しています")


class SectionHasRule(SurveyError):
    message = N_(
        "セクション「%(title)s」には表示条件があり、消すと中の設問を全員にたずねることになります。"
        "先に条件を消してください"
    )


class OtherHasRule(SurveyError):
    message = N_(
        "合わせる先のセクション「%(title)s」には表示条件があり、合わせると中の設問も一部の人だけに"
        "たずねることになります。先に条件を消すか、設問を1つずつ動かしてください"
    )


class OnlySection(SurveyError):
    message = N_("セクションが1つだけのときは、消せません")


def find(document: Document, code: str) -> Section:
    """The section with this code.

    Raises:
        NoSuchSection
    """
    for section in document.sections:
        if section.code == code:
            return section
    raise NoSuchSection(code=code)


def add(document: Document, after: str = "") -> tuple[Document, Section]:
    """Put an empty section behind another one, or at the end.

    Raises:
        NoSuchSection
    """
    document = sectioned(document)
    made = Section(codes.for_section(document), "")
    listed = list(document.sections)
    at = listed.index(find(document, after)) + 1 if after else len(listed)
    return replace(document, sections=(*listed[:at], made, *listed[at:])), made


def split(document: Document, code: str) -> tuple[Document, Section]:
    """Begin a new section with a question: what stands behind it in its section goes along.

    Raises:
        NoSuchQuestion
    """
    document = sectioned(document)
    first = find_question(document, code)
    made, section = add(document, first.section)
    at = document.questions.index(first)
    asked = tuple(
        replace(each, section=section.code) if n >= at and each.section == first.section else each
        for n, each in enumerate(document.questions)
    )
    # Who is not asked the first part is not asked the second one either.
    section = replace(section, show=find(document, first.section).show)
    made = replace(made, questions=asked)
    return change(made, section), section


def change(document: Document, section: Section) -> Document:
    """Put a section in the place of the one with its code.

    Raises:
        NoSuchSection, RuleBroken
    """
    before = find(document, section.code)
    told = tuple(section if each is before else each for each in document.sections)
    return fitting(replace(document, sections=told))


def step(document: Document, code: str, *, up: bool) -> Document:
    """Move a section with its questions one place up or down.

    Raises:
        NoSuchSection, LooksAhead
    """
    listed = list(document.sections)
    at = listed.index(find(document, code))
    to = at + (-1 if up else 1)
    if not 0 <= to < len(listed):
        return document
    listed[at], listed[to] = listed[to], listed[at]
    places = {section.code: place for place, section in enumerate(listed)}
    asked = tuple(sorted(document.questions, key=lambda each: places.get(each.section, 0)))
    must_look_back(document, asked)
    return fitting(replace(document, sections=tuple(listed), questions=asked))


def join(document: Document, code: str) -> Document:
    """Take a section away; its questions go to the end of the one before, or begin the next one.

    Raises:
        NoSuchSection, SectionHasRule, OtherHasRule, OnlySection, LooksAhead
    """
    section = find(document, code)
    if len(document.sections) == 1:
        raise OnlySection
    if section.show:
        raise SectionHasRule(title=section.title or section.code)
    at = document.sections.index(section)
    there = document.sections[at - 1 if at else 1]
    mine = [each for each in document.questions if each.section == code]
    if there.show and mine:
        raise OtherHasRule(title=there.title or there.code)
    asked = tuple(
        replace(each, section=there.code) if each in mine else each for each in document.questions
    )
    rest = tuple(each for each in document.sections if each is not section)
    must_look_back(replace(document, sections=rest), asked)
    told = {
        language: {
            path: text
            for path, text in words.items()
            if path not in (f"section {code}", f"section {code}.lead")
        }
        for language, words in document.translations.items()
    }
    return fitting(replace(document, sections=rest, questions=asked, translations=told))


def sectioned(document: Document) -> Document:
    """The document with at least one section, in which its questions stand."""
    if document.sections:
        return document
    first = Section(codes.for_section(document), "")
    asked = tuple(replace(each, section=first.code) for each in document.questions)
    return replace(document, sections=(first,), questions=asked)
