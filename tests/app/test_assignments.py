"""割り当ての表: every voice with its theme, out as a sheet and back."""

from io import BytesIO

import openpyxl
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.text.language import Language
from app.desk.assignments_files import HEAD, brought, moving, rows, workbook
from app.texts import Texts
from surveys.arrangement import Arrangement, Theme
from tests.app.test_arrangements import ARRANGE, client, decide, seen, sizes
from tests.app.test_themes import BUS, NUMBERED, OPINIONS, THEMES
from tests.visit import one, submit, visit

__all__ = ["client"]
HERE = f"{THEMES}/assignments"
ABOUT = "question=意見"
Sheet = list[list[str]]
WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)


def sheet(client: FlaskClient) -> Sheet:
    """The cells of the sheet as it is given out."""
    reply = client.post(f"{HERE}/file?{ABOUT}")
    assert reply.status_code == 200
    book = openpyxl.load_workbook(BytesIO(reply.data))
    return [[str(cell or "") for cell in row] for row in book["割り当て"].values]


def written(cells: Sheet) -> bytes:
    book, out = openpyxl.Workbook(), BytesIO()
    there = book.create_sheet("割り当て")
    for row in cells:
        there.append(row)
    book.save(out)
    return out.getvalue()


def check(client: FlaskClient, cells: Sheet, status: int = 200) -> BeautifulSoup:
    said = {"file": (BytesIO(written(cells)), "割り当て.xlsx")}
    return submit(client, f"{HERE}/check?{ABOUT}", said, status)


def test_the_sheet_has_a_row_for_each_voice_and_no_id(client: FlaskClient) -> None:
    visit(client, f"{HERE}?{ABOUT}")
    head, *voices = sheet(client)
    assert tuple(head) == HEAD
    assert len(voices) == 50
    assert len({row[0] for row in voices}) == 50
    assert {row[0][:2] for row in voices} == {"S-"}
    assert NUMBERED not in {row[1] for row in voices}
    assert {row[1] for row in voices} >= set(BUS)
    assert {row[4] for row in voices} <= {"要望", "不満", "称賛", "提案", "その他"}


def test_a_sheet_that_was_not_changed_moves_nothing(client: FlaskClient) -> None:
    page = check(client, sheet(client))
    assert "動く声はありません" in page.text
    assert not page.select("input[name=made]")


def test_changed_themes_are_shown_then_kept_then_taken_back(client: FlaskClient) -> None:
    before = sizes(visit(client, OPINIONS))
    cells = sheet(client)
    for row in cells[1:]:
        if row[1] == BUS[0]:
            row[2] = "料金と本数"
        elif row[1] == BUS[1]:
            row[2] = ""
    page = check(client, cells)
    assert "12" in one(page, ".figure").text
    assert "新しいテーマ" in page.text
    assert sizes(visit(client, OPINIONS)) == before

    said = {name: one(page, f"input[name={name}]")["value"] for name in ("made", "seen")}
    page = submit(client, f"{HERE}?{ABOUT}", said)
    assert "声12件を移しました" in page.text
    assert sizes(page)["料金と本数"] == 6
    assert sizes(page)["どのテーマにも入らない声"] == 7

    page = submit(client, f"{ARRANGE}/undo?{ABOUT}", {"seen": seen(page)})
    assert sizes(page) == before
    decide(client, act="dissolve", theme="1")
    assert "テーマが変わりました" in submit(client, f"{HERE}?{ABOUT}", said, 422).text


def test_every_wrong_row_is_named_and_nothing_is_kept(client: FlaskClient) -> None:
    cells = sheet(client)
    cells[1][0] = "S-0000000000"
    cells[2][1] = "ほかの声"
    cells[3][2] = "長" * 61
    cells.append(cells[4])
    page = check(client, cells, 422)
    told = [item.text for item in page.select(".callout.error li")]
    assert [each[:3] for each in told] == ["2行目", "3行目", "4行目", "52行"]
    assert not page.select("input[name=made]")


def test_a_sheet_of_something_else_is_refused(client: FlaskClient) -> None:
    assert "割り当ての表ではない" in check(client, [["番号", "声"], ["1", "2"]], 422).text
    other = [list(HEAD), ["S-0000000000", "声", "テーマ", "", ""]]
    assert "別の設問の表" in check(client, other, 422).text
    page = submit(client, f"{HERE}/check?{ABOUT}", {}, 422)
    assert "ファイルを選んでください" in page.text


def test_what_is_no_choice_of_the_page_is_refused(client: FlaskClient) -> None:
    for made in ("", "[]", '{"道": 5}', '{"道": ["x"]}'):
        assert client.post(f"{HERE}?{ABOUT}", data={"made": made}).status_code == 400


@settings(max_examples=40)
@given(
    st.lists(st.tuples(WORDS, st.integers(0, 3)), min_size=1, max_size=12),
    st.lists(WORDS.map(lambda name: " ".join(name.split())).filter(bool), unique=True, max_size=3),
)
def test_whatever_was_written_an_unchanged_sheet_changes_nothing(
    voices: list[tuple[str, int]], names: list[str]
) -> None:
    words = {number + 1: text for number, (text, _place) in enumerate(voices)}
    places = {number + 1: place for number, (_text, place) in enumerate(voices)}
    groups = [tuple(e for e, at in places.items() if at == place) for place in range(len(names))]
    themes = [
        Theme(str(n), name, ids) for n, (name, ids) in enumerate(zip(names, groups, strict=True))
    ]
    others = tuple(each for each, place in places.items() if place >= len(names))
    now = Arrangement(tuple(theme for theme in themes if theme.ids), others, 9)
    japanese = (Language.JAPANESE,) * len(words)
    held = Texts("意見", tuple(words), tuple(words.values()), japanese, {}, 0, "x")

    listed = rows(now, held, dict.fromkeys(words, ()))
    read = brought(workbook(listed, [theme.name for theme in now.themes]), "a.xlsx", listed)
    assert (dict(read.changes), list(read.problems)) == ({}, [])
    assert moving(read.changes, now) == []
