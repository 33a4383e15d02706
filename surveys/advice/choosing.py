"""選択肢: too many, too few to choose from, or none that fits."""

import re
from collections.abc import Iterator, Sequence

from surveys.advice.bands import ranges
from surveys.advice.base import Said, judged, steps
from surveys.kinds import KINDS, Choice, Question

MOST_CHOICES = 20
MOST_ROWS = 20
LEAST_LISTED = 5  # choices from which on a list of things is seldom complete
UNSURE = ("わからない", "分からない", "答えたくない", "無回答", "どちらともいえない")
NONE = ("特にない", "ない", "なし", "あてはまるものはない", "わからない")
_ANYTHING_ELSE = re.compile(
    r"その他|そのほか|ほかの|それ以外|上記以外|左記以外|いずれでもない|何も|覚えて"
)
_PLACES = re.compile(
    r"居住地|住所|お?住まいの(?:市町村|区|地区|地域|町|行政区)|どこにお?住まい|都道府県"
)
# Lists that are complete by what they list.
_COMPLETE = re.compile(
    r"[市区町村県府]$|地区$|支所|地域$|部$|課$|代$|以上|以下|未満|程度|くらい|ぐらい|回|年|歳|円|"
    r"はい|いいえ|した|しない|ある|ない|たい|する|いる"
)


def question(asked: Question) -> Iterator[Said]:
    for look in (_unsure, _none, _twice, _own, _many, _other):
        yield from look(asked)


def _unsure(asked: Question) -> Iterator[Said]:
    labels = [choice.label for choice in asked.choices]
    marks = KINDS[asked.kind].marks
    graded, several = marks == {"beside"}, "exclusive" in marks
    says = any(word in label for label in labels for word in UNSURE)
    if asked.required and not ("choices" in KINDS[asked.kind].takes and marks):
        yield Said("必須です。答えたくない人が先へ進めません")
    elif asked.required and not several and not says:
        yield Said(
            "必須ですが「わからない・答えたくない」がありません。答えられない人が先へ進めません"
        )
    elif graded and not says and not _numbers(asked.choices):
        yield Said("「わからない」がありません。知らない人も、どれかの段階を選ぶことになります")
    unsure = [each for each in labels if "わからない" in each or "分からない" in each]
    if graded and unsure and not any(choice.beside for choice in asked.choices):
        yield Said(f"「{unsure[0]}」に【段階外】の印がないので、段階の1つとして平均などに数えます")


def _none(asked: Question) -> Iterator[Said]:
    if "exclusive" in KINDS[asked.kind].marks and not any(
        choice.exclusive or choice.label in NONE for choice in asked.choices
    ):
        yield Said("「特にない」がありません。1つも選ばない人と、答えなかった人の区別がつきません")


def _own(asked: Question) -> Iterator[Said]:
    """What the kind itself knows of asking well."""
    return (Said(sentence) for sentence in KINDS[asked.kind].advise(asked))


def _twice(asked: Question) -> Iterator[Said]:
    labels = [part.label for part in asked.choices]
    rows = [row.label for row in asked.rows]
    twice = [label for part in (labels, rows) for label in part if part.count(label) > 1]
    if twice:
        yield Said(f"同じ言葉の選択肢や行「{twice[0]}」が2つ以上あります")


def _many(asked: Question) -> Iterator[Said]:
    n, rows = len(asked.choices), len(asked.rows)
    listed = "write_in" in KINDS[asked.kind].marks
    if listed and n > MOST_CHOICES and not _complete(asked):
        yield Said(
            f"選択肢が{n}個あります。スマートフォンでは選びにくくなります",
            "長い一覧では、はじめの方の選択肢が選ばれやすくなります",
        )
    if rows > MOST_ROWS:
        yield Said(
            f"行が{rows}行あります。分野ごとに分けると答えやすくなります",
            "同じ形の行が続くと、読まずに同じ所を選ぶ人が増えます",
        )


def _other(asked: Question) -> Iterator[Said]:
    if asked.kind not in ("single", "multiple") or asked.part != "question":
        return
    listed = steps(asked)
    there = any(c.write_in or c.exclusive or _ANYTHING_ELSE.search(c.label) for c in asked.choices)
    if there or len(listed) < LEAST_LISTED or asked.ordered or judged(asked) or _complete(asked):
        return
    yield Said(
        "「その他」がありません。どれにもあてはまらない人が選べません",
        "あてはまらない人が近いものを選ぶと、その選択肢が多く数えられます",
    )


def _complete(asked: Question) -> bool:
    """Whether the list is complete by itself: areas, ranges, yes and no."""
    if _PLACES.search(asked.label):
        return True
    listed = steps(asked)
    told = sum(bool(_COMPLETE.search(choice.label)) for choice in listed)
    return bool(asked.levels) or bool(ranges(asked)) or 2 * told > len(listed) or _numbers(listed)


def _numbers(choices: Sequence[Choice]) -> bool:
    """Whether most of the choices are bare numbers, as from 0 to 10."""
    return 2 * sum(choice.label.strip("点 　").isdigit() for choice in choices) > len(choices)
