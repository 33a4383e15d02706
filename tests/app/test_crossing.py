"""A multiple answer down the side, and two axes at once, on the crosstab page and in its files."""

import io

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests import make
from tests.analysis import made
from tests.analysis.made import Row
from tests.analysis.test_overlapping import LIVING, WISHES, wishing
from tests.conftest import SignIn
from tests.visit import one, visit

SEX = made.axis("性別", "男性", "女性")
AGE = made.axis("年代", "若年", "高年")
TABLES = "/desk/plans/1/questionnaires/1/tables"
OF_WISHES = "question=住みごこち&axis=望むこと"
SPLIT = "question=住みごこち&axis=性別&inner=年代"
ANSWERED = [
    *made.people(50, 性別="男性", 年代="若年", 住みごこち="よい", **wishing(1)),
    *made.people(10, 性別="男性", 年代="若年", 住みごこち="よい", **wishing(1, 2)),
    *made.people(20, 性別="男性", 年代="高年", 住みごこち="よくない", **wishing(1, 2)),
    *made.people(40, 性別="女性", 年代="若年", 住みごこち="よくない", **wishing(2)),
    *made.people(4, 性別="女性", 年代="高年", 住みごこち="よい", **wishing()),
    *made.people(6, 性別="女性", 住みごこち=None, **wishing(2)),
]


def town(app: Flask, rows: list[Row] = ANSWERED, **changes: object) -> None:
    make.town(app, made.frame((SEX, AGE, LIVING, *WISHES), rows), **changes)


def crossed(client: FlaskClient, asked: str, status: int = 200) -> BeautifulSoup:
    return visit(client, f"{TABLES}/crosstab?{asked}", status)


def lines(page: BeautifulSoup) -> list[tuple[str, str]]:
    """(head, n) of each line."""
    return [
        (one(row, "th").get_text(strip=True), row.select("td")[0].get_text(strip=True))
        for row in page.select("table.crossed tbody tr")
    ]


def rows(client: FlaskClient, asked: str) -> list[tuple[object, ...]]:
    reply = client.post(f"{TABLES}/crosstab/excel?{asked}")
    return list(load_workbook(io.BytesIO(reply.data)).worksheets[0].iter_rows(values_only=True))


def test_a_multiple_answer_is_offered_down_the_side(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = crossed(sign_in("viewer"), OF_WISHES)

    assert "望むこと（複数回答）" in [tag.text for tag in page.select("#axis option")]
    assert "望むこと" not in page.select("#inner")[0].text
    assert lines(page) == [("全体", "124"), ("バス", "80"), ("医療", "70")]
    assert "表側は複数回答のため、行の人数の合計は全体を超える" in page.text
    assert "「望むこと」で「医療」を選んだ人では、" in one(page, ".headline").text
    assert "表全体の検定はせず" in one(page, ".method").text
    assert "対応分析" not in page.text


def test_the_picture_and_the_files_of_a_multiple_answer_say_the_same(
    app: Flask, sign_in: SignIn
) -> None:
    town(app)
    client = sign_in("planner")
    picture = one(crossed(client, OF_WISHES), "figure.chart img")
    assert "(n=70)" in client.get(str(picture["src"])).text

    told = rows(client, OF_WISHES)
    assert any(row[:2] == ("医療", 70) for row in told)
    assert any("表側は複数回答のため" in str(row[0]) for row in told)


def test_rows_that_overlap_are_compared_with_each_other(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = crossed(sign_in("viewer"), f"{OF_WISHES}&letters=bh")
    assert [tag.text for tag in page.select(".letters")] == ["B", "A"]
    assert "両方の行に入る人の重なり" in page.text


def test_a_level_is_split_by_a_further_axis_and_stands_once(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = crossed(sign_in("viewer"), SPLIT)

    assert lines(page) == [
        ("全体", "124"),
        ("男性", "80"),
        ("男性、若年", "60"),
        ("男性、高年参考値", "20"),
        ("女性", "44"),
        ("女性、若年", "40"),
        ("女性、高年", "非表示（10人未満、またはその人数が引き算で分かるため）"),
    ]
    assert [len(page.select(f"tr.{name}")) for name in ("whole", "subtotal", "inside")] == [1, 2, 4]
    assert one(page, "#inner option[selected]").text == "年代"
    assert "「性別」と「年代」と設問のすべてに回答した人" in one(page, ".method").text
    assert not [chip for chip in page.select("a.chip") if "群どうし" in chip.text]
    assert "&inner=" in str(one(page, 'a.chip:-soup-contains("無回答を含める")')["href"])


def test_the_picture_and_the_files_of_two_axes_hold_the_same_lines(
    app: Flask, sign_in: SignIn
) -> None:
    town(app)
    client = sign_in("planner")
    picture = client.get(str(one(crossed(client, SPLIT), "figure.chart img")["src"])).text
    assert "男性・高年" in picture
    assert "女性・高年" not in picture

    told = rows(client, SPLIT)
    assert [str(row[0]) for row in told if row[1] in (124, 80, 60, 20, 44, 40, "非表示")] == [
        "全体",
        "男性",
        "　若年",
        "　高年",
        "女性",
        "　若年",
        "　高年",
    ]
    assert str(told[0][0]).endswith("住みごこち × 性別×年代")


def test_blanks_can_be_a_choice_of_a_split_table(app: Flask, sign_in: SignIn) -> None:
    blank = made.people(5, 性別="男性", 年代="高年", 住みごこち=None, **wishing(1))
    town(app, [*ANSWERED, *blank])
    page = crossed(sign_in("viewer"), f"{SPLIT}&blank=1")
    assert lines(page)[3] == ("男性、高年参考値", "25")


def test_a_multiple_answer_is_not_split_and_the_page_says_why(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = crossed(sign_in("viewer"), f"{OF_WISHES}&inner=性別")
    assert "複数回答の軸は、ほかの軸で分けられません" in page.text
    assert len(lines(page)) == 3


def test_an_axis_split_by_itself_is_refused_in_words(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = crossed(sign_in("viewer"), "question=住みごこち&axis=性別&inner=性別", 422)
    assert "「性別」を2度かけ合わせることはできません" in page.text


def test_meetings_of_a_few_members_of_staff_close_the_whole_split(
    app: Flask, sign_in: SignIn
) -> None:
    town(app, audience="staff")
    client = sign_in("planner")
    page = crossed(client, SPLIT)
    assert lines(page) == [("全体", "124"), ("男性", "80"), ("女性", "44")]
    assert "かけ合わせた行は、少人数の区分や選択肢がある" in page.text
    assert "若年" not in one(page, "table.crossed").text
    assert not any("若年" in str(row[0]) for row in rows(client, SPLIT))
