"""What a questionnaire's parts must be for themselves and with one another, beyond their shape."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from surveys import factors
from surveys.documents import Document, Section, owner_of, paths
from surveys.formats import looking_back
from surveys.formats.base import Found, Path, meant
from surveys.formats.notation import MARKS
from surveys.formats.shape import text
from surveys.kinds import KINDS, Question

# What only some kinds take, and what people who write a file call it.
PARTS = {
    "rows": "行",
    "others": "2つ目の選択肢",
    "aspects": "2つの見方",
    "earliest": "最初の日",
    "latest": "最後の日",
    "least": "最少",
    "limit": "最多",
    "total": "合計点",
    "sets": "組",
    "low": "下限",
    "high": "上限",
    "unit": "単位",
    "bands": "区切り",
    "levels": "地区の段",
    "place_map": "地図",
    "grain": "位置の丸め",
}
# What to do about choices a kind has no use for, by whether it can be cut into classes.
_MEANT_CHOICES = {
    True: "区分に分けるときは、区切りも書いてください",
    False: "選択肢を消すか、設問形式を単一回答か複数回答に変えてください",
}
Told = Iterator[tuple[str, str, str]]


def alone(question: Question, path: Path, found: Found) -> None:
    """Add what is wrong in a question whatever stands around it."""
    for look in (_of_its_kind, faults):
        for key, what, advice in look(question):
            found.add((*path, key), what, advice)


def faults(question: Question) -> Told:
    """What is wrong in its parts, wherever it comes from: the part, what is wrong, what to do."""
    for look in (_choices, _rows, _numbers, _own):
        yield from look(question)


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
    looking_back.add(said, document.sections, questions, found, unread)
    _department(said, questions, found, unread)
    _translations(said, document, found, unread)
    if not unread:
        for place, key, what, advice in factors.faults(document.factors, document.questions):
            if ("factors", place, key) not in found.paths:
                found.add(("factors", place, key), what, advice)


def _of_its_kind(question: Question) -> Told:
    """What its kind does not take is meant for another one."""
    kind = KINDS[question.kind]
    said = [name for name in PARTS if getattr(question, name) not in (None, "", ())]
    for name in said:
        if name not in kind.takes:
            advice = f"{_taking(name)}の設問だけで使えます。消すか、設問形式を変えてください"
            yield name, f"「{PARTS[name]}」は設問形式「{kind.label}」では使えません", advice
    if question.part == "weight" and "weight" not in kind.takes:
        what = f"設問形式「{kind.label}」は重みにできません"
        yield "weight", what, f"設問形式を{_taking('weight')}にしてください"
    for name, word in MARKS.items():
        if name not in kind.marks and any(getattr(choice, name) for choice in question.choices):
            what = f"「{word}」の印は設問形式「{kind.label}」では使えません"
            yield "choices", what, f"印を消すか、設問形式を{_marking(name)}にしてください"


def _taking(name: str) -> str:
    return "・".join(kind.label for kind in KINDS.values() if name in kind.takes)


def _marking(name: str) -> str:
    return "・".join(kind.label for kind in KINDS.values() if name in kind.marks)


def _choices(question: Question) -> Told:
    kind = KINDS[question.kind]
    elsewhere = question.levels or "place_map" in kind.takes  # areas of a plan, or of its map
    if "choices" in kind.takes and not elsewhere and not question.choices:
        what = f"「{kind.label}」の設問に選択肢がありません"
        yield "choices", what, "選択肢を1行に1つ書いてください"
    if question.choices and "choices" not in kind.takes and not question.bands:
        what = f"「{kind.label}」の設問に選択肢があります"
        yield "choices", what, _MEANT_CHOICES["bands" in kind.takes]
    twice = _twice([choice.code for choice in question.choices])
    if twice:
        yield (
            "choices",
            f"選択肢のコード「{twice}」が2回使われています",
            "番号を付けるときは、すべての選択肢に別の番号を付けてください",
        )
    columns = [column.name for column in kind.columns(question)]
    taken = "" if twice else _twice(columns).removeprefix(f"{question.code}_")
    if taken and not question.rows:
        what = f"選択肢のコード「{taken}」は、表のほかの列の名前と重なります"
        yield "choices", what, "別のコードにしてください"
    if sum(choice.write_in for choice in question.choices) > 1:
        advice = "記述欄は1つの設問に1つまでです。1つだけ残してください"
        yield "choices", "記述欄つきの選択肢が2つ以上あります", advice
    further = max(len(question.levels) - 1, 0)
    if any(choice.within and len(choice.within) != further for choice in question.choices):
        what = "上の地区の数が、地区の段の数と合いません"
        yield "choices", what, f"上の地区は{further}つ書いてください"


def _rows(question: Question) -> Told:
    kind = KINDS[question.kind]
    if "rows" in kind.takes and not question.rows:
        advice = "たずねることを「行」に1行に1つ書いてください"
        yield "rows", f"「{kind.label}」の設問に行がありません", advice
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
    if "least" in KINDS[question.kind].takes:
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


def _own(question: Question) -> Told:
    """What its kind itself finds wrong."""
    return KINDS[question.kind].faults(question)


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
            if path not in known and owner_of(path) not in unread:
                what = f"翻訳の場所「{path}」が調査票にありません"
                found.add(("translations", language, path), what, meant(path, known))
