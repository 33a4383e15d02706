"""訳のやりとり: what was written in other languages as a sheet for a translator, and back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from xlsxwriter import Workbook

from analysis import files
from analysis.text.language import Language
from app.texts import Texts
from surveys.errors import N_, SurveyError

NUMBER, ORIGINAL, LANGUAGE, WORDS = HEAD = ("番号", "原文（伏せ字済み）", "言語", "訳")
WIDTHS = (14, 70, 18, 70)
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


class NumberUnknown(SurveyError):
    message = N_(
        "%(line)d行目の番号は、この設問の声にありません。別の設問のファイルか、番号が書き換わっています"
    )


class NumberTwice(SurveyError):
    message = N_("%(line)d行目の番号は、前の行にもあります。1つの声は1行にしてください")


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
            number_of(held.code, each),
            language,
            held.originals.get(each, words),
            words if each in held.originals else "",
        )
        for each, words, language in zip(held.ids, held.words, held.languages, strict=True)
        if language not in (Language.JAPANESE, Language.UNKNOWN)
    ]


def number_of(code: str, response_id: int) -> str:
    """What a translator knows a voice by: the same in every file, and no id of anything."""
    return "T-" + sha256(f"{code} {response_id}".encode()).hexdigest()[:8].upper()


def workbook(voices: Sequence[Foreign]) -> bytes:
    """One sheet with a row for each voice; nothing in it is read as a formula."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bg_color": "#E8F1FE"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("訳")
        for column, (name, width) in enumerate(zip(HEAD, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, head)
        sheet.freeze_panes(1, 0)
        for row, each in enumerate(voices, start=1):
            cells = (each.number, each.original, LANGUAGES[each.language], each.words)
            for column, text in enumerate(cells):
                sheet.write_string(row, column, text, wrapped)
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
    for line, number, original, words in _rows(given, name):
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
    if "".join(original.split()) != "".join(voice.original.split()):
        return OriginalDiffers(line=line)
    return TranslationTooLong(line=line, most=LONGEST) if len(words) > LONGEST else None


def _rows(given: bytes, name: str) -> Iterator[tuple[int, str, str, str]]:
    """(line, number, original, translation) of every row below the head that says anything."""
    read = files.grid(given, name)
    lines = zip(read.lines, read.rows, strict=True)
    places: tuple[int, int, int] | None = None
    for line, row in lines:
        cells = [cell.strip() for cell in row]
        if places is None:
            if {NUMBER, ORIGINAL, WORDS} <= set(cells):
                places = (cells.index(NUMBER), cells.index(ORIGINAL), cells.index(WORDS))
        elif any(cells):
            number, original, words = (cells[at] if at < len(cells) else "" for at in places)
            yield line, number, original, words
    if places is None:
        raise NotATranslationSheet
