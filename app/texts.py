"""What people wrote to one question, as planners may read it: masked, and in Japanese."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from flask import current_app
from sqlalchemy.orm import Session

from analysis.text.language import Language, language_of
from analysis.text.masking import mask
from app import bridge
from app.bridge import Answers
from surveys import alarms, responses, translations
from surveys.questionnaires import Questionnaire

REMEMBERED = 12  # questions, in each process: masking 10,000 texts takes over a second
JAPANESE = (Language.JAPANESE, Language.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything that was written to one question.

    Attributes:
        code: the question.
        ids: the responses, in the order of their ids; blank ones are left out, and those that
            their reviewer must read first.
        words: what each wrote, masked; where there is a translation, that.
        languages: of the originals.
        originals: what was written, masked, where the words are a translation.
        withheld: how many texts speak of harm to life and wait for their reviewer.
        fingerprint: equal texts and translations, equal fingerprint.
    """

    code: str
    ids: tuple[int, ...]
    words: tuple[str, ...]
    languages: tuple[Language, ...]
    originals: Mapping[int, str]
    withheld: int
    fingerprint: str

    @property
    def said(self) -> dict[int, str]:
        return dict(zip(self.ids, self.words, strict=True))

    @property
    def readable(self) -> dict[int, str]:
        """What can be read as Japanese: themes, words and searches are made of this."""
        listed = zip(self.ids, self.words, self.languages, strict=True)
        return {
            each: words
            for each, words, language in listed
            if language in JAPANESE or each in self.originals
        }

    def is_foreign(self, response_id: int) -> bool:
        """Whether somebody wrote in another language: no attribute stands beside that."""
        if response_id not in self.ids:
            return False
        return self.languages[self.ids.index(response_id)] not in JAPANESE


def of(session: Session, questionnaire: Questionnaire, code: str) -> Texts:
    """The texts of one question as they stand now; the last few questions are remembered."""
    state = _state(session, questionnaire, code)
    remembered: OrderedDict[str, Texts] = current_app.extensions.setdefault("texts", OrderedDict())
    if state.mark not in remembered:
        remembered[state.mark] = _read(session, questionnaire, code, state)
    remembered.move_to_end(state.mark)
    while len(remembered) > REMEMBERED:
        remembered.popitem(last=False)
    return remembered[state.mark]


def fingerprint(session: Session, questionnaire: Questionnaire, code: str) -> str:
    """The fingerprint of a question's texts, without reading them."""
    return _state(session, questionnaire, code).mark


def filled(session: Session, questionnaire: Questionnaire, found: Answers) -> Answers:
    """The answers with what can be read of every free-text question in them."""
    codes = [variable.name for variable in found.codebook.texts()]
    said = {code: of(session, questionnaire, code).readable for code in codes}
    return bridge.with_texts(found, said)


@dataclass(frozen=True, slots=True)
class _State:
    """What the texts of a question depend on beside the words."""

    translations: Mapping[int, str]
    withheld: frozenset[int]
    mark: str


def _state(session: Session, questionnaire: Questionnaire, code: str) -> _State:
    put = translations.of(session, questionnaire, code)
    withheld = alarms.withheld(session, questionnaire, code)
    answers = bridge.fingerprint(session, questionnaire)
    said = (questionnaire.id, code, answers, sorted(put.items()), sorted(withheld))
    return _State(put, withheld, sha256(repr(said).encode()).hexdigest())


def _read(session: Session, questionnaire: Questionnaire, code: str, state: _State) -> Texts:
    written = [
        (each, text) for each, text in responses.texts(session, questionnaire, code) if text.strip()
    ]
    said = [(each, text) for each, text in written if each not in state.withheld]
    put = state.translations
    return Texts(
        code=code,
        ids=tuple(each for each, _ in said),
        words=tuple(mask(put.get(each, text)).text for each, text in said),
        languages=tuple(language_of(text) for _, text in said),
        originals={each: mask(text).text for each, text in said if each in put},
        withheld=len(written) - len(said),
        fingerprint=state.mark,
    )
