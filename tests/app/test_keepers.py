"""開封の鍵: what was forgotten shows before the deadline, and a lost paper is replaced."""

from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.keyring import keys_of
from surveys import passphrases
from surveys.audit import AuditEntry
from surveys.envelopes import waiting
from surveys.keys import RECOVERY
from surveys.questionnaires import Questionnaire
from tests.app import fielded
from tests.app.fielded import PASSPHRASE
from tests.app.test_publishing import recovery_of
from tests.conftest import SignIn
from tests.visit import submit, visit

RIGHT = {"passphrase": PASSPHRASE}


def test_a_passphrase_is_tried_before_the_deadline_and_nothing_is_opened(
    app: Flask, sign_in: SignIn
) -> None:
    here, client = fielded.published(app, arrived=20), sign_in("keeper")
    for room in ("opening", "key"):
        page = visit(client, f"{here.desk}/{room}")
        assert "合い言葉をだれも確かめていません" in page.text
        assert "合い言葉を持つ人が1人だけです" in page.text
    wrong = {"passphrase": "ちがう合い言葉です"}
    page = submit(client, f"{here.desk}/key/rehearsal", wrong, 422)
    assert "開封の合い言葉が違います" in page.text

    page = submit(client, f"{here.desk}/key/rehearsal", RIGHT)
    assert "確かめました。何も開封していません" in page.text
    assert "だれも確かめていません" not in visit(client, f"{here.desk}/key").text
    with app.app_context():
        found = db.session.get_one(Questionnaire, here.questionnaire)
        assert waiting(db.session(), found) == 20
        told = db.session.execute(select(AuditEntry.what, AuditEntry.details))
        assert [tuple(each) for each in told] == [
            ("key.wrong_passphrase", {}),
            ("key.rehearse", {"recovery": False}),
        ]


def test_a_lost_recovery_key_is_made_anew_by_whoever_knows_a_passphrase(
    app: Flask, sign_in: SignIn
) -> None:
    here, client = fielded.published(app), sign_in("keeper")
    path = f"{here.desk}/key/recovery"
    page = submit(client, path, {"passphrase": "ちがう合い言葉です"}, 422)
    assert "開封の合い言葉が違います" in page.text

    first, second = (recovery_of(submit(client, path, RIGHT)) for _ in range(2))
    with app.app_context():
        kept = keys_of(db.session.get_one(Questionnaire, here.questionnaire))
        assert kept.opened(passphrases.read(second.lower()))[0] == RECOVERY
        assert len(kept.holders()) == 2
    old = {"passphrase": first}
    submit(client, f"{here.desk}/key/rehearsal", old, 422)
    page = submit(client, f"{here.desk}/key/rehearsal", {"passphrase": second})
    assert "復旧用の鍵（印刷したもの）で開けられる" in page.text


def test_a_key_that_the_server_keeps_is_not_rehearsed(app: Flask, sign_in: SignIn) -> None:
    here = fielded.published(app, fielded.OPEN_LINK)
    assert sign_in("keeper").get(f"{here.desk}/key/rehearsal").status_code == 404
