"""Data whose questions or choices are bare codes: what can be said, and what must be told.

Nothing is called good or bad where nobody has said what 「3」 means. What is left is where groups
answer differently, as leads for a planner who has the questionnaire at hand.
"""

import re

from analysis.book import Book
from analysis.codebook import Codebook, Role
from analysis.digest.evidence import Evidence, gaps, named, who

MOST_LEADS, MOST_NAMELESS = 10, 5
_BARE_NAME = re.compile(
    r"[A-Za-zＡ-Ｚａ-ｚ]{0,5}[\s_.＿-]*\d+(?:[-_－＿#＃(（]?\w{0,4}[)）]?)?|設問\s*\d+\S{0,4}"
)
_FACT = re.compile(r"同居|家族|頻度|回数|利用|訪問|購入|手段|情報収集|職|勤務|出身|居住")


def leads(book: Book) -> list[tuple[str, list[Evidence]]]:
    """(question, its gaps) where groups answer most differently; facts of life are left out.

    Groups that have names (世代) are preferred: 「職種が『9』の人」 helps nobody.
    """
    named = {each.table.axis.name for each in book.crosstabs if each.table.axis.labelled}
    found = []
    for made in gaps(book).values():
        kept = [each for each in made if each.source.axis in named] if named else made
        if kept and not _FACT.search(kept[0].subject):
            found.append((kept[0].subject, kept[:3]))
    found.sort(key=lambda pair: (is_nameless(pair[0]), -pair[1][0].strength, pair[0]))
    nameless = sum(is_nameless(subject) for subject, _ in found)
    return found[: MOST_NAMELESS if nameless == len(found) else MOST_LEADS]


def is_nameless(label: str) -> bool:
    """Whether a question is known by its number alone (Q10_3)."""
    return _BARE_NAME.fullmatch(label) is not None


def gap_of(label: str, told: Evidence) -> str:
    """What is left to find out, where the codes say that a group differs and nothing more."""
    return (
        f"{named(label)}の回答は、{who(told)}の人でほかと違います。選択肢の名前を登録したうえで、"
        "何が違うのか、ありたい姿とどれだけ離れているかを確かめる必要があります。"
    )


def notes(codebook: Codebook, *, nothing: bool) -> tuple[str, ...]:
    """What a reader must know about the codebook before believing the drafts."""
    asked = [q for q in codebook.questions() if q.role is Role.QUESTION]
    bare = [q for q in asked if not q.variables[0].labelled]
    nameless = [q for q in asked if is_nameless(q.label)]
    told = []
    if bare:
        told.append(
            f"選択肢の名前が登録されていない設問が{len(asked)}問中{len(bare)}問あります。"
            "「3」などの番号の意味が分からないため、満足・不満は判断していません。"
            "コードブックに選択肢の名前を入れると、評価の低い設問の論点案も作れます。"
        )
    if nameless:
        told.append(
            f"設問文の代わりに番号だけの列が{len(nameless)}問あります。設問文を登録してください。"
        )
    if not codebook.texts():
        told.append("自由記述の設問がないため、声にもとづく論点案はありません。")
    if nothing:
        told.append("論点案にできる偏りや不満は見つかりませんでした。")
    return tuple(told)
