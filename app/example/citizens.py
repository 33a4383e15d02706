"""市民意識調査: a random sample's answers, and those of an open call on the web."""

import numpy as np

from app.example.people import Person, concern, person
from app.example.sheet import (
    AGREE,
    IMPORTANT,
    SATISFIED,
    Item,
    answer,
    csv_bytes,
    headings,
    silent,
)
from app.example.writing import Pen

SAMPLE, CALL = 1200, 180
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
    "parks": "公園と遊び場",
    "environment": "ごみ・空き家と自然環境",
    "cityhall": "市役所の手続きと情報発信",
}
# how much more important than the middle everybody finds it
WEIGHTS = dict(
    zip(POLICIES, (0.7, 0.7, 0.9, 0.5, 1.5, 0.8, 1.2, 0.7, 0.4, 0.1, 0.2, 0.0), strict=True)
)
STATEMENTS = (
    ("見本市は「子育てしやすいまち」だと思う", 0.5, "childcare"),
    ("いまの生活を楽しんでいる", 0.5, "shopping"),
    ("これからの人生に希望を持っている", 0.1, "jobs"),
    ("仕事や役割にやりがい・生きがいを感じる", 0.7, "jobs"),
    ("地域に互いに支え合い助け合う関係がある", 0.1, "community"),
    ("自分の災害への備えは十分できている", 0.3, "disaster"),
    ("地元でとれた食材が手に入りやすい", 0.8, "environment"),
)
MOST_WANTED, NOTHING_WANTED = 3, "特にない"
STAY = ("ずっと住み続けたい", "当分は住み続けたい", "市外に移りたい", "わからない")
RIDES = ("週に1回以上", "月に数回", "年に数回", "利用していない")
REASONS = ("本数が少ない", "行きたい所へ行かない", "停留所が遠い", "車があるので必要がない")
NOT_ASKED = "非該当"
GROUPED = (
    *(Item("問4 まちと暮らし", words) for words, _, _ in STATEMENTS),
    *(Item("問5 満足度", w) for w in POLICIES.values()),
    *(Item("問6 重要度", w) for w in POLICIES.values()),
    *(
        Item("問7 力を入れてほしいこと（3つまで）", words)
        for words in (*POLICIES.values(), NOTHING_WANTED)
    ),
)
COLUMNS = (
    Item("整理番号"),
    Item("性別"),
    Item("年齢"),
    Item("お住まいの地区"),
    Item("職業"),
    Item("居住年数"),
    Item("家族構成"),
    Item("問1 見本市での暮らしに満足していますか"),
    Item("問2 これからも見本市に住み続けたいですか"),
    Item("問3 市政全体に満足していますか"),
    *GROUPED,
    Item("問8 どのくらい幸せですか（0〜10点）"),
    Item("問9 この1年の路線バスの利用"),
    Item("問10 路線バスを利用しない主な理由（問9で「利用していない」方）"),
    Item("問11 暮らしの中で困っていることをお書きください"),
    Item("問12 どんなまちになってほしいですか"),
)
CALL_COLUMNS = (
    "タイムスタンプ",
    "年代",
    "性別",
    "お住まいの地区",
    "見本市での暮らしに\n満足していますか",
    "市に特に力を入れてほしいことを選んでください。\n（3つまで）",
    "困っていること・\n改善してほしいことがあればお書きください",
)


def sample(seed: int) -> bytes:
    """The random sample as a CSV with two header rows (UTF-8 with BOM)."""
    rng = np.random.default_rng(seed)
    pen = Pen(rng)
    rows = [_sheet(rng, pen, number) for number in range(1, SAMPLE + 1)]
    return csv_bytes([*headings(COLUMNS), *rows], "utf-8-sig")


def call(seed: int) -> bytes:
    """The open call as a web form's CSV: newlines in headings, several answers in one cell."""
    rng = np.random.default_rng(seed)
    pen = Pen(rng)
    rows = [_form(rng, pen, number) for number in range(CALL)]
    return csv_bytes([CALL_COLUMNS, *rows], "utf-8")


