"""A file becomes a questionnaire with all its answers, or nothing is left of it."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import bridge, importing
from app.importing import Brought, NothingToImport, UnreadableCells
from surveys import imports, questionnaires, responses
from surveys.audit import AuditEntry
from surveys.imports import FileAlreadyImported
from surveys.plans import Axis, Plan
from surveys.questionnaires import Questionnaire
from surveys.responses import Response
from tests import make

HEAD = "性別,年齢,職場,住みごこち,利用_図書館,利用_公園,意見\n"
ROWS = "".join(
    f"{'男' if n % 2 else '女'},{20 + n},{'市役所' if n % 3 else '支所'},"
    f"{'満足' if n % 4 else '不満'},{n % 2},{int(n % 4 == 0)},バスの本数を{n}本に増やしてほしい\n"
    for n in range(40)
)
FILE = (HEAD + ROWS).encode()


@pytest.fixture
def plan(session: Session) -> Plan:
    plan = make.plan()
    session.add(plan)
    session.flush()
    return plan


def _brought(content: bytes = FILE, title: str = "市民意識調査") -> Brought:
    return Brought("answers.csv", content, title, "citizen", "random", 2026)


def test_every_answer_of_a_file_comes_back_from_the_database(session: Session, plan: Plan) -> None:
    file = importing.receive(session, plan, _brought(), make.NOON)

    made = importing.store(session, file, importing.check(file), who=None, at=make.NOON)

    found = bridge.answers(session, made)
    assert (len(found.ids), responses.number(session, made)) == (40, 40)
    counts = found.frame["住みごこち"].value_counts()
    assert (counts["満足"], counts["不満"]) == (30, 10)
    ticks = found.codebook.question("利用").variables
    assert [int((found.frame[tick.name] == "1").sum()) for tick in ticks] == [20, 10]
    assert len(responses.texts(session, made, "意見")) == 40
    assert (made.sampling, made.surveyed_year) == ("random", 2026)


def test_an_imported_file_leaves_its_trace_and_no_copy(session: Session, plan: Plan) -> None:
    file = importing.receive(session, plan, _brought(), make.NOON)

    importing.store(session, file, importing.check(file), who=None, at=make.NOON)

    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.what, entry.details["responses"]) == ("questionnaire.import", 40)
    assert file.data is None
    with pytest.raises(FileAlreadyImported):
        importing.read(file)


def test_a_crash_half_way_leaves_nothing(
    session: Session, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = importing.receive(session, plan, _brought(), make.NOON)
    session.commit()
    checked = importing.check(file)

    def break_off(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(bridge, "make_partition", break_off)
    with pytest.raises(MemoryError):
        importing.store(session, file, checked, who=None, at=make.NOON)
    session.rollback()

    for table in (Questionnaire, Response, AuditEntry):
        assert session.scalar(select(func.count()).select_from(table)) == 0
    assert imports.waiting(session, plan) == [file]


def test_what_cannot_be_read_stops_an_import_until_it_may_be_blank(
    session: Session, plan: Plan
) -> None:
    file = importing.receive(session, plan, _brought(), make.NOON)
    variables = [
        item | {"levels": [{"code": "満足", "label": "満足"}]}
        if item["name"] == "住みごこち"
        else item
        for item in file.codebook["variables"]
    ]
    file.codebook = {"variables": variables}
    checked = importing.check(file)

    with pytest.raises(UnreadableCells, match="10か所"):
        importing.must_be_whole(checked, blanks=False)
    importing.must_be_whole(checked, blanks=True)
    made = importing.store(session, file, checked, who=None, at=make.NOON)

    problem = checked.problems[0]
    assert (problem.line, problem.column) == (2, "住みごこち")
    frame = bridge.answers(session, made).frame
    assert int((frame["住みごこち"] == "__no_answer__").sum()) == 10


def test_the_words_of_the_plans_axes_make_an_attribute(session: Session, plan: Plan) -> None:
    session.add(Axis(plan_id=plan.id, position=1, name="勤務", words="職場、課"))

    file = importing.receive(session, plan, _brought(), make.NOON)

    roles = {item["name"]: item["role"] for item in file.codebook["variables"]}
    assert roles["職場"] == "attribute"
    assert file.columns is not None
    assert "計画の集計軸" in file.columns["職場"]["reason"]


def test_next_years_file_starts_from_what_was_corrected(session: Session, plan: Plan) -> None:
    first = importing.receive(session, plan, _brought(), make.NOON)
    variables = [item | {"label": f"【{item['name']}】"} for item in first.codebook["variables"]]
    first.codebook = {"variables": variables}
    importing.store(session, first, importing.check(first), who=None, at=make.NOON)

    second = importing.receive(session, plan, _brought(FILE + b"x" * 9, "翌年"), make.NOON)

    assert [item["label"][0] for item in second.codebook["variables"]] == ["【"] * len(variables)


def test_examples_show_no_telephone_number(session: Session, plan: Plan) -> None:
    rows = "".join(f"男,{n}番目の意見です。090-1234-{1000 + n}へ電話ください\n" for n in range(30))

    file = importing.receive(session, plan, _brought(f"性別,意見\n{rows}".encode()), make.NOON)

    assert file.columns is not None
    assert not [cell for cell in file.columns["意見"]["examples"] if "1234" in cell]


def test_a_file_of_which_nothing_is_used_is_not_imported(session: Session, plan: Plan) -> None:
    file = importing.receive(session, plan, _brought(), make.NOON)
    variables = [item | {"role": "ignore"} for item in file.codebook["variables"]]
    file.codebook = {"variables": variables}

    with pytest.raises(NothingToImport):
        importing.check(file)


def test_deleting_a_questionnaire_takes_its_answers_with_it(session: Session, plan: Plan) -> None:
    file = importing.receive(session, plan, _brought(), make.NOON)
    made = importing.store(session, file, importing.check(file), who=None, at=make.NOON)
    session.commit()

    with pytest.raises(questionnaires.TitleNotRepeated):
        questionnaires.delete(session, made, repeated="ちがう名前")
    questionnaires.delete(session, made, repeated=" 市民意識調査 ")
    session.commit()

    assert session.scalar(select(func.count(Response.id))) == 0
    again = importing.receive(session, plan, _brought(), make.NOON)
    assert again.questionnaire_id is None
