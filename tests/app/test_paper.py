"""紙の回答 at the desk: strips, labels, bundles, sealing, and the day on which it all ends."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.clock import now, today
from app.extensions import db
from app.keyring import keys_of
from surveys import access, envelopes, openings, paper_intakes, paper_sheets
from surveys.access import AccessCode
from surveys.audit import AuditEntry
from surveys.envelopes import Envelope, Sender
from surveys.questionnaires import Questionnaire
from tests.app import fielded, papered
from tests.app.papered import Papered
from tests.conftest import SignIn
from tests.visit import submit, visit


def arrivals(client: FlaskClient, here: fielded.Fielded, code: str, status: int = 200) -> str:
    page = submit(client, f"{here.desk}/paper/arrivals", {"code": code}, status)
    return " ".join(page.select_one(".verdict").text.split())  # type: ignore[union-attr] # shown


def acts(app: Flask) -> list[tuple[str, dict[str, object]]]:
    with app.app_context():
        made = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(one.what, one.details) for one in made if one.what.startswith("paper.")]


def finish(of: Papered, number: str, following: str = "", **said: str) -> None:
    said = {"section": "1", "q1": "2"} | said
    submit(of.typist, f"{of.typing}/{number}", said | {"act": "finish", "next": following})


def test_a_strip_is_spent_once_and_nothing_tells_when(app: Flask, sign_in: SignIn) -> None:
    here, client = fielded.published(app), sign_in("planner")
    with app.app_context():
        found = db.session.get_one(Questionnaire, here.questionnaire)
        paper, web, void = papered.codes(found, 3)
        kept = keys_of(found)
        sender = Sender(access.new_code(), access.new_code(), web)
        envelopes.send(db.session(), found, kept, sender, (1, {"q1": "1"}), now())
        voided = db.session.get_one(AccessCode, kept.hash("code", void))
        voided.void = True
        db.session.commit()

    assert "受け付けました。きょう1枚目" in arrivals(client, here, access.grouped(paper).lower())
    assert "もう受け付けています" in arrivals(client, here, paper, 422)
    assert "ウェブで回答済みです" in arrivals(client, here, f"https://a.jp/respond/1/c/{web}", 422)
    assert "使えなくなっています" in arrivals(client, here, void, 422)
    assert "文字が違う" in arrivals(client, here, paper[:-1] + "*", 422)
    assert "この調査のコードではありません" in arrivals(client, here, access.new_code(), 422)
    with app.app_context():
        spent = db.session.scalars(select(AccessCode).where(AccessCode.way == access.PAPER)).all()
        assert [one.hmac for one in spent] == [kept.hash("code", paper)]
        found = db.session.get_one(Questionnaire, here.questionnaire)
        assert paper_sheets.waiting(db.session(), found) == 1
    assert acts(app) == []

    submit(client, f"{here.desk}/paper/arrivals/done", {})
    assert acts(app) == [("paper.arrive", {"coded": 1, "uncoded": 0})]


def test_a_sheet_without_its_strip_is_taken_only_where_that_is_decided(
    app: Flask, sign_in: SignIn
) -> None:
    here, client = fielded.published(app), sign_in("planner")
    path = f"{here.desk}/paper/arrivals/without-code"
    assert "受け付けない決まり" in submit(client, path, {}, 422).text
    last = (today() + timedelta(days=30)).isoformat()
    submit(client, f"{here.desk}/paper/rules", {"last": last, "without_code": "y"})

    assert "うちコードなし 1枚" in submit(client, path, {}).text
    assert "うちコードなし 1枚" in visit(client, f"{here.desk}/paper").text
    early = today().isoformat()
    page = submit(client, f"{here.desk}/paper/rules", {"last": early}, 422)
    assert "ウェブの締切の日か、それより後" in page.text


def test_labels_are_printed_once_in_an_order_that_no_table_has(app: Flask, sign_in: SignIn) -> None:
    here, client = fielded.published(app), sign_in("planner")
    made = client.post(f"{here.desk}/paper/bundles", data={"number": "2", "size": "60"})
    assert made.data.startswith(b"%PDF")
    assert "no-store" in made.headers["Cache-Control"]
    assert acts(app) == [("paper.make_bundles", {"bundles": 2, "sheets": 120})]
    page = visit(client, f"{here.desk}/paper")
    assert len(page.select("tbody tr")) == 2
    too_many = {"number": "41", "size": "60"}
    assert "1から40まで" in submit(client, f"{here.desk}/paper/bundles", too_many, 422).text


def test_a_bundle_goes_from_a_typist_into_envelopes(app: Flask, sign_in: SignIn) -> None:
    of, client = papered.papered(app, arrived=2), sign_in("planner", "keeper")
    first, second, third = of.numbers
    finish(of, first, q2="バスが少ない", assisted="y")
    seal = f"{of.paper}/bundles/{of.bundle}/seal"
    assert "まだ入力していない番号が2件" in submit(client, seal, {}, 422).text
    submit(of.typist, f"{of.typing}/{second}", {"q1": "1", "act": "keep"})
    assert "入力の途中の紙が1枚" in submit(client, seal, {"unused": "y"}, 422).text
    submit(of.typist, f"{of.typing}/{second}", {"act": "aside"})

    page = submit(client, seal, {"unused": "y"})
    assert "束1の1枚に封をしました" in page.text
    assert "代筆" in page.text
    assert papered.in_bundle(app, of.bundle) == {first: "sealed", second: "aside", third: "unused"}
    assert of.typist.get(f"{of.typing}/{first}").status_code == 404
    with app.app_context():
        found = db.session.get_one(Questionnaire, of.here.questionnaire)
        assert paper_sheets.waiting(db.session(), found) == 0
        assert envelopes.waiting(db.session(), found) == 1
        assert db.session.scalar(select(func.count(paper_sheets.PaperSheet.box))) == 0
        kept = keys_of(found)
        envelope = db.session.scalars(select(Envelope)).one()
        assert envelope.key_hmac == kept.hash("sheet", first)


def test_no_more_is_sealed_than_came_by_post(app: Flask, sign_in: SignIn) -> None:
    of, client = papered.papered(app, arrived=1), sign_in("planner")
    for number in of.numbers[:2]:
        finish(of, number)
    seal = f"{of.paper}/bundles/{of.bundle}/seal"
    page = submit(client, seal, {"unused": "y"}, 422)
    assert "受け付けた紙は1枚ですが、封をすると2枚" in page.text
    assert set(papered.in_bundle(app, of.bundle).values()) == {"typed", "blank"}


def test_the_last_opening_loses_no_sheet_that_was_typed(app: Flask, sign_in: SignIn) -> None:
    of, client = papered.papered(app), sign_in("planner", "keeper")
    finish(of, of.numbers[0])
    submit(client, f"{of.here.desk}/deadline/now", {"sure": "y"})
    opening = f"{of.here.desk}/opening"
    assert "紙が3枚" in visit(client, opening).text
    page = submit(client, opening, {"passphrase": fielded.PASSPHRASE}, 422)
    assert "入力したまま封をしていません" in page.text

    submit(client, f"{of.paper}/bundles/{of.bundle}/seal", {"unused": "y"})
    submit(client, opening, {"passphrase": fielded.PASSPHRASE})
    with app.app_context():
        found = db.session.get_one(Questionnaire, of.here.questionnaire)
        assert found.received == 1
        assert openings.LEAST_KEPT > 1
        assert db.session.scalars(select(paper_sheets.PaperSheet)).all() == []


def test_paper_ends_some_days_after_the_web(app: Flask, sign_in: SignIn) -> None:
    of, client = papered.papered(app), sign_in("planner")
    finish(of, of.numbers[0])
    with app.app_context():
        found = db.session.get_one(Questionnaire, of.here.questionnaire)
        assert found.closes_at is not None
        assert paper_intakes.last_moment(db.session(), found) - found.closes_at == timedelta(14)
        found.closes_at -= timedelta(days=22)
        db.session.commit()
    seal = f"{of.paper}/bundles/{of.bundle}/seal"
    assert "期限が過ぎています" in submit(client, seal, {"unused": "y"}, 422).text
    said = {"q1": "1", "act": "finish"}
    page = submit(of.typist, f"{of.typing}/{of.numbers[1]}", said, 422)
    assert "期限が過ぎています" in page.text
