"""訳文: the words of a questionnaire in other languages, and what of them has to be looked at.

A translation stands in the document. Of which Japanese it was made is kept beside a draft, and
only while that Japanese says something else now; a published version keeps no such note.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

import yaml

from surveys import documents, piping
from surveys.documents import Document, paths
from surveys.errors import N_, SurveyError
from surveys.kinds import Question

Json = Mapping[str, Any]
OLDER = "translated_from"  # of a draft: {language: {path: the Japanese it was translated from}}
LONGEST = 10_000
AROUND = {
    "title": N_("調査名"),
    "purpose": N_("目的"),
    "host": N_("実施主体"),
    "contact": N_("問い合わせ先"),
    "kept_until": N_("保存期間"),
}


class NoSuchPlace(SurveyError):
    message = N_("「%(path)s」という場所は、いまの調査票にありません")


class PlacesLost(SurveyError):
    message = N_(
        "日本語の %(places)s が訳にありません。前の答えが入るところなので、{ } のまま残してください"
    )


class PlacesStrange(SurveyError):
    message = N_("日本語にない %(places)s があります。消してください")


class TooLong(SurveyError):
    message = N_("訳が長すぎます。%(most)d字までにしてください")


@dataclass(frozen=True, slots=True)
class Place:
    """A text to be translated: where it stands, what it is, and the Japanese that stands there."""

    path: str
    what: str
    japanese: str


@dataclass(frozen=True, slots=True)
class Group:
    """A question, a section's heading or the first words, with what is to be translated in it."""

    title: str
    places: tuple[Place, ...]


def groups(document: Document, numbers: Mapping[str, str]) -> list[Group]:
    """Everything with words, in the order of the pages; `numbers` are what questions are called."""
    said = {path: text for path, text in paths(document).items() if text.strip()}
    made = [_group("はじめに伝えること", AROUND.items(), said)]
    asked = {each.code: [each] for each in document.questions}
    for section in document.sections:
        named = (f"section {section.code}", "見出し"), (f"section {section.code}.lead", "前書き")
        made.append(_group(f"セクション「{section.title or section.code}」", named, said))
        mine = [each for each in document.questions if each.section == section.code]
        made += [_group(numbers[each.code], _parts(each), said) for each in mine]
        for each in mine:
            asked.pop(each.code)
    made += [_group(numbers[code], _parts(each), said) for code, (each,) in asked.items()]
    return [group for group in made if group.places]


def places(document: Document) -> dict[str, str]:
    """{path: Japanese} of everything that has words."""
    return {path: text for path, text in paths(document).items() if text.strip()}


def done(document: Document, language: str) -> int:
    """How many of them have a translation."""
    words = document.translations.get(language, {})
    return sum(bool(words.get(path, "").strip()) for path in places(document))


def tag(said: str) -> str:
    """The code of a language as it is usually written: en, zh-Hant, pt-BR."""
    language, _, rest = said.strip().partition("-")
    if rest.lower() != "easy":  # of ours, in four letters as a script is
        rest = {2: rest.upper(), 4: rest.title()}.get(len(rest), rest.lower())  # BR, Hant
    return "-".join(filter(None, (language.lower(), rest)))


def with_language(document: Document, language: str) -> Document:
    """The document with one language more, of which nothing is translated yet."""
    return replace(document, translations={**document.translations, language: {}})


def without_language(document: Document, language: str) -> Document:
    kept = {each: words for each, words in document.translations.items() if each != language}
    return replace(document, translations=kept)


def translated(document: Document, language: str, said: Mapping[str, str]) -> Document:
    """The document with these texts in a language; "" takes a text away."""
    words = {**document.translations.get(language, {}), **said}
    kept = {path: text for path, text in words.items() if text.strip()}
    return replace(document, translations={**document.translations, language: kept})


def wrong(document: Document, said: Mapping[str, str]) -> dict[str, SurveyError]:
    """{path: what is wrong with its translation}."""
    known = paths(document)
    found = {path: _wrong(known.get(path), path, text) for path, text in said.items() if text}
    return {path: error for path, error in found.items() if error is not None}


def older(draft: Json | None) -> Mapping[str, Mapping[str, str]]:
    """{language: {path: the Japanese that was translated}} where it says something else now."""
    return dict((draft or {}).get(OLDER, {}))


def left_behind(before: Json | None, document: Document) -> dict[str, dict[str, str]]:
    """The same, after a draft became this document: what was translated anew is up to date."""
    if not before or not document.translations:
        return {}
    then, now, kept = paths(documents.parse(before)), paths(document), older(before)
    found: dict[str, dict[str, str]] = {}
    for language, words in document.translations.items():
        was, notes = before.get("translations", {}).get(language, {}), kept.get(language, {})
        same = (path for path, text in words.items() if was.get(path) == text)
        of = {path: notes.get(path, then.get(path)) for path in same}
        marks = {path: text for path, text in of.items() if text and text != now.get(path, text)}
        if marks:
            found[language] = marks
    return found


def noted(draft: Json, language: str, marks: Mapping[str, str]) -> dict[str, Any]:
    """A draft with other notes of a language; "" = its translation fits what stands there now."""
    kept = {**older(draft).get(language, {}), **marks}
    whole = {**older(draft), language: {path: text for path, text in kept.items() if text}}
    made = {name: value for name, value in draft.items() if name != OLDER}
    notes = {each: texts for each, texts in whole.items() if texts}
    return made | ({OLDER: notes} if notes else {})


def suggested(document: Document, language: str, earlier: Sequence[Document]) -> dict[str, str]:
    """{path: a translation} of what is not translated yet and was said in the same words before.

    The plan's own words of earlier questionnaires come before the standard ones.
    """
    known = dict(_standard(language))
    for each in (*earlier, document):
        told = each.translations.get(language, {})
        known |= {said: told[path] for path, said in paths(each).items() if said and path in told}
    words = document.translations.get(language, {})
    return {
        path: known[said]
        for path, said in places(document).items()
        if not words.get(path) and said in known and not piping.names(said)
    }


@cache
def _standard(language: str) -> Mapping[str, str]:
    """The usual choices and scales in a language, each said in the same words everywhere."""
    file = resources.files("surveys") / "standard_wordings.yaml"
    listed = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {said: told[language] for said, told in listed.items() if language in told}


def _wrong(japanese: str | None, path: str, text: str) -> SurveyError | None:
    if japanese is None:
        return NoSuchPlace(path=path)
    if len(text) > LONGEST:
        return TooLong(most=LONGEST)
    wanted, held = set(piping.names(japanese)), set(piping.names(text))
    if wanted - held:
        return PlacesLost(places=_braces(wanted - held))
    return PlacesStrange(places=_braces(held - wanted)) if held - wanted else None


def _braces(names: set[str]) -> str:
    return "、".join(f"{{{name}}}" for name in sorted(names))


def _group(title: str, named: Any, said: Mapping[str, str]) -> Group:
    listed = (Place(path, what, said[path]) for path, what in named if path in said)
    return Group(title, tuple(listed))


def _parts(question: Question) -> Iterator[tuple[str, str]]:
    code = question.code
    yield code, "設問文"
    yield f"{code}.help", "説明"
    yield from ((f"{code}/{each.code}", "観点") for each in question.aspects)
    yield from ((f"{code}/{each.code}", "行") for each in question.rows)
    yield from ((f"{code}:{each.code}", "選択肢") for each in question.choices)
    yield from ((f"{code}::{each.code}", "選択肢（2つめの観点）") for each in question.others)
    yield f"{code}.unit", "単位"
    yield f"{code}.check", "確認の文"
