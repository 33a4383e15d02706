"""地図の設問: pin questions find the maps of their plan, and maps the questionnaires they serve."""

from collections.abc import Collection, Iterator
from dataclasses import fields, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys import drawn_maps, place_maps, questionnaires
from surveys.documents import Document
from surveys.errors import N_, SurveyError
from surveys.kinds import Choice, Question
from surveys.kinds.pin import OUTSIDE, OnMap
from surveys.place_maps import PlaceMap
from surveys.plans import Plan
from surveys.questionnaires import DRAFT, NothingAsked, Questionnaire

OUTSIDE_LABEL = "地図の外（市外など）"


class UnknownMap(SurveyError):
    message = N_(
        "設問「%(code)s」の地図「%(name)s」が、この計画にありません。"
        "計画の画面の「地図」で登録するか、名前を確かめてください"
    )


class MapInUse(SurveyError):
    message = N_(
        "この地図は、公開した調査票「%(title)s」で使っているので、変えることも消すこともできません。"
        "地区の分け方を変えるときは、別の名前の地図を加えてください"
    )


class MapInDraft(SurveyError):
    message = N_(
        "この地図は、下書きの調査票「%(title)s」の設問で使っています。"
        "先に、その設問の地図を別の地図に変えるか、設問を消してください"
    )


def choices(found: PlaceMap) -> tuple[Choice, ...]:
    """The areas of a map as the choices of a question, and what lies outside it."""
    return (*(Choice(name, name) for name in found.names), Choice(OUTSIDE, OUTSIDE_LABEL))


def filled(session: Session, plan: Plan, document: Document) -> Document:
    """The document with the areas of their maps as the choices of pins that list none.

    Raises:
        UnknownMap
    """
    if not any(question.place_map for question in document.questions):
        return document
    known = place_maps.by_word(place_maps.of_plan(session, plan))
    asked = []
    for question in document.questions:
        found = known.get(question.place_map)
        if question.place_map and found is None:
            raise UnknownMap(code=question.code, name=question.place_map)
        if found is not None:
            listed = question.choices or choices(found)
            asked.append(replace(question, place_map=found.key, choices=listed))
        else:
            asked.append(question)
    return replace(document, questions=tuple(asked))


def chosen(session: Session, plan: Plan, made: Question, before: Question) -> Question:
    """A question with the areas of its map as its choices, where another map was chosen."""
    known = place_maps.by_word(place_maps.of_plan(session, plan))
    found = known.get(made.place_map)
    if found is None or (made.place_map == before.place_map and made.choices):
        return made
    return replace(made, choices=choices(found))


def carried(
    session: Session, source_plan_id: int, plan: Plan, document: Document, codes: Collection[str]
) -> Document:
    """A document of another plan whose pins, of the questions `codes`, have their maps here too.

    A map with the same areas is the same, whatever it is called; any other is brought along.
    """
    if source_plan_id == plan.id:
        return document
    keys = {one.place_map for one in document.questions if one.code in codes} - {""}
    mine = select(PlaceMap).where(PlaceMap.plan_id == source_plan_id, PlaceMap.key.in_(keys))
    here = {
        each.key: place_maps.carry(session, each, plan).key
        for each in (session.scalars(mine.order_by(PlaceMap.id)).all() if keys else ())
    }
    asked = tuple(
        replace(one, place_map=here.get(one.place_map, "")) if one.code in codes else one
        for one in document.questions
    )
    return replace(document, questions=asked)


def attached(session: Session, questionnaire_id: int, document: Document) -> Document:
    """The document with its maps at hand; a pin whose map is gone is answered from the list."""
    keys = {question.place_map for question in document.questions} - {""}
    if not keys:
        return document
    mine = select(PlaceMap).join(Questionnaire, Questionnaire.plan_id == PlaceMap.plan_id)
    mine = mine.where(Questionnaire.id == questionnaire_id, PlaceMap.key.in_(keys))
    found = {each.key: each for each in session.scalars(mine)}
    on_maps = tuple(
        on_map(question, found[question.place_map]) if question.place_map in found else question
        for question in document.questions
    )
    return replace(document, questions=on_maps)


def without_map(session: Session, plan: Plan, document: Document) -> list[Question]:
    """The pins whose map is not in the plan; those that name none are not among them."""
    asked = [question for question in document.questions if question.place_map]
    keys = {each.key for each in place_maps.of_plan(session, plan)} if asked else set()
    return [question for question in asked if question.place_map not in keys]


def on_map(question: Question, found: PlaceMap) -> OnMap:
    """A question with a map at hand."""
    told = {each.name: getattr(question, each.name) for each in fields(Question)}
    shapes = found.shapes
    picture = drawn_maps.draw(shapes)
    return OnMap(**told, shapes=shapes, picture=picture, attribution=found.attribution)


def rename_areas(session: Session, found: PlaceMap, property_name: str) -> None:
    """Name the areas of a map by another property of its file; drafts that ask of them follow.

    Raises:
        MapInUse, UnknownProperty, TooManyAreas, TooDetailed
    """
    drafts = _must_be_free(session, found)
    place_maps.name_by(found, property_name)
    listed = choices(found)
    for each in drafts:
        document = questionnaires.current(session, each)
        asked = tuple(
            replace(one, choices=listed) if one.place_map == found.key else one
            for one in document.questions
        )
        questionnaires.redraft(each, replace(document, questions=asked))


def delete(session: Session, found: PlaceMap) -> None:
    """Take a map away.

    Raises:
        MapInUse, MapInDraft
    """
    for each in _must_be_free(session, found):
        raise MapInDraft(title=each.title)
    session.delete(found)


def users(session: Session, found: PlaceMap) -> list[Questionnaire]:
    """The questionnaires of its plan that ask for pins on a map, drafts too."""
    mine = select(Questionnaire).where(Questionnaire.plan_id == found.plan_id)
    return [
        each
        for each in session.scalars(mine.order_by(Questionnaire.id))
        if any(question.place_map == found.key for question in _asked(session, each))
    ]


def _asked(session: Session, questionnaire: Questionnaire) -> Iterator[Question]:
    """The questions of all its versions, or of its draft."""
    if questionnaire.state == DRAFT:
        try:
            yield from questionnaires.current(session, questionnaire).questions
        except NothingAsked:
            return
    for version in questionnaires.versions(session, questionnaire):
        yield from version.questions


def _must_be_free(session: Session, found: PlaceMap) -> list[Questionnaire]:
    """The drafts that use a map, where nothing else does.

    Raises:
        MapInUse
    """
    using = users(session, found)
    for each in using:
        if each.state != DRAFT:
            raise MapInUse(title=each.title)
    return using
