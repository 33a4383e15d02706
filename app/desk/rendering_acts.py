"""翻訳を保存する: texts put into a draft as one step, or out as a corrected version."""

from collections.abc import Mapping, Sequence

from flask import abort

from app.access import of_plan, the_member
from app.clock import now
from app.desk.builder_acts import Here
from app.extensions import db
from surveys import audit, draft_steps, questionnaires, renderings
from surveys.documents import Document
from surveys.draft_steps import Act
from surveys.errors import N_, SurveyError
from surveys.plans import Plan
from surveys.questionnaires import DRAFT, NothingAsked, Questionnaire

Words = Mapping[str, Mapping[str, str]]  # {language: {path: text}}


class ChangedMeanwhile(SurveyError):
    message = N_(
        "ほかの人が先に「%(theirs)s」に変えました。"
        "このまま保存すると、いま入力されている訳に替わります"
    )


def current(found: Questionnaire) -> Document:
    """What is translated: the draft, or the newest version; nothing while nothing is asked."""
    try:
        return questionnaires.current(db.session(), found)
    except NothingAsked:
        return Document((), title=found.title)


def held(questionnaire_id: int) -> Here:
    """The questionnaire of the address, to be changed: nobody else changes it before the commit."""
    found = of_plan(Questionnaire, questionnaire_id)
    draft_steps.hold(db.session(), found)
    return Here(found, current(found))


def must_have(document: Document, language: str) -> None:
    if language not in document.translations:
        abort(404)


def earlier(found: Questionnaire) -> list[Document]:
    """What the plan's other questionnaires say, the oldest first: the newest words win."""
    session = db.session()
    plan = session.get_one(Plan, found.plan_id)
    others = reversed(questionnaires.of_plan(session, plan))
    return [current(each) for each in others if each.id != found.id]


def next_number(found: Questionnaire) -> int:
    """Of the version that a corrected translation would make; 0 of a draft."""
    if found.state == DRAFT:
        return 0
    return questionnaires.latest(db.session(), found).number + 1


def put(at: Here, said: Words, of: Words | None = None) -> int:
    """Keep texts, "" taking one away; how many are new or otherwise.

    `of` says from which Japanese they were made, "" being what stands there now.

    Raises:
        NotPublished: neither a draft nor open any more.
    """
    document, n = at.document, 0
    for language, words in said.items():
        before = document.translations.get(language, {})
        n += sum(text != before.get(path, "") for path, text in words.items())
        document = renderings.translated(document, language, words)
    noted = {language: texts for language, texts in (of or {}).items() if texts}
    if n:
        keep(at, document, f"訳を{n}か所直す")
    if at.questionnaire.state == DRAFT:
        for language, texts in noted.items():
            questionnaires.note_translations(at.questionnaire, language, texts)
    if n or noted:
        record("translation.write", at.questionnaire, languages=", ".join(said), number=n)
    return n


def keep(at: Here, document: Document, said: str) -> None:
    """Keep a document as a step of its draft, or as its corrected version."""
    session = db.session()
    if at.questionnaire.state == DRAFT:
        draft_steps.change(session, at.questionnaire, document, Act(said, the_member().id, now()))
    else:
        questionnaires.correct(session, at.questionnaire, document, now())


def record(what: str, about: Questionnaire, **details: object) -> None:
    audit.record(db.session(), what, about, who=the_member().id, now=now(), details=details)


def problems_of(document: Document, said: Words) -> Sequence[tuple[str, str, SurveyError]]:
    """(language, path, what is wrong) of every text that cannot be kept."""
    return [
        (language, path, error)
        for language, words in said.items()
        for path, error in renderings.wrong(document, words).items()
    ]
