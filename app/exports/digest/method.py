"""方法と限界: the appendix that says where every number is from, and what none of them says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.exports.digest.cells import Amount, Cell, Grid
from app.words import day, fiscal_year

OPEN_CALL = "「{title}」は公募によるもので、住民全体を代表しません。参考として読んでください。"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the appendix: paragraphs, then a table where there is one, then points."""

    title: str
    paragraphs: tuple[str, ...] = ()
    grid: Grid | None = None
    points: tuple[str, ...] = ()


def method(document: Mapping[str, Any]) -> tuple[Section, ...]:
    """The appendix of a frozen document."""
    return (
        _sources(document["sources"]),
        _COUNTING,
        _DIFFERENCES,
        _VOICES,
        _priority(document.get("weights") or ()),
        _WITHHELD,
        _limits(document["sources"]),
    )


def _sources(sources: Sequence[Mapping[str, Any]]) -> Section:
    heads = ("調査", "対象・選び方", "期間", "配った数", "答えた数", "重み", "状態")
    rows: list[tuple[Cell, ...]] = [
        (
            f"{each['title']}（{fiscal_year(each['year'])}）",
            f"{each['audience']}・{each['sampling']}"
            + ("" if each["representative"] else "（代表性なし・参考）"),
            _period(each),
            _number(each.get("asked")),
            _number(each.get("answered")),
            "重み付けあり" if each.get("weighted") else "なし",
            each.get("state") or "－",
        )
        for each in sources
    ]
    said = (
        "論点の数字と声は、次の調査によります。「配った数」は回答コードを送った数です。",
        (
            "状態の「確定」は集め終えた結果、「速報」は一部だけを開いた途中の結果、"
            "「事中」はまだ集めている間の結果です。"
        ),
    )
    return Section("もとにした調査", said, Grid("もとにした調査", heads, tuple(rows)))


_COUNTING = Section(
    "数え方",
    (
        (
            "割合（％）は、その設問に答えた人を100とした値です。n は割合のもとになった人数で、"
            "無回答と、尋ねられていない人（非該当）は含みません。"
        ),
        (
            "重み付けをした調査の割合は、性別や年代などの構成を人口に合わせて数えた値です。"
            "n は重みを付けない、実際に答えた人数です。"
        ),
        "割合は小数第2位を四捨五入しています。合計が100にならないことがあります。",
    ),
)
_DIFFERENCES = Section(
    "違いと変化の判断",
    (
        (
            "集まりごとの違いは、30人以上が答え、その答えが5人以上あり、全体との差が5ポイント以上で、"
            "偶然とは言いにくいもの（多くの検定をまとめて調整した値で5％未満）だけを載せています。"
        ),
        "前回の調査や職員の調査との差も、同じ調整をして、偶然とは言いにくいものだけを載せています。",
    ),
)
_VOICES = Section(
    "声の扱い",
    (
        (
            "声は、個人が分からないように一部を〔　〕などに伏せ、"
            "ほかは書かれたとおりに載せています。"
            "職員が一つずつ読み、公開を承認したものだけです。年代などの属性は、"
            "同じ組み合わせの人が10人以上いるときだけ添えています。"
        ),
        (
            "声のテーマ（何について書かれたか）は、文に使われた言葉の近さで集め、その集まりに特有の言葉で"
            "名前を付け、職員が確かめています。件数は、集まりに入れた声の数で、"
            "同じ意見の人の数ではありません。"
        ),
    ),
)
_WITHHELD = Section(
    "載せていない数字（秘匿）",
    (
        (
            "10人に満たない集まりの数字は載せていません。引き算で分かってしまうときは、"
            "ほかの集まりの数字も載せていません。1人か2人の答えの数も同じです。"
            "図と表の「非表示」は、こうして載せていない数字です。"
        ),
    ),
)


def _priority(weights: Sequence[Mapping[str, Any]]) -> Section:
    said = (
        (
            "論点は、数字と声から次の点を0から100で表し、重みを付けて平均した優先度の順に案が作られます。"
            "最後の並びは、職員が話し合って決めています。優先度は話し合いの手がかりで、"
            "大きいほど大切だという意味ではありません。"
        ),
    )
    total = sum(float(each["weight"]) for each in weights) or 1.0
    rows = tuple(
        (str(each["name"]), _MEANT.get(str(each["name"]), ""), Amount(each["weight"] / total))
        for each in weights
    )
    grid = Grid("優先度の重み", ("部分", "何を見るか", "重み"), rows) if rows else None
    return Section("優先度", said, grid)


_MEANT = {
    "広がり": "関わる回答者の割合（回答者の4分の1で最大）",
    "深刻さ": "否定的な回答や不満の割合",
    "偏り": "特定の集まりへの偏り（全体との差が20ポイントで最大）",
    "声の厚み": "声の数（最も多い論点を最大とする）",
    "職員と市民の差": "職員と市民の答えの差",
    "悪化": "前の調査からの悪化",
}


def _limits(sources: Sequence[Mapping[str, Any]]) -> Section:
    calls = [OPEN_CALL.format(title=s["title"]) for s in sources if not s["representative"]]
    return Section(
        "この冊子の数字からは言えないこと",
        (),
        None,
        (
            "なぜそうなったか（原因）は分かりません。違いや変化を示すだけです。",
            "答えなかった人の考えは分かりません。回答率が低いほど、偏りの可能性は大きくなります。",
            "調査には標本による誤差があります。数ポイントの差は、違いがないことがあります。",
            "載せた声は、選んだ一部です。声の多さは、市民全体での多さを表しません。",
            *calls,
        ),
    )


def _period(source: Mapping[str, Any]) -> str:
    first, last = (source.get(name) for name in ("opened_at", "closed_at"))
    if not first or not last:
        return "－"
    ends = datetime.fromisoformat(last) - timedelta(seconds=1)  # taken until just before
    return f"{day(datetime.fromisoformat(first))}〜{day(ends)}"


def _number(value: int | None) -> Cell:
    return "－" if value is None else Amount(float(value), "count")
