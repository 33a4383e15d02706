"""書きかけ: what a respondent wrote so far, kept on the server so that only they can read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from app.clock import now
from app.database import begin_looking
from app.extensions import db
from app.respond.asked import Asked
from app.respond.state import State
from surveys import access, envelopes, sheets, standings
from surveys.envelopes import AlreadySent
from surveys.errors import N_, SurveyError
from surveys.kinds import Question
from surveys.sheets import Sheet

Strings = Mapping[str, list[str]]


class DraftGone(SurveyError):
    message = N_("書きかけの回答はもうありません")


@dataclass(frozen=True, slots=True)
class Written:
    """What was written so far, and what another device needs in order to go on.

    Attributes:
        said: {form field: what stands in it}, as it was typed.
        page: where to go on, from 1; one more than there are = the review.
    """

    said: dict[str, list[str]] = field(default_factory=dict)
    page: int = 1
    receipt: str = ""
    word: str = ""
    department: str = ""
    changes: bool = False


def load(asked: Asked) -> Written:
    """What the respondent wrote so far.

    Raises:
        AlreadySent: it was sent from another page or device, and counts.
        DraftGone: it was begun afresh there, or another sheet replaced the one being changed.
        CodeVoid: the code was made void meanwhile.
    """
    state = asked.who
    if not state.saved:
        return Written()
    session = db.session()
    begin_looking(session)
    found = envelopes.draft(session, asked.keys, state.holder)
    if not found:
        access.must_not_be_void(session, envelopes.key_hash(asked.keys, state.sender))
        sent = standings.find(session, asked.keys, state.sender)
        raise AlreadySent if sent and not state.changes else DraftGone
    return Written(**found)


def half_way(asked: Asked) -> bool:
    """Whether somebody is in the middle of a sheet on this phone, and can still send it."""
    state = asked.who
    if not state.answering or not asked.questionnaire.is_open(now()):
        return False
    return not state.saved or envelopes.has_draft(db.session(), asked.keys, state.name)


def save(asked: Asked, said: Strings, page: int) -> State:
    """Keep what was written, and give the state that knows of it. The caller commits."""
    state = asked.who
    written = {
        "said": {name: texts for name, texts in said.items() if any(texts)},
        "page": page,
        "receipt": state.receipt,
        "word": state.word,
        "department": state.department,
        "changes": state.changes,
    }
    envelopes.save_draft(db.session(), asked.questionnaire, asked.keys, state.holder, written)
    return replace(state, saved=True)


def read(asked: Asked, said: Strings, questions: Iterable[Question] | None = None) -> Sheet:
    """Read what was written, or as much of it as these questions and the path need.

    The department's link answers for its question.
    """
    of = None if questions is None else {question.code for question in questions}
    return sheets.read(asked.shown.source, whole(asked, said), of=of)


def whole(asked: Asked, said: Strings) -> Strings:
    """What was written, with what the department's link says."""
    department = asked.who.department
    return {**said, asked.document.department: [department]} if department else said
