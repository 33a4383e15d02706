"""What a browser sends: letters, numbers and sizes that no page of ours would send."""

import pytest
from flask import Flask
from sqlalchemy import delete

from app.extensions import db
from surveys import runs
from surveys.plans import Plan
from surveys.runs import Run
from tests.app import town
from tests.app.test_issues import add, written
from tests.app.test_plans import WRITTEN
from tests.conftest import SignIn
from tests.visit import submit, visit, well_mannered

FORM = "application/x-www-form-urlencoded"
UPLOAD = "multipart/form-data; boundary=b"
TOO_LARGE = ("2147483648", "99999999999999999999", "9" * 5000)


def part(name: str, said: bytes) -> bytes:
    """A whole upload of one field."""
    return (
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode()
        + said
        + b"\r\n--b--\r\n"
    )


@pytest.mark.parametrize("quoted", [False, True])
def test_a_form_in_shift_jis_is_refused_and_not_taken_for_an_empty_one(
    app: Flask, *, quoted: bool
) -> None:
    name = "佐藤".encode("cp932")
    sent = "".join(f"%{byte:02X}" for byte in name).encode() if quoted else name
    reply = app.test_client().post("/desk/sign-in", data=b"name=" + sent, content_type=FORM)
    assert reply.status_code == 400
    assert "送られた内容を受け取れませんでした" in well_mannered(reply.text).text


def test_an_upload_whose_words_are_in_shift_jis_is_refused(app: Flask, sign_in: SignIn) -> None:
    here = town.found(app)
    body = part("title", "調査".encode("cp932"))
    reply = sign_in("planner").post(f"{here.desk}/files", data=body, content_type=UPLOAD)
    assert reply.status_code == 400


def test_a_letter_that_stands_for_a_broken_one_may_be_written(app: Flask, sign_in: SignIn) -> None:
    submit(
        sign_in("planner"), "/desk/plans/new", WRITTEN | {"title": "計画\N{REPLACEMENT CHARACTER}"}
    )
    with app.app_context():
        assert db.session.query(Plan).one().title == "計画\N{REPLACEMENT CHARACTER}"


def test_a_percent_sign_and_what_looks_like_a_quoted_byte_may_be_written(
    app: Flask, sign_in: SignIn
) -> None:
    title = "達成率100%、%E3まで"
    submit(sign_in("planner"), "/desk/plans/new", WRITTEN | {"title": title})
    with app.app_context():
        assert db.session.query(Plan).one().title == title


def test_nul_is_taken_out_before_anything_is_stored(app: Flask, sign_in: SignIn) -> None:
    submit(sign_in("planner"), "/desk/plans/new", WRITTEN | {"title": "第六次\0総合計画"})
    with app.app_context():
        assert db.session.query(Plan).one().title == "第六次総合計画"


def test_a_name_with_nul_is_an_unknown_name(app: Flask) -> None:
    submit(app.test_client(), "/desk/sign-in", {"name": "sa\0to", "password": "x"}, 422)


@pytest.mark.parametrize("number", TOO_LARGE[:2])
def test_a_number_no_row_can_have_is_not_found(app: Flask, sign_in: SignIn, number: str) -> None:
    town.found(app)
    client = sign_in("planner")
    for path in (f"plans/{number}", f"plans/1/runs/{number}", f"plans/1/drafts/{number}-x/adopt"):
        visit(client, f"/desk/{path}", 404)
    visit(client, f"/digests/1/{number}/", 404)


@pytest.mark.parametrize("number", [*TOO_LARGE, "-1", "1.5", "x", "²"])
def test_a_number_that_makes_no_sense_in_a_form_is_never_a_fault(
    app: Flask, sign_in: SignIn, number: str
) -> None:
    here, client = town.found(app), sign_in("planner")
    one = f"{here.desk}/issues/{add(client, here)}"
    sent = {
        f"{one}/move": {"to": number},
        f"{one}/edit": written(revision=number, gap="ほかの課題"),
        f"{one}/voices/": {"response": number, "question": "trouble", "run": number},
        f"{here.desk}/drafts/{number}-x/aside": {},
        f"{here.desk}/questionnaires/1/themes": {"question": "trouble", "number": number},
    }
    for path, said in sent.items():
        assert client.post(path, data=said).status_code in {400, 404, 409, 422}, path


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"name=" + b"x" * 3_000_000, FORM),
        (part("name", b"x" * 3_000_000), UPLOAD),
    ],
)
def test_words_over_the_limit_are_refused_with_a_page(app: Flask, body: bytes, kind: str) -> None:
    reply = app.test_client().post("/desk/sign-in", data=body, content_type=kind)
    assert reply.status_code == 413
    assert "大きすぎます" in well_mannered(reply.text).text


def test_asking_for_a_digest_leaves_the_way_free_for_its_job(app: Flask, sign_in: SignIn) -> None:
    """A page that still reads after its commit would keep SQLite's only writer waiting."""
    here = town.found(app)
    with app.app_context():
        db.session.execute(delete(Run))
        db.session.commit()
    reply = sign_in("planner").post(f"{here.desk}/drafts/ask/{here.questionnaire}")
    assert reply.status_code == 302
    with app.app_context():
        run = db.session.query(Run).one()
        assert (run.state, run.reason) == (runs.DONE, "")
