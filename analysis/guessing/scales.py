"""The order of the labels of a question: scales of opinion, of amount, of frequency."""

import re
import unicodedata
from dataclasses import dataclass

_OFF = re.compile(
    r"^(わから|分から|判らな|判断でき|なんとも|何とも|その他|無回答|答えたくない|回答しない|回答したくない"
    r"|該当|あてはまるものは|覚えていない|知らないので|利用したことがない|経験がない|どれでもない|不明)"
)
_WEAK = re.compile(
    r"やや|どちらかと?(いえ|言え|い|言)[ばう]と?|まあ|ある程度|少し|多少|あまり|余り|それほど|さほど|どちらかという|比較的|概ね|おおむね|時々|ときどき|機会があれば|聞いたこと"
)
_STRONG = re.compile(
    r"とても|非常に|大変|たいへん|強く|かなり|大いに|十分に?|よく|まったく|全く|全然|絶対|きわめて|極めて|必ず|ぜひ|すごく|ずっと|また|大幅"
)
_NEUTRAL = re.compile(
    r"どちら(で|と)も|どちらでもな|普通|ふつう|変わらない|変化な|中立|同じ|ちょうど(よ|良)い|どちらとも|現状|今のまま|このまま"
)
_NOT = re.compile(r"な(い|かった|く)|ませ?ん|ず$|ぬ$|いいえ|たくは?ない")

# (the favourable side, the other side) of the scales Japanese questionnaires use
_FAMILIES = tuple(
    (re.compile(good), re.compile(bad))
    for good, bad in (
        (r"満足", r"不満"),
        (r"思う|思って|そう思|おもう", r"思わ|おもわ|思って(い)?な"),
        (r"[当あ]て?はま[るり]", r"[当あ]て?はまら"),
        (r"不満は?ない", r"不満(?!は?ない)"),
        (r"重要|大切|大事|必要|優先", r"不要|重要で(は)?な|必要(で|が)?(は)?な|不必要|優先.*な"),
        (r"良|よい|よく|いい|好転|改善", r"悪|(よ|良)くな(い|かった|さ)"),
        (r"感じ(る|て|た)", r"感じ(な|て(い)?な)"),
        (r"賛成", r"反対"),
        (r"好き|好感", r"嫌|好きで"),
        (
            r"関心が(ある|高)|興味が(ある|高)|関心(を持|あり)|興味あり",
            r"(関心|興味)(が|は)?(な|低)",
        ),
        (r"知って|聞いたこと|理解", r"知らな|知りま|理解して(い)?な"),
        (r"安心|安全|不安は?(感じ)?ない", r"不安(?!は?(感じ)?ない)|危険|心配"),
        (r"便利", r"不便"),
        (r"期待(する|して)", r"期待(し|して(い)?)な"),
        (
            r"たい|つもり|意向がある",
            r"たく(は)?ない|たいと(は)?思わ|たいとは|つもりはない|移りたい|転出",
        ),
        (r"やすい", r"にくい|づらい"),
        (r"進ん(で|だ)", r"進ん(で|では)(い)?な|遅れ"),
        (r"できる|できて|できた", r"でき(て(い)?)?な"),
        (
            r"している|した|する|取り組んで|行って",
            r"して(い)?な|しな|取り組んで(い)?な|行って(い)?な",
        ),
        (r"ある|あった|あり", r"ない|なかった|なし"),
        (r"高", r"低"),
        (r"多", r"少な|無い|ない"),
        (r"増", r"減"),
        (r"幸", r"不幸"),
        (r"十分|充実", r"不十分|不足"),
        (r"健康|良好", r"健康で(は)?な|不調"),
        (r"信頼|信用", r"(信頼|信用)(でき|し)な"),
        (r"積極的|前向き", r"消極的"),
        (r"愛着", r"愛着.*な"),
        (r"勧め|推奨|すすめ", r"(勧め|すすめ|推奨し)な"),
        (r"親し|つきあ|付き合", r"つきあ.*な|付き合.*な"),
    )
)

