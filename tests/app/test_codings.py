"""コーディング: rules as KH Coder writes them, counted, crossed, read, and kept with care."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.extensions import db
from surveys import revisions
from surveys.audit import AuditEntry
from surveys.revisions import CODING, Kept
from tests import make
from tests.analysis import made
from tests.analysis.made import Row
from tests.app.opened import rows
from tests.conftest import SignIn
from tests.visit import one, submit, visit

AGE = made.axis("年代", "20代", "60代", "80代")
OPINION = made.text("意見", "市への意見")
BUS, PARK, BOTH = "バスが少なくて不便です", "公園の遊具が古い", "公園へ行くバスがない"
HERE = "/desk/plans/1/questionnaires/1/codings"
RULES, ABOUT = f"{HERE}/rules", "?question=意見"
SAID = """# 交通
＊交通
バス | 電車

＊交通の不便
<＊交通> & ( 不便 | 少ない )
＊公園
公園 & ! '古い'
"""
# What KH Coder's own users write: `or`, names with dots, lines of spaces, full-width signs.
KH_CODER = """＊友人・親友
友達 or 友人 or 親友 or 級友

＊信用・不信
信用 | 信じる | 疑惑 & ! '半信半疑'
\u3000
＊病気
病気 | 病人 or ( 医者 & ! 歯医者 ) or
near(病院-行く)[5] | seq(薬-飲む)[b3]
"""


def answers() -> list[Row]:
    return [
        *({"年代": "1", "意見": BUS} for _ in range(30)),
        *({"年代": "2", "意見": PARK} for _ in range(20)),
        *({"年代": "2", "意見": BOTH} for _ in range(12)),
        *({"年代": "3", "意見": PARK} for _ in range(4)),
        *made.people(5, 年代="1"),
    ]


def town(app: Flask, **changes: object) -> None:
    make.town(app, made.frame((AGE, OPINION), answers()), **changes)


def save(client: FlaskClient, words: str, seen: object = "", status: int = 200) -> BeautifulSoup:
    return submit(client, f"{RULES}{ABOUT}", {"words": words, "seen": seen}, status)


def counted(page: BeautifulSoup) -> dict[str, str]:
    """{code: how many voices} of the page of codes."""
    return {
        one(row, "th").text: row.select("td")[0].text for row in page.select("table.words tbody tr")
    }


def seen(client: FlaskClient) -> object:
    """The state that the editor shows."""
    return one(visit(client, f"{RULES}{ABOUT}"), "form[data-preview] input[name=seen]")["value"]


def kept(app: Flask) -> str:
    with app.app_context():
        return revisions.words(db.session(), Kept(CODING, 1, 1))


def test_without_rules_the_page_says_how_to_begin(app: Flask, sign_in: SignIn) -> None:
    town(app)
    assert visit(sign_in("planner"), f"{HERE}{ABOUT}").select(".empty a.filled")
    assert not visit(sign_in("viewer", name="suzuki"), f"{HERE}{ABOUT}").select(".empty a")


def test_codes_are_counted_with_those_that_fit_none(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = save(sign_in("planner"), SAID)
    assert counted(page) == {
        "交通": "42",
        "交通の不便": "30",
        "公園": "12",
        "どのコードにも当てはまらない": "24",
    }
    assert "66件の声のうち42件（63.6%）に" in page.text
    assert kept(app) == SAID
    with app.app_context():
        (entry,) = db.session.scalars(select(AuditEntry)).all()
        assert (entry.what, entry.details) == ("coding.save", {"codes": 3})


def test_codes_are_crossed_as_every_question_and_few_people_stay_hidden(
    app: Flask, sign_in: SignIn
) -> None:
    town(app)
    client = sign_in("planner")
    save(client, SAID)
    page = visit(client, f"{HERE}{ABOUT}&axis=年代")
    made_rows = rows(page)
    assert made_rows["20代"][:3] == ["30", "30 ▲100.0", "30 ▲100.0"]
    assert made_rows["60代"][:4] == ["32", "12 ▽37.5", "0 ▽-", "12 ▲37.5"]
    assert made_rows["80代"][0].startswith("非表示")
    assert "「20代」では、「交通の不便」の声の割合が全体より高く" in page.text
    with client.post(f"{HERE}/csv{ABOUT}&axis=年代") as reply:
        text = reply.data.decode()
    assert "コード（市への意見） × 年代" in text
    assert "を選んだ人" not in text


def test_the_picture_of_codes_changes_its_address_with_the_rules(
    app: Flask, sign_in: SignIn
) -> None:
    town(app)
    client = sign_in("planner")
    address = str(one(save(client, SAID), "figure.chart img")["src"])
    with client.get(address) as reply:
        assert reply.mimetype == "image/svg+xml"
        assert "交通の不便" in reply.data.decode()
    save(client, "＊園\n公園\n", seen(client))
    assert str(one(visit(client, f"{HERE}{ABOUT}"), "figure.chart img")["src"]) != address
    assert client.get(address).status_code == 302


def test_the_voices_of_a_code_are_marked_where_its_words_stand(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    save(client, SAID)
    page = visit(client, f"{HERE}{ABOUT}&code=交通の不便")
    assert len(page.select(".voices li")) == 10
    first = one(page, ".voices li:first-child")
    assert [mark.text for mark in first.select("mark")] == ["バス", "少なく", "不便"]
    assert one(first, "footer").text == "20代"
    rest = visit(client, f"{HERE}{ABOUT}&code=<none>&page=3")
    assert [quote.text for quote in rest.select(".voices blockquote")] == [PARK] * 4


def test_codes_that_stand_together_are_told(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = save(sign_in("planner"), SAID)
    pairs = one(page, "section:has(#pairs) tbody").select("tr")
    cells = [[cell.text for cell in row.select("th, td")] for row in pairs]
    assert cells == [["交通 ・ 交通の不便", "30", "0.71"], ["交通 ・ 公園", "12", "0.29"]]


def test_a_preview_counts_before_anything_is_kept(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    save(client, SAID)
    said = {"words": "＊交通\nバス & ! 公園\n＊遊具\n遊具\n", "seen": seen(client)}
    page = submit(client, f"{RULES}/preview{ABOUT}", said)
    cells = [
        [" ".join(cell.text.split()) for cell in row.select("th, td")]
        for row in page.select("#preview tbody tr")
    ]
    assert cells == [
        ["交通", "42", "▽ 30", "45.5%"],
        ["遊具", "新しい", "24", "36.4%"],
        ["どのコードにも当てはまらない", "24", "▽ 12", "18.2%"],
        ["交通の不便", "30", "▽ なくなる"],
        ["公園", "12", "▽ なくなる"],
    ]
    assert "どのコードも付かない声は12件（18.2%）" in one(page, "#told").text
    assert [quote.text for quote in page.select("#preview blockquote")] == [BOTH] * 5
    assert kept(app) == SAID


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_file_of_kh_coder_is_read_in_every_encoding_it_writes(
    app: Flask, sign_in: SignIn, encoding: str
) -> None:
    town(app)
    given = KH_CODER.replace("\n", "\r\n").encode(encoding)
    client = sign_in("planner")
    page = submit(
        client, f"{RULES}/bring{ABOUT}", {"file": (BytesIO(given), "theme.txt"), "seen": ""}
    )
    names = [cell.text for cell in page.select("#preview tbody th")]
    assert names[:3] == ["友人・親友", "信用・不信", "病気"]
    assert one(page, "textarea").text.strip() == KH_CODER.strip()
    assert not kept(app)

    save(client, one(page, "textarea").text)
    with client.post(f"{RULES}/rules.txt{ABOUT}", data={"encoding": "cp932"}) as reply:
        assert reply.data.decode("cp932").split() == KH_CODER.split()
    with client.post(f"{RULES}/rules.txt{ABOUT}") as reply:
        assert reply.data.decode("utf-8-sig").split() == KH_CODER.split()


def test_a_rule_that_cannot_be_read_is_refused_with_its_line(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    wrong = KH_CODER.replace("( 医者 & ! 歯医者 )", "( 医者 & ! 歯医者")
    given = {"file": (BytesIO(wrong.encode("cp932")), "theme.txt"), "seen": ""}
    page = submit(client, f"{RULES}/bring{ABOUT}", given, 422)
    assert "8行目: 開いた括弧" in page.text
    assert "歯医者" in one(page, "textarea").text
    page = save(client, "＊性別\n<>性別-->男\n", status=422)
    assert "2行目: 外部変数の条件" in page.text
    assert save(client, "＊a\nb\n" + "".join(f"＊{n}\nb\n" for n in range(200)), status=422)
    assert not kept(app)
    assert "ファイルを選んで" in submit(client, f"{RULES}/bring{ABOUT}", {"seen": ""}, 422).text


def test_rules_go_back_and_forth_and_mind_each_other(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    save(client, SAID)
    assert "ほかの人が先に変更しました" in save(client, "＊公園\n公園\n", status=422).text
    page = submit(client, f"{RULES}/step{ABOUT}", {"seen": "1", "way": "undo"})
    assert "1つ前の状態に戻しました" in page.text
    assert not kept(app)
    submit(client, f"{RULES}/step{ABOUT}", {"seen": "", "way": "redo"})
    assert kept(app) == SAID


def test_the_settings_of_words_hold_for_codes(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    settings = f"/desk/plans/1/questionnaires/1/words/settings{ABOUT}"
    client.post(settings, data={"words": "[同義語]\nバス：遊具\n", "seen": ""})
    assert counted(save(client, "＊交通\nバス\n"))["交通"] == "66"


def test_few_voices_and_small_codes_of_staff_are_withheld(app: Flask, sign_in: SignIn) -> None:
    rows_ = [{"年代": "1", "意見": BUS}] * 10 + [{"年代": "1", "意見": PARK}] * 2
    make.town(app, made.frame((AGE, OPINION), rows_), audience="staff")
    client = sign_in("planner")
    page = save(client, "＊交通\nバス\n＊園\n公園\n")
    assert counted(page) == {
        "交通": "非表示",
        "園": "非表示",
        "どのコードにも当てはまらない": "0",
    }
    assert not page.select("#pairs")
    voices = visit(client, f"{HERE}{ABOUT}&code=園")
    assert not voices.select(".voices footer")
