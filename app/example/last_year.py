"""去年のウェブアンケート: an open call as a web form's CSV, which a planner brings to be read."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

import numpy as np

from app.example.citizens import WEIGHTS
from app.example.filling import point, several
from app.example.people import Person, concern, person
from app.example.writing import Pen

CALL = 180
NAME = "ウェブアンケート_見本.csv"
SATISFIED = ("満足", "やや満足", "どちらともいえない", "やや不満", "不満")
POLICIES = {
    "transport": "バスなどの公共交通",
    "roads": "道路・歩道の整備と除雪",
    "childcare": "子育てのしやすさ",
    "culture": "学校教育と文化・スポーツ",
    "medical": "医療体制",
    "seniors": "高齢者の福祉と居場所",
    "disaster": "災害への備え",
    "jobs": "働く場と産業の振興",
    "shopping": "買い物の便利さとにぎわい",
    "farming": "農林業と獣害への対策",
    "parks": "公園と遊び場",
    "environment": "ごみ・空き家と自然環境",
    "cityhall": "市役所の手続きと情報発信",
}
NOTHING_WANTED = "特にない"
COLUMNS = (
    "タイムスタンプ",
    "年代",
    "性別",
    "お住まいの地区",
    "見本市での暮らしに\n満足していますか",
    "市に特に力を入れてほしいことを選んでください。\n（3つまで）",
    "困っていること・\n改善してほしいことがあればお書きください",
)


def call(seed: int, year: int) -> bytes:
    """The CSV: newlines in headings, several answers in one cell."""
    rng = np.random.default_rng(seed)
    pen = Pen(rng)
    rows = [
        _form(rng, pen, f"{year}/07/{1 + n // 20:02d} {8 + n % 12}:{n * 7 % 60:02d}:00")
        for n in range(CALL)
    ]
    return csv_bytes([COLUMNS, *rows], "utf-8")


def csv_bytes(rows: Iterable[Sequence[str]], encoding: str) -> bytes:
    """A file as offices keep it."""
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def _form(rng: np.random.Generator, pen: Pen, moment: str) -> list[str]:
    who = person(rng, online=True)
    return [
        moment,
        f"{min(who.age // 10, 7) * 10}代" + ("以上" if who.age >= 70 else ""),
        who.sex,
        who.district.name,
        SATISFIED[int(point(rng, who.mood)) - 1],
        ", ".join(_wanted(rng, who)),
        pen.trouble(who.author, concern(rng, who)) if rng.random() < 0.8 else "",
    ]


def _wanted(rng: np.random.Generator, who: Person) -> list[str]:
    if rng.random() < 0.06:
        return [NOTHING_WANTED]
    wanted = several(rng, {t: WEIGHTS[t] - who.content[t] for t in POLICIES}, limit=3)
    return [POLICIES[topic] for topic in wanted]
