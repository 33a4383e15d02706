"""取込 as a planner walks through it: bring, look, correct, check, take in."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import importing
from app.extensions import db
from surveys.imports import AnswerFile
from surveys.questionnaires import Questionnaire
from tests import make
from tests.conftest import SignIn
from tests.visit import submit, visit, well_mannered

HEAD = "性別,住みごこち,交通,利用_図書館,利用_公園,意見\n"
ROWS = "".join(
    f"{'男' if n % 2 else '女'},{n % 4 + 1},{n % 4 + 1},{n % 2},{int(n % 4 == 0)},"
    f"バスの本数を{n}本に増やしてほしい\n"
    for n in range(40)
)
FILE = (HEAD + ROWS).encode("cp932")
PLAN = "/desk/plans/1"


@pytest.fixture
def planner(app: Flask, sign_in: SignIn) -> FlaskClient:
    with app.app_context():
        db.session.add_all([make.plan(), make.plan(title="別の計画")])
        db.session.commit()
    return sign_in("planner")


def _said(content: bytes = FILE, **changes: object) -> dict[str, Any]:
    ordinary: dict[str, Any] = {
        "file": (BytesIO(content), "answers.csv"),
        "title": "市民意識調査",
        "surveyed_year": "2026",
        "audience": "citizen",
        "sampling": "open",
    }
    return {name: value for name, value in (ordinary | changes).items() if value is not None}


def _bring(client: FlaskClient, content: bytes = FILE, **changes: object) -> str:
    """Bring a file and return the address of its columns."""
    reply = client.post(f"{PLAN}/files", data=_said(content, **changes))
    assert reply.status_code == 302, reply.text
    return str(reply.headers["Location"])


def _form(client: FlaskClient, address: str) -> dict[str, str]:
    """Everything the columns' form would send as it stands."""
    page = visit(client, address)
    form = page.select_one("#codebook")
    assert form is not None
    said = {
        str(box["name"]): str(box.get("value", ""))
        for box in form.select("input[name]")
        if box.get("type") != "checkbox" or box.has_attr("checked")
    }
    said |= {str(box["name"]): box.get_text() for box in form.select("textarea")}
    for box in form.select("select"):
        chosen = box.select_one("option[selected]")
        said[str(box["name"])] = str(chosen["value"]) if chosen else ""
    return said


def _row(said: dict[str, str], label: str) -> str:
    """The number of the row that shows `label`."""
    return next(
        name.split("-")[0]
        for name, value in said.items()
        if name.endswith("-label") and value == label
    )


def test_a_file_walks_from_upload_to_its_questionnaire(planner: FlaskClient) -> None:
    assert "調査票も回答もまだありません" in visit(planner, f"{PLAN}/questionnaires").text
    address = _bring(planner)
    page = visit(planner, address)
    assert {"性別", "住みごこち", "意見"} <= {
        tag.get_text(" ", strip=True).split()[0] for tag in page.select(".said")
    }

    checked = submit(planner, address, _form(planner, address) | {"then": "check"})
    assert "40票" in checked.text
    assert "公募（代表性なし・参考）" in checked.text
    seen = checked.select_one("input[name=seen]")
    assert seen is not None
    shown = submit(planner, f"{address}/check", {"seen": seen["value"]})

    assert [tag.get_text(strip=True) for tag in shown.select("h1")] == ["市民意識調査"]
    assert "代表性なし・参考" in shown.text
    assert "市民意識調査" in visit(planner, f"{PLAN}/questionnaires").text


def test_nothing_is_preselected_and_nothing_typed_is_lost(planner: FlaskClient) -> None:
    assert not visit(planner, f"{PLAN}/files").select("input[checked]")

    page = submit(planner, f"{PLAN}/files", _said(sampling=None), status=422)

    title = page.select_one("#title")
    assert title is not None
    assert title["value"] == "市民意識調査"
    assert "回答者の選び方を選んでください" in page.text


