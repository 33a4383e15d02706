"""訂正: what a corrected version says otherwise than the one before it."""

from collections.abc import Iterator, Mapping, Sequence

from surveys.documents import Document
from surveys.kinds import KINDS, Choice, Question, Row

WORDS = {
    "title": "調査名",
    "purpose": "目的",
    "host": "実施主体",
    "contact": "問い合わせ先",
    "minutes": "所要時間",
    "kept_until": "保存期間",
    "department": "所属の設問",
}
PARTS = {
    "label": "設問文",
    "help": "説明",
    "required": "必須",
    "show": "表示条件",
    "skip": "飛ばす条件",
    "check": "確認条件",
    "check_told": "確認の文",
    "least": "最少",
    "limit": "最多",
    "total": "合計点",
    "low": "下限",
    "high": "上限",
    "unit": "単位",
    "earliest": "最初の日",
    "latest": "最後の日",
    "place_map": "地図",
    "grain": "位置の丸め",
    "part": "属性",
    "section": "セクション",
    "bands": "区分の区切り",
    "field": "政策分野",
    "levels": "地区の段",
    "reverse": "好ましい方から並ぶ",
    "ordered": "段階として数える",
    "as_of": "年齢を数える年",
    "band_code": "区分のコード",
    "band_label": "区分の名前",
}

_LISTS = {"choices": "選択肢", "others": "2つ目の選択肢", "rows": "行", "aspects": "見方"}


def changes(before: Document, after: Document) -> list[str]:
    """Every change in a sentence; none = they say the same."""
    return [*_around(before, after), *_asked(before, after), *_translations(before, after)]


def _around(before: Document, after: Document) -> Iterator[str]:
    for name, label in WORDS.items():
        if getattr(before, name) != getattr(after, name):
            yield f"{label}: {_change(getattr(before, name), getattr(after, name))}"
    if before.sections != after.sections:
        yield "セクションの見出し、前書き、順番のどれかが変わります"
    if before.factors != after.factors:
        yield "因子の組み方が変わります"


def _asked(before: Document, after: Document) -> Iterator[str]:
    old = {question.code: question for question in before.questions}
    new = {question.code: question for question in after.questions}
    for code, question in old.items():
        if code not in new:
            yield f"設問「{code}」（{question.label}）をたずねなくなります。届いた回答は残ります"
    for code, question in new.items():
        if code not in old:
            yield f"設問「{code}」（{question.label}）が加わります。届いている回答では非該当です"
        else:
            yield from (f"設問「{code}」の{said}" for said in _question(old[code], question))
    common = [code for code in old if code in new]
    if common != [code for code in new if code in old]:
        yield "設問の順番が変わります"


def _question(before: Question, after: Question) -> Iterator[str]:
    if before.kind != after.kind:
        yield f"設問形式: {_change(KINDS[before.kind].label, KINDS[after.kind].label)}"
    for name, label in PARTS.items():
        if getattr(before, name) != getattr(after, name):
            yield f"{label}: {_change(getattr(before, name), getattr(after, name))}"
    for name, label in _LISTS.items():
        one, other = _named(getattr(before, name)), _named(getattr(after, name))
        yield from _labels(label, one, other)
        if [code for code in one if code in other] != [code for code in other if code in one]:
            yield f"{label}の順番が変わります"
    if before.sets != after.sets:
        yield f"組: {len(before.sets)}組から{len(after.sets)}組に作り直されます"
    marks = [
        [
            (each.exclusive, each.beside, each.write_in, each.within)
            for each in (*one.choices, *one.others)
        ]
        for one in (before, after)
    ]
    if len(marks[0]) == len(marks[1]) and marks[0] != marks[1]:
        yield "選択肢の印（記述・単独・段階外・地区）が変わります"


def _named(parts: Sequence[Choice | Row]) -> dict[str, str]:
    return {part.code: part.label for part in parts}


def _labels(what: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for code, label in after.items():
        if code not in before:
            yield f"{what}「{label}」（{code}）が加わります"
        elif before[code] != label:
            yield f"{what}（{code}）: {_change(before[code], label)}"
    for code, label in before.items():
        if code not in after:
            yield f"{what}「{label}」（{code}）がなくなります"


def _translations(before: Document, after: Document) -> Iterator[str]:
    if before.translations != after.translations:
        yield "翻訳が変わります"


def _change(before: object, after: object) -> str:
    return f"「{_said(before)}」→「{_said(after)}」"


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "なし"
    return "なし" if value in (None, "") else str(value)
