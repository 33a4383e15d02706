"""Answering pairs, dates, short lines and long matrices; what a note says is only read."""

import gzip
import re
from dataclasses import replace

from flask import Flask
from flask.testing import FlaskClient

from surveys.documents import Document
from surveys.kinds import KINDS, Choice, Question, Row
from surveys.kinds.pair import CONTENT
from tests.app import asking
from tests.visit import one, spoken

THINGS = (
    "バスや電車の便利さ",
    "買い物のしやすさ",
    "病院や介護",
    "子育てのしやすさ",
    "災害への備え",
)
THIRTY = tuple(Row(f"r{n}", f"{THINGS[(n - 1) % 5]}（{n}番目）") for n in range(1, 31))
MATRIX = Question(
    "m1", "次のことに、どのくらい満足していますか。", "matrix", choices=CONTENT, rows=THIRTY
)
PAIR = Question("p1", "満足度と重要度をお答えください", "pair", required=True, rows=THIRTY[:5])
DOCUMENT = Document(
    title="市民意識調査",
    questions=(
        Question("n1", "はじめにお読みください", "note", help="分からないところは、とばせます。"),
        Question("d1", "転入した日", "date", earliest="1920-01-01", latest="2026-12-31"),
        Question("l1", "よく行く店", "line"),
        Question("a1", "通勤にかかる時間", "number", low=0, high=300, unit="分"),
        KINDS["pair"].usual(PAIR),
    ),
)
SETS = (("a1", "a2", "a3"), ("a1", "a3", "a4"))
AREAS = tuple(Choice(f"a{n}", f"{n}丁目") for n in range(1, 10))
BOTH = {f"p1_{aspect}_{row.code}": "2" for aspect in ("sat", "imp") for row in PAIR.rows}


def weight(client: FlaskClient, path: str) -> tuple[int, int]:
    """How many bytes a page takes with all that it loads: as a browser gets it, and unpacked."""
    sent = unpacked = 0
    page = client.get(path).text
    for part in dict.fromkeys([path, *re.findall(r'(?:src|href)="(/static/[^"]+)"', page)]):
        with client.get(part, headers={"Accept-Encoding": "gzip, deflate, br"}) as reply:
            packed = reply.headers.get("Content-Encoding") == "gzip"
            sent += len(reply.data)
            unpacked += len(gzip.decompress(reply.data) if packed else reply.data)
    return sent, unpacked


def test_a_matrix_of_thirty_rows_takes_at_most_50_kilobytes(app: Flask) -> None:
    town = asking.publish(app, Document((MATRIX,), title="市民意識調査"))
    phone = town.somebody()
    phone.starts()
    assert len(phone.page.select("label > input[type=radio][value]:not([value=''])")) == 180
    sent, unpacked = weight(phone.client, f"/respond/{town.id}/pages/1")
    assert sent <= 40_000
    assert unpacked <= 54_000, "30 choices that take a row back where no script can are among it"


def test_only_who_can_unpack_a_style_sheet_gets_it_packed(app: Flask) -> None:
    client, address = app.test_client(), "/static/css/respond.css"
    unpacks = {"Accept-Encoding": "gzip"}
    with client.get(address) as plain, client.get(address, headers=unpacks) as packed:
        assert gzip.decompress(packed.data) == plain.data
        assert len(packed.data) < len(plain.data) / 2
        assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
        again = unpacks | {"If-None-Match": packed.headers["ETag"]}
    with client.get(address, headers=again) as unchanged:
        assert unchanged.status_code == 304


def test_each_row_is_a_group_that_its_words_name(app: Flask) -> None:
    phone = asking.publish(app, DOCUMENT).somebody()
    phone.starts()
    rows = phone.page.select(".item > [role=radiogroup]")
    names = [
        " ".join(one(phone.page, f"#{id_}").text for id_ in str(row["aria-labelledby"]).split())
        for row in rows
    ]
    assert names[:2] == ["バスや電車の便利さ（1番目） 満足度", "バスや電車の便利さ（1番目） 重要度"]
    assert len(names) == 10


def test_what_is_wrong_is_told_at_its_part_and_what_was_typed_stays(app: Flask) -> None:
    town = asking.publish(app, DOCUMENT)
    phone = town.somebody()
    assert "全4問" in spoken(phone.opens())
    phone.starts()
    told = spoken(one(phone.page, "#q2"))
    assert "大正9年1月1日から令和8年12月31日までの日付。" in told
    assert "0分から300分までの数字" in spoken(one(phone.page, "#q4"))
    typed = {"d1_year": "令和8", "d1_month": "2", "d1_day": "30", "a1": "400", "l1": "道の駅"}
    blank = {name: said for name, said in BOTH.items() if name != "p1_imp_r3"}
    page = phone.answers(422, **(typed | blank))
    assert "2026年2月に30日はありません" in page.text
    assert "まだ回答していない行があります: 病院や介護（3番目）（重要度）" in page.text
    assert [each["name"] for each in page.select("#q2 [aria-invalid]")] == ["d1_day"]
    kept = {str(each["name"]): each["value"] for each in page.select("#q2 input, #q3 input")}
    assert kept == {name: typed[name] for name in ("d1_year", "d1_month", "d1_day", "l1")}
    assert one(page, "#q5-1")["name"] == "p1_imp_r3", (
        "the way from the error leads to the blank row"
    )

    page = phone.answers(200, **(typed | {"d1_day": "3", "a1": "40"} | BOTH))
    said = [spoken(each) for each in page.select(".reviewed dt")]
    assert said == [
        "転入した日",
        "よく行く店",
        "通勤にかかる時間",
        "満足度と重要度をお答えください",
    ]
    assert "令和8年2月3日" in spoken(page)
    assert "病院や介護（3番目）: 満足度 やや満足、重要度 やや重要" in spoken(page)


