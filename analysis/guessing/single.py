"""What one column is for, when it is not part of a multiple answer."""

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from analysis import axes
from analysis.codebook import Measure, Role, Variable
from analysis.guessing import words
from analysis.guessing.amounts import amount_of, measured
from analysis.guessing.columns import Column, Finding
from analysis.guessing.looks import (
    MOST_LEVELS,
    Facts,
    Look,
    choice,
    ignored,
    taken,
    variable,
)
from analysis.guessing.missing import Missing
from analysis.guessing.words import Kind

_DATE = re.compile(r"\d{4}[-/.年]\s?\d{1,2}([-/.月]\s?\d{1,2}日?)?([ T].*)?$|\d{1,2}/\d{1,2}/\d{4}")
_PLACE = re.compile(r".{1,12}(都|道|府|県|市|区|町|村|郡|地区|学区|校区)$")
_TEN_WORDS = re.compile(r"幸福|満足|nps|happy|happiness|点|評価|推奨|勧め|wellbeing|生活")
_AMOUNT_WORDS = re.compile(
    r"回数|人数|金額|円|費|時間|日数|年数|点数|個数|件数|距離|体重|身長|km|分$|歳"
)
_MACHINE_CELL = re.compile(r"Mozilla/|https?://")
_NO_VOICE = re.compile(r"(特に|とくに)?(なし|無し?|ない|ありません|ございません)[。.]?|[-ー－―]+")
_OLDEST, _FIRST_YEAR = 120, 1890
_MOSTLY = 0.97
_TEN = tuple(map(str, range(11)))


def look(column: Column, missing: Missing, facts: Facts) -> Finding:
    """Take a column for what the first fitting rule says."""
    seen = Look(column, missing, facts)
    for rule in _RULES:
        found = rule(seen)
        if found is not None:
            return found
    return choice(
        seen, Role.QUESTION, f"答えが{len(seen.said)}種類なので、選択肢から1つ選ぶ設問とみました"
    )


def _empty(seen: Look) -> Finding | None:
    if seen.answers == 0:
        return ignored(seen, "回答がありません")
    if seen.answers <= 2 and len(seen.column.codes) >= 100:
        return ignored(seen, f"回答が{seen.answers}件しかありません")
    return None


def _unvaried(seen: Look) -> Finding | None:
    if len(seen.said) > 1 or seen.column.blank or len(seen.column.codes) < 2:
        return None
    return ignored(seen, "すべての行が同じ値です")


def _weight(seen: Look) -> Finding | None:
    if not words.is_weight(seen.header) or not seen.numeric or min(seen.numbers) < 0:
        return None
    found = replace(variable(seen, Measure.NUMBER), role=Role.WEIGHT)
    return Finding((found,), "見出しと正の数から、集計用の重み（ウェイト）とみました")


def _identifier(seen: Look) -> Finding | None:
    n = len(seen.column.codes)
    named = words.is_id(seen.header) and (len(seen.said) > 30 or len(seen.said) >= 0.9 * n)
    if words.is_design(seen.header):
        return taken(seen, Role.ID, "抽出の地点や層の番号とみました")
    if named:
        return taken(seen, Role.ID, "見出しと値から、回答者や行の番号とみました")
    measured = words.attribute(*seen.column.words) or _AMOUNT_WORDS.search(seen.header)
    single = seen.whole and len(seen.said) == n >= 20 and not measured
    if single and (seen.padded or _counts_up(seen.numbers)):
        return taken(seen, Role.ID, "1行ごとに異なる番号なので、行の番号とみました")
    return None


def _counts_up(numbers: list[float]) -> bool:
    return bool(np.all(np.diff(numbers) > 0)) and numbers[-1] - numbers[0] < 3 * len(numbers)


