"""対応分析: words and groups on one map, with the table of its points."""

from flask import Flask

from tests import make
from tests.analysis import made
from tests.app.voices import ABOUT, AGE, HERE, OPINION, town
from tests.conftest import SignIn
from tests.visit import visit

PAGE = f"{HERE}/word-maps"


def test_words_and_groups_stand_on_one_map(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(sign_in("viewer"), f"{PAGE}?{ABOUT}&axis=年代")
    points = [row.text for row in page.select("#points ~ div tbody th")]
    assert points[:2] == ["層 20代", "層 60代"]
    assert {"公園", "バス"} <= set(points)
    assert "80代" not in "".join(points)
    said = [str(a["aria-label"]) for a in page.select("svg.wide a")]
    assert "層 20代（40件）" in said
    assert "慣性" in page.text
    assert "距離は読みません" in page.text


def test_a_point_leads_to_its_voices(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(sign_in("viewer"), f"{PAGE}?{ABOUT}")
    links = {str(a["aria-label"]): str(a["href"]) for a in page.select("svg.wide a")}
    assert "level=1" in links["層 20代（40件）"]
    assert any("/contexts?" in where for said, where in links.items() if said.startswith("公園"))


def test_fewer_words_are_mapped_on_demand(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(sign_in("viewer"), f"{PAGE}?{ABOUT}&words=20")
    assert [chip.text for chip in page.select(".chips a[aria-current]")] == ["20語まで"]


def test_small_groups_stay_off_a_map_that_large_ones_fill(app: Flask, sign_in: SignIn) -> None:
    age = made.axis("年代", "20代", "40代", "60代", "80代")
    said = {"1": ("公園", "遊具"), "2": ("駅", "道路"), "3": ("バス", "病院"), "4": ("駅", "公園")}
    rows = [
        {"年代": code, "意見": words[n % 2]}
        for code, words in said.items()
        for n in range(12 if code == "4" else 30)
    ]
    make.town(app, made.frame((age, OPINION), rows))
    page = visit(sign_in("viewer"), f"{PAGE}?{ABOUT}")
    points = [row.text for row in page.select("#points ~ div tbody th")]
    assert [row for row in points if row.startswith("層")] == ["層 20代", "層 40代", "層 60代"]


def test_what_cannot_be_mapped_says_why(app: Flask, sign_in: SignIn) -> None:
    town(app, audience="staff", state="ended")
    page = visit(sign_in("planner"), f"{PAGE}?{ABOUT}")
    assert "並べる属性がありません" in page.text


def test_too_little_to_map_leads_to_the_words_of_each_group(app: Flask, sign_in: SignIn) -> None:
    rows = [{"年代": "1", "意見": text} for text in ("駅", "道路")]
    make.town(app, made.frame((AGE, OPINION), rows))
    page = visit(sign_in("viewer"), f"{PAGE}?{ABOUT}")
    assert "この組み合わせは図にできません" in page.text
    assert page.find("a", string="特徴語の表を見る")


def test_the_map_is_a_picture_and_a_table(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    assert client.post(f"{PAGE}/png?{ABOUT}").data.startswith(b"\x89PNG")
    assert "公園" in client.post(f"{PAGE}/svg?{ABOUT}").text
    file = client.post(f"{PAGE}/csv?{ABOUT}").text
    assert "語: 公園" in file
    assert "第1軸への寄与" in file
    assert "原因を示すものではありません" in file
