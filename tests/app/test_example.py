"""The example, loaded as `make run` loads it, and the files to try with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from analysis.blanks import Asked, table
from analysis.files import read
from analysis.form.nested import of_threeway
from analysis.text import coding_file
from analysis.text.coded import code
from analysis.threeway import split
from analysis.weighing import margins
from app import texts, weighing
from app.clock import now
from app.commands.serve import open_addresses
from app.database import begin_writing
from app.example import asking, choosing, city, fielded, investing, leftovers
from app.example.asking import Loader
from app.extensions import db
from app.keyring import keys_of
from surveys import (
    access,
    edition_files,
    editions,
    envelopes,
    flows,
    inquiries,
    inquiry_answers,
    inquiry_sheets,
    issues,
    offer_windows,
    openings,
    pin_maps,
    questionnaires,
    renderings,
    responses,
    returns,
    revisions,
    sheets,
)
from surveys.access import AccessCode
from surveys.audit import AuditEntry
from surveys.editions import Edition
from surveys.envelopes import Envelope
from surveys.plans import Plan
from surveys.questionnaires import ENDED, IMPORTED, PUBLISHED, Questionnaire
from surveys.responses import Response
from surveys.revisions import Kept
from tests import make
from tests.conftest import copied, made_app
from tests.visit import visit


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, filled_sqlite: Path) -> Iterator[Flask]:
    """The example, loaded once: after a first try that was cut short."""
    folder = tmp_path_factory.mktemp("example")
    with made_app(copied(filled_sqlite, folder), folder) as app:
        with app.app_context():
            member = make.member(db.session()).id
            db.session.commit()
            _crash_halfway(member)
        reply = _load(app)
        assert reply.output == "見本の計画を用意しました\n", reply.exception
        yield app


@pytest.fixture
def loaded(whole: Flask) -> Iterator[Flask]:
    with whole.app_context():
        yield whole


def _crash_halfway(member_id: int) -> None:
    """A try that ends, as by a power cut, between two of its transactions."""
    session = db.session()
    begin_writing(session)
    loader = Loader(session, member_id, now())
    plan = city.plan(session, loader.now)
    asked = asking.draft(loader, plan, fielded.CITIZENS)
    asking.publish(loader, asked)
    codes = asking.issue(loader, asked, {"本町 18～39歳": 3})
    form = {"q1": ["1"], "f1": ["2"]}
    sent = [asking.Sent(0, form, code) for code in codes["本町 18～39歳"]]
    asking.answer(loader, asked, sent, range(1))
    session.commit()


def _load(app: Flask) -> Result:
    return app.test_cli_runner().invoke(args=["example", "load"])


def _asked(name: str) -> Questionnaire:
    """The questionnaire that was asked here, not one that was brought as a file."""
    named = Questionnaire.title.contains(name) & (Questionnaire.state != IMPORTED)
    return db.session.scalars(select(Questionnaire).where(named)).one()


def test_a_try_that_was_cut_short_leaves_nothing_and_blocks_nothing(loaded: Flask) -> None:
    (plan,) = db.session.scalars(select(Plan))
    assert plan.example
    assert leftovers.finished(db.session())
    assert not leftovers.unfinished(db.session())
    folders = {file.name for file in Path(loaded.config["KEYS_DIR"]).iterdir() if file.is_dir()}
    window = offer_windows.find(db.session(), plan.id)
    assert window is not None
    out = {_asked(name).key_name for name in ("みんなの声", "未来への投資", "まちを選ぶ")}
    assert folders == {*out, window.key_name}


def test_the_example_is_loaded_once(whole: Flask) -> None:
    assert _load(whole).output == "見本の計画はすでにあります\n"
    with whole.app_context():
        assert db.session.scalar(select(func.count(Plan.id))) == 1


def test_citizens_answered_by_letter_and_the_keys_are_gone(loaded: Flask) -> None:
    session, asked = db.session(), _asked("市民意識調査")
    assert (asked.state, asked.access, asked.sampling) == (ENDED, "codes", "random")
    assert responses.number(session, asked) == 1200
    assert len(responses.batches(session, asked)) == 2
    assert not keys_of(asked).folder.exists()
    assert 2000 < access.number(session, asked) < 3000
    used = select(func.count()).where(AccessCode.questionnaire_id == asked.id, AccessCode.used)
    assert session.scalar(used) == 1200
    assert len(access.strata(session, asked)) == 30


def test_nothing_of_the_opened_envelopes_is_left(loaded: Flask) -> None:
    ended = [_asked("市民意識調査").id, _asked("職員アンケート").id]
    left = select(func.count()).where(Envelope.questionnaire_id.in_(ended))
    assert db.session.scalar(left) == 0
    assert not openings.scrubbing(db.session())


def test_staff_answered_by_department_and_some_texts_wait_to_be_read(loaded: Flask) -> None:
    session, asked = db.session(), _asked("職員アンケート")
    assert (asked.state, asked.access, asked.audience) == (ENDED, "departments", "staff")
    assert responses.number(session, asked) == 240
    assert len(openings.held_texts(session, asked)) >= 10
    apart = select(func.count(Response.id)).where(Response.apart)
    assert 100 < (session.scalar(apart) or 0) < 240


def test_letters_are_in_the_field_and_can_be_opened_later(loaded: Flask) -> None:
    session, asked = db.session(), _asked("未来への投資")
    assert (asked.state, asked.access, asked.sampling) == (PUBLISHED, "codes", "random")
    assert access.number(session, asked) == 1500
    assert [each.number for each in returns.days(session, asked)][-1] > 400
    assert len(returns.cells(session, asked)) == 13 * (30 + len(access.WAYS))
    assert keys_of(asked).unwrap(investing.PASSPHRASE)


def test_one_questionnaire_is_open_to_try(loaded: Flask) -> None:
    session, asked = db.session(), _asked("みんなの声")
    assert asked.state == PUBLISHED
    assert asked.is_open(now())
    assert asked.opens_by_itself
    assert envelopes.waiting(session, asked) == returns.about(session, asked) == 30
    assert questionnaires.latest(session, asked).parsed.languages == ("ja", "en", "ja-easy")
    assert open_addresses("http://localhost:8000")[0] == (
        asked.title,
        f"http://localhost:8000/respond/{asked.id}",
    )


def test_another_open_one_shows_the_newer_kinds_with_answers(loaded: Flask) -> None:
    session, asked = db.session(), _asked("まちを選ぶ")
    assert (asked.state, asked.access, asked.is_open(now())) == (PUBLISHED, "open", True)
    document = pin_maps.attached(session, asked.id, questionnaires.latest(session, asked).parsed)
    assert {"pair", "ranking", "points", "area", "pin"} <= {q.kind for q in document.questions}
    for language in ("en", "ja-easy"):
        assert renderings.done(document, language) == len(renderings.places(document))
    assert not flows.flow(document).findings
    assert [len(factor.items) for factor in document.factors] == [3, 3, 3]
    forms = choosing.everybody(document, fielded.SEED + 6)
    assert not [sheet.errors for form in forms if (sheet := sheets.read(document, form)).errors]
    assert responses.number(session, asked) == len(forms) == choosing.CALL


def test_last_years_file_was_imported(loaded: Flask) -> None:
    brought = db.session.scalars(select(Questionnaire).filter_by(state=IMPORTED, sampling="open"))
    assert responses.number(db.session(), brought.one()) == 180


def test_two_earlier_waves_of_the_citizens_survey_were_imported(loaded: Flask) -> None:
    brought = db.session.scalars(
        select(Questionnaire).filter_by(state=IMPORTED, sampling="random")
    ).all()
    assert sorted(responses.number(db.session(), each) for each in brought) == [620, 680]
    newest = _asked("市民意識調査")
    now_asked = {q.label for q in questionnaires.latest(db.session(), newest).questions}
    for each in brought:
        then = {q.label for q in questionnaires.latest(db.session(), each).questions}
        assert len(now_asked & then) >= 5


def test_the_sample_is_weighed_by_the_register_of_the_city(loaded: Flask) -> None:
    asked = _asked("市民意識調査")
    read = weighing.read(db.session(), asked)
    assert read.weighting is not None
    assert [margin.of.label for margin in read.weighting.margins] == ["性別", "年代", "地区"]
    assert {round(margin.of.total) for margin in read.weighting.margins} == {50_000}
    assert 1 < read.weighting.cost.deff < 1.5


def test_not_asked_and_not_answered_are_both_there(loaded: Flask) -> None:
    asked = _asked("市民意識調査")
    document = questionnaires.latest(db.session(), asked).parsed
    cells = [
        row.cells["q12"]
        for batch in responses.batches(db.session(), asked)
        for row in responses.rows(db.session(), batch, document)
    ]
    assert cells.count(responses.NOT_ASKED) > 300
    assert cells.count(None) > 10


def test_what_names_somebody_was_masked(loaded: Flask) -> None:
    asked = _asked("市民意識調査")
    written = [
        text for code in ("q16", "q17") for _, text in responses.texts(db.session(), asked, code)
    ]
    assert len(set(written)) >= 400
    assert any("〔電話番号〕" in text for text in written)
    assert not [text for text in written if "090-" in text or "佐藤" in text]


def test_three_issues_stand_on_numbers_and_voices(loaded: Flask) -> None:
    plan = db.session.scalars(select(Plan)).one()
    listed = issues.of_plan(db.session(), plan)
    assert len(listed) == 3
    assert not [name for each in listed for name in _missing(each)]
    for issue, subject in zip(listed, ("公共交通", "子育て", "高齢者"), strict=True):
        # the words written for one topic stand on its numbers
        assert subject in issue.present_state
        quoted = issues.voices(db.session(), issue)
        assert len(quoted) >= 3
        for voice in quoted:
            response = db.session.get_one(Response, voice.response_id)
            assert voice.words == response.answers[voice.question_code]
            assert voice.approved


def test_the_edition_is_published(loaded: Flask) -> None:
    plan = db.session.scalars(select(Plan)).one()
    (edition,) = editions.of_plan(db.session(), plan)
    assert edition.name == "素案 第1版"
    client: FlaskClient = loaded.test_client()
    page = visit(client, f"/digests/{plan.id}/1/")
    assert "見本" in page.get_text()
    assert "車を運転しなくても" in page.get_text()
    became = visit(client, f"/digests/{plan.id}/outcomes/")
    chips = [chip.get_text() for chip in became.select(".heard .state")]
    assert [chip.rpartition(" ")[2] for chip in chips] == ["計画に反映", "検討中"]


def test_every_chart_of_the_edition_keeps_the_rules_of_what_is_published(loaded: Flask) -> None:
    """No group of under ten and no answer of one or two people, in numbers nor in words."""
    (edition,) = db.session.scalars(select(Edition))
    told = [each for issue in edition.document["issues"] for each in issue["evidence"]]
    charts = [each["chart"] for each in told if each["chart"]]
    assert {chart["kind"] for chart in charts} == {"shares", "bars", "points"}
    for chart in charts:
        bases = chart.get("bases") or [chart["n"]] * len(chart["levels"])
        assert all(base is None or base >= 10 for base in bases)
        for series in chart["series"] if chart["unit"] == "share" else []:
            few = [v for v in series["values"] if v and 0 < v * series["n"] < 2.5]
            assert not few, chart["title"]
    assert set(edition_files.names(db.session(), edition)) > set(edition_files.HANDED)


def test_the_sections_of_the_example_are_at_every_stage(loaded: Flask) -> None:
    session = db.session()
    (inquiry,) = inquiries.of_plan(session, session.scalars(select(Plan)).one())
    stages = {
        inquiry_sheets.stage(sheet, inquiry_answers.progress(session, sheet))
        for sheet in inquiries.sheets_of(session, inquiry)
    }
    assert stages == {"open", "begun", "waiting", "returned", "submitted"}


def test_every_step_of_the_example_is_on_record(loaded: Flask) -> None:
    done = set(db.session.scalars(select(AuditEntry.what)))
    assert {"questionnaire.publish", "questionnaire.open", "edition.publish"} <= done


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_files_of_the_example_can_be_had_to_try_with(app: Flask, tmp_path: Path) -> None:
    reply = app.test_cli_runner().invoke(args=["example", "files", str(tmp_path / "out")])

    written = sorted(file.name for file in (tmp_path / "out").iterdir())
    assert written == sorted(Path(line).name for line in reply.output.splitlines())
    raw = read(tmp_path / "out" / "市民意識調査_見本.csv")
    assert len(raw.cells) == 1200
    assert "いまの満足度" in raw.heading("いまの満足度／医療体制")
    assert "市民意識調査_見本.yaml" in written
    register = margins.read(tmp_path / "out" / "母集団_見本.csv")
    assert sum(each.people for each in register.classes) == 3 * 50_000
    assert "市民意識調査_見本.xlsx" in written


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_without_staff_the_example_says_what_to_do(app: Flask) -> None:
    reply = _load(app)

    assert reply.exit_code == 1
    assert "flask staff add" in reply.output


def _missing(issue: issues.PolicyIssue) -> tuple[str, ...]:
    return issues.missing(issue, issues.voices(db.session(), issue))


def test_the_answers_can_be_split_by_two_axes_and_by_what_was_ticked(loaded: Flask) -> None:
    """Meetings are of no more people than everyone; rows of ticks are."""
    answers = weighing.read(db.session(), _asked("市民意識調査")).answers
    both = split(answers.frame, answers.codebook, Asked("f1", "q1"), "f2_band")
    grid = of_threeway(both)
    inside = [line.base for line in grid.lines if line.depth and line.base]
    assert len(inside) > 10
    assert sum(inside) <= (grid.lines[0].base or 0)

    ticked = table(answers.frame, answers.codebook, Asked("q3", "q7_transport"))
    assert ticked.bases[~ticked.hidden].sum() > ticked.total_base > 50


def test_the_coding_rules_fit_many_voices_and_not_all(loaded: Flask) -> None:
    with loaded.app_context():
        session = db.session()
        citizens = session.get_one(Questionnaire, 1)
        of = Kept(revisions.CODING, citizens.plan_id, citizens.id)
        rules = coding_file.loads(revisions.words(session, of))
        said = list(texts.of(session, citizens, "q16").readable.values())
        share = code(said, rules).given.any(axis=1).mean()
    assert [rule.code for rule in rules][:2] == ["交通", "交通の不便"]
    assert 0.25 < share < 0.95