def test_a_file_that_is_no_table_is_refused_at_its_field(planner: FlaskClient) -> None:
    page = submit(planner, f"{PLAN}/files", _said(b"%PDF-1.7 ..."), status=422)

    error = page.select_one("#file-error")
    assert error is not None
    assert "PDF" in error.get_text()


def test_the_same_answers_are_not_imported_twice(planner: FlaskClient) -> None:
    address = _bring(planner)
    _take_in(planner, address)

    page = submit(planner, f"{PLAN}/files", _said(title="二度目"), status=422)

    assert "「市民意識調査」として取込済み" in page.text


def test_names_of_codes_are_kept_and_spread_to_their_like(app: Flask, planner: FlaskClient) -> None:
    address = _bring(planner)
    said = _form(planner, address)
    n = _row(said, "住みごこち")
    named = {
        f"{n}-levels": "1=満足\n2=やや満足\n3=やや不満\n4=不満",
        f"{n}-spread": "1",
        f"{n}-use": "scale",
    }

    submit(planner, address, said | named)

    with app.app_context():
        items = {
            item["name"]: item for item in db.session.get_one(AnswerFile, 1).codebook["variables"]
        }
    assert [level["label"] for level in items["交通"]["levels"]] == [
        "満足",
        "やや満足",
        "やや不満",
        "不満",
    ]
    assert items["交通"]["measure"] == "ordinal"


def test_a_mistake_in_one_column_loses_no_other_and_stores_nothing(
    app: Flask, planner: FlaskClient
) -> None:
    address = _bring(planner)
    said = _form(planner, address)
    sex, text = _row(said, "性別"), _row(said, "意見")

    page = submit(
        planner, address, said | {f"{sex}-label": "性", f"{text}-use": "number"}, status=422
    )

    assert "数でない答えがあるため" in page.text
    label = page.select_one(f"[id='{sex}-label']")
    assert label is not None
    assert label["value"] == "性"
    with app.app_context():
        labels = {item["label"] for item in db.session.get_one(AnswerFile, 1).codebook["variables"]}
    assert "性" not in labels


def test_a_screen_from_before_another_correction_changes_nothing(planner: FlaskClient) -> None:
    address = _bring(planner)
    old = _form(planner, address)
    submit(planner, address, old | {f"{_row(old, '性別')}-label": "性"})

    page = submit(planner, address, old, status=422)

    assert "別の画面で直されました" in page.text


def test_a_filter_shows_its_columns_alone(planner: FlaskClient) -> None:
    address = _bring(planner)

    page = visit(planner, f"{address}?show=text")

    assert [tag.get_text(strip=True) for tag in page.select(".said")] == ["意見"]


def test_the_choices_of_a_group_can_be_pasted_at_once(app: Flask, planner: FlaskClient) -> None:
    address = _bring(planner)
    said = _form(planner, address)
    n = _row(said, "利用")

    wrong = submit(planner, address, said | {f"{n}-names": "図書館本館"}, status=422)
    submit(planner, address, said | {f"{n}-names": "図書館本館\n中央公園"})

    assert "名前は1個ですが、選択肢は2個です" in wrong.text
    with app.app_context():
        items = db.session.get_one(AnswerFile, 1).codebook["variables"]
    assert [i["label"] for i in items if i["measure"] == "tick"] == ["図書館本館", "中央公園"]


def test_a_codebook_goes_out_and_comes_in_again(app: Flask, planner: FlaskClient) -> None:
    address = _bring(planner)
    text = planner.get(f"{address}/codebook.yaml").text

    changed = text.replace("label: 性別", "label: 性").encode()
    submit(planner, f"{address}/codebook.yaml", {"codebook": (BytesIO(changed), "c.yaml")})
    alien = b"variables: [{name: nowhere, role: question, measure: text}]"
    page = submit(
        planner, f"{address}/codebook.yaml", {"codebook": (BytesIO(alien), "c.yaml")}, status=422
    )

    assert "ファイルにありません: nowhere" in page.text
    with app.app_context():
        assert db.session.get_one(AnswerFile, 1).codebook["variables"][0]["label"] == "性"


