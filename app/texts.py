"""What people wrote to one question, as planners may read it: masked, and in Japanese."""

from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256

from flask import current_app
from sqlalchemy.orm import Session

from analysis.text.language import Language, language_of
from analysis.text.masking import mask
from app import bridge
from surveys import responses, translations
from surveys.questionnaires import Questionnaire

REMEMBERED = 4  # questions, in each process: masking 10,000 texts takes over a second
JAPANESE = (Language.JAPANESE, Language.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything that was written to one question.

    Attributes:
        code: the question.
        ids: the responses, in the order of their ids; blank ones are left out.
        words: what each wrote, masked; where there is a translation, that.
        languages: of the originals.
        translated: the responses whose words are a translation.
        fingerprint: equal texts and translations, equal fingerprint.
    """

    code: str
    ids: tuple[int, ...]
    words: tuple[str, ...]
    languages: tuple[Language, ...]
    translated: frozenset[int]
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
            if language in JAPANESE or each in self.translated
        }


def of(session: Session, questionnaire: Questionnaire, code: str) -> Texts:
    """The texts of one question as they stand now; the last few questions are remembered."""
    put = translations.of(session, questionnaire, code)
    answers = bridge.answers(session, questionnaire).fingerprint
    said = (questionnaire.id, code, answers, sorted(put.items()))
    fingerprint = sha256(repr(said).encode()).hexdigest()
    remembered: OrderedDict[str, Texts] = current_app.extensions.setdefault("texts", OrderedDict())
    if fingerprint not in remembered:
        remembered[fingerprint] = _read(session, questionnaire, code, put, fingerprint)
    remembered.move_to_end(fingerprint)
    while len(remembered) > REMEMBERED:
        remembered.popitem(last=False)
    return remembered[fingerprint]


def _read(
    session: Session, questionnaire: Questionnaire, code: str, put: dict[int, str], mark: str
) -> Texts:
    said = [
        (each, text) for each, text in responses.texts(session, questionnaire, code) if text.strip()
    ]
    return Texts(
        code=code,
        ids=tuple(each for each, _ in said),
        words=tuple(mask(put.get(each, text)).text for each, text in said),
        languages=tuple(language_of(text) for _, text in said),
        translated=frozenset(each for each, _ in said if each in put),
        fingerprint=mark,
    )
