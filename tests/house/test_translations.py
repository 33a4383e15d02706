"""Translations say what the source says now, in the same places; kinds have their templates."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from app import easy
from app.languages import EASY, INTERFACE, LOCALES
from surveys.documents import SOURCE_LANGUAGE
from surveys.kinds import KINDS

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "app" / "translations"
TRANSLATED = [language for language in INTERFACE if language != SOURCE_LANGUAGE]
PLACES = re.compile(r"%\(\w+\)[sd]")
KEYWORDS = {"_": None, "gettext": None, "N_": None}


@cache
def source() -> frozenset[str]:
    """Every word of ours that whoever answers can meet."""
    with (TRANSLATIONS / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call] # Babel gives it no types
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS)
    return frozenset(str(message) for _path, _line, message, _comments, _context in found)


def folder_of(language: str) -> Path:
    return TRANSLATIONS / LOCALES.get(language, language) / "LC_MESSAGES"


def translated(language: str) -> dict[str, str]:
    with (folder_of(language) / "messages.po").open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_word_for_respondents_is_translated(language: str) -> None:
    told = translated(language)
    assert set(told) == source(), "run `make translations` and fill in what is new"
    assert all(told.values())


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_places_of_its_source(language: str) -> None:
    for said, told in translated(language).items():
        assert sorted(PLACES.findall(told)) == sorted(PLACES.findall(said)), said
        strange = r"[一-鿿々]" if language == EASY else r"[ぁ-んァ-ヶ一-龠]"
        assert not re.search(strange, easy.READING.sub("", told)), told


def test_easy_japanese_is_short() -> None:
    """One thing a sentence: no sentence of ours is longer than two lines of a phone."""
    for told in translated(EASY).values():
        for sentence in re.split("[。：]|\\n", easy.bare(told)):
            assert len(sentence.replace(" ", "")) <= 50, sentence


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_read_is_what_was_written(language: str) -> None:
    folder = folder_of(language)
    with (folder / "messages.po").open("rb") as file:
        made = BytesIO()
        write_mo(made, read_po(file))
    with (folder / "messages.mo").open("rb") as file:
        kept = {m.id: m.string for m in read_mo(file) if m.id}
    made.seek(0)
    assert {m.id: m.string for m in read_mo(made) if m.id} == kept


def test_every_kind_of_question_has_its_template() -> None:
    shown = ROOT / "app" / "templates" / "kinds"
    assert {path.stem for path in shown.glob("*.html")} == set(KINDS)