def _sheet(rng: np.random.Generator, pen: Pen, number: int) -> list[str]:
    who = person(rng)
    general = who.mood + 0.3 - 0.4 * who.district.far
    return [
        f"{number:04d}",
        silent(rng, 0.01, who.sex),
        silent(rng, 0.01, str(who.age)),
        silent(rng, 0.015, who.district.name),
        silent(rng, 0.015, who.occupation),
        silent(rng, 0.02, who.years),
        silent(rng, 0.03, who.household),
        silent(rng, 0.01, answer(rng, SATISFIED, general + 0.3)),
        silent(rng, 0.02, _stay(rng, who)),
        silent(rng, 0.02, answer(rng, SATISFIED, general + 0.1)),
        *(
            silent(rng, 0.02, answer(rng, AGREE, start + 0.6 * who.content[topic]))
            for _, start, topic in STATEMENTS
        ),
        *(silent(rng, 0.03, answer(rng, SATISFIED, who.content[t])) for t in POLICIES),
        *(
            silent(rng, 0.04, _important(rng, weight - 0.2 * who.content[topic]))
            for topic, weight in WEIGHTS.items()
        ),
        *_ticks(rng, who),
        silent(rng, 0.03, _happiness(rng, who)),
        *_bus(rng, who),
        *_texts(rng, pen, who),
    ]


def _form(rng: np.random.Generator, pen: Pen, number: int) -> list[str]:
    who = person(rng, online=True)
    wanted = [POLICIES[topic] for topic in _wanted(rng, who)] or [NOTHING_WANTED]
    text = pen.trouble(who.author, concern(rng, who)) if rng.random() < 0.8 else ""
    return [
        f"2026/07/{1 + number // 20:02d} {8 + number % 12}:{(number * 7) % 60:02d}:00",
        f"{min(who.age // 10, 7) * 10}代" + ("以上" if who.age >= 70 else ""),
        who.sex,
        who.district.name,
        answer(rng, SATISFIED, who.mood),
        ", ".join(wanted),
        text,
    ]


def _important(rng: np.random.Generator, weight: float) -> str:
    return answer(rng, IMPORTANT, 0.3 + weight + float(rng.normal(0, 0.7)))


def _stay(rng: np.random.Generator, who: Person) -> str:
    if rng.random() < 0.08:
        return STAY[3]
    wish = who.mood + (who.age - 45) / 40 + float(rng.normal(0, 0.5))
    return STAY[2 - int(np.searchsorted([-0.9, 0.1], wish))]


def _wanted(rng: np.random.Generator, who: Person) -> list[str]:
    """Up to three topics: what matters and fails. None: nothing in particular."""
    if rng.random() < 0.06:
        return []
    pull = np.array([WEIGHTS[topic] - who.content[topic] for topic in POLICIES])
    pull += rng.gumbel(0, 0.7, len(pull))
    number = int(rng.choice([1, 2, 3], p=[0.08, 0.17, 0.75]))
    best = set(np.argsort(-pull)[:number].tolist())
    return [topic for place, topic in enumerate(POLICIES) if place in best]


def _ticks(rng: np.random.Generator, who: Person) -> list[str]:
    if rng.random() < 0.02:
        return [""] * (len(POLICIES) + 1)
    wanted = _wanted(rng, who)
    return [*("1" if topic in wanted else "0" for topic in POLICIES), "0" if wanted else "1"]


def _happiness(rng: np.random.Generator, who: Person) -> str:
    return str(int(np.clip(round(6.7 + 1.6 * who.mood + rng.normal(0, 1.5)), 0, 10)))


def _bus(rng: np.random.Generator, who: Person) -> list[str]:
    near = 0.12 + 0.1 * (1 - who.district.far)
    shares = [near * 0.4, near * 0.6, near, 1 - 2 * near]
    rides = silent(rng, 0.02, str(rng.choice(RIDES, p=shares)))
    if rides != RIDES[-1]:
        return [rides, NOT_ASKED if rides else ""]
    few = 0.2 + 0.3 * who.district.far
    reasons = [few, 0.15, 0.1, 0.75 - few]
    return [rides, silent(rng, 0.04, str(rng.choice(REASONS, p=reasons)))]


def _texts(rng: np.random.Generator, pen: Pen, who: Person) -> list[str]:
    """困っていること and どんなまちに; most leave one of them blank."""
    said = []
    for write in (pen.trouble, pen.wish):
        drawn = rng.random()
        if drawn < 0.44:
            said.append(write(who.author, concern(rng, who)))
        else:
            said.append(pen.nothing() if drawn < 0.50 else "")
    return said
