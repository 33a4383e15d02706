"""分かりにくい言葉: times that are no times, and words that residents may not know."""

import re
from collections.abc import Iterator, Mapping

from surveys.advice.base import Advice, Said
from surveys.documents import Document
from surveys.kinds import Question
from surveys.rule_words import in_order, numbered

_LATELY = re.compile(r"最近|近ごろ|近頃|このごろ|近年")
_SINCE = re.compile(r"\d|[一二三四五六七八九十]+(?:日|週|月|か月|年)")
_DONE = re.compile(r"ましたか|たことが(?:あります|ある)|ています(?:か)?。?$")
# Words of the trade with what they could be called instead; staff are asked in their own.
PLAIN: Mapping[str, str] = {
    "ウェルビーイング": "心身ともに満たされた暮らし",
    "Well-Being": "心身ともに満たされた暮らし",
    "シビックプライド": "まちへの誇りと愛着",
    "シティプロモーション": "市の魅力を広く知らせること",
    "ダイバーシティ": "多様性",
    "インクルーシブ": "だれもが参加できる",
    "レジリエンス": "災害などから立ち直る力",
    "サステナブル": "持続できる",
    "サステナビリティ": "持続できること",
    "カーボンニュートラル": "温室効果ガスの排出を実質ゼロにすること",
    "スマートシティ": "情報通信技術を生かしたまちづくり",
    "コンパクトシティ": "住まいや店を中心部に集めるまちづくり",
    "リスキリング": "新しい仕事の技能を学び直すこと",
    "フレイル": "年をとって心身の力が弱ること",
    "ヤングケアラー": "家族の世話を日常的にしている子ども",
    "アウトリーチ": "支援する側から出向くこと",
    "アウトカム": "成果",
    "エビデンス": "根拠",
    "コンセンサス": "合意",
    "ステークホルダー": "関係する人や団体",
    "プラットフォーム": "基盤",
    "モビリティ": "移動の手段",
    "デマンド交通": "予約して乗る乗り合いの交通",
    "MaaS": "移動の手段をまとめて使える仕組み",
    "ジェンダー": "社会がつくる男女の役割の違い",
    "ＤＸ": "デジタル技術による仕事や暮らしの変革",
    "DX": "デジタル技術による仕事や暮らしの変革",
    "GX": "脱炭素に向けた社会の変革",
    "EBPM": "根拠にもとづく政策づくり",
    "PDCA": "計画・実行・確認・改善",
    "KPI": "目標の達成を測る数字",
    "PPP": "公民連携",
    "PFI": "民間の資金による公共施設の整備",
    "地域包括ケア": "住み慣れた地域で医療や介護を受けられる仕組み",
    "関係人口": "住んではいないが地域に関わり続ける人",
    "立地適正化": "住まいや施設の場所をまとめること",
}
_EXPLAINED = re.compile(r"^[」』]?(?:[（(]|とは|：|:|＝|=)")


def question(asked: Question) -> Iterator[Said]:
    """What was done lately, without since when."""
    found = _LATELY.search(asked.label)
    if found and _DONE.search(asked.label) and not _SINCE.search(f"{asked.label}{asked.help}"):
        yield Said(
            f"「{found[0]}」が、いつからかが書かれていません",
            "人によって1週間だったり数年だったりします。「この1年間に」などと書いてください",
        )


def jargon(document: Document) -> Iterator[Advice]:
    """Words that residents may not know, where they first stand, unless explained anywhere."""
    if document.department:
        return
    everything = "\n".join(words for each in document.questions for words in _words(each))
    everything += "\n" + "\n".join(f"{each.title}\n{each.lead}" for each in document.sections)
    numbers, told = numbered(document), set[str]()
    for each in in_order(document):
        for word in _found("\n".join(_words(each))):
            if PLAIN[word] in told or _is_explained(word, everything):
                continue
            told.add(PLAIN[word])
            yield Advice(
                each.code,
                f"{numbers[each.code]}: 「{word}」は、知らない人が多い言葉です。"
                f"説明（例: {PLAIN[word]}）を添えてください",
                "知らない言葉のある設問は、とばされるか、見当で答えられます",
            )


def _found(words: str) -> Iterator[str]:
    """Those of the words that stand by themselves: no DX inside another Latin word."""
    for word in PLAIN:
        bound = r"(?<![A-Za-z]){}(?![A-Za-z])" if word.isascii() else "{}"
        if re.search(bound.format(re.escape(word)), words):
            yield word


def _is_explained(word: str, everything: str) -> bool:
    places = (everything[found.end() :] for found in re.finditer(re.escape(word), everything))
    inside = re.compile(rf"[（(]{re.escape(word)}[）)]")
    return any(_EXPLAINED.match(rest) for rest in places) or bool(inside.search(everything))


def _words(asked: Question) -> Iterator[str]:
    yield from (asked.label, asked.help)
    yield from (choice.label for choice in (*asked.choices, *asked.others))
    yield from (row.label for row in (*asked.rows, *asked.aspects))
