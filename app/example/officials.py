"""職員アンケート: what the city's own staff say of how the last plan was run."""

import numpy as np

from app.example.sheet import AGREE, answer, csv_bytes, silent
from app.example.writing import Author, Pen

STAFF = 140
DEPARTMENTS = ("総務・企画", "市民・環境", "健康・福祉", "産業・農林", "建設・上下水道", "教育")
GENERATIONS = ("20代", "30代", "40代", "50代以上")
POSTS = ("係員", "係長級", "課長級以上")
# the question, how content staff are, and what a higher post changes
QUESTIONS = (
    ("重点政策が何かを理解している", 0.5, 0.4),
    ("計画を意識して仕事の見直しをしている", 0.2, 0.4),
    ("行政評価が次の年度の予算に生かされている", -0.3, 0.3),
    ("評価や実施計画の事務量は適切である", -0.7, 0.0),
    ("事業部への権限移譲で仕事が進めやすくなった", 0.2, 0.5),
    ("部門を越えた連携ができている", -0.4, 0.1),
    ("市民の声を仕事に反映できている", 0.0, 0.1),
    ("新しいことに取り組む時間の余裕がある", -0.9, 0.0),
)
COLUMNS = (
    *("職員番号", "所属", "年代", "役職"),
    *(f"問{number} {words}" for number, (words, _, _) in enumerate(QUESTIONS, 1)),
    "問9 計画の運用や仕事の進め方で困っていること",
    "問10 次の計画づくりへの要望",
)
_TOPICS = ("staff_cycle", "staff_people", "staff_together")


def census(seed: int) -> bytes:
    """All staff's answers as a CSV the way an office computer writes it (CP932)."""
    rng = np.random.default_rng(seed)
    pen = Pen(rng)
    rows = [_sheet(rng, pen, number) for number in range(1, STAFF + 1)]
    return csv_bytes([COLUMNS, *rows], "cp932")


def _sheet(rng: np.random.Generator, pen: Pen, number: int) -> list[str]:
    age = int(rng.choice(4, p=[0.22, 0.28, 0.27, 0.23]))
    post = int(np.clip(rng.normal(age * 0.55, 0.4), 0, 2))
    author = Author(polite=False, place="", life="職員")
    return [
        f"S{number:03d}",
        str(rng.choice(DEPARTMENTS)),
        GENERATIONS[age],
        POSTS[post],
        *(
            silent(rng, 0.01, answer(rng, AGREE, start + change * (post - 0.5) + rng.normal()))
            for _, start, change in QUESTIONS
        ),
        pen.trouble(author, _topic(rng, post)) if rng.random() < 0.55 else "",
        pen.wish(author, _topic(rng, post)) if rng.random() < 0.45 else "",
    ]


def _topic(rng: np.random.Generator, post: int) -> str:
    """Those who do the forms write of forms; those who lead, of working together."""
    return str(rng.choice(_TOPICS, p=[0.42 - 0.08 * post, 0.33, 0.25 + 0.08 * post]))
