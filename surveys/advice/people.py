"""人について: what names somebody, what people would rather not say, and where it is asked."""

import re
from collections.abc import Iterator

from surveys.advice.base import Advice, Said
from surveys.documents import Document
from surveys.kinds import Question
from surveys.rule_words import in_order, numbered

_NAMES = re.compile(
    r"(?:氏名|お?名前|住所|電話番号|メールアドレス|メアド|連絡先|生年月日|マイナンバー|個人番号)"
    r"(?:を|と|、|・|（|\(|など)?.{0,16}?(?:お?書き|ご?記入|お?教え|お?知らせ|入力|お?答え)"
)
_ONLY = re.compile(
    r"^(?:あなたの)?(?:氏名|お?名前|ご?住所|電話番号|メールアドレス|連絡先)(?:（.*）)?$"
)
_NOT = re.compile(
    r"書かない|記入しない|書か(?:ず|なくて)|不要|いりません|お控え|(?:店|施設|団体|商品|公園|学校|会社|"
    r"行政区|町|地区|イベント|サイト|制度)(?:など)?の(?:お?名前|住所|連絡先)"
)
_DELICATE = re.compile(
    r"年収|所得|世帯収入|月収|収入は|収入を|貯蓄|借金|学歴|病歴|持病|障害|障がい|宗教|信仰|支持(?:する)?政党|"
    r"婚姻|結婚して|国籍|性的指向|性自認|生活保護|虐待"
)
_SEX = re.compile(r"性別")
_RATHER_NOT = re.compile(
    r"答えたくない|回答しない|無回答|その他|どちらでもない|ノンバイナリ|自由|選択しない"
)
FIRST, LEAST = 3, 6  # a delicate question is early among the first three of six or more
WRITTEN = ("text", "line")


def question(asked: Question) -> Iterator[Said]:
    named = _NAMES.search(asked.label) or _ONLY.search(asked.label.strip())
    if asked.kind in WRITTEN and named and not _NOT.search(f"{asked.label}{asked.help}"):
        yield Said(
            "個人が分かることを書いてもらう設問です",
            "無記名の約束に反します。抽選や連絡に要るときは、別の紙や別のフォームで受けてください",
        )
    if asked.kind == "date" and "生年月日" in asked.label:
        yield Said("生年月日をたずねています", "個人が分かるおそれがあります。年齢か生年で足ります")
    listed = " ".join(choice.label for choice in asked.choices)
    if _SEX.search(asked.label) and asked.choices and not _RATHER_NOT.search(listed):
        yield Said(
            "性別に「答えたくない」がありません", "男女のどちらも選べない人、選びたくない人がいます"
        )


def order(document: Document) -> Iterator[Advice]:
    """What people would rather not say stands after what they like to answer."""
    listed, numbers = in_order(document), numbered(document)
    if len(listed) < LEAST:
        return
    for asked in listed[:FIRST]:
        found = _DELICATE.search(asked.label)
        if found:
            told = f"「{found[0]}」は答えにくいことです。後ろの方に移してください"
            yield Advice(
                asked.code,
                f"{numbers[asked.code]}: {told}",
                "はじめに答えにくい設問があると、そこでやめる人が増えます",
            )
