"""下書きを変える: the draft of an address, held while it is changed, and the step that is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue

from app.access import of_plan, the_member
from app.clock import JAPAN, now
from app.extensions import db
from surveys import audit, documents, draft_steps, questionnaires
from surveys.documents import Document
from surveys.draft_steps import Act
from surveys.kinds import Question
from surveys.questionnaires import DRAFT, Questionnaire


@dataclass(frozen=True, slots=True)
class Here:
    """A draft in the builder."""

    questionnaire: Questionnaire
    document: Document

    @property
    def first(self) -> str:
        """The code of its first question."""
        return self.document.questions[0].code if self.document.questions else ""

    def address(self, view: str = "builder.show", **place: str) -> str:
        """Where a view of it is."""
        named: dict[str, Any] = {
            "plan_id": self.questionnaire.plan_id,
            "questionnaire_id": self.questionnaire.id,
            **place,
        }
        return url_for(f"desk.{view}", **named)


def here(questionnaire_id: int) -> Here:
    """The draft of the address, to be looked at.

    Raises:
        NotADraft
    """
    found = of_plan(Questionnaire, questionnaire_id)
    questionnaires.must_be_draft(found)
    return Here(found, _document(found))


def held(questionnaire_id: int) -> Here:
    """The same, to be changed: nobody else changes it before the commit.

    Raises:
        NotADraft
    """
    found = of_plan(Questionnaire, questionnaire_id)
    draft_steps.hold(db.session(), found)
    questionnaires.must_be_draft(found)
    return Here(found, _document(found))


def begin(plan_id: int, said: Mapping[str, Any], document: Document, **details: object) -> Here:
    """Make a draft of a document, under the title and for whom the form said."""
    made = Questionnaire(plan_id=plan_id, state=DRAFT, created_at=now(), **said)
    titled = replace(document, title=made.title)
    db.session.add(made)
    questionnaires.redraft(made, titled)
    db.session.flush()
    record("questionnaire.begin", made, **details)
    return Here(made, titled)


def keep(at: Here, document: Document, said: str, *, part: str = "", typing: bool = False) -> Here:
    """Keep a change as a step, and record it once however long it is typed on."""
    session, who = db.session(), the_member().id
    before = draft_steps.newest_number(session, at.questionnaire)
    act = Act(said, who, now(), part, typing=typing)
    step = draft_steps.change(session, at.questionnaire, document, act)
    if step is not None and step.number != before:
        record("draft.change", at.questionnaire)
    return Here(at.questionnaire, document)


def record(what: str, about: Questionnaire, **details: object) -> None:
    audit.record(db.session(), what, about, who=the_member().id, now=now(), details=details)


def place_said() -> Mapping[str, str]:
    """The part that a page or a form is about."""
    names = ("question", "section", "around", "after")
    return {name: request.values[name] for name in names if request.values.get(name)}


def by_script() -> bool:
    """Whether what was typed is kept while it is written, and nobody waits for a page."""
    return request.accept_mimetypes.best == "application/json"


def kept(**told: object) -> ResponseReturnValue:
    """What a script needs to go on: no page, only what changed beside what was typed."""
    return jsonify(saved=f"{now().astimezone(JAPAN):%H:%M}", **told)


def mark(question: Question) -> str:
    """What a form is held to: a question as it was when its form was made."""
    return documents.fingerprint(documents.write(Document((question,))))


def mark_of_section(document: Document, code: str) -> str:
    """The same of a section's own words."""
    mine = tuple(each for each in document.sections if each.code == code)
    return documents.fingerprint(documents.write(Document((), mine)))


def mark_of_around(document: Document) -> str:
    """The same of the words that are read first."""
    first = {name: getattr(document, name) for name in (*documents.WORDS, "minutes")}
    return documents.fingerprint(first)


def _document(found: Questionnaire) -> Document:
    try:
        return questionnaires.current(db.session(), found)
    except questionnaires.NothingAsked:
        return Document((), title=found.title)
