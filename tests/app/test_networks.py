"""語のつながり: the network with its table, its words' voices, and its files."""

from io import BytesIO
from xml.etree import ElementTree

from bs4 import BeautifulSoup
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from app.extensions import db
from surveys.audit import AuditEntry
from tests import make
from tests.analysis import made
from tests.app.voices import ABOUT, HERE, OPINION, town
from tests.conftest import SignIn
from tests.visit import one, visit

PAGE = f"{HERE}/networks"


def marks(page: BeautifulSoup, kind: str = "wide") -> dict[str, str]:
    """{what a mark of the picture says: where it leads}."""
    return {str(a["aria-label"]): str(a["href"]) for a in page.select(f"svg.{kind} a")}


def ties(page: BeautifulSoup) -> list[str]:
    return [row.text for row in page.select("section[aria-labelledby=ties] tbody th")]


def test_words_said_together_are_drawn_and_listed(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(sign_in("viewer"), f"{PAGE}?{ABOUT}")
    assert "公園 ― 遊具" in "".join(ties(page))
    assert any(said.startswith("バス（") for said in marks(page))
    assert set(marks(page, "narrow")) <= set(marks(page))
    assert "語のつながりの図。" in str(one(page, "svg.wide")["aria-label"])


def test_what_is_denied_is_shown_so_and_a_lone_word_nowhere(app: Flask, sign_in: SignIn) -> None:
    town(app)
    reply = sign_in("planner").get(f"{PAGE}?{ABOUT}").text
    assert "足りない" in reply
    assert "足りる" not in reply
    assert "鬼瓦" not in reply
    assert "電話番号" not in reply


def test_a_word_leads_to_its_voices_and_a_tie_to_those_with_both(
    app: Flask, sign_in: SignIn
) -> None:
    town(app)
    client = sign_in("viewer")
    first = visit(client, f"{PAGE}?{ABOUT}")
    address = next(where for said, where in marks(first).items() if said.startswith("遊具"))
    page = visit(client, address.removesuffix("#word"))
    panel = one(page, "section[aria-labelledby=word]")
    assert "「遊具」" in one(panel, "h2").text
    assert all("遊具" in quote.text for quote in panel.select("blockquote"))
    assert any("/contexts?" in str(a["href"]) for a in panel.select("a"))
    assert any("/themes/of?" in str(a["href"]) for a in panel.select("a"))
    assert page.select("svg.wide .chosen")
    assert page.select("svg.wide line.near")

    both = next(a for a in first.select("#ties ~ div a, tbody th a") if a.text == "公園 ― 遊具")
    page = visit(client, str(both["href"]).removesuffix("#word"))
    quotes = [quote.text for quote in page.select("#word ~ ol blockquote")]
    assert quotes
    assert all("公園" in quote and "遊具" in quote for quote in quotes)


def test_groups_stand_beside_their_words_but_never_small_ones(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(sign_in("viewer"), f"{PAGE}?{ABOUT}&axis=年代")
    groups = [row for row in ties(page) if row.startswith("層")]
    assert {row.partition("」")[0] for row in groups} == {"層「20代", "層「60代"}
    assert "80代" in page.text  # named among those without a word, with no number
    assert any("level=1" in where for where in marks(page).values())


def test_fewer_ties_are_drawn_on_demand(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("viewer")
    page = visit(client, f"{PAGE}?{ABOUT}&ties=30")
    assert len(ties(page)) <= 30
    chosen = page.select(".chips a[aria-current]")
    assert [chip.text for chip in chosen] == ["30本まで"]


def test_texts_of_staff_are_of_no_axis(app: Flask, sign_in: SignIn) -> None:
    town(app, audience="staff", state="ended")
    page = visit(sign_in("planner"), f"{PAGE}?{ABOUT}&axis=年代")
    assert not page.select("select#axis")
    assert not [row for row in ties(page) if row.startswith("層")]


def test_the_picture_and_its_table_are_files_and_recorded(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    picture = client.post(f"{PAGE}/svg?{ABOUT}")
    said = {text.text for text in ElementTree.fromstring(picture.data).iter() if text.text}  # noqa: S314 - ours
    assert {"バス", "公園", "遊具"} <= said
    assert client.post(f"{PAGE}/png?{ABOUT}").data.startswith(b"\x89PNG")
    book = load_workbook(BytesIO(client.post(f"{PAGE}/excel?{ABOUT}").data))
    cells = {str(cell.value) for sheet in book for row in sheet for cell in row}
    assert "公園・遊具" in cells
    assert "鬼瓦" not in "".join(cells)
    assert client.post(f"{PAGE}/nothing?{ABOUT}").status_code == 404
    with app.app_context():
        told = db.session.scalars(select(AuditEntry.what)).all()
    assert told == ["networks.download"] * 3


def test_what_stands_for_a_masked_number_is_no_word(app: Flask, sign_in: SignIn) -> None:
    rows = [{"意見": f"駅の件は090-1234-56{n}へ"} for n in range(10, 30)]
    rows += [{"意見": text} for text in ("公園と遊具", "広場") for _ in range(20)]
    make.town(app, made.frame((OPINION,), rows))
    page = visit(sign_in("viewer"), f"{PAGE}?{ABOUT}")
    assert "公園 ― 遊具" in ties(page)
    assert not [row for row in ties(page) if "番号" in row or "電話" in row]


def test_a_text_that_many_copied_ties_nothing(app: Flask, sign_in: SignIn) -> None:
    copied = "国道の拡幅と歩道の整備を早く進めてほしいとみんなで話し合いました"
    rows = [{"意見": text} for text in [copied] * 20 + ["公園と遊具"] * 5 + ["広場"] * 30]
    make.town(app, made.frame((OPINION,), rows))
    page = visit(sign_in("viewer"), f"{PAGE}?{ABOUT}")
    assert ties(page) == ["公園 ― 遊具"]
    assert "繰り返し19件は、まとめて1件" in page.text


def test_texts_without_ties_say_so(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("viewer")
    assert client.get(f"{PAGE}?question=年代").status_code == 404
    make.town(app, made.frame((OPINION,), [{"意見": "駅"}]))
    page = visit(client, f"/desk/plans/2/questionnaires/2/networks?{ABOUT}")
    assert "結びついた語がありません" in page.text
