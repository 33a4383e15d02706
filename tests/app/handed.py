"""An edition with everything in it, and what each of its files says, without any space."""

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from surveys.editions import Edition

WHEN = datetime(2026, 11, 24, 1, 2, 3, 456, tzinfo=UTC)
LATE_BUS = "バス|が *遅れ*、`駅` <で> 待つ #困る 😀"
RATING: dict[str, Any] = {
    "kind": "shares",
    "title": "バスの便の満足度",
    "alt": "「バスの便の満足度」の帯グラフ。n=400。満足 25.0%、ふつう 21.5%、不満 53.5%。",
    "levels": ["満足", "ふつう", "不満"],
    "series": [{"name": "全体", "n": 400, "values": [0.25, 0.215, 0.535]}],
    "n": 400,
    "unit": "share",
    "marked": [2],
    "tones": [1.0, 0.0, -1.0],
}
GROUPS: dict[str, Any] = {
    "kind": "bars",
    "title": "バスの便に不満な割合（地区別）",
    "alt": "「バスの便に不満な割合」の横棒グラフ。n=400。多い順に北 71.3%、南 44.1%。",
    "levels": ["北", "南", "東", "西"],
    "series": [{"name": "割合", "n": 400, "values": [0.713, 0.441, None, None]}],
    "n": 400,
    "unit": "share",
    "marked": [0],
    "bases": [87, 236, None, None],
    "total": 0.535,
}


def edition(**document: Any) -> Edition:
    """One issue with a rating, a group, two voices; `document` changes what was frozen."""
    return Edition(
        number=2,
        stage="draft",
        title="見本市 政策論点集",
        preface="はじめのことば。\n二行目のことば。",
        published_at=WHEN,
        document=frozen() | document,
    )


def frozen() -> dict[str, Any]:
    return {
        "format": 2,
        "plan": "第六次総合計画",
        "municipality": "見本市",
        "example": True,
        "weights": [{"name": "広がり", "weight": 0.3}, {"name": "深刻さ", "weight": 0.1}],
        "sources": [_source("市民意識調査"), _source("みんなの声", sampling="公募")],
        "issues": [issue(1)],
    }


def issue(number: int, **changes: Any) -> dict[str, Any]:
    told = "『バスの便』で「不満」と答えた人は53.5%（214人、n=400）です。"
    return {
        "number": number,
        "uid": number,
        "topic": "バス",
        "field": "移動・交通",
        "desired_state": "車がなくても、行きたい所へ行ける",
        "present_state": told,
        "gap": "本数が通院の時間に合っていません。",
        "measures": "1. 乗合タクシーの試行\n2. 待合所の整備",
        "section": "交通課",
        "related_sections": "福祉課",
        "horizon": "長期投資",
        "horizon_reason": "路線の見直しに時間がかかるため",
        "priority": 0.815,
        "parts": {"breadth": 1.0, "severity": 0.39, "voices": None},
        "figures": [_figure(0.535, 400)],
        "groups": [],
        "evidence": [
            _evidence("low_rating", told, 400, chart=RATING),
            _evidence("group_gap", "地区が「北」の人では71.3%（n=87）です。", 87, chart=GROUPS),
            _evidence("theme", "声が12件ありました。", 24, representative=False),
        ],
        "voices": [
            {"text": LATE_BUS, "attributes": ["40代", "北"], "origin": "市民意識調査・「お困り」"},
            {"text": "=今のままでよい", "attributes": [], "origin": "みんなの声・「ご意見」"},
        ],
    } | changes


def _source(title: str, sampling: str = "無作為抽出") -> dict[str, Any]:
    representative = sampling != "公募"
    return {
        "title": title,
        "year": 2026,
        "audience": "市民",
        "sampling": sampling,
        "representative": representative,
        "asked": 1200 if representative else None,
        "answered": 431,
        "opened_at": "2026-09-01T00:00:00+09:00",
        "closed_at": "2026-10-01T00:00:00+09:00",
        "state": "確定",
        "weighted": representative,
    }


def _figure(share: float, n: int) -> dict[str, Any]:
    words = "『バスの便』に否定的な回答をした人"
    return {"share": share, "n": n, "words": words, "representative": True}


def _evidence(kind: str, statement: str, n: int, **more: Any) -> dict[str, Any]:
    told = {"kind": kind, "statement": statement, "n": n, "questionnaire": "市民意識調査"}
    return told | {"representative": True, "chart": None} | more


# ---- what files say ------------------------------------------------------------------------------


def pdf_words(data: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages))


def word_words(data: bytes) -> str:
    paper = Document(BytesIO(data))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return squeezed("".join([*(line.text for line in paper.paragraphs), *cells]))


def excel_cells(data: bytes) -> list[Any]:
    book = load_workbook(BytesIO(data))
    return [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]


def markdown_words(data: bytes) -> str:
    """What is read once Markdown's own signs are gone."""
    return squeezed(re.sub(r"\\([\\`*_{}\[\]<>#|~])", r"\1", data.decode()))


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)
