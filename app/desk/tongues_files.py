"""訳のやりとり: what was written in other languages as a sheet for a translator, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from xlsxwriter import Workbook

from analysis.text.language import Language
from app.desk.voice_sheets import Form, NumberTwice, NumberUnknown, number_of, read, same, write
from app.texts import Texts
from surveys.errors import N_, SurveyError

NUMBER, ORIGINAL, LANGUAGE, WORDS = HEAD = ("番号", "原文（伏せ字済み）", "言語", "訳")
WANTED = (NUMBER, ORIGINAL, WORDS)
FORM = Form("訳", HEAD, (14, 70, 18, 70))
LONGEST = 10_000  # letters of a translation
LANGUAGES = {
    Language.JAPANESE: N_("日本語"),
    Language.ENGLISH: N_("英語"),
    Language.PORTUGUESE: N_("ポルトガル語"),
    Language.SPANISH: N_("スペイン語"),
    Language.VIETNAMESE: N_("ベトナム語"),
    Language.SIMPLIFIED: N_("中国語（簡体字）"),
    Language.TRADITIONAL: N_("中国語（繁体字）"),
    Language.KOREAN: N_("韓国・朝鮮語"),
    Language.TAGALOG: N_("タガログ語"),
    Language.INDONESIAN: N_("インドネシア語"),
    Language.NEPALI: N_("ネパール語"),
    Language.UNKNOWN: N_("言葉のない回答"),
}


class NotATranslationSheet(SurveyError):
    message = N_(
        "訳のファイルではないようです。この画面から保存したExcelの「番号」「原文（伏せ字済み）」"
        "「訳」の列を残したまま、「訳」だけを書いてください"
    )


class OriginalDiffers(SurveyError):
    message = N_(
        "%(line)d行目の原文が、いまの声と違います。新しく保存したExcelに訳を写してください"
    )


class TranslationTooLong(SurveyError):
    message = N_("%(line)d行目の訳が長すぎます。%(most)d字までにしてください")


@dataclass(frozen=True, slots=True)
class Foreign:
    """A voice in another language: `original` masked, and its translation, "" without one."""

    response_id: int
    number: str
    language: Language
    original: str
    words: str


@dataclass(frozen=True, slots=True)
class Read:
    """A sheet that came back: what it would change, and what is wrong with it, by row."""

    changes: Mapping[int, str]
    problems: Sequence[SurveyError]


def foreign(held: Texts) -> list[Foreign]:
    """The voices that are not in Japanese, in the order of their random ids."""
    return [
        Foreign(
            each,
            number_of("T", held.code, each),
            language,
            held.originals.get(each, words),
            words if each in held.originals else "",
        )
        for each, words, language in zip(held.ids, held.words, held.languages, strict=True)
        if language not in (Language.JAPANESE, Language.UNKNOWN)
    ]


def workbook(voices: Sequence[Foreign]) -> bytes:
    """One sheet with a row for each voice; nothing in it is read as a formula."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        listed = ([v.number, v.original, LANGUAGES[v.language], v.words] for v in voices)
        write(book, FORM, listed)
    return out.getvalue()


def brought(given: bytes, name: str, voices: Sequence[Foreign]) -> Read:
    """What a sheet would change; an empty translation leaves everything as it is.

    Raises:
        NotATranslationSheet, and what reading a file raises.
    """
    known = {each.number: each for each in voices}
    changes: dict[int, str] = {}
    problems: list[SurveyError] = []
    seen: set[str] = set()
    for line, (number, original, words) in read(given, name, WANTED, NotATranslationSheet):
        wrong = _wrong(line, known.get(number), original, words)
        if wrong is None and number in seen:
            wrong = NumberTwice(line=line)
        seen.add(number)
        if wrong is not None:
            problems.append(wrong)
        elif words and words != known[number].words:
            changes[known[number].response_id] = words
    return Read(changes, problems)


def _wrong(line: int, voice: Foreign | None, original: str, words: str) -> SurveyError | None:
    if voice is None:
        return NumberUnknown(line=line)
    if not same(original, voice.original):
        return OriginalDiffers(line=line)
    return TranslationTooLong(line=line, most=LONGEST) if len(words) > LONGEST else None
