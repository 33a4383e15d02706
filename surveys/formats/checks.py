"""What a questionnaire's parts must be for themselves and with one another, beyond their shape."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from surveys import branching
from surveys.branching import RuleOfUnknownQuestion
from surveys.documents import Document, Section
from surveys.errors import SurveyError
from surveys.formats.base import Found, Path, meant
from surveys.formats.shape import text
from surveys.kinds import KINDS, Question

CHOOSING = ("single", "multiple", "scale", "matrix")
WRITING = ("single", "multiple")
# What only some kinds have: a file that says it elsewhere means something else.
ONLY = {
    "rows": ("matrix",),
    "least": ("multiple",),
    "limit": ("multiple", "text"),
    "low": ("number",),
    "high": ("number",),
    "unit": ("number",),
    "bands": ("number",),
    "levels": ("area",),
}
NAMES = {
    "rows": "行",
    "least": "最少",
    "limit": "最多",
    "low": "下限",
    "high": "上限",
    "unit": "単位",
    "bands": "区切り",
    "levels": "地区の段",
}
DOCUMENT_PATHS = ("title", "purpose", "host", "contact", "kept_until")
_BEGINNING = re.compile("[:/.]")
Told = Iterator[tuple[str, str, str]]


def alone(question: Question, path: Path, found: Found) -> None:
    """Add what is wrong in a question whatever stands around it."""
    for look in (_of_its_kind, _choices, _rows, _numbers):
        for key, what, advice in look(question):
            found.add((*path, key), what, advice)


def together(
    said: Mapping[str, Any],
    document: Document,
    questions: Mapping[Path, Question],
    found: Found,
    unread: set[str],
) -> None:
    """Add what is wrong between parts: names used twice, rules, translations, the department.

    Looking at a question whose own entry is `unread` is no mistake of the one that looks.
    """
    _codes(questions, found)
    _section_codes(document.sections, found)
    _rules(document.sections, questions, found, unread)
    _department(said, questions, found, unread)
    _translations(said, document, found, unread)


def paths(document: Document) -> dict[str, str]:
    """Every path that can be translated, with the Japanese that stands there."""
    told = {name: getattr(document, name) for name in DOCUMENT_PATHS}
    for section in document.sections:
        told |= {f"section {section.code}": section.title}
        told |= {f"section {section.code}.lead": section.lead}
    for question in document.questions:
        code = question.code
        told |= {code: question.label, f"{code}.help": question.help, f"{code}.unit": question.unit}
        told |= {f"{code}:{choice.code}": choice.label for choice in question.choices}
        told |= {f"{code}/{row.code}": row.label for row in question.rows}
    return told


def _of_its_kind(question: Question) -> Told:
    kind = KINDS[question.kind].label
    for name, kinds in ONLY.items():
        if question.kind not in kinds and getattr(question, name) not in (None, "", ()):
            labels = "・".join(KINDS[each].label for each in kinds)
            yield (
                name,
                f"「{NAMES[name]}」は設問形式「{kind}」では使えません",
                f"{labels}の設問だけで使えます。消すか、設問形式を変えてください",
            )
    if question.part == "weight" and question.kind != "number":
        yield "weight", "重みにできるのは数値の設問だけです", "設問形式を数値にしてください"


def _choices(question: Question) -> Told:
    kind = KINDS[question.kind].label
    needs = question.kind in CHOOSING or (question.kind == "area" and not question.levels)
    if needs and not question.choices:
        yield "choices", f"「{kind}」の設問に選択肢がありません", "選択肢を1行に1つ書いてください"
    if question.kind == "text" and question.choices:
        yield (
            "choices",
            "自由記述の設問に選択肢があります",
            "選択肢を消すか、設問形式を単一回答か複数回答に変えてください",
        )
    twice = _twice([choice.code for choice in question.choices])
    if twice:
        yield (
            "choices",
            f"選択肢のコード「{twice}」が2回使われています",
            "番号を付けるときは、すべての選択肢に別の番号を付けてください",
        )
    yield from _marks(question)


def _marks(question: Question) -> Told:
    if question.kind != "multiple" and any(choice.exclusive for choice in question.choices):
        yield (
            "choices",
            "「単独」（ほかと一緒に選べない）は複数回答だけで使えます",
            "印を消してください",
        )
    writing = [choice for choice in question.choices if choice.write_in]
    if writing and question.kind not in WRITING:
        yield (
            "choices",
            "記述欄つきの選択肢は、単一回答と複数回答だけで使えます",
            "印を消すか、設問形式を変えてください",
        )
    if len(writing) > 1:
        yield (
            "choices",
            "記述欄つきの選択肢が2つ以上あります",
            "記述欄は1つの設問に1つまでです。1つだけ残してください",
        )
    further = max(len(question.levels) - 1, 0)
    if any(choice.within and len(choice.within) != further for choice in question.choices):
        yield (
            "choices",
            "上の地区の数が、地区の段の数と合いません",
            f"上の地区は{further}つ書いてください",
        )


def _rows(question: Question) -> Told:
    if question.kind == "matrix" and not question.rows:
        yield (
            "rows",
            "マトリクスの設問に行がありません",
            "たずねることを「行」に1行に1つ書いてください",
        )
    twice = _twice([row.code for row in question.rows])
    if twice:
        yield (
            "rows",
            f"行のコード「{twice}」が2回使われています",
            "行ごとに別のコードにしてください",
        )


def _numbers(question: Question) -> Told:
    if question.low is not None and question.high is not None and question.low > question.high:
        yield "high", "上限が下限より小さくなっています", "下限と上限を入れ替えてください"
    if question.kind == "multiple":
        yield from _counts(question)
    bands = question.bands
    if list(bands) != sorted(set(bands)):
        yield (
            "bands",
            "区切りが小さい順になっていません",
            "小さい順に、同じ数字を使わずに書いてください。例: 18, 30, 40, 50, 60, 70",
        )
    if bands and len(question.choices) != len(bands):
        yield (
            "choices",
            f"区切りは{len(bands)}個、区分の名前は{len(question.choices)}個です",
            "同じ数にするか、選択肢を空けてください（名前は区切りから付きます）",
        )
    if question.choices and not bands and question.kind == "number":
        yield (
            "choices",
            "数値の設問に選択肢があります",
            "区分に分けるときは、区切りも書いてください",
        )


def _counts(question: Question) -> Told:
    most, least = question.limit, question.least
    if most is not None and least is not None and least > most:
        yield "least", "最少が最多より多くなっています", "最少と最多を入れ替えてください"
    if most is not None and most > len(question.choices) > 0:
        yield (
            "limit",
            f"最多が選択肢の数（{len(question.choices)}）より多くなっています",
            "選択肢の数以下にするか、空けてください",
        )
    if least is not None and least > len(question.choices) > 0:
        yield (
            "least",
            f"最少が選択肢の数（{len(question.choices)}）より多くなっています",
            "選択肢の数以下にするか、空けてください",
        )


def _twice(codes: list[str]) -> str:
    return next((code for code, times in Counter(codes).items() if times > 1), "")


def _codes(questions: Mapping[Path, Question], found: Found) -> None:
    """A code names a form field and a column: none may stand for two."""
    seen: dict[str, str] = {}
    for path, question in questions.items():
        kind = KINDS[question.kind]
        names = (question.code, *kind.fields(question), *(c.name for c in kind.columns(question)))
        other = next((seen[name] for name in names if name in seen), None)
        if other == question.code:
            found.add(
                (*path, "code"),
                f"設問コード「{other}」が2回使われています",
                "設問ごとに別のコードにしてください",
            )
        elif other is not None:
            found.add(
                (*path, "code"),
                f"設問コード「{question.code}」は、設問「{other}」が表で使う名前と重なります",
                "別のコードにしてください",
            )
        seen |= dict.fromkeys(names, question.code)


def _section_codes(sections: tuple[Section, ...], found: Found) -> None:
    seen: set[str] = set()
    for number, section in enumerate(sections):
        if section.code in seen:
            found.add(
                ("sections", number, "code"),
                f"セクションのコード「{section.code}」が2回使われています",
                "セクションごとに別のコードにしてください",
            )
        seen.add(section.code)


def _rules(
    sections: tuple[Section, ...],
    questions: Mapping[Path, Question],
    found: Found,
    unread: set[str],
) -> None:
    earlier: dict[str, Question] = {}
    begun: set[str] = set()
    whole = {section.code: section for section in sections}
    for path, question in questions.items():
        rules = [((*path, "show"), question.show), ((*path, "skip"), question.skip)]
        if question.section in whole and question.section not in begun:
            begun.add(question.section)
            rules.append(((*path[:2], "show"), whole[question.section].show))
        for place, rule in rules:
            try:
                _ = branching.read(rule, earlier) if rule else None
            except SurveyError as error:
                name = str(error.details.get("name", "")).partition(".")[0]
                if not isinstance(error, RuleOfUnknownQuestion) or name not in unread:
                    found.refused(place, error)
        earlier[question.code] = question


def _department(
    said: Mapping[str, Any], questions: Mapping[Path, Question], found: Found, unread: set[str]
) -> None:
    code = text(said.get("department"))
    kinds = {question.code: question.kind for question in questions.values()}
    if code and code not in unread and kinds.get(code) != "single":
        found.add(
            ("department",),
            f"所属の設問「{code}」がないか、単一回答ではありません",
            "所属をたずねる単一回答の設問のコードを書いてください",
        )


def _translations(
    said: Mapping[str, Any], document: Document, found: Found, unread: set[str]
) -> None:
    told = said.get("translations")
    known = paths(document)
    for language, words in told.items() if isinstance(told, Mapping) else ():
        for path in map(text, words if isinstance(words, Mapping) else ()):
            if path not in known and _BEGINNING.split(path)[0] not in unread:
                what = f"翻訳の場所「{path}」が調査票にありません"
                found.add(("translations", language, path), what, meant(path, known))