def _machine(seen: Look) -> Finding | None:
    dates = sum(seen.column.counts[value] for value in seen.said if _DATE.match(value))
    if dates >= 0.8 * seen.answers and (len(seen.said) > 3 or words.is_time(seen.header)):
        return ignored(seen, "日付や時刻とみました")
    if words.is_machine(seen.header) or any(map(_MACHINE_CELL.match, seen.said[:20])):
        return ignored(seen, "回答した端末や位置の記録とみました")
    address = words.is_address(seen.header) and len(seen.said) > max(20, seen.answers / 2)
    if address or (words.is_personal(seen.header) and not seen.padded):
        return ignored(seen, "個人を特定できる項目とみました")
    return None


def _age(seen: Look) -> Finding | None:
    named = words.attribute(*seen.column.words) in (Kind.AGE, Kind.BIRTH)
    numbers = _amounts(seen) if named else None
    if numbers is None or len(numbers) <= 12:
        return None
    birth = min(numbers) >= _FIRST_YEAR
    if not birth and max(numbers) > _OLDEST:
        return None
    found = replace(variable(seen, Measure.NUMBER), role=Role.ATTRIBUTE)
    if seen.facts.generations:
        return Finding((replace(found, role=Role.IGNORE),), "年代の列が別にあるため、使いません")
    return Finding(*_with_generations(seen, found, birth=birth))


def _amounts(seen: Look) -> list[float] | None:
    """What the different answers say as numbers; None when more than a stray one says none."""
    said = {value: number for value in seen.said if (number := amount_of(value)) is not None}
    readable = sum(seen.column.counts[value] for value in said)
    return list(said.values()) if readable >= _MOSTLY * seen.answers else None


def _with_generations(
    seen: Look, number: Variable, *, birth: bool
) -> tuple[tuple[Variable, ...], str]:
    if birth and seen.facts.as_of is None:
        return (number,), "生まれた年です。調査した年が分かれば年代を作れます"
    source = f"生まれた年（{seen.facts.as_of}年現在）" if birth else "数の年齢"
    return (number, _generations(seen, birth=birth)), f"{source}から年代を作りました"


def _generations(seen: Look, *, birth: bool) -> Variable:
    as_of = seen.facts.as_of if birth else None
    values = np.array([amount_of(value) for value in seen.said], dtype=float)
    people = np.repeat(values, [seen.column.counts[value] for value in seen.said])
    bands, levels = axes.generations(axes.ages(people, as_of))
    name = "年代" if "年代" not in seen.facts.taken else f"年代（{seen.column.name}）"
    return Variable(
        name=name,
        label=name,
        measure=Measure.ORDINAL,
        levels=levels,
        role=Role.ATTRIBUTE,
        no_answer=seen.missing.no_answer,
        not_asked=seen.missing.not_asked,
        column=seen.column.name,
        bands=bands,
        as_of=as_of,
    )


def _attribute(seen: Look) -> Finding | None:
    kind = words.attribute(*seen.column.words)
    if kind is None and not (seen.facts.face and words.is_face(seen.column.words[0])):
        return None
    if len(seen.said) > _most(seen, kind) or _wordy(seen):
        return None
    if seen.numeric and not seen.whole:
        return None
    what = kind.value if kind else "フェイスシート"
    return choice(seen, Role.ATTRIBUTE, f"見出しから、属性（{what}）とみました")


def _most(seen: Look, kind: Kind | None) -> float:
    """How many levels an attribute may have: places are many, but some must come back."""
    return max(MOST_LEVELS, seen.answers / 2) if kind is Kind.PLACE else MOST_LEVELS


def _place(seen: Look) -> Finding | None:
    if len(seen.said) < 3 or seen.numeric or len(seen.said) > _most(seen, Kind.PLACE):
        return None
    places = [value for value in seen.said if _PLACE.match(value)]
    if sum(seen.column.counts[value] for value in places) * 2 < seen.answers:
        return None
    if len(places) * 2 < len(seen.said):
        return None
    return choice(seen, Role.ATTRIBUTE, "値が地名なので、属性（地域）とみました")


