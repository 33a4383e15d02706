"""声とテーマ: found by a job, read theme by theme, with every voice and nobody to be told by it."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from app.extensions import db
from surveys import runs
from surveys.runs import Run
from surveys.theme_steps import ThemeStep
from tests import make
from tests.analysis import made
from tests.analysis.made import Row
from tests.conftest import SignIn
from tests.visit import submit, visit

AGE = made.axis("年代", "20代", "60代")
OPINION = made.text("意見", "市への意見")
BUS = (
    "バスの本数が少なくて不便です",
    "バスの本数を増やしてほしい",
    "夕方のバスの本数が少ないので困る",
    "バスの本数が足りず通学に困っています",
)
PARK = (
    "公園に遊具が少ない",
    "公園の遊具が古くて子どもが遊べない",
    "子どもが遊べる公園の遊具がほしい",
    "公園の遊具を新しくしてほしい",
)
NUMBERED = "バスの本数について電話ください 090-1234-5678"
THEMES = "/desk/plans/1/questionnaires/1/themes"
OPINIONS = f"{THEMES}/of?question=意見"


def answers() -> list[Row]:
    """24 write of parks at twenty and of buses at sixty; one gives a number, ten write nothing."""
    return [
        *({"年代": "1", "意見": text} for text in PARK * 6),
        *({"年代": "2", "意見": text} for text in BUS * 6),
        {"年代": "2", "意見": NUMBERED},
        {"年代": "1", "意見": "特になし"},
        *made.people(10, 年代="1"),
    ]


def town(app: Flask, **changes: object) -> None:
    make.town(app, made.frame((AGE, OPINION), answers()), **changes)


def search(client: FlaskClient, **said: str) -> int:
    reply = client.post(THEMES, data={"question": "意見", **said})
    assert reply.status_code == 302
    return int(reply.headers["Location"].rpartition("/")[2])


def result(app: Flask, run_id: int) -> dict[str, Any]:
    with app.app_context():
        return runs.result(db.session.get_one(Run, run_id))


def theme_about(word: str, app: Flask, run_id: int) -> str:
    """The key of the theme whose name or clause has the word."""
    found = result(app, run_id)["themes"]
    return next(str(each["key"]) for each in found if word in each["name"] + each["told"]["clause"])


def test_the_questions_say_how_many_voices_they_have(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(sign_in("planner"), THEMES)
    card = page.select_one("li.card")
    assert card is not None
    assert "市への意見" in card.text
    assert "50件" in card.text


def test_a_search_is_made_once_for_the_same_answers(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    first = search(client)
    assert search(client) == first
    assert search(client, number="3") == search(client, number="3") != first


def test_the_result_holds_no_voice_but_the_masked_clauses(app: Flask, sign_in: SignIn) -> None:
    town(app)
    run_id = search(sign_in("planner"))
    kept = str(result(app, run_id))
    assert "1234-5678" not in kept
    assert "特になし" not in kept


def test_a_theme_shows_who_raises_it_and_its_voices(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("viewer")
    run_id = search(client)
    listing = visit(client, OPINIONS)
    assert "50件の声から" in listing.text
    assert listing.select_one("figure.chart img[alt*='バス']")

    page = visit(client, f"{OPINIONS}&theme={theme_about('バス', app, run_id)}")
    rows = [row.get_text(" ", strip=True) for row in page.select("table.crossed tbody tr")]
    assert rows[0].startswith("全体 50")
    assert rows[2].startswith("60代 参考値 25")
    voices = [quote.text for quote in page.select(".voices blockquote")]
    assert set(voices) >= {BUS[1]}
    assert all("60代" in foot.text for foot in page.select(".voices footer"))


def test_a_voice_is_masked_for_everyone_but_a_keeper(app: Flask, sign_in: SignIn) -> None:
    town(app)
    planner = sign_in("planner")
    search(planner)
    address = f"{OPINIONS}&q=電話"

    assert "〔電話番号〕" in visit(planner, address).text
    assert "090-1234" not in planner.get(address).text
    assert "090-1234-5678" in visit(sign_in("keeper", name="suzuki"), address).text


def test_a_search_cannot_ask_for_what_is_masked(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    search(client)
    page = visit(client, f"{OPINIONS}&q=090-1234")
    assert "当てはまる声はありません" in page.text


def test_all_voices_are_read_page_by_page(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    search(client)
    first, second = visit(client, OPINIONS), visit(client, f"{OPINIONS}&page=2")

    assert len(first.select(".voices li")) == 20
    assert len(second.select(".voices li")) == 20
    assert "次の20件" in first.text
    assert "前の20件" in second.text


def test_themes_are_read_where_there_is_no_axis(app: Flask, sign_in: SignIn) -> None:
    make.town(app, made.frame((OPINION,), [{"意見": text} for text in (*BUS, *PARK) * 5]))
    client = sign_in("planner")
    search(client)
    for asked in ("", "&theme=1", "&theme=1&axis=年代&level=1"):
        page = visit(client, OPINIONS + asked)
        assert len(page.select(".voices li")) == 20
        assert not page.select("table.crossed")


def test_nothing_stands_beside_a_voice_of_staff(app: Flask, sign_in: SignIn) -> None:
    town(app, audience="staff")
    client = sign_in("planner")
    search(client)
    page = visit(client, OPINIONS)
    assert not [foot for foot in page.select(".voices footer") if "代" in foot.text]


def test_the_number_of_themes_can_be_chosen_within_reason(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    run_id = search(client, number="1")
    assert len(result(app, run_id)["themes"]) == 1
    page = submit(client, THEMES, {"question": "意見", "number": "100"}, 422)
    assert "1から60まで" in page.text


def test_an_evidence_link_leads_to_the_themes_of_its_question(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    assert client.get(f"{THEMES}?question=意見").status_code == 200
    search(client)
    reply = client.get(f"{THEMES}?question=意見", follow_redirects=True)
    assert reply.request.path == f"{THEMES}/of"


def test_another_plans_run_is_not_found(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    run_id = search(client)
    with app.app_context():
        db.session.add(make.plan())
        db.session.commit()
    there = ("questionnaires/1/themes/of?question=意見", f"runs/{run_id}")
    for path in (*there, f"runs/{run_id}/picture.png"):
        assert client.get(f"/desk/plans/2/{path}").status_code == 404


@pytest.mark.parametrize("path", [THEMES, "/desk/plans/1/themes", OPINIONS])
def test_who_has_no_part_in_reading_is_kept_out(app: Flask, sign_in: SignIn, path: str) -> None:
    town(app)
    assert sign_in("typist").get(path).status_code == 403


def test_a_run_that_failed_says_why_and_can_be_tried_again(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    run_id = search(client)
    with app.app_context():
        db.session.execute(delete(ThemeStep))
        runs.fail(db.session.get_one(Run, run_id), "途中で止まりました")
        db.session.commit()
    assert "途中で止まりました" in visit(client, f"/desk/plans/1/runs/{run_id}").text

    page = submit(client, f"/desk/plans/1/runs/{run_id}/again", {})
    assert "50件の声から" in page.text


def test_a_run_that_waits_shows_how_far_it_is(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    run_id = search(client)
    with app.app_context():
        run = db.session.get_one(Run, run_id)
        run.state, run.progress = runs.RUNNING, 0.4
        db.session.commit()
    page = visit(client, f"/desk/plans/1/runs/{run_id}")
    bar = page.select_one("progress")
    assert bar is not None
    assert bar["value"] == "0.4"
