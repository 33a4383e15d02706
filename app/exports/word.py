"""政策論点集 as a Word file: the digest as it stands, or an edition as it was published."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from analysis.digest.document import Cover, write
from app.words import day
from surveys.editions import Edition

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OPEN_MARK = "（公募・代表性なし・参考）"
OPEN_CALL = "「{title}」は公募によるもので、住民全体を代表しません。参考として読んでください。"
NOTES = (
    "数字は回答した人の割合です。n は割合のもとになった回答者数です。",
    "生の声は、個人が分からないように一部を伏せたうえで、回答のまま載せています。",
)


def edition(published: Edition) -> bytes:
    """The file that is frozen with an edition."""
    facts = [published.name, f"公開日 {day(published.published_at)}"]
    return _file(published.document, published.title, facts, published.preface)


def current(document: Mapping[str, Any], now: datetime) -> bytes:
    """The digest as it stands at the desk, clearly not yet published."""
    return _file(document, "政策論点集", ["公開前の内容です", f"作成日 {day(now)}"], "")


def _file(document: Mapping[str, Any], title: str, facts: list[str], preface: str) -> bytes:
    marked = ["見本のデータです"] if document["example"] else []
    sources = [_source(each) for each in document["sources"]]
    subtitle = f"{document['municipality']}　{document['plan']}"
    lines, notes = [*marked, *facts, *sources], [*NOTES, *_cautions(document)]
    issues = [_labelled(issue) for issue in document["issues"]]
    return write(Cover(title, subtitle, lines, preface, notes), issues)


def _labelled(issue: Mapping[str, Any]) -> dict[str, Any]:
    """An issue whose evidence from an open call says so in every sentence."""
    told = [
        each if each["representative"] else {**each, "statement": each["statement"] + OPEN_MARK}
        for each in issue["evidence"]
    ]
    return {**issue, "evidence": told}


def _source(each: Mapping[str, Any]) -> str:
    return f"もとにした調査: {each['title']}（{each['audience']}・{each['sampling']}）"


def _cautions(document: Mapping[str, Any]) -> list[str]:
    calls = [each for each in document["sources"] if not each["representative"]]
    return [OPEN_CALL.format(title=each["title"]) for each in calls]
