"""〔氏名〕: what stands in a text where personal data was, and is no word of who wrote it."""

import re

KINDS = (
    *("氏名", "住所", "電話番号", "メールアドレス", "アカウント", "URL"),
    *("番号", "車両番号", "生年月日", "郵便番号"),
)
OPENS, CLOSES = "〔", "〕"
MARKS = frozenset(f"{OPENS}{kind}{CLOSES}" for kind in KINDS)
_MARK = re.compile("|".join(map(re.escape, sorted(MARKS))))


def of(kind: str) -> str:
    """The mark of a kind of personal data."""
    return f"{OPENS}{kind}{CLOSES}"


def without(text: str) -> str:
    """What is left of a masked text: the words somebody wrote."""
    return _MARK.sub(" ", text)