_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*(億|千万|百万|万|千|百)?")
_TIMES = {"億": 1e8, "千万": 1e7, "百万": 1e6, "万": 1e4, "千": 1e3, "百": 1e2}
_UNIT = re.compile(
    r"円|歳|才|代|回|泊|年|[かカヶケ]月|人|時間|分|km|キロ|m|%|パーセント|点|日|週|割|世帯|台|冊|件|倍|位|枚"
)
_RANGE = re.compile(r"\d\s*[-~〜]\s*(\d|$|[A-Z])")
_NOTHING = re.compile(
    r"^(初めて|はじめて|なし|ない|全くない|まったくない|0|ゼロ|日帰り|使わない|いない|持っていない|未婚|無し|無収入|収入なし)"
    r"|(しない|していない|使わない|いない|行かない|通っていない|したことがない|ことはない)$"
)
_SEVERAL = re.compile(r"数(回|日|人|年|ヶ月|か月)")
_OFTEN = (
    (re.compile(r"毎日|日常的|いつも|常に"), 365.0),
    (re.compile(r"^(よく|頻繁)"), 120.0),
    (re.compile(r"時々|ときどき|たまに"), 20.0),
    (re.compile(r"(ほとんど|めったに|あまり).*な"), 0.5),
    (re.compile(r"(全く|まったく|一度も|一切)|(しない|していない|ない|行かない)$"), 0.0),
)
_PERIOD = {"日": 365.0, "週": 52.0, "月": 12.0, "年": 1.0}
_PER = re.compile(
    r"(?:(?P<n>\d+)\s*)?(?P<unit>日|週間?|[かカヶケ]?月|年)\s*(?:間)?\s*(?:に|あたり|当たり)?\s*(?P<times>\d+|数)\s*[~〜-]?\s*\d*\s*(?:回|日)"
)
_PREFIX = re.compile(
    r"^\s*(?:[\(（\[]?(\d{1,3})[\)）\]]?\s*[.．、:：)）\s_-]\s*(?=\D)|([①-⑳])\s*(?=\S))"
)


@dataclass(frozen=True, slots=True)
class Scale:
    """Labels in the order they belong.

    Attributes:
        labels: all labels, from the favourable (or smallest) end to the other; then `off`.
        off: labels that are choices but stand beside the scale (わからない).
        ordinal: whether the order is a scale, not just a list with numbers.
        reverse: whether the first label is the favourable end.
    """

    labels: tuple[str, ...]
    off: tuple[str, ...] = ()
    ordinal: bool = True
    reverse: bool = False


def plain(label: str) -> str:
    return unicodedata.normalize("NFKC", label).replace(",", "").strip()


def without_number(label: str) -> str:
    """A label without the number that the form put before it (1. とても満足)."""
    return _PREFIX.sub("", label)


def scale(labels: list[str]) -> Scale | None:
    """Find the order that labels belong in; None where it is only that of appearance."""
    numbered = _numbered(labels)
    words = {label: plain(without_number(label) if numbered else label) for label in labels}
    found = _opinion(words) or _frequency(words) or _amount(words)
    if numbered is None:
        return found
    off = tuple(label for label in numbered if found and label in found.off)
    ordered = tuple(label for label in numbered if label not in off)
    falls = bool(found and found.ordinal and found.reverse == _starts(found, ordered))
    return Scale(ordered + off, off, bool(found and found.ordinal), falls)


def _starts(found: Scale, ordered: tuple[str, ...]) -> bool:
    """Whether the order given by numbers begins at the same end as the order of the words."""
    if len(ordered) < 2:
        return True
    return found.labels.index(ordered[0]) < found.labels.index(ordered[-1])


def _numbered(labels: list[str]) -> list[str] | None:
    """Labels by the number each begins with, when all do and no two numbers are alike."""
    found = {label: _PREFIX.match(label) for label in labels}
    numbers = {label: _number(match) for label, match in found.items() if match}
    if len(labels) < 2 or len(set(numbers.values())) < len(labels):
        return None
    return sorted(labels, key=numbers.__getitem__)


def _number(prefix: re.Match[str]) -> int:
    digits, circled = prefix.groups()
    return int(digits) if digits else int(unicodedata.numeric(circled))


def _opinion(words: dict[str, str]) -> Scale | None:
    """Scales from favourable to unfavourable, by side and strength of each label."""
    off = [label for label, word in words.items() if _OFF.match(word)]
    rest = [label for label in words if label not in off]
    if len(rest) < 3:
        return None
    best: Scale | None = None
    for good, bad in _FAMILIES:
        scores = {label: _score(words[label], good, bad) for label in rest}
        strange = [label for label, score in scores.items() if score is None]
        known = {label: score for label, score in scores.items() if score is not None}
        if not _holds_together(list(known.values()), strange):
            continue
        ordered = sorted(known, key=lambda label: -known[label])
        found = Scale((*ordered, *strange, *off), (*strange, *off), ordinal=True, reverse=True)
        if best is None or len(found.off) < len(best.off):
            best = found
    return best