def _ten(seen: Look) -> Finding | None:
    if not seen.whole or not set(seen.said) <= {*_TEN, "11"} or words.is_id(seen.header):
        return None
    numbers = sorted(map(int, seen.said))
    full = numbers[0] == 0 and numbers[-1] >= 8 and len(numbers) >= 6
    named = bool(_TEN_WORDS.search(words.plain(seen.header))) and numbers[-1] == 10
    if not (full or named):
        return None
    # 11 beside 0 to 10 is 分からない in the national well-being questionnaire.
    off = ("11",) if "11" in seen.said else ()
    levels = tuple((code, code) for code in (*_TEN, *off))
    found = replace(variable(seen, Measure.ORDINAL), levels=levels, off_scale=off)
    return Finding((found,), "0から10の整数なので、11段階の評価とみました")


def _number(seen: Look) -> Finding | None:
    if not seen.numeric or seen.padded:
        return None
    amount = bool(_AMOUNT_WORDS.search(words.plain(seen.header))) and len(seen.said) > 10
    if seen.whole and len(seen.said) <= 20 and not amount:
        return None
    return Finding((variable(seen, Measure.NUMBER),), "値が数なので、数値の設問とみました")


def _measured(seen: Look) -> Finding | None:
    """Amounts with their unit: too many different ones to be choices."""
    if len(seen.said) <= 20 or any(measured(value) is None for value in seen.said):
        return None
    reason = "値が単位の付いた数なので、数値の設問とみました"
    return Finding((variable(seen, Measure.NUMBER),), reason)


def _codes(seen: Look) -> Finding | None:
    if not seen.whole:
        return None
    if len(seen.said) > MOST_LEVELS:
        return ignored(seen, f"番号が{len(seen.said)}種類あり、集計には細かすぎます")
    if seen.column.name in seen.facts.matrix:
        return choice(seen, Role.QUESTION, "同じ番号の回答が並ぶので、段階評価の1項目とみました")
    return choice(seen, Role.QUESTION, f"番号が{len(seen.said)}種類なので、選択肢の番号とみました")


def _text(seen: Look) -> Finding | None:
    if seen.numeric:
        return None
    if words.is_text(seen.column.words[-1]) and _free(seen):
        return taken(seen, Role.QUESTION, "見出しの言葉から、自由記述とみました")
    voices = [value for value in seen.said if not _NO_VOICE.fullmatch(value)]
    share = len(voices) / max(1, sum(seen.column.counts[value] for value in voices))
    if share >= 0.5 and (_wordy(seen) or (seen.answers >= 10 and seen.column.length >= 8)):
        return taken(seen, Role.QUESTION, "ほとんどの回答が異なる文なので、自由記述とみました")
    return _scattered(seen) if len(seen.said) > MOST_LEVELS else None


def _free(seen: Look) -> bool:
    """Whether answers under a header of free text differ, or many of them were given once."""
    once = sum(seen.column.counts[value] == 1 for value in seen.said)
    differ = len(seen.said) >= 0.3 * seen.answers
    return len(seen.said) > 1 and (differ or once >= max(10, 0.6 * len(seen.said)))


def _wordy(seen: Look) -> bool:
    return seen.column.length >= 15 and len(seen.said) > 0.5 * seen.answers and not seen.numeric


def _scattered(seen: Look) -> Finding:
    if seen.column.length >= 8:
        return taken(seen, Role.QUESTION, "答えの種類が多く長いので、自由記述とみました")
    return ignored(seen, f"短い答えが{len(seen.said)}種類あり、集計には細かすぎます")


_RULES: tuple[Callable[[Look], Finding | None], ...] = (
    _empty,
    _unvaried,
    _weight,
    _identifier,
    _machine,
    _age,
    _attribute,
    _place,
    _ten,
    _number,
    _measured,
    _codes,
    _text,
)
