"""やさしい日本語: readings above the kanji, and dates as they are read aloud.

Short sentences, です・ます, 西暦 and a reading for every kanji, as 出入国在留管理庁 and
文化庁 advise (在留支援のためのやさしい日本語ガイドライン, 2020). A reading stands behind its
word, as in 漢字《かんじ》 or ｜1日《ついたち》, in our own words and in a questionnaire's alike.
"""

import re
from datetime import date, datetime

from surveys.readings import MARK, READING, bare

TAG = re.compile(r"(<[^>]*>)")
# A screen reader says the word itself; with its reading it would say everything twice.
ABOVE = r'<ruby>\1\2<rp>（</rp><rt aria-hidden="true">\3</rt><rp>）</rp></ruby>'
TYPED = re.compile(r"""\bvalue=(?:"[^"]*"|'[^']*')""")

_DAYS = (
    *("ついたち", "ふつか", "みっか", "よっか", "いつか", "むいか", "なのか", "ようか"),
    *("ここのか", "とおか"),
)
_READ_DAYS = dict(enumerate(_DAYS, 1)) | {14: "じゅうよっか", 20: "はつか", 24: "にじゅうよっか"}
_WEEKDAYS = ("げつ", "か", "すい", "もく", "きん", "ど", "にち")


def furigana(page: str) -> str:
    """A page with its readings above their words, and without them where nothing stands above.

    What somebody typed stays as they typed it.
    """
    made, inside = [], ""
    for part in TAG.split(page):
        if part.startswith("<"):
            inside = part[1:].split(maxsplit=1)[0].rstrip(">").lower()
            made.append(part if MARK not in part else _beside_values(part))
        elif MARK not in part or inside in {"textarea", "script"}:
            made.append(part)
        else:
            made.append(bare(part) if inside in {"title", "option"} else READING.sub(ABOVE, part))
    return "".join(made)


def day(day_: date) -> str:
    """2026年7月8日, with its readings."""
    read = _READ_DAYS.get(day_.day)
    told = f"｜{day_.day}日《{read}》" if read else f"{day_.day}日《にち》"
    return f"{day_.year}年《ねん》{day_.month}月《がつ》{told}"


def weekday(day_: date) -> str:
    name = "月火水木金土日"[day_.weekday()]
    return f"{name}曜日《{_WEEKDAYS[day_.weekday()]}ようび》"


def hour(moment: datetime) -> str:
    """午後5時15分, with its readings; nothing of minutes on the hour."""
    half = "午前《ごぜん》" if moment.hour < 12 else "午後《ごご》"
    minutes = ""
    if moment.minute:
        read = "ふん" if moment.minute % 10 in {2, 5, 7, 9} else "ぷん"
        minutes = f"{moment.minute}分《{read}》"
    return f"{half}{moment.hour % 12}時《じ》{minutes}"


def days(number: int) -> str:
    """So many days: 8日 is ようか, 12日 is じゅうににち."""
    read = _READ_DAYS.get(number) if number > 1 else None
    return f"｜{number}日《{read}》" if read else f"{number}日《にち》"


def _beside_values(tag: str) -> str:
    """A tag whose labels are without readings, and whose value is as it was typed."""
    kept = TYPED.search(tag)
    if kept is None:
        return bare(tag)
    return bare(tag[: kept.start()]) + kept.group() + bare(tag[kept.end() :])
