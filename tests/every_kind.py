"""A questionnaire with one question of every kind, each on a page of its own, and one sheet of it.

A new kind is asked here once: `tests/browser/test_kinds.py` then walks over it with a keyboard.
"""

from collections.abc import Mapping
from dataclasses import replace

from surveys.documents import Document, Section
from surveys.kinds import KINDS, Choice, Question, Row, Value


def choices(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(str(place), label) for place, label in enumerate(labels, 1))


UNSURE = Choice("9", "わからない・答えたくない", beside=True)
WORKS = choices(
    "子育てをしながら働き続けられる環境づくり",
    "高齢になっても住み慣れた地域で暮らせる支え合い",
    "買い物や通院に使えるバスや乗り合いタクシー",
    "大雨や地震に備えた避難所と防災無線の充実",
    "空き家の活用と、若い世代の移住への支援",
)
ASKED = (
    Question(
        "sa",
        "お仕事は何ですか",
        "single",
        choices=(*choices("会社員"), Choice("8", "その他", write_in=True)),
    ),
    Question(
        "ma",
        "ふだん使うものをすべて選んでください",
        "multiple",
        choices=(*choices("車", "バス", "電車"), Choice("0", "特にない", exclusive=True)),
        limit=2,
    ),
    Question(
        "scale",
        "市の住みごこちはいかがですか",
        "scale",
        choices=(*choices("よい", "わるい"), UNSURE),
    ),
    Question(
        "matrix",
        "次のことに、どのくらい満足していますか",
        "matrix",
        rows=(Row("bus", "バスや電車の便利さ"), Row("shop", "日用品の買い物のしやすさ")),
        choices=(*choices("満足", "不満"), UNSURE),
    ),
    Question(
        "ranking",
        "力を入れてほしいことを、大切な順に3つ選んでください",
        "ranking",
        choices=WORKS,
        limit=3,
    ),
    Question(
        "points",
        "100点を、力を入れてほしい程度に応じて配ってください",
        "points",
        choices=WORKS[:3],
    ),
    Question("bw", "次の取り組みのうち、どれが重要だと思いますか", "best_worst", choices=WORKS),
    Question(
        "pair",
        "次のことの満足度と重要度をお答えください",
        "pair",
        required=True,
        rows=(Row("bus", "バスや電車の便利さ"), Row("shop", "日用品の買い物のしやすさ")),
    ),
    Question(
        "note",
        "ここからは、市に住み始めたときのことをうかがいます",
        "note",
        help="生まれたときから住んでいる方もお答えください。",
    ),
    Question("day", "市に住み始めたのはいつですか", "date", earliest="1900-01-01"),
    Question("line", "よく行く店の名前をお書きください", "line"),
    Question("num", "年齢を教えてください", "number", low=0, high=120, unit="歳"),
    Question("text", "市へのご意見をお書きください", "text", limit=200),
    Question(
        "area",
        "お住まいの地区はどちらですか",
        "area",
        choices=choices("旭町", "栄町"),
        levels=("地区",),
    ),
    Question(
        "pin",
        "歩いていて危ないと感じる場所はどこですか",
        "pin",
        place_map="map1",
        choices=choices("西地区", "東地区", "地図の外"),
    ),
)
QUESTIONS = tuple(replace(KINDS[one.kind].usual(one), section=one.code) for one in ASKED)
DOCUMENT = Document(
    title="すべての設問形式の調査",
    sections=tuple(Section(one.code, KINDS[one.kind].label) for one in QUESTIONS),
    questions=QUESTIONS,
)
SET = DOCUMENT.question("bw").sets[0]
# What is answered to each question, as it is kept.
ANSWERS: Mapping[str, Value] = {
    "sa": "8",
    "sa_other": "農業",
    "ma": ["2", "3"],
    "scale": "2",
    "matrix": {"bus": "2", "shop": "1"},
    "ranking": ["3", "1", "2"],
    "points": {"1": 60, "3": 40},
    "bw": {"1_best": SET[0], "1_worst": SET[1]},
    "pair": {"sat_bus": "4", "imp_bus": "1", "sat_shop": "9", "imp_shop": "2"},
    "day": "1985-04-01",
    "line": "道の駅 旭",
    "num": 42,
    "text": "バスを増やしてほしい",
    "area": "2",
    "pin": {"lat": "36.105", "lon": "137.953", "area": "1"},
}
