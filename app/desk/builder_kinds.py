"""設問形式の選び方: what each kind of question is for, said before it is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.errors import N_
from surveys.kinds import KINDS, Kind

CHOOSING, WEIGHING, WRITING, PLACES = (
    N_("選んでもらう"),
    N_("比べてもらう"),
    N_("書いてもらう"),
    N_("場所と説明"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a kind is for.

    Attributes:
        room: the kinds it is listed with.
        sentence: what it is for, in a line; `example`: a question of it, with its answers.
        limit: what the most of it is called.
        lists: what its lists are called, where that is not 選択肢 and 行.
    """

    room: str
    sentence: str
    example: str
    limit: str = N_("最多")
    lists: Mapping[str, str] | None = None


TOLD: Mapping[str, Told] = {
    "single": Told(CHOOSING, N_("1つだけ選んでもらう"), N_("お住まいは ○持ち家 ●賃貸 ○その他")),
    "multiple": Told(
        CHOOSING,
        N_("あてはまるものをいくつでも選んでもらう"),
        N_("困っていること ☑買い物 ☐通院 ☑雪かき"),
        N_("いくつまで選べるか"),
    ),
    "scale": Told(CHOOSING, N_("満足・不満などの段階で答えてもらう"), N_("満足 ○ ● ○ ○ 不満")),
    "matrix": Told(
        CHOOSING,
        N_("いくつもの項目を、同じ選択肢で答えてもらう"),
        N_("公園 ●よい ○悪い ／ 道路 ○よい ●悪い"),
        lists={"rows": N_("たずねる項目（行）")},
    ),
    "pair": Told(
        CHOOSING,
        N_("項目ごとに満足度と重要度をたずね、優先順位を見る"),
        N_("公園: 満足 ●高 ○低・重要 ○高 ●低"),
        lists={
            "rows": N_("たずねる項目（行）"),
            "aspects": N_("2つの見方の名前"),
            "choices": N_("1つめ（満足度）の選択肢"),
            "others": N_("2つめ（重要度）の選択肢"),
        },
    ),
    "ranking": Told(
        WEIGHING,
        N_("大切な順に並べてもらう"),
        N_("1位 医療　2位 交通　3位 子育て"),
        N_("何位までたずねるか"),
    ),
    "best_worst": Told(
        WEIGHING,
        N_("数個ずつ見せて、最も大切・大切でないものを選んでもらう"),
        N_("最も大切 ●医療 ／ 最も大切でない ●観光"),
        N_("1度に見せる数"),
        {"aspects": N_("選んでもらう両端の言葉")},
    ),
    "points": Told(
        WEIGHING,
        N_("持ち点を、大切だと思うものに分けてもらう"),
        N_("医療 50点　交通 30点　観光 20点"),
    ),
    "number": Told(WRITING, N_("数字を書いてもらう"), N_("年齢 [ 45 ] 歳")),
    "date": Told(WRITING, N_("年月日を書いてもらう"), N_("転入した日 令和5年4月1日")),
    "line": Told(WRITING, N_("短い言葉を1行で書いてもらう"), N_("よく行く店 [ 本町の八百屋 ]")),
    "text": Told(
        WRITING,
        N_("自由に書いてもらう"),
        N_("まちへのご意見 [ バスがもう1本… ]"),
        N_("何文字まで書けるか"),
    ),
    "area": Told(
        PLACES,
        N_("お住まいの地区を選んでもらう。上の地区は聞かずに分かる"),
        N_("行政区 [ 広丘原新田 ▾ ]"),
        lists={"choices": N_("地区"), "others": N_("市外の市町村")},
    ),
    "pin": Told(
        PLACES,
        N_("地図に印を付けるか、一覧から地区を選んでもらう"),
        N_("危ないと思う場所 ⌖ 駅の北側"),
        lists={"choices": N_("一覧の地区")},
    ),
    "note": Told(
        PLACES, N_("たずねずに、説明だけを見せる"), N_("ここからは、交通についてうかがいます。")
    ),
}
OTHERS = Told(PLACES, "", "")
LISTS = {
    "choices": N_("選択肢"),
    "rows": N_("行"),
    "others": N_("もう1組の選択肢"),
    "aspects": N_("見方の名前"),
}


def of(kind: Kind) -> Told:
    return TOLD.get(kind.key, OTHERS)


def list_name(kind: Kind, name: str) -> str:
    """What one list of a kind is called where it is written."""
    return (of(kind).lists or {}).get(name, LISTS[name])


def by_room() -> dict[str, list[Kind]]:
    """All kinds, with those that are for alike."""
    rooms: dict[str, list[Kind]] = {name: [] for name in (CHOOSING, WEIGHING, WRITING, PLACES)}
    order = [*(key for key in TOLD if key in KINDS), *(key for key in KINDS if key not in TOLD)]
    for key in order:
        rooms[of(KINDS[key]).room].append(KINDS[key])
    return rooms
