"""調査票の全体: what respondents read first, how much there is, and what has no translation."""

from collections.abc import Iterator, Mapping
from typing import Any

from surveys import renderings
from surveys.advice.base import MUST, Advice
from surveys.documents import Document, paths

MOST_QUESTIONS = 40  # beyond this, fewer people finish
MOST_TEXTS = 5
FIRST = {"host": "実施主体", "contact": "問い合わせ先", "purpose": "目的", "kept_until": "保存期間"}
NAMED = 3  # questions that are named, before the rest is counted


def around(document: Document) -> Iterator[Advice]:
    if not document.title.strip():
        yield Advice("", "調査名がありません", "回答者に示す題名です", MUST)
    blank = [label for name, label in FIRST.items() if not getattr(document, name)]
    if blank:
        yield Advice("", f"{'・'.join(blank)}が書かれていません。回答者が最初に知りたいことです")
    if not any(question.part == "attribute" for question in document.questions):
        yield Advice(
            "",
            "属性（集計軸）の設問がありません。年代や地区で比べる設問の属性に ○ を付けてください",
        )


def size(document: Document) -> Iterator[Advice]:
    n = len(document.asking)
    if n > MOST_QUESTIONS:
        yield Advice(
            "", f"設問が{n}問あります。{MOST_QUESTIONS}問を超えると、途中でやめる人が増えます"
        )
    texts = sum(question.kind == "text" for question in document.questions)
    if texts > MOST_TEXTS:
        yield Advice(
            "",
            f"自由記述が{texts}問あります。スマートフォンでは書く負担が大きいので、絞ってください",
        )


def untranslated(document: Document) -> Iterator[Advice]:
    """What stays Japanese in each of its languages, with the questions it stands in."""
    there = {path for path, words in paths(document).items() if words}
    codes = [question.code for question in document.questions]
    for language, words in document.translations.items():
        missing = there - set(words)
        if not missing:
            continue
        listed = [code for code in codes if any(_is_of(path, code) for path in missing)]
        named = "、".join(listed[:NAMED]) + ("ほか" if len(listed) > NAMED else "")
        where = f"（{named}）" if listed else ""
        yield Advice(
            listed[0] if listed else "",
            f"翻訳（{language}）のない言葉が{len(missing)}か所{where}あり、日本語のまま表示されます",
        )


def outdated(draft: Mapping[str, Any] | None) -> tuple[Advice, ...]:
    """What was translated of a draft before its Japanese changed."""
    return tuple(
        Advice(
            "",
            f"翻訳（{language}）のうち{len(texts)}か所は、訳したあとに日本語が変わっています。"
            "「翻訳」で確かめてください",
        )
        for language, texts in renderings.older(draft).items()
    )


def _is_of(path: str, code: str) -> bool:
    return path == code or path.startswith((f"{code}:", f"{code}/", f"{code}."))
