"""Commands say what they did in Japanese, and a mistake is a sentence."""

import re
from pathlib import Path

from flask import Flask

from app.commands.staff import first_sign_ins
from app.extensions import db
from surveys import staff
from surveys.formats import FORMATS
from surveys.formats.excel_writing import example, example_yaml
from tests.visit import submit


def test_a_member_is_added_with_a_password_that_works(app: Flask) -> None:
    said = app.test_cli_runner().invoke(args=["staff", "add", "ito", "--role", "planner"])
    assert said.exit_code == 0
    password = said.output.strip().rpartition(" ")[2]

    page = submit(app.test_client(), "/desk/sign-in", {"name": "ito", "password": password})

    assert "最初の計画を作りましょう" in page.text


def test_a_name_in_use_and_a_typist_without_an_end_are_sentences(app: Flask) -> None:
    runner = app.test_cli_runner()
    runner.invoke(args=["staff", "add", "ito"])
    again = runner.invoke(args=["staff", "add", "ito"])
    endless = runner.invoke(args=["staff", "add", "kato", "--role", "typist"])
    nobody = runner.invoke(args=["staff", "password", "nobody"])

    assert "すでに使われています" in again.output
    assert "いつまで使えるか" in endless.output
    assert "職員 nobody はいません" in nobody.output
    assert (again.exit_code, endless.exit_code, nobody.exit_code) == (1, 1, 1)


def test_a_new_password_replaces_the_old_one(app: Flask) -> None:
    runner = app.test_cli_runner()
    old = runner.invoke(args=["staff", "add", "ito"]).output.split()[-1]
    new = runner.invoke(args=["staff", "password", "ito"]).output.split()[-1]
    client = app.test_client()

    submit(client, "/desk/sign-in", {"name": "ito", "password": old}, 422)
    submit(client, "/desk/sign-in", {"name": "ito", "password": new})


def test_a_new_database_gets_three_accounts_told_until_they_are_changed(app: Flask) -> None:
    file = Path(app.config["INSTANCE_DIR"]) / "first_passwords.txt"
    with app.app_context():
        first = first_sign_ins()
        names = [line.split("\t")[0] for line in first]
        assert names == ["planner", "keeper", "administrator"]
        assert all(re.search(r"\t(\w{5}-){3}\w{5}$", line) for line in first)
        assert file.stat().st_mode & 0o777 == 0o600
        assert first_sign_ins() == first

        planner = staff.by_name(db.session(), "planner")
        assert planner is not None
        staff.set_password(planner, "自分だけが知っている合い言葉")
        db.session.commit()
        assert [line.split("\t")[0] for line in first_sign_ins()] == ["keeper", "administrator"]

        for name in ("keeper", "administrator"):
            member = staff.by_name(db.session(), name)
            assert member is not None
            staff.set_password(member, "自分だけが知っている合い言葉")
        db.session.commit()
        assert first_sign_ins() == []
        assert not file.exists()


def test_a_questionnaire_is_checked_and_written_in_another_format(
    app: Flask, tmp_path: Path
) -> None:
    runner, plain, book = app.test_cli_runner(), tmp_path / "調査.yaml", tmp_path / "調査.xlsx"
    plain.write_bytes(example_yaml())

    whole = runner.invoke(args=["questionnaire", "check", str(plain)])
    assert whole.exit_code == 0
    assert "12問、直すところはありません" in whole.output
    made = ["questionnaire", "convert", str(plain), "--to", "excel", "--out", str(book)]
    assert runner.invoke(args=made).exit_code == 0
    assert FORMATS["excel"].read(book.read_bytes()).brought == example()

    plain.write_text("title: 調査\nquestions:\n  - {code: q1, label: 問い, kind: radio}\n")
    broken = runner.invoke(args=["questionnaire", "check", str(plain)])
    assert broken.exit_code == 1
    assert "3行目" in broken.output
    assert "調査.yaml に直すところが1か所あります" in broken.output
