"""開封 at the desk: by passphrase, in batches of twenty, and at the end everything is gone."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.keyring import keys_of
from surveys import responses
from surveys.audit import AuditEntry
from surveys.questionnaires import ENDED, PUBLISHED, Questionnaire
from tests.app import fielded
from tests.app.fielded import PASSPHRASE, Fielded
from tests.conftest import SignIn
from tests.visit import spoken, submit, visit

SAID = {"passphrase": PASSPHRASE}


def state(app: Flask, here: Fielded) -> tuple[str, int, bool]:
    """Its state, how many responses there are, and whether its keys exist."""
    with app.app_context():
        found = db.session.get_one(Questionnaire, here.questionnaire)
        return found.state, responses.number(db.session(), found), keys_of(found).folder.exists()


def test_an_interim_opening_keeps_the_keys_and_the_rest_waits(app: Flask, sign_in: SignIn) -> None:
    here, client = fielded.published(app, arrived=23), sign_in("keeper")
    assert "途中の開封で起こること" in visit(client, f"{here.desk}/opening").text
    page = submit(client, f"{here.desk}/opening", SAID)
    assert "23票を開封しました" in page.text
    assert state(app, here) == (PUBLISHED, 23, True)
    assert "途中で開封した回答 23票 ・ いままでの集計を見る" in spoken(visit(client, here.desk))


def test_too_few_are_not_opened_before_the_deadline(app: Flask, sign_in: SignIn) -> None:
    here, client = fielded.published(app, arrived=19), sign_in("keeper")
    assert "まだ開封できません" in visit(client, f"{here.desk}/opening").text
    submit(client, f"{here.desk}/opening", SAID, 422)
    assert state(app, here) == (PUBLISHED, 0, True)


def test_the_last_opening_ends_it_and_destroys_the_keys(app: Flask, sign_in: SignIn) -> None:
    here, client = fielded.published(app, arrived=22, days=0), sign_in("keeper")
    assert "鍵はすべて廃棄されます" in visit(client, f"{here.desk}/opening").text
    page = submit(client, f"{here.desk}/opening", SAID)
    assert "22票を開封しました" in page.text
    assert "鍵は廃棄されました" in page.text
    assert state(app, here) == (ENDED, 22, False)


@pytest.mark.parametrize(
    ("arrived", "sentence"), [(7, "票数だけを残しました"), (15, "自由記述は残していません")]
)
def test_few_answers_are_kept_as_the_rules_say(
    app: Flask, sign_in: SignIn, arrived: int, sentence: str
) -> None:
    here = fielded.published(app, arrived=arrived, days=0)
    page = submit(sign_in("keeper"), f"{here.desk}/opening", SAID)
    assert f"{arrived}票" in page.text
    assert sentence in page.text


def test_a_wrong_passphrase_opens_nothing_and_is_recorded(
    app: Flask, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    here, client = fielded.published(app, arrived=22, days=0), sign_in("keeper")
    page = submit(client, f"{here.desk}/opening", {"passphrase": "まちがえた合い言葉です"}, 422)
    assert "開封の合い言葉が違います" in page.text
    assert "まちがえた" not in str(page) + caplog.text
    assert state(app, here) == (PUBLISHED, 0, True)
    with app.app_context():
        (entry,) = db.session.scalars(select(AuditEntry))
        assert (entry.what, entry.details) == ("key.wrong_passphrase", {})


def test_a_planner_reads_of_the_opening_and_cannot_open(app: Flask, sign_in: SignIn) -> None:
    here, client = fielded.published(app, arrived=22, days=0), sign_in("planner")
    assert "開封責任者が開封します" in visit(client, f"{here.desk}/opening").text
    submit(client, f"{here.desk}/opening", SAID, 403)


def test_an_open_link_is_opened_without_a_passphrase(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("planner")
    still = fielded.published(app, fielded.OPEN_LINK, arrived=22)
    assert "途中の開封は行いません" in visit(client, f"{still.desk}/opening").text
    submit(client, f"{still.desk}/opening/by-server", {}, 422)
    over = fielded.published(app, fielded.OPEN_LINK, arrived=22, days=0)
    page = submit(client, f"{over.desk}/opening/by-server", {})
    assert "22票を開封しました" in page.text
    assert state(app, over) == (ENDED, 22, False)


def test_a_key_the_server_does_not_hold_is_not_opened_by_it(app: Flask, sign_in: SignIn) -> None:
    here = fielded.published(app, arrived=22, days=0)
    submit(sign_in("planner"), f"{here.desk}/opening/by-server", {}, 422)
    assert state(app, here) == (PUBLISHED, 0, True)