def test_a_correction_can_be_taken_back_to_the_guess(app: Flask, planner: FlaskClient) -> None:
    address = _bring(planner)
    said = _form(planner, address)
    submit(planner, address, said | {f"{_row(said, '性別')}-label": "性"})

    submit(planner, f"{address}/guess", {})

    with app.app_context():
        assert db.session.get_one(AnswerFile, 1).codebook["variables"][0]["label"] == "性別"


def test_problems_are_listed_by_line_and_need_a_decision(planner: FlaskClient) -> None:
    address = _bring(planner)
    said = _form(planner, address)
    n = _row(said, "性別")
    page = submit(planner, address, said | {f"{n}-levels": "女", "then": "check"})
    seen = {"seen": str(page.select("input[name=seen]")[0]["value"])}

    assert "20か所" in page.text
    undecided = submit(planner, f"{address}/check", seen, status=422)
    assert "やり直すか、無回答として取り込むか" in undecided.text
    report = planner.get(f"{address}/problems.csv")
    assert report.data.decode("utf-8-sig").splitlines()[1] == "3,性別,「男」は選択肢にありません"
    again = planner.post(f"{address}/check", data=seen | {"unreadable": "again"})
    assert again.headers["Location"] == f"{PLAN}/files"

    shown = submit(planner, f"{address}/check", seen | {"unreadable": "blank"})
    assert "取り込みました" in shown.text


def test_a_large_file_is_imported_by_the_worker(
    planner: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "AT_ONCE", 10)
    address = _bring(planner)

    reply = _take_in(planner, address)

    assert reply.endswith("/importing")
    assert "取り込みました" in well_mannered(planner.get(reply, follow_redirects=True).text).text


def test_a_file_can_be_given_up(app: Flask, planner: FlaskClient) -> None:
    address = _bring(planner)

    submit(planner, f"{address}/remove", {})

    with app.app_context():
        assert db.session.get(AnswerFile, 1) is None


def test_another_plans_files_are_not_found(planner: FlaskClient) -> None:
    address = _bring(planner).replace("/plans/1/", "/plans/2/")

    for path in (
        address,
        f"{address}/check",
        f"{address}/codebook.yaml",
        f"{address}/problems.csv",
    ):
        visit(planner, path, 404)
    for path in (address, f"{address}/check", f"{address}/guess", f"{address}/remove"):
        assert planner.post(path).status_code == 404


def test_readers_see_questionnaires_and_no_files(planner: FlaskClient, sign_in: SignIn) -> None:
    _take_in(planner, _bring(planner))
    reader = sign_in("viewer", name="reader")

    assert "市民意識調査" in visit(reader, f"{PLAN}/questionnaires").text
    assert not visit(reader, f"{PLAN}/questionnaires/1").select("form[action$=delete]")
    visit(reader, f"{PLAN}/files", 403)
    assert reader.post(f"{PLAN}/questionnaires/1/delete").status_code == 403


def test_a_questionnaire_is_deleted_when_its_title_is_repeated(
    app: Flask, planner: FlaskClient
) -> None:
    _take_in(planner, _bring(planner))
    address = f"{PLAN}/questionnaires/1"

    page = submit(planner, f"{address}/delete", {"repeated": "市民"}, status=422)
    typed = page.select_one("#repeated")
    assert typed is not None
    assert typed["value"] == "市民"
    submit(planner, f"{address}/delete", {"repeated": "市民意識調査"})

    with app.app_context():
        assert db.session.get(Questionnaire, 1) is None
    visit(planner, f"{PLAN}/questionnaires/1".replace("/plans/1/", "/plans/2/"), 404)


def _take_in(client: FlaskClient, address: str) -> str:
    """Press 取り込む and return where it leads."""
    page = visit(client, f"{address}/check")
    seen = page.select_one("input[name=seen]")
    assert seen is not None
    reply = client.post(f"{address}/check", data={"seen": seen["value"]})
    assert reply.status_code == 302, reply.text
    return str(reply.headers["Location"])
