"""The questionnaire an address names, as the reader of a page is asked it."""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from flask import abort, current_app, g, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from app import languages, mixed
from app.clock import now
from app.extensions import db
from app.keyring import keys_of
from app.respond import lately
from app.respond import state as states
from app.respond.state import COOKIE, SIX_WEEKS, State
from surveys import envelopes, pin_maps, receptions, sheets
from surveys.documents import SOURCE_LANGUAGE, Document
from surveys.errors import N_, SurveyError
from surveys.keys import Keys, KeysGone
from surveys.kinds import Choice
from surveys.receptions import Reception
from surveys.sheets import Page


class NotBegun(SurveyError):
    message = N_("回答の続きを開けませんでした")


class CookiesOff(SurveyError):
    message = N_("このブラウザでは、クッキーが使えない設定になっています")


@dataclass(frozen=True, slots=True)
class Shown:
    """A document in a language; its rules are read in the language they were written in.

    Attributes:
        source: what answers are read by.
        document: what is shown.
        language: of the questions, as `lang` has it; it may be another than that of our own words.
        blanks: its questions as they are shown before anybody touches them.
    """

    source: Document
    document: Document
    language: str
    pages: tuple[Page, ...]
    blanks: dict[tuple[str, str, bool], Markup] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request is about: a questionnaire, and who answers it, if anybody has begun."""

    questionnaire: Reception
    keys: Keys
    shown: Shown
    state: State | None

    @property
    def by_code(self) -> bool:
        """Whether a letter's code lets people in."""
        return self.questionnaire.access == "codes"

    @property
    def document(self) -> Document:
        return self.shown.document

    @property
    def who(self) -> State:
        """Whoever answers, or somebody who has not begun."""
        return self.state or states.new()

    @property
    def department(self) -> Choice | None:
        """The department whose link was opened."""
        if self.state is None or not self.state.department:
            return None
        return self.document.question(self.document.department).choice(self.state.department)

    def address(self, view: str, **places: Any) -> str:
        """Where a view of this questionnaire is."""
        return url_for(f"respond.{view}", questionnaire_id=self.questionnaire.id, **places)


def find(questionnaire_id: int, *, hold: bool = False) -> Asked:
    """The questionnaire of the address; one that was never published is not found.

    With `hold` it stays open until what is written in this request is committed.
    """
    look = receptions.hold if hold else lately.find
    found = look(db.session(), questionnaire_id)
    if found is None:
        abort(404)
    language = languages.chosen()
    kept = _kept(found.id, found.fingerprint, language)
    if not kept:
        source = receptions.document(db.session(), found)
        kept.append(_shown(pin_maps.attached(db.session(), found.id, source), language))
    keys = keys_of(found)
    asked = Asked(found, keys, kept[0], _state(keys))
    g.asked = asked
    return asked


def find_open(questionnaire_id: int, *, hold: bool = False) -> Asked:
    """The same, while answers are taken.

    Raises:
        NotOpenYet, Closed, KeysGone
    """
    asked = find(questionnaire_id, hold=hold)
    envelopes.must_be_open(asked.questionnaire, now())
    return asked


def find_answering(questionnaire_id: int, *, hold: bool = False) -> Asked:
    """The same, for somebody who has begun.

    Raises:
        NotOpenYet, Closed, KeysGone, NotBegun, CookiesOff
    """
    return must_be_answering(find_open(questionnaire_id, hold=hold))


def must_be_answering(asked: Asked) -> Asked:
    """Let through who has begun.

    Where nothing but the cookie was lost, and no code is needed, whoever sends a form begins anew:
    their token will not fit, and the page is shown again with what they wrote.

    Raises:
        NotBegun, CookiesOff
    """
    if asked.state is not None and asked.state.begun:
        return asked
    if asked.state is None and "begun" in request.args:
        raise CookiesOff
    if request.method != "POST" or asked.by_code:
        raise NotBegun
    return replace(asked, state=states.begun(asked.who))


def keep(response: Response, asked: Asked, state: State) -> Response:
    """Let the phone remember."""
    response.set_cookie(
        COOKIE,
        states.write(state, asked.keys),
        max_age=SIX_WEEKS,
        path=asked.address("welcome"),
        httponly=True,
        samesite="Lax",
        secure=current_app.config["HTTPS"],
    )
    return response


def _state(keys: Keys) -> State | None:
    cookie = request.cookies.get(COOKIE, "")
    try:
        return states.read(cookie, keys) if cookie else None
    except KeysGone:
        return None


@lru_cache(maxsize=128)
def _kept(_id: int, _fingerprint: str, _language: str) -> list[Shown]:
    """Where a document is kept once it is put into a language."""
    return []


def _shown(source: Document, language: str) -> Shown:
    told = [SOURCE_LANGUAGE, *(each for each, words in source.translations.items() if words)]
    spoken = languages.matched((language,), told) or SOURCE_LANGUAGE
    document = mixed.in_language(source, spoken)
    questions = {question.code: question for question in document.questions}
    sections = {section.code: section for section in document.sections}
    pages = tuple(
        replace(
            page,
            section=sections.get(page.section.code, page.section),
            questions=tuple(questions[question.code] for question in page.questions),
        )
        for page in sheets.pages(source)
    )
    return Shown(source, document, spoken, pages)
