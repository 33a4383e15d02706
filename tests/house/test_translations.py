"""Translations say what the source says now, in the same places; kinds have their templates."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from app import languages
from app.languages import EASY, INTERFACE, LOCALES
from surveys.documents import SOURCE_LANGUAGE
from surveys.kinds import KINDS
from surveys.readings import READING, bare

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "app" / "translations"
TRANSLATED = [language for language in INTERFACE if language != SOURCE_LANGUAGE]
PLACES = re.compile(r"%\(\w+\)[sd]")
STRANGE = {EASY: r"[一-鿿々]", "zh": r"[ぁ-んァ-ヶ]", "ko": r"[ぁ-んァ-ヶ]"}
EXAMPLES = re.compile("令和|[年月日]|[一-龠]+《")  # dates are written so, whatever is spoken
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
        strange = STRANGE.get(language, r"[ぁ-んァ-ヶ一-龠]")
        shown = READING.sub("", told)
        assert not re.search(strange, shown if language == EASY else EXAMPLES.sub("", shown)), told


@pytest.mark.parametrize("language", TRANSLATED)
def test_one_thing_has_one_name_in_each_language(language: str) -> None:
    glossary = yaml.safe_load((TRANSLATIONS / "glossary.yaml").read_text("utf-8"))
    for said, told in translated(language).items():
        for word, names in glossary.items():
            if word in said and language in names:
                plain = bare(told).casefold()
                assert any(name in plain for name in names[language]), f"{word}: {told}"


def test_a_language_is_added_by_dropping_in_its_file(tmp_path: Path) -> None:
    for folder in ("fil", "en", "zh_Hant", "ja@easy"):
        (tmp_path / folder / "LC_MESSAGES").mkdir(parents=True)
        (tmp_path / folder / "LC_MESSAGES" / "messages.mo").touch()
    assert list(languages.found(tmp_path)) == ["ja-easy", "en", "fil", "zh-Hant"]
    named = [languages.name(each) for each in ("fil", "zh-Hant", "pt", "ja-easy")]
    assert named == ["Filipino", "中文 (繁體)", "Português", "やさしい にほんご"]
    assert languages.tongue("ar") == 'lang="ar" dir="rtl"'
    assert languages.tongue("ja-easy") == 'lang="ja"'


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        (["pt-BR", "ja"], "pt"),
        (["zh-TW"], "zh"),
        (["zh-Hant-HK"], "zh"),
        (["fr", "ko-KR"], "ko"),
        (["fr"], ""),
    ],
)
def test_a_browser_is_answered_in_the_nearest_language(wanted: list[str], spoken: str) -> None:
    assert languages.matched(wanted, INTERFACE) == spoken
    assert languages.matched(["zh-TW"], [*INTERFACE, "zh-Hant"]) == "zh-Hant"


def test_easy_japanese_is_short() -> None:
    """One thing a sentence: no sentence of ours is longer than two lines of a phone."""
    for told in translated(EASY).values():
        for sentence in re.split("[。：]|\\n", bare(told)):
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
