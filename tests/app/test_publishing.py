"""公開の準備: step by step, each said in words, and nothing half made."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.clock import JAPAN, today
from app.desk import publishing
from app.extensions import db
from app.keyring import keys_of
from surveys import passphrases, questionnaires
from surveys.audit import AuditEntry
from surveys.keys import RECOVERY
from surveys.questionnaires import DRAFT, PUBLISHED, Questionnaire
from tests.app import fielded
from tests.app.fielded import PASSPHRASE, TWICE, Fielded
from tests.conftest import SignIn
from tests.visit import one, submit, visit


def days(first: int = 0, last: int = 14) -> dict[str, str]:
    """Days from today, as a form sends them."""
    named = {"first": first, "last": last}
    return {name: (today() + timedelta(days=far)).isoformat() for name, far in named.items()}


def stored(app: Flask, here: Fielded) -> Questionnaire:
    with app.app_context():
        found = db.session.get_one(Questionnaire, here.questionnaire)
        db.session.expunge(found)
        return found


def folders(app: Flask) -> list[Path]:
    return [each for each in Path(app.config["KEYS_DIR"]).glob("*") if each.is_dir()]


def prepare(client: FlaskClient, here: Fielded, access: str) -> None:
    submit(client, f"{here.desk}/publishing/period", days())
    submit(client, f"{here.desk}/publishing/access", {"access": access})


def recovery_of(page: Any) -> str:
    return "".join(group.get_text() for group in page.select(".key-groups li"))


def test_a_questionnaire_by_code_is_prepared_and_published(app: Flask, sign_in: SignIn) -> None:
    here, client = fielded.draft(app), sign_in("planner", "keeper")
    page = visit(client, f"{here.desk}/publishing")
    assert "まだ公開できません" in page.text
    prepare(client, here, "codes")
    page = submit(client, f"{here.desk}/key/make", TWICE)
    assert re.fullmatch(r"[0-9A-Z]{32}", recovery_of(page))

    page = visit(client, f"{here.desk}/publishing")
    assert "公開すると、次の内容で固定されます" in page.text
    page = submit(client, f"{here.desk}/publishing/publish", {})

    assert one(page, "h1").get_text() == "くらしの調査"
    found = stored(app, here)
    assert (found.state, found.access) == (PUBLISHED, "codes")
    assert found.opens_at is not None
    assert found.closes_at is not None
    assert found.opens_at.astimezone(JAPAN).strftime("%H:%M") == "00:00"
    assert found.closes_at.astimezone(JAPAN).date() == today() + timedelta(days=15)


def test_what_nobody_could_answer_must_be_put_right_first(app: Flask, sign_in: SignIn) -> None:
    here, client = fielded.draft(app, fielded.OPEN_LINK), sign_in("planner")
    with app.app_context():
        found = db.session.get_one(Questionnaire, here.questionnaire)
        asked = questionnaires.current(db.session(), found)
        blank = replace(asked.questions[0], label="")
        questionnaires.redraft(found, replace(asked, questions=(blank, *asked.questions[1:])))
        db.session.commit()
    prepare(client, here, "open")
    page = visit(client, f"{here.desk}/publishing")
    assert "直さないと公開できないところが1つあります" in page.text
    assert "問1: 設問文がありません" in one(page, ".advice a").text
    assert "答え終わるまでの見込み: 約" in page.text
    assert client.post(f"{here.desk}/publishing/publish").status_code == 422
    assert stored(app, here).state == DRAFT


def test_an_open_link_needs_no_keeper(app: Flask, sign_in: SignIn) -> None:
    here, client = fielded.draft(app, fielded.OPEN_LINK), sign_in("planner")
    page = visit(client, f"{here.desk}/publishing")
    assert "代表性なし・参考" in page.text
    prepare(client, here, "open")
    submit(client, f"{here.desk}/publishing/publish", {})
    with app.app_context():
        found = db.session.get_one(Questionnaire, here.questionnaire)
        kept = keys_of(found)
        assert kept.holders() == []
        assert kept.from_server()


def test_only_ways_in_that_fit_the_sampling_are_offered(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("planner")
    offered = {
        sampling: [
            box["value"]
            for box in visit(
                client,
                f"{fielded.draft(app, {**fielded.BY_CODE, 'sampling': sampling}).desk}/publishing",
            ).select("input[name=access]")
        ]
        for sampling in ("random", "open", "census")
    }
    assert offered == {
        "random": ["codes"],
        "open": ["open"],
        "census": ["open", "codes", "departments"],
    }


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "受付の最初の日を入力してください"),
        ({"first": "来週", "last": "x"}, "日付を選んでください"),
        (days(-3), "今日か、今日より後の日"),
        (days(5, 2), "回答の締切は、開始より後にしてください"),
    ],
)
def test_a_period_that_cannot_be_is_refused_beside_its_field(
    app: Flask, sign_in: SignIn, said: dict[str, str], sentence: str
) -> None:
    here = fielded.draft(app)
    page = submit(sign_in("planner"), f"{here.desk}/publishing/period", said, 422)
    assert sentence in one(page, "#step-period").get_text()
    assert stored(app, here).opens_at is None


def test_nothing_is_published_before_all_is_there(app: Flask, sign_in: SignIn) -> None:
    here, client = fielded.draft(app), sign_in("planner")
    prepare(client, here, "codes")
    page = submit(client, f"{here.desk}/publishing/publish", {}, 422)
    assert "公開の準備が終わっていません" in page.text
    assert stored(app, here).state == DRAFT


def test_keys_of_a_publication_that_fails_are_destroyed(
    app: Flask, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, client = fielded.draft(app, fielded.OPEN_LINK), sign_in("planner")
    prepare(client, here, "open")
    original = publishing._publish

    def break_down(*said: Any) -> None:
        original(*said)
        raise OSError("disk full")

    monkeypatch.setattr(publishing, "_publish", break_down)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert client.post(f"{here.desk}/publishing/publish").status_code == 500
    assert folders(app) == []
    assert stored(app, here).state == DRAFT


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "開封の合い言葉を入力してください"),
        ({"passphrase": "みじかい", "again": "みじかい"}, "16文字以上"),
        (TWICE | {"again": PASSPHRASE[1:]}, "2回の入力が違います"),
    ],
)
def test_a_passphrase_that_will_not_do_leaves_no_key(
    app: Flask, sign_in: SignIn, said: dict[str, str], sentence: str
) -> None:
    here, client = fielded.draft(app), sign_in("planner", "keeper")
    prepare(client, here, "codes")
    page = submit(client, f"{here.desk}/key/make", said, 422)
    assert sentence in page.text
    assert PASSPHRASE not in str(page)
    assert folders(app) == []


def test_the_key_is_nowhere_but_in_its_folder(
    app: Flask, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    here, client = fielded.draft(app), sign_in("planner", "keeper")
    prepare(client, here, "codes")
    recovery = recovery_of(submit(client, f"{here.desk}/key/make", TWICE))
    with app.app_context():
        found = db.session.get_one(Questionnaire, here.questionnaire)
        private = keys_of(found).unwrap(PASSPHRASE)
        assert keys_of(found).unwrap(passphrases.read(recovery.lower())) == private
        assert [name for name in keys_of(found).holders() if name != RECOVERY] != []
        told = [str(entry.details) for entry in db.session.scalars(select(AuditEntry))]
    for secret in (PASSPHRASE, recovery, private.hex()):
        assert secret not in caplog.text
        assert secret not in "".join(told)
        assert secret not in client.get(f"{here.desk}/key").text


def test_the_key_can_be_made_anew_until_it_is_published(app: Flask, sign_in: SignIn) -> None:
    here, client = fielded.draft(app), sign_in("planner", "keeper")
    prepare(client, here, "codes")
    submit(client, f"{here.desk}/key/make", TWICE)
    (first,) = folders(app)
    submit(client, f"{here.desk}/key/make", TWICE)
    (second,) = folders(app)
    assert first != second
    submit(client, f"{here.desk}/publishing/publish", {})
    submit(client, f"{here.desk}/key/make", TWICE, 422)
    assert folders(app) == [second]


def test_a_keepers_key_goes_when_the_server_is_to_keep_one(app: Flask, sign_in: SignIn) -> None:
    here, client = (
        fielded.draft(app, fielded.STAFF | {"audience": "citizen"}),
        sign_in("planner", "keeper"),
    )
    prepare(client, here, "codes")
    submit(client, f"{here.desk}/key/make", TWICE)
    submit(client, f"{here.desk}/publishing/access", {"access": "open"})
    assert folders(app) == []
    assert stored(app, here).key_name is None


def test_a_second_keeper_joins_and_a_successor_takes_over(app: Flask, sign_in: SignIn) -> None:
    here = fielded.published(app)
    second, third = "二人目の開封責任者の長い合い言葉", "三人目の開封責任者の長い合い言葉"
    joining = {"held": PASSPHRASE, "passphrase": second, "again": second, "leaving": ""}
    page = submit(sign_in("keeper", name="suzuki"), f"{here.desk}/key/keepers", joining)
    assert "開封の合い言葉を登録しました" in page.text

    taking = {"held": second, "passphrase": third, "again": third, "leaving": "900-first"}
    submit(sign_in("keeper", name="tanaka"), f"{here.desk}/key/keepers", taking)
    with app.app_context():
        kept = keys_of(db.session.get_one(Questionnaire, here.questionnaire))
        assert kept.unwrap(second) == kept.unwrap(third)
        with pytest.raises(Exception, match="合い言葉が違います"):
            kept.unwrap(PASSPHRASE)
        what = list(db.session.scalars(select(AuditEntry.what).order_by(AuditEntry.id)))
    assert what[-2:] == ["key.share", "key.hand_over"]


def test_a_wrong_passphrase_lets_nobody_in_and_is_written_down(app: Flask, sign_in: SignIn) -> None:
    here, new = fielded.published(app), "二人目の開封責任者の長い合い言葉"
    said = {"held": "ちがう合い言葉", "passphrase": new, "again": new, "leaving": ""}
    page = submit(sign_in("keeper"), f"{here.desk}/key/keepers", said, 422)
    assert "開封の合い言葉が違います" in page.text
    assert "ちがう合い言葉" not in str(page)
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry is not None
        assert (entry.what, entry.details) == ("key.wrong_passphrase", {})


def test_a_deleted_questionnaire_takes_its_keys_along(app: Flask, sign_in: SignIn) -> None:
    here = fielded.published(app)
    submit(sign_in("planner"), f"{here.desk}/delete", {"repeated": "くらしの調査"})
    assert folders(app) == []


def test_a_deadline_moves_and_is_recorded(app: Flask, sign_in: SignIn) -> None:
    here, client = fielded.published(app), sign_in("planner")
    far = (today() + timedelta(days=20)).isoformat()
    submit(client, f"{here.desk}/deadline", {"last": far})
    visit(client, f"{here.desk}/deadline")
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry is not None
        assert entry.details["after"] == far
    yesterday = (today() - timedelta(days=1)).isoformat()
    page = submit(client, f"{here.desk}/deadline", {"last": yesterday}, 422)
    assert "締切が過ぎています" in page.text


def test_closing_early_is_confirmed_first(app: Flask, sign_in: SignIn) -> None:
    here, client = fielded.published(app), sign_in("planner")
    page = submit(client, f"{here.desk}/deadline/now", {}, 422)
    assert "チェックを付けてください" in page.text
    page = submit(client, f"{here.desk}/deadline/now", {"sure": "y"})
    assert "受付終了・開封待ち" in page.text
