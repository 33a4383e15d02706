"""だれの声か: every theme by an axis, each number a way to its voices, nobody told by it."""

from io import BytesIO

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from app.extensions import db
from surveys.audit import AuditEntry
from tests import make
from tests.analysis import made
from tests.app.test_themes import AGE, BUS, OPINION, PARK, search
from tests.conftest import SignIn
from tests.visit import visit

ROOM = "/desk/plans/1/questionnaires/1/theme-groups"
PAGE = f"{ROOM}?question=意見"


def town(app: Flask, small: int = 0, **changes: object) -> None:
    """32 of twenty write of parks and 32 of sixty of buses; some of forty, too."""
    axis = made.axis("年代", "20代", "60代", "40代")
    rows = [
        *({"年代": "1", "意見": text} for text in PARK * 8),
        *({"年代": "2", "意見": text} for text in BUS * 8),
        *({"年代": "3", "意見": BUS[place % 4]} for place in range(small)),
    ]
    make.town(app, made.frame((axis, OPINION), rows), **changes)


def found(app: Flask, sign_in: SignIn, small: int = 0, **changes: object) -> FlaskClient:
    town(app, small, **changes)
    client = sign_in("planner")
    search(client)
    return client


def rows(page: BeautifulSoup) -> dict[str, list[str]]:
    return {
        row.select("th")[0].get_text(strip=True): [
            cell.get_text(" ", strip=True) for cell in row.select("td")
        ]
        for row in page.select("table.divided tbody tr")
    }


def test_every_theme_stands_beside_every_group(app: Flask, sign_in: SignIn) -> None:
    page = visit(found(app, sign_in), PAGE)
    table = rows(page)
    assert table.pop("書いた人（n）") == ["64", "32", "32"]
    park = next(cells for name, cells in table.items() if "公園" in name or "遊具" in name)
    assert park == ["32 50.0", "32 ▲100.0", "0 ▽-"]
    assert "偶然とは考えにくい違いがあります" in page.text
    assert "20代の声の100.0%で、全体（50.0%）より50.0ポイント高い" in page.text


def test_a_number_leads_to_the_voices_of_its_group(app: Flask, sign_in: SignIn) -> None:
    client = found(app, sign_in)
    page = visit(client, PAGE)
    ways = [str(way["href"]) for way in page.select("table.divided td a")]
    here = [way for way in ways if "level=1" in way and "axis=" in way]
    assert here
    voices = visit(client, here[0])
    assert {quote.text for quote in voices.select(".voices blockquote")} <= set(PARK)


def test_a_group_under_ten_is_shown_in_no_cell(app: Flask, sign_in: SignIn) -> None:
    page = visit(found(app, sign_in, small=9), PAGE)
    heads = [head.get_text(strip=True) for head in page.select("table.divided thead th")]
    place = heads.index("40代") - 1
    table = rows(page)
    assert {cells[place] for name, cells in table.items() if "書いた人" not in name} == {"非表示"}
    assert table["書いた人（n）"][place] == "非表示"


def test_tones_are_counted_with_a_warning(app: Flask, sign_in: SignIn) -> None:
    page = visit(found(app, sign_in), f"{PAGE}&of=intents")
    assert {"要望", "不満", "称賛", "提案", "その他"} <= set(rows(page))
    assert "指標ではありません" in page.text
    counts = [cells[0].split()[0] for name, cells in rows(page).items() if "書いた人" not in name]
    assert sum(map(int, counts)) == 64


def test_smaller_themes_are_counted_among_the_voices_of_theirs(app: Flask, sign_in: SignIn) -> None:
    client = found(app, sign_in)
    page = visit(client, PAGE)
    offered = [option for option in page.select("#of option") if "小さなテーマ" in option.text]
    for option in offered:
        inside = visit(client, f"{PAGE}&of={option['value']}")
        assert rows(inside)["書いた人（n）"][0] == "32"


def test_what_the_address_cannot_mean_is_all_themes(app: Flask, sign_in: SignIn) -> None:
    page = visit(found(app, sign_in), f"{PAGE}&of=99&axis=nothing")
    assert "すべてのテーマ × 年代" in page.text


def test_of_staff_no_small_group_can_be_subtracted(app: Flask, sign_in: SignIn) -> None:
    page = visit(found(app, sign_in, small=9, audience="staff"), PAGE)
    assert rows(page)["書いた人（n）"].count("非表示") == 2


def test_without_an_axis_or_themes_the_page_says_so(app: Flask, sign_in: SignIn) -> None:
    make.town(app, made.frame((OPINION,), [{"意見": text} for text in PARK * 6]))
    client = sign_in("planner")
    assert "テーマがまだありません" in visit(client, PAGE).text
    search(client)
    assert "集計軸がありません" in visit(client, PAGE).text


def test_the_picture_has_an_address_for_each_state(app: Flask, sign_in: SignIn) -> None:
    client = found(app, sign_in)
    picture = visit(client, PAGE).select_one("figure.chart img")
    assert picture is not None
    assert "テーマの割合を「年代」別に見た図" in str(picture["alt"])
    reply = client.get(str(picture["src"]))
    assert reply.content_type == "image/svg+xml"
    assert "immutable" in reply.headers["Cache-Control"]
    old = client.get(f"{ROOM}/old.svg?question=意見")
    assert old.status_code == 302
    assert str(picture["src"]).partition("?")[0] in old.headers["Location"]


def test_the_table_is_taken_away_and_recorded(app: Flask, sign_in: SignIn) -> None:
    client = found(app, sign_in)
    reply = client.post(f"{ROOM}/excel?question=意見&axis=年代")
    assert reply.status_code == 200
    sheet = load_workbook(BytesIO(reply.data)).active
    assert sheet is not None
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert "20代" in cells
    assert [cell for cell in cells if "全体（50.0%）より50.0ポイント高い" in cell]
    with app.app_context():
        what = AuditEntry.what == "themes.download"
        (kept,) = db.session.scalars(select(AuditEntry).where(what))
        assert kept.details == {"form": "excel", "kind": "theme_groups", "question": "意見"}


def test_an_axis_that_few_answered_hides_all(app: Flask, sign_in: SignIn) -> None:
    rows_ = [*({"意見": text} for text in PARK * 6), {"年代": "1", "意見": PARK[0]}]
    make.town(app, made.frame((AGE, OPINION), rows_))
    client = sign_in("planner")
    search(client)
    assert "声が10件に満たないため" in visit(client, PAGE).text