def test_each_part_of_a_date_that_is_wrong_is_marked(app: Flask) -> None:
    asked = Question("d1", "転入した日", "date", required=True, latest="2026-12-31")
    phone = asking.publish(app, Document((asked,), title="調査")).somebody()
    phone.starts()
    year, month, day = "d1_year", "d1_month", "d1_day"
    for said, marked in (
        ({}, [year, month, day]),
        ({year: "2026"}, [month, day]),
        ({year: "2026", day: "1"}, [month]),
        ({year: "8", month: "4", day: "1"}, [year]),
        ({year: "2027", month: "1", day: "1"}, [year, month, day]),
    ):
        page = phone.answers(422, **said)
        assert [each["name"] for each in page.select("#q1 [aria-invalid]")] == marked


def test_without_a_script_what_need_not_be_answered_can_be_taken_back(app: Flask) -> None:
    pair = replace(PAIR, required=False, rows=THIRTY[:2])
    free = (
        replace(MATRIX, rows=THIRTY[:2]),
        KINDS["pair"].usual(pair),
        Question("c1", "お住まい", "single", choices=AREAS[:2]),
        Question("b1", "大切なもの", "best_worst", choices=AREAS[:4], sets=SETS),
    )
    must = tuple(replace(each, code=f"x{each.code}", required=True) for each in free)
    asked = tuple(KINDS[each.kind].usual(each) for each in (*free, *must))
    phone = asking.publish(app, Document(asked, title="調査")).somebody()
    phone.starts()
    blank = [str(each["name"]) for each in phone.page.select("noscript input[value='']")]
    fields = [name for each in asked[:4] for name in KINDS[each.kind].fields(each)]
    assert sorted(blank) == sorted(fields), "each field of what is optional, and no other"
    phone.answers(422, m1_r1="2", m1_r2="1", c1="a1")
    page = phone.answers(422, m1_r1="2", m1_r2="", c1="")
    chosen = [(each["name"], each["value"]) for each in page.select("input[checked]")]
    assert chosen == [("m1_r1", "2")]


def test_every_text_says_how_long_it_may_be(app: Flask) -> None:
    asked = (Question("t1", "ご意見", "text"), Question("l1", "店", "line", limit=40))
    phone = asking.publish(app, Document(asked, title="調査")).somebody()
    phone.starts()
    assert "2000文字まで。" in spoken(one(phone.page, "#q1"))
    assert "40文字まで。" in spoken(one(phone.page, "#q2"))


BLAMED = Document(
    title="調査",
    questions=(
        replace(MATRIX, required=True, rows=THIRTY[:4]),
        Question("r1", "大切な順", "ranking", choices=AREAS[:4], limit=3),
        Question("s1", "配分", "points", choices=AREAS[:3]),
        Question(
            "w1",
            "お住まい",
            "area",
            choices=(*AREAS, Choice("outside", "市外")),
            others=(Choice("n1", "隣の市"),),
        ),
        Question(
            "o1", "理由", "multiple", choices=(AREAS[0], Choice("x", "その他", write_in=True))
        ),
        KINDS["best_worst"].usual(
            Question("b1", "大切なもの", "best_worst", choices=AREAS[:4], sets=SETS)
        ),
    ),
)
WRONG = {
    "m1": {"m1_r1": "1", "m1_r3": "1"},
    "r1": {"r1_a1": "1", "r1_a3": "2", "r1_a4": "2"},
    "s1": {"s1_a1": "50", "s1_a2": "半分"},
    "w1": {"w1": "outside", "w1_other": "n9"},
    "o1": {"o1": "x", "o1_other": "あ" * 201},
    "b1": {"b1_1_best": "a1", "b1_1_worst": "a2", "b1_2_best": "a3", "b1_2_worst": "a3"},
}


def test_only_the_fields_that_are_wrong_are_red_and_the_error_leads_to_the_first(
    app: Flask,
) -> None:
    phone = asking.publish(app, BLAMED).somebody()
    phone.starts()
    page = phone.answers(
        422, **{name: said for each in WRONG.values() for name, said in each.items()}
    )
    marked = [
        [field.get("name") or str(field.select("input")[0]["name"]) for field in each]
        for each in (page.select(f"#q{n} [aria-invalid]") for n in range(1, 6))
    ]
    assert marked == [["m1_r2", "m1_r4"], ["r1_a3", "r1_a4"], ["s1_a2"], ["w1_other"], ["o1_other"]]
    assert [spoken(one(each, "caption")) for each in page.select("#q6 .best-worst.bad")] == [
        "2 / 2組目"
    ]
    ways = [one(page, str(way["href"]))["name"] for way in page.select("#errors a")]
    assert ways == ["m1_r2", "r1_a3", "s1_a2", "w1_other", "o1_other", "b1_2_best"]
    ids = [str(each["id"]) for each in page.select("[id]")]
    assert len(ids) == len(set(ids)), "no two fields share an id"
    named = [str(each["for"]) for each in page.select("label[for]")]
    assert set(named) <= set(ids), "every label still names its field"
