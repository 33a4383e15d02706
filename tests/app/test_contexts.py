"""前後の文: a word in its contexts, whose voices they are, and what stands around it."""

from bs4 import BeautifulSoup
from flask import Flask

from tests import make
from tests.analysis import made
from tests.analysis.made import Row
from tests.conftest import SignIn
from tests.visit import one, visit

AGE = made.axis("年代", "20代", "60代", "80代", "40代")
OPINION = made.text("意見", "市への意見")
BUS, PARK = "バスの本数が少ない", "公園へ行った。バスの便もない"
PHONE = "バスの件は090-1234-5678へ"
HERE = "/desk/plans/1/questionnaires/1/contexts"
ABOUT = "?question=意見"


def answers() -> list[Row]:
    """12 of twenty write of buses, 11 of sixty of parks; 4 of eighty and 7 of forty are few."""
    return [
        *({"年代": "1", "意見": BUS} for _ in range(12)),
        *({"年代": "2", "意見": PARK} for _ in range(11)),
        *({"年代": "3", "意見": PHONE} for _ in range(1)),
        *({"年代": "3", "意見": "公園"} for _ in range(3)),
        *({"年代": "4", "意見": "公園"} for _ in range(7)),
    ]


def town(app: Flask, **changes: object) -> None:
    make.town(app, made.frame((AGE, OPINION), answers()), **changes)


def lines(page: BeautifulSoup) -> list[str]:
    return [
        "|".join(part.text for part in row.select(".left, mark, .right"))
        for row in page.select(".kwic summary")
    ]


def test_a_word_is_read_in_its_contexts_and_opens_the_whole_voice(
    app: Flask, sign_in: SignIn
) -> None:
    town(app)
    page = visit(sign_in("viewer"), f"{HERE}{ABOUT}&word=行く")
    assert lines(page) == ["公園へ|行っ|た。バスの便もない"] * 11
    assert "34件の声のうち11件に、11か所" in page.text
    whole = one(page, ".kwic li:first-child .whole")
    assert one(whole, "blockquote").text == PARK
    assert one(whole, "mark").text == "行っ"
    assert one(whole, "footer").text == "60代"
    assert "q=%E8%A1%8C%E3%81%A3" in str(one(whole, "a")["href"])


def test_what_is_masked_stays_masked_in_lines_voices_and_files(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner", "keeper")
    for path in (f"{HERE}{ABOUT}&word=バス", f"{HERE}{ABOUT}&word=バス&show=voices&page=2"):
        text = visit(client, path).text
        assert "〔電話番号〕" in text
        assert "1234" not in text
    for word in ("090", "1234", "090-1234-5678"):
        page = visit(client, f"{HERE}{ABOUT}&literal=1&word={word}")
        assert "見つかりませんでした" in page.text
    with client.post(f"{HERE}/csv{ABOUT}&word=バス") as reply:
        assert "〔電話番号〕" in reply.data.decode()
        assert "1234" not in reply.data.decode()


def test_lines_are_sorted_by_what_stands_on_either_side(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("viewer")
    right = lines(visit(client, f"{HERE}{ABOUT}&word=バス&first=2&second=3"))
    assert right[0].endswith("|の本数が少ない")
    left = lines(visit(client, f"{HERE}{ABOUT}&word=バス&first=-2&second=-1"))
    assert left[0].startswith("公園へ行った。|")
    assert left == lines(visit(client, f"{HERE}{ABOUT}&word=バス&first=-2&second=-1&page=x"))


def test_only_levels_that_ten_people_share_can_be_read_alone(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("viewer")
    page = visit(client, f"{HERE}{ABOUT}&word=バス&among=年代=2")
    assert [o.text for o in page.select("#among option")] == ["すべての声", "20代", "60代"]
    assert "11件の声（60代）のうち11件に" in page.text
    withheld = visit(client, f"{HERE}{ABOUT}&word=バス&among=年代=3")
    assert "34件の声のうち24件に" in withheld.text


def test_staff_are_not_told_apart_and_their_texts_do_not_leave(app: Flask, sign_in: SignIn) -> None:
    town(app, audience="staff")
    client = sign_in("planner")
    page = visit(client, f"{HERE}{ABOUT}&word=バス&show=voices")
    assert not page.select("#among, .voices footer")
    with client.post(f"{HERE}/csv{ABOUT}&word=バス") as reply:
        text = reply.data.decode()
    assert "本数,12,12" in text
    assert BUS not in text


def test_the_words_around_say_how_easily_chance_would_put_them_there(
    app: Flask, sign_in: SignIn
) -> None:
    town(app)
    page = visit(sign_in("viewer"), f"{HERE}{ABOUT}&word=バス")
    rows = {one(row, "th").text: row for row in page.select("table.stands tbody tr")}
    cells = [cell.text for cell in rows["本数"].select("td")]
    assert cells[:4] == ["12", "12", "0", "12"]
    assert "word=%E6%9C%AC%E6%95%B0" in str(one(rows["本数"], "a")["href"])
    assert "電話" not in rows


def test_without_a_word_the_commonest_are_offered(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("viewer")
    page = visit(client, f"{HERE}{ABOUT}")
    assert one(page, ".chips li:first-child a").text.split() == ["バス", "24件"]
    assert "見つかりませんでした" in visit(client, f"{HERE}{ABOUT}&word=宇宙").text
    assert "探す語が入力されていません" in visit(client, f"{HERE}{ABOUT}&word=https://a.jp").text
    assert client.post(f"{HERE}/csv{ABOUT}").status_code == 404


def test_lines_come_page_by_page(app: Flask, sign_in: SignIn) -> None:
    rows = [{"年代": "1", "意見": f"バス{n}"} for n in range(60)]
    make.town(app, made.frame((AGE, OPINION), rows))
    client = sign_in("viewer")
    assert len(lines(visit(client, f"{HERE}{ABOUT}&word=バス"))) == 50
    assert len(lines(visit(client, f"{HERE}{ABOUT}&word=バス&page=2"))) == 10
    voices = visit(client, f"{HERE}{ABOUT}&word=バス&show=voices&page=3")
    assert len(voices.select(".voices li")) == 20


def test_what_is_looked_for_is_shown_as_letters_never_as_a_part_of_the_page(
    app: Flask, sign_in: SignIn
) -> None:
    rows = [{"年代": "1", "意見": "<b>バス</b>は<i>遅い</i>"}] * 3
    make.town(app, made.frame((AGE, OPINION), rows))
    client = sign_in("viewer")
    for path in ("&word=<b>", "&word=<b>&literal=1", "&word=バス", "&word=バス&show=voices"):
        page = visit(client, f"{HERE}{ABOUT}{path}")
        assert not page.select("main b, main i")
    assert "<i>遅い" in visit(client, f"{HERE}{ABOUT}&word=バス").text
