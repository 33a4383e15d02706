"""昨年度の調査票を写す: a questionnaire with all its codes becomes the draft of another year."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from surveys import documents, fiscal_words, pin_maps, questionnaires
from surveys.documents import WORDS, Document, paths
from surveys.errors import N_, SurveyError
from surveys.plans import Plan
from surveys.questionnaires import DRAFT, IMPORTED, Questionnaire
from surveys.regrouping import regrouped

NEAR = range(-1, 11)  # years from the survey's own that may be meant by it: 前回, and 保存期間
AS_OF = "as_of "
# What a copy never has of its source: it belongs to that year, or to those who answered then.
LEFT = (
    N_("受付期間と締切"),
    N_("回答の入口、回答コード、開封の鍵と開封責任者"),
    N_("標本設計、手紙とポスター、督促の記録"),
    N_("見守りの確認担当"),
    N_("回答、集計、テーマと声"),
)
# Parts of a document in words, where a path names no question.
NAMES = {
    "title": N_("調査名"),
    "purpose": N_("目的"),
    "host": N_("実施主体"),
    "contact": N_("問い合わせ先"),
    "kept_until": N_("保存期間"),
}


class YearNotLater(SurveyError):
    message = N_("調査の年は、%(first)s年から%(last)s年までにしてください")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words that name a year, as they are and moved on.

    Attributes:
        key: a language and a path, or the code of a question that counts ages from a year.
        place: the part of the document or the code of the question, for people.
        sure: whether every year in them is the survey's own: neither how long answers are kept
            nor a choice, whose neighbours may name years too.
    """

    key: str
    place: str
    before: str
    after: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """What of a source is to be made into a draft.

    Attributes:
        year: the new one's; `accepted`: the keys of the suggestions that are taken.
    """

    year: int
    accepted: Collection[str] = ()


def source(session: Session, found: Questionnaire) -> Document:
    """What is copied: the document it has now; of a brought file, with its grids whole.

    Raises:
        NothingAsked
    """
    document = questionnaires.current(session, found)
    # The desk's name often says more than the sheet's: its year, or that it is an example.
    name = document.plain.title
    title = found.title if name != found.title and name in found.title else document.title
    asked = regrouped(document.questions) if found.state == IMPORTED else document.questions
    return replace(document, title=title, questions=asked)


def suggestions(document: Document, year: int, to: int) -> tuple[Suggestion, ...]:
    """Every text in which the survey's year, or one near it, is named, in order.

    The document is of the survey of `year`, to be asked again in the year `to`.
    """
    return tuple(_suggested(document, year, to))


def copy(
    session: Session, found: Questionnaire, plan: Plan, wish: Wish, now: datetime
) -> Questionnaire:
    """Make the draft of another year, with all codes; the caller commits.

    Raises:
        NothingAsked, YearNotLater, RuleBroken
    """
    first, last = found.surveyed_year, found.surveyed_year + NEAR[-1]
    if not first <= wish.year <= last:
        raise YearNotLater(first=first, last=last)
    before = source(session, found)
    before = pin_maps.carried(session, found.plan_id, plan, before, before.codes)
    listed = suggestions(before, found.surveyed_year, wish.year)
    document = _put(before, [each for each in listed if each.key in wish.accepted], wish.year)
    written = documents.write(document)
    documents.parse(written)
    made = Questionnaire(
        plan_id=plan.id,
        title=document.plain.title,
        audience=found.audience,
        sampling=found.sampling,
        surveyed_year=wish.year,
        created_at=now,
        state=DRAFT,
        draft=written,
        copied_from_id=found.id,
    )
    session.add(made)
    session.flush()
    return made


def _suggested(document: Document, year: int, to: int) -> Iterator[Suggestion]:
    told: list[tuple[str, Mapping[str, str]]] = [("", paths(document))]
    told += list(document.translations.items())
    for language, words in told:
        for path, text in words.items():
            named = [each for each in fiscal_words.years(text) if each - year in NEAR]
            after = fiscal_words.moved(text, to - year, lambda each: each - year in NEAR)
            if named and after != text:
                plain = path != "kept_until" and not {":", "/"} & set(path)
                sure = plain and all(each == year for each in named)
                yield Suggestion(f"{language}:{path}", _place(path, language), text, after, sure)
    for question in document.questions:
        if question.as_of is not None and question.as_of - year in NEAR and to != year:
            sure = question.as_of == year
            after = str(question.as_of + to - year)
            key = f"{AS_OF}{question.code}"
            yield Suggestion(key, question.code, str(question.as_of), after, sure)


def _place(path: str, language: str) -> str:
    name = NAMES[path] if path in WORDS else path
    return f"{name} ({language})" if language else name


def _put(document: Document, accepted: Collection[Suggestion], year: int) -> Document:
    """The document with what was accepted in its place."""
    words: dict[str, dict[str, str]] = {"": {}}
    counted = {}
    for each in accepted:
        language, _, path = each.key.partition(":")
        if each.key.startswith(AS_OF):
            counted[each.key.removeprefix(AS_OF)] = int(each.after)
        else:
            words.setdefault(language, {})[path] = each.after
    own = words.pop("")
    spoken = {name: {**said, **words.get(name, {})} for name, said in document.translations.items()}
    # The words of another language are put in the same places: so are those of another year.
    said = replace(document, translations={str(year): own}).in_language(str(year))
    asked = tuple(
        replace(each, as_of=counted[each.code]) if each.code in counted else each
        for each in said.questions
    )
    return replace(said, questions=asked, translations=spoken)
