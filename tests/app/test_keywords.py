"""特徴語: each group's words, silent where a group is small, with files and clouds."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from openpyxl import load_workbook

from analysis.codebook import Role
from tests import make
from tests.analysis import made
from tests.analysis.made import Row
from tests.app.voices import ABOUT, HERE, OPINION, answers, town
from tests.conftest import SignIn
from tests.visit import one, visit

PAGE = f"{HERE}/keywords"
WORDS = ("駅", "病院", "学校", "道路", "川", "橋", "山", "海", "祭り", "市場")


def sections(page: BeautifulSoup) -> dict[str, Tag]:
    return {next(one(s, "h2").stripped_strings): s for s in page.select("section.keywords")}


def test_each_group_is_told_of_with_what_it_writes_of_more(app: Flask, sign_in: SignIn) -> None:
    town(app)
    found = sections(visit(sign_in("viewer"), f"{PAGE}?{ABOUT}&axis=年代"))
    assert list(found) == ["20代", "60代"]
    words = [a.text for a in found["20代"].select("tbody th a")]
    assert words[0] == "公園"
    assert "バス" not in words
    assert "「公園」（100.0%、ほかの層では" in one(found["20代"], "p.measure").text
    assert "理由を示すものではありません" in one(found["20代"], "p.measure").text


def test_a_group_under_ten_is_named_without_a_number(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(sign_in("viewer"), f"{PAGE}?{ABOUT}&axis=年代")
    quiet = [row.get_text(" ", strip=True) for row in page.select("#quiet ~ ul li")]
    assert quiet == ["80代 非表示（10人未満、または引き算で分かるため）"]


def test_a_word_leads_to_the_groups_voices_and_to_its_contexts(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(sign_in("viewer"), f"{PAGE}?{ABOUT}&axis=年代")
    row = sections(page)["60代"].select("tbody tr")[0]
    voices, contexts = (str(a["href"]) for a in row.select("a"))
    assert "level=2" in voices
    assert "/themes/of?" in voices
    assert "/contexts?" in contexts


def test_weights_can_be_left_out(app: Flask, sign_in: SignIn) -> None:
    weight = made.number("重み", Role.WEIGHT)
    rows = [{**row, "重み": 1.5} for row in answers()]
    make.town(app, made.frame((made.axis("年代", "20代", "60代", "80代"), OPINION, weight), rows))
    client = sign_in("viewer")
    assert "重み付け: 「重み」による" in visit(client, f"{PAGE}?{ABOUT}").text
    assert "重み付け: なし" in visit(client, f"{PAGE}?{ABOUT}&weight=0").text


def test_texts_of_staff_are_compared_by_nothing(app: Flask, sign_in: SignIn) -> None:
    town(app, audience="staff", state="ended")
    page = visit(sign_in("planner"), f"{PAGE}?{ABOUT}&axis=年代")
    assert "比べる層がありません" in page.text
    assert not sections(page)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_cloud_is_a_picture_with_its_words_as_text(app: Flask, sign_in: SignIn) -> None:
    texts = ["".join(f"{word}と" for word in WORDS[n % 3 :]) for n in range(40)]
    young: list[Row] = [{"年代": "1", "意見": text} for text in texts]
    rows = [*young, *({**row, "年代": "2"} for row in answers()[40:80])]
    make.town(app, made.frame((made.axis("年代", "20代", "60代"), OPINION), rows))
    client = sign_in("viewer")
    (picture,) = visit(client, f"{PAGE}?{ABOUT}").select("img[alt*=雲]")
    assert "病院" in str(picture["alt"])
    drawn = client.get(str(picture["src"]))
    assert drawn.data.startswith(b"\x89PNG")
    assert "immutable" in drawn.headers["Cache-Control"]
    old = client.get(f"{PAGE}/old/0.png?{ABOUT}&narrow=1")
    assert old.status_code == 302
    assert "narrow=1" in old.headers["Location"]
    assert client.get(old.headers["Location"].replace("/0.png", "/9.png")).status_code == 404


def test_the_file_has_shares_and_intervals_but_no_small_group(app: Flask, sign_in: SignIn) -> None:
    town(app)
    reply = sign_in("planner").post(f"{PAGE}/excel?{ABOUT}&axis=年代")
    book = load_workbook(BytesIO(reply.data))
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row]
    assert "公園" in cells
    assert "差の下限（95%）" in cells
    assert not [cell for cell in cells if "80代" in cell and "件" in cell]
