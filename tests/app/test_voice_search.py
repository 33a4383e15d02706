"""声を探す: all voices of a plan by word, group and mark, masked, few of them told apart."""

from bs4 import BeautifulSoup
from flask import Flask

from tests.app.test_contexts import BUS, PARK, town
from tests.conftest import SignIn
from tests.visit import one, visit

HERE = "/desk/plans/1/voices"


def told(page: BeautifulSoup) -> list[str]:
    return [each.text for each in page.select(".voices blockquote, .kwic blockquote")]


def test_a_word_is_found_in_any_form_in_every_questionnaire(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("viewer")
    page = visit(client, f"{HERE}?q=行く")
    assert told(page) == [PARK] * 11
    assert "11件 / 読める声 34件" in page.text
    assert one(page, ".voices li:first-child mark").text == "行っ"
    assert one(page, ".voices li:first-child footer").text.startswith("60代 ・ ")
    assert told(visit(client, f"{HERE}?q=バス 便")) == [PARK] * 11
    assert told(visit(client, f"{HERE}?q=バス&intent=不満&of=1")) != []
    assert "当てはまる声はありません" in visit(client, f"{HERE}?q=地下鉄").text
    lines = visit(client, f"{HERE}?q=行く&show=lines")
    assert "".join(one(lines, ".kwic li:first-child summary").text.split()) == (
        "公園へ行った。バスの便もない"
    )


def test_only_groups_that_ten_people_share_are_read_alone(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    page = visit(client, f"{HERE}?of=1")
    offered = [each.text for each in page.select("#among option")]
    assert offered == ["すべての人", "20代", "60代"]
    assert told(visit(client, f"{HERE}?of=1&among=年代%3D1")) == [BUS] * 12
    assert told(visit(client, f"{HERE}?of=1&among=年代%3D3")) == []
    assert "090-1234-5678" not in visit(client, f"{HERE}?q=件").text


def test_nothing_stands_beside_what_staff_wrote(app: Flask, sign_in: SignIn) -> None:
    town(app, audience="staff")
    page = visit(sign_in("planner"), f"{HERE}?of=1")
    assert not page.select("#among")
    assert not any("代" in each.text for each in page.select(".voices footer"))


def test_a_mark_is_kept_for_all_planners_and_taken_away(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    page = visit(client, f"{HERE}?q=バス")
    form = one(page, ".voices li:first-child form")
    said = {each["name"]: each["value"] for each in form.select("input[name]")}
    reply = client.post(str(form["action"]), data=said)
    assert reply.status_code == 302
    marked = visit(client, f"{HERE}?marked=1")
    assert told(marked) == [one(page, ".voices li:first-child blockquote").text]
    assert "★ しるしを外す" in marked.text
    client.post(f"{HERE}/mark", data={**said, "put": "0"})
    assert told(visit(client, f"{HERE}?marked=1")) == []
    elsewhere = client.post(f"{HERE}/mark", data={**said, "response": "1"})
    assert elsewhere.status_code == 404
