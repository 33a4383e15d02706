"""What people of a small town write, and the digest of it."""

from analysis.digest.drafts import Digest, digest
from tests.analysis import made
from tests.analysis.made import Row

AREA = made.axis("地区", "東", "西")
TROUBLES = made.text("困りごと", "日ごろ困っていること")
WISHES = made.text("要望", "市に望むこと")

BUS = (
    "バスの本数が少なくて不便です",
    "バスの時刻が合わず困っています",
    "バス停まで遠くて歩けない",
    "夕方のバスを増やしてほしい",
    "車がないとバスだけでは移動できない",
    "バスの運賃が高すぎる",
    "日曜日にバスが走っていないのは困る",
)
HOSPITAL = (
    "近くに病院がなくて不安です",
    "夜間に診てくれる病院がほしい",
    "病院の待ち時間が長すぎる",
    "小児科の病院が足りない",
    "産婦人科の病院がなくなって困っています",
    "救急の病院まで遠い",
    "総合病院の予約が取りにくい",
)


def rows() -> list[Row]:
    voices = [
        *({"地区": "西", "困りごと": text} for text in BUS),
        *({"地区": "東", "困りごと": text} for text in HOSPITAL),
        {"地区": "西", "困りごと": "特にありません"},
        {"地区": "西", "困りごと": BUS[0] + "。", "要望": "バスの増便をお願いします"},
    ]
    return [*voices, *made.people(40, 地区="東", 困りごと=None)]


def drafted(answers: list[Row]) -> Digest:
    return digest(*made.frame((AREA, TROUBLES, WISHES), answers))
