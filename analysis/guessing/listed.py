"""The order of labels that are no scale: prefectures as always, many by how often they were said.

The order in which a file happens to name 80 towns helps nobody to find one, and changes with its
rows.
"""

from collections.abc import Mapping, Sequence

FEW = 12  # labels that are seen at a glance, in the order they came
_PREFECTURES = (
    "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 "
    "神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 "
    "大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 "
    "福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県"
)
_PLACES = {name: place for place, name in enumerate(_PREFECTURES.split())}
_LAST = ("その他", "わからない", "分からない", "無回答", "該当なし", "特にない", "海外")


def in_order(labels: Sequence[str], counts: Mapping[str, int]) -> list[str]:
    """Put labels in order; what is no answer of its own (その他) stands last.

    Args:
        labels: in the order they first appear.
        counts: how often each was said.
    """
    known = sum(label in _PLACES for label in labels)
    if len(labels) > 2 and known >= 0.8 * len(labels):
        return sorted(labels, key=lambda label: _PLACES.get(label, len(_PLACES)))
    if len(labels) <= FEW:
        return sorted(labels, key=_is_last)
    return sorted(labels, key=lambda label: (_is_last(label), -counts[label], label))


def _is_last(label: str) -> bool:
    return label.startswith(_LAST)