def _holds_together(scores: list[float], strange: list[str]) -> bool:
    """At least three steps on two sides (or three strengths), and at most one label beside."""
    if len(strange) > 1 or len(scores) < 3 or len(strange) * 3 > len(scores):
        return False
    steps = len(set(scores))
    return steps >= 3 and steps >= len(scores) - 1 and min(scores) <= 0 < max(scores)


def _score(word: str, good: re.Pattern[str], bad: re.Pattern[str]) -> float | None:
    weak = bool(_WEAK.search(word))
    if not weak and _NEUTRAL.search(word):
        return 0.0
    strength = 1.0 if weak else 2.0 if _STRONG.search(word) else 1.5
    strength = 1.25 if "ほとんど" in word else strength
    if bad.search(word):
        return -strength
    if good.search(word):
        return -strength if _NOT.search(good.sub("", word)) else strength
    return None


def _amount(words: dict[str, str]) -> Scale | None:
    """Scales of amount, from little to much."""
    off = [label for label, word in words.items() if _OFF.match(word)]
    rest = [label for label in words if label not in off]
    ends = {label: end for label in rest if (end := _lower_end(words[label])) is not None}
    counted = [label for label in ends if _AMOUNT.search(words[label])]
    strange = [label for label in rest if label not in ends]
    if len(counted) < 2 or len(set(ends.values())) < len(ends) or len(strange) * 4 > len(rest):
        return None
    ordered = sorted(ends, key=ends.__getitem__)
    units = [_UNIT.search(words[label]) or _RANGE.search(words[label]) for label in counted]
    shared = {found.group() for found in units if found and _UNIT.match(found.group())}
    ordinal = all(units) and len(shared) <= 2 and not any(map(_is_place, words.values()))
    if not ordinal and any(len(words[label]) > 12 for label in counted):
        return None
    return Scale((*ordered, *strange, *off), (*strange, *off), ordinal=ordinal)


def _is_place(word: str) -> bool:
    return bool(re.search(r"丁目|番地|区$|町$|地区$", word))


def _lower_end(word: str) -> float | None:
    found = list(_AMOUNT.finditer(word))
    if not found:
        return -1.0 if _NOTHING.search(word) else 1.5 if _SEVERAL.search(word) else None
    first = _value(found[0])
    if len(found) == 1 and re.search(r"未満|以下|まで|より少|以内", word):
        return first - 0.5
    # 300～400万円: the unit stands only behind the second number.
    if len(found) > 1 and not found[0].group(2) and found[1].group(2) and first < _value(found[1]):
        scaled = first * _TIMES[found[1].group(2)]
        first = scaled if scaled < _value(found[1]) else first
    return first + (0.25 if re.search(r"超|より多|以上$", word) and len(found) == 1 else 0.0)


def _value(found: re.Match[str]) -> float:
    return float(found.group(1)) * _TIMES.get(found.group(2) or "", 1.0)


def _frequency(words: dict[str, str]) -> Scale | None:
    """Scales of how often, from most to least."""
    off = [label for label, word in words.items() if _OFF.match(word)]
    rest = [label for label in words if label not in off]
    rates = {label: rate for label in rest if (rate := _rate(words[label])) is not None}
    if len(rest) < 3 or len(rates) < len(rest) or len(set(rates.values())) < len(rates):
        return None
    if not any(rate >= 20 for rate in rates.values()):
        return None
    ordered = sorted(rates, key=lambda label: -rates[label])
    return Scale((*ordered, *off), tuple(off), ordinal=True, reverse=True)


def _rate(word: str) -> float | None:
    """Times a year."""
    per = _PER.search(word)
    if per:
        times = 3.0 if per["times"] == "数" else float(per["times"])
        period = next(rate for unit, rate in _PERIOD.items() if unit in per["unit"])
        rate = times * period / float(per["n"] or 1)
        return rate - 0.1 if re.search(r"未満|以下", word) else rate
    return next((rate for pattern, rate in _OFTEN if pattern.search(word)), None)
