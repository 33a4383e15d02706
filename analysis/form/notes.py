"""The notes that stand under tables, each said in one way everywhere."""

from analysis.presentation import LEAST_BASE, SMALL_BASE
from analysis.scales import Scale

ROUNDED = "割合は小数第2位を四捨五入しているため、合計が100.0にならないことがあります。"
SIGNS = "「-」は該当者なし、「0.0」は0.05%未満を示します。"
SMALL = f"n が{SMALL_BASE}未満の行は参考値です。"
WITHHELD = f"n が{LEAST_BASE}未満の行は、個人が特定されるおそれがあるため表示しません。"
COUNTED = "n は回答者数（重みを付けない実数）です。割合は n を分母とする横%です。"
NOT_ASKED = "非該当（その設問の対象でない人）は、常に分母から除きます。"
OUTSIDE = f"無回答は割合の分母に含めません。{NOT_ASKED}"
INSIDE = f"無回答を選択肢の1つとして割合の分母に含めます。{NOT_ASKED}"
MULTIPLE = "複数回答のため、割合の合計は100%を超えることがあります。M.T. は回答数の合計÷n です。"
OVERLAPPING = (
    "表側は複数回答のため、行の人数の合計は全体を超えることがあります（1人が複数の行に入ります）。"
)
NESTED = (
    "全体と、区分ごとの小計（字下げのない行）は、2つの軸と設問のすべてに回答した人です。"
    "内側の行を足すと小計になります。"
)
CLOSED = (
    "かけ合わせた行は、少人数の区分や選択肢があるか、ほかの表との引き算で分かるため表示しません。"
)
BETWEEN_ROWS = "群どうしの差は、両方の行に入る人の重なりを考えて検定しています。"
OF_TICKS = "複数回答のため、選択肢ごとに調整済み残差で全体との違いを判定（BH法で補正）"
OF_ROWS = (
    "表側が複数回答のため、表全体の検定はせず、行ごとに、選んだ人と選ばなかった人の違いを"
    "調整済み残差で判定（BH法で補正）"
)
PINS = (
    "升目は標準地域メッシュ（JIS X 0410）で、統計と重ねられます。件数の少ない升目は「少数」とし、"
    "合計から逆算できないように、ほかの升目も伏せることがあります。重み付けはしません。"
)
WEIGHTED = "割合は重み付け後の値です。人数は重みを付けない実数のため、人数÷n は割合と一致しません。"


def scale(found: Scale) -> str:
    """What TOP2, BOTTOM2 and the mean of a scale are of."""
    told = (
        f"TOP{found.width}は「{found.names[0]}」、BOTTOM{found.width}は「{found.names[1]}」を合わせた人数と、"
        f"n に占める割合です（割合の和ではなく人数から計算）。平均点（{found.span}）は"
    )
    off = "・".join(f"「{label}」" for label in found.off)
    return (
        told
        + (f"{off}を除いた人の平均で、" if off else "回答した人の平均で、")
        + "上段はその人数です。"
    )
