"""目標と指標のへだたり: how an indicator stands, as sentences of evidence. They never say why."""

import re
from collections.abc import Iterable
from math import isfinite

from analysis.digest.elsewhere import Told
from analysis.digest.evidence import Evidence, Source, named
from analysis.digest.indicators import (
    PERCENT,
    WHOLE,
    Indicator,
    Judged,
    Value,
    judge,
    sampled,
)
from analysis.presentation import decimal, p_value

SURE = 0.05
_NO_SHARE = re.compile(r"出生率|寿命|指数|一人当たり|1人当たり|１人当たり|倍率|人数|件数|回数")
_VERBS = {"歳": ("延び", "縮み"), PERCENT: ("上がり", "下がり"), "": ("上がり", "下がり")}
_COUNTED = ("増え", "減り")


def told(listed: Iterable[Indicator]) -> list[Told]:
    """A sentence on every indicator that has a result."""
    made = [(one, judge(one)) for one in listed]
    return [
        Told(_evidence(one, how), f"{one.name} {one.about}".strip(), one.topic)
        for one, how in made
        if how.latest is not None
    ]


def statement(one: Indicator) -> str:
    """How an indicator stands, in a sentence or two."""
    how = judge(one)
    name, kind = named(one.name), f"（{one.kind}）" if one.kind else ""
    if how.latest is None:
        since = f"、{_from(one)}のあとの" if one.baseline.value is not None else "、"
        unknown = f"結果がまだなく、目標（{one.target.said}）に近づいたかどうかは分かりません。"
        return f"{name}{kind}は{since}{unknown}" + "".join(cautions(one))
    words = f"{name}{kind}は、{_course(one, how, how.latest)}。"
    return words + _of_chance(one, how, how.latest) + "".join(cautions(one))


def cautions(one: Indicator) -> tuple[str, ...]:
    """What does not fit together in how an indicator is written down."""
    found = []
    units = {one.unit, one.target.unit} - {""}
    if PERCENT in units and _NO_SHARE.search(one.name):
        found.append(f"{named(one.name)}は割合ではないため、単位の「%」を確かめてください。")
    elif len(units) > 1:
        found.append(
            f"目標の単位「{one.target.unit}」が、結果の単位「{one.unit}」と合っていません。"
        )
    return tuple(found)


def _evidence(one: Indicator, how: Judged) -> Evidence:
    """Of kind indicator_away where it moved the wrong way and chance does not explain it."""
    sure = not sampled(one) or (how.p is not None and how.p < SURE)
    away = how.towards is False and how.met is not True and sure
    strength = _moved(one, how) if away else how.short
    n = how.latest.n if how.latest is not None and how.latest.n else 0
    source = Source(one.key)
    kind = "indicator_away" if away else "indicator"
    return Evidence(kind, statement(one), one.name, strength, n, 0, source)


def _moved(one: Indicator, how: Judged) -> float:
    """How far it moved: of a share, in points; else as a share of the baseline."""
    moved, base = abs(how.moved or 0.0), one.baseline.value
    whole = WHOLE if one.unit == PERCENT else abs(base or 0.0)
    return min(1.0, moved / whole) if whole else 1.0


def _course(one: Indicator, how: Judged, latest: Value) -> str:
    """From where to where it went, and what that means for the target."""
    now = f"{_shown(one, latest.value)}（{latest.when}）"
    if how.moved is None:
        return f"{now}で、{_end(one, how, latest)}"
    if not how.moved:
        return f"基準値（{one.baseline.when}）と同じ{now}で、{_end(one, how, latest)}"
    ups, downs = _VERBS.get(one.unit, _COUNTED)
    verb = ups if how.moved > 0 else downs
    against = how.met is not None and how.met is not how.towards
    went = f"{_from(one)}から{now}へ{_gap(one, how.moved)}{verb}"
    return f"{went}{'ましたが' if against else ''}、{_end(one, how, latest)}"


def _from(one: Indicator) -> str:
    return f"基準値の{_shown(one, one.baseline.value)}（{one.baseline.when}）"


def _end(one: Indicator, how: Judged, latest: Value) -> str:
    aim = f"目標の{_aim(one)}"
    if how.met is None:
        return f"{_lacking(one, latest)}が登録されていないので、{aim}に達したかどうかは分かりません"
    if one.target.others:
        return _compared(one, latest, aim, met=how.met)
    if one.target.value is None:
        return _went(how, aim)
    return _reached(one, how, one.target.value - (latest.value or 0.0))


def _reached(one: Indicator, how: Judged, left: float) -> str:
    aim, shown = f"目標の{_aim(one)}", _gap(one, left)
    if how.met:
        return f"{aim}{'は満たしています' if how.towards is False else 'に達しています'}"
    if not any(digit in shown for digit in "123456789"):
        return f"{aim}にわずかに届いていません"
    return f"{aim}まで{shown}のひらきがあります"


def _lacking(one: Indicator, latest: Value) -> str:
    missing = "・".join(name for name in one.target.others if name not in latest.beside)
    return f"{missing}の値" if missing else "基準値"


def _went(how: Judged, aim: str) -> str:
    if how.met:
        return f"{aim}のとおりです"
    return f"{aim}とは逆の動きです" if how.moved else f"{aim}にはなっていません"


def _compared(one: Indicator, latest: Value, aim: str, *, met: bool) -> str:
    beside = "・".join(f"{name}{_shown(one, latest.beside[name])}" for name in one.target.others)
    return f"{aim}に{'達しています' if met else '達していません'}（{beside}）"


def _aim(one: Indicator) -> str:
    due = f"（{one.due}）" if one.due else ""
    aim = one.target
    if aim.value is None:
        return f"「{aim.said}」{due}"
    sense = next((word for word in ("以上", "以下", "未満", "超") if aim.said.endswith(word)), "")
    return f"{_shown(one, aim.value, aim.digits)}{sense}{due}"


def _shown(one: Indicator, value: float | None, digits: int | None = None) -> str:
    if value is None or not isfinite(value):
        return "値なし"
    return amount(value, one.unit, one.digits if digits is None else digits)


def amount(value: float, unit: str, digits: int) -> str:
    """A value as tables of indicators have it: 3,067千円, △0.5%."""
    size = decimal(abs(value), digits)
    whole, point, rest = size.partition(".")
    minus = "△" if value < 0 and float(size) else ""
    return f"{minus}{int(whole):,}{point}{rest}{unit}"


def _gap(one: Indicator, gap: float) -> str:
    shown = _shown(one, abs(gap))
    return f"{shown.removesuffix(PERCENT)}ポイント" if one.unit == PERCENT else shown


def _of_chance(one: Indicator, how: Judged, latest: Value) -> str:
    if not sampled(one) or not how.moved:
        return ""
    if how.p is None:
        return "nが分からず、この変化が偶然の範囲かどうかは検定していません。"
    behind = f"（n={one.baseline.n:,}、n={latest.n:,}、2つの割合のz検定 {p_value(how.p)}）"
    if how.p < SURE:
        return f"この変化は、偶然の範囲を超えています{behind}。"
    return f"この変化は、偶然の範囲を超えているとは言えません{behind}。"
