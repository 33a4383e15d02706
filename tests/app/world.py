"""Two plans with one of everything in each: for tests that try every address of the house."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from app.access import COOKIE
from app.clock import today
from app.desk import voiced
from app.exports import EXPORTS
from app.extensions import db
from surveys import issues, paper_intakes, paper_sheets, staff
from surveys.imports import AnswerFile
from surveys.issue_steps import IssueStep
from surveys.issues import PolicyIssue
from surveys.paper_sheets import PaperSheet
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from surveys.runs import Run
from surveys.staff import Role, StaffRole
from tests import make
from tests.analysis import made, test_orientation
from tests.app import commented, fielded, held, inquired, offered, papered, town
from tests.app.test_files import _said as file_said
from tests.app.test_issues import written
from tests.conftest import token_for
from tests.surveys import mapped
from tests.visit import visit

Ids = dict[str, Any]
# Addresses whose run is of another kind than the themes that `run_id` names.
RUNS = {"desk.runs.download": "book", "desk.gathered.show": "digest"}
# Rooms, and single addresses, that are about another questionnaire than the one that was brought.
ASKED = {
    **dict.fromkeys(("publishing", "departments", "drafting", "previews", "keepers.make"), "draft"),
    **dict.fromkeys(("flows", "ruling", "renderings", "renderings_files"), "draft"),
    **dict.fromkeys(("sample_designs", "sample_designs_files"), "draft"),
    **dict.fromkeys(("rehearsals", "handling", "returns_files", "reminders"), "by_code"),
    **dict.fromkeys(("keepers", "codes", "posters", "returns", "deadlines"), "by_code"),
    **dict.fromkeys(("codes_lost", "letters"), "by_code"),
    **dict.fromkeys(("drafting.compare", "drafting.correct", "openings"), "by_code"),
    **dict.fromkeys(("posters.department_qr", "held_texts"), "staff"),
    "openings.open_by_server": "open_link",
    **dict.fromkeys(("paper_sheets", "paper_arrivals", "bundles"), "by_code"),
    **dict.fromkeys(("builder", "builder_advice", "builder_copy", "builder_sections"), "draft"),
    "orientations": "grouped",
    "word_maps": "divided",
    "tongues": "foreign",
}
# Rooms about what was written to one question, which their addresses name.
QUESTION = "trouble"
VOICED = {endpoint.partition(".")[0] for endpoint, _name in voiced.PAGES}
VOICED |= {"arrangements", "assignments", "words_settings", "codings_rules"}
LEXICON_WORDS = "[強制抽出]\nバスの便\n"
RULES_WORDS = "＊交通\nバス | 駅\n"
FOREIGN = "Não consigo ler as placas do hospital"
POPULATION = {
    "as_of": "2026-04-01",
    "counts": "軸,区分,人数\n年代,20代,500\n年代,40代,300\n年代,60代,200",
}
SAMPLE: dict[str, Any] = {
    "reference_day": "2026-04-01",
    "youngest": "18",
    "foreigners": "with",
    "method": "lot",
    "counts": "地区,年代,人数\n中央,20代,500\n,60代,300\n山,20代,20\n,60代,200",
    "rate": "50",
    "goal": "whole",
    "margin": "5",
    "allocation": "proportional",
    "axis": "",
}
ORIENTATION: dict[str, Any] = {
    "item": ["grow", "keep"],
    "groups": "3",
    "label": "志向",
    "name": ["成長", "自然", "中間"],
}


@dataclass(frozen=True, slots=True)
class World:
    """An app whose database can be put back to what it was.

    Attributes:
        plans: the ids of one of everything, for each of the two plans.
    """

    app: Flask
    file: Path
    kept: Path
    plans: tuple[Ids, Ids]

    def put_back(self) -> None:
        with self.app.app_context():
            db.engine.dispose()
        keys = Path(self.app.config["KEYS_DIR"])
        shutil.rmtree(keys)
        shutil.copytree(self.kept.with_suffix(".keys"), keys)
        for journal in self.file.parent.glob(f"{self.file.name}-*"):
            journal.unlink()
        shutil.copyfile(self.kept, self.file)

    def requests(self, guard: str = "") -> Iterator[tuple[Rule, str]]:
        """Every address with each of its methods; those of the answering face have tests apart."""
        for rule in self.app.url_map.iter_rules():
            worn = getattr(self.app.view_functions[rule.endpoint], "access", "")
            if worn.startswith(guard) and worn != "answering" and rule.endpoint != "static":
                for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                    yield rule, method

    def path(self, rule: Rule, **others: object) -> str:
        """The address of a rule in the first plan, but for `others`."""
        ids = dict(self.plans[0])
        ids["run_id"] = ids[RUNS.get(rule.endpoint, "themes")]
        name = rule.endpoint.removeprefix("desk.")
        ids["sheet_id"] = ids[inquired.SHEETS.get(name, "sheet_id")]
        ids["inquiry_id"] = ids[inquired.ASKED.get(name, "inquiry_id")]
        ids["workshop_id"] = ids[held.AT.get(name, "workshop_id")]
        asked = ASKED.get(name) or ASKED.get(name.partition(".")[0], "questionnaire_id")
        ids["questionnaire_id"] = ids[asked]
        said: Ids = {"question": QUESTION} if name.partition(".")[0] in VOICED else {}
        with self.app.test_request_context():
            return url_for(rule.endpoint, **{n: (ids | others)[n] for n in rule.arguments}, **said)

    def client(self, *roles: str, **changes: str) -> FlaskClient:
        """Somebody with these roles everywhere."""
        client = self.app.test_client()
        named = {"name": f"member-{'-'.join(roles)}"} | changes
        client.set_cookie(COOKIE, token_for(self.app, *roles, **named))
        if "typist" in roles:
            papered.give_all(self.app, named["name"])
        return client


def build(app: Flask, file: Path) -> World:
    """Fill an empty SQLite database, as people would."""
    client = app.test_client()
    client.set_cookie(COOKIE, token_for(app, "planner", "keeper", "administrator"))
    plans = (fill(app, client), fill(app, client))
    with app.app_context():
        db.engine.dispose()
    kept = file.with_suffix(".kept")
    shutil.copyfile(file, kept)
    shutil.copytree(app.config["KEYS_DIR"], file.with_suffix(".keys"))
    return World(app, file, kept, plans)


def fill(app: Flask, client: FlaskClient) -> Ids:
    """Make a plan with one of everything, and give all ids."""
    here = town.found(app)
    asked = f"{here.desk}/questionnaires/{here.questionnaire}"
    _done(client, f"{asked}/themes", {"question": "trouble"})
    _done(client, f"{asked}/tables/book", {})
    about = f"question={QUESTION}"
    _name_themes(client, f"{asked}/themes", about)
    _done(client, f"{asked}/words/settings?{about}", {"words": LEXICON_WORDS, "seen": ""})
    _done(client, f"{asked}/codings/rules?{about}", {"words": RULES_WORDS, "seen": ""})
    _done(client, f"{here.desk}/files", file_said())
    issue_id = _done(client, f"{here.desk}/drafts/{here.draft}/adopt", written(**inquired.SECTIONS))
    said = {"response": here.responses[0], "question": "trouble"}
    voices = f"{here.desk}/issues/{issue_id}/voices"
    _done(client, f"{voices}/", said)
    _done(client, f"{voices}/{here.plan}/approve", {})  # each plan has one, made in their order
    _done(client, f"{here.desk}/population/edit", POPULATION)
    fields = {"thing": f"{here.questionnaire}//{QUESTION}", "field": "健康・福祉"}
    _done(client, f"{here.desk}/fields", fields)
    _draw(app, issue_id)
    _done(client, f"{here.desk}/editions/new", {"stage": "draft", "title": "論点集"})
    became = {"state": "considering", "day": "2026-01-01"}
    _done(client, f"{here.desk}/outcomes/{issue_id}", became)
    comments = f"{here.desk}/issues/{issue_id}/comments/"
    _done(client, comments, {"about": "gap", "words": "夜の便も確かめたい"})
    other = _done(client, f"{here.desk}/issues/new", written(desired_state="安心して歩ける"))
    return {
        "plan_id": here.plan,
        "questionnaire_id": here.questionnaire,
        "draft_key": here.draft,
        "map_id": _done(client, f"{here.desk}/maps", mapped.form("地区")),
        "responses": here.responses,
        "issue_id": issue_id,
        "alike": (issue_id, other),
        "remark_id": here.plan,
        "reminder_id": here.plan,
        "voice_id": here.plan,
        "edition_id": here.plan,
        "outcome_id": here.plan,
        "figure": 1,
        "part_code": "q2",
        "entry_key": "wellbeing",
        **inquired.inquire(app, client, here.desk, issue_id),
        **_asked(app, client, here.plan),
        "grouped": _grouped(app, client, here.plan),
        "foreign": _foreign(app, here.plan),
        "divided": _divided(app, here.plan),
        **commented.fill(app, client, here.plan),
        **offered.fill(app, client, here.plan),
        **held.fill(app, here.plan),
        "place": 1,
        "number": 1,
        "language": "pt",
        "name": "digest.md",
        "mark": "old",
        "thing": "code",
        "kind": "frequency",
        "form": next(iter(EXPORTS)),
        "suffix": "svg",
        **_looked_up(app, here.plan),
        **_papered(app, here.plan),
    }


def _draw(app: Flask, issue_id: int) -> None:
    """Give the evidence of an issue a chart, as a digest of more answers would."""
    with app.app_context():
        session = db.session()
        for each in issues.evidence(session, session.get_one(PolicyIssue, issue_id)):
            each.source = each.source | {"chart": town.CHART}
        session.commit()


def _asked(app: Flask, client: FlaskClient, plan_id: int) -> Ids:
    """A draft that is ready, and three that are out: by codes, for staff with texts, and open."""
    draft = fielded.draft(app, plan_id=plan_id)
    last = (today() + timedelta(days=7)).isoformat()
    _done(client, f"{draft.desk}/publishing/period", {"first": today().isoformat(), "last": last})
    _done(client, f"{draft.desk}/publishing/access", {"access": "codes"})
    client.post(f"{draft.desk}/key/make", data=fielded.TWICE)
    _done(client, f"{draft.desk}/sample/edit", SAMPLE)
    spoken = f"/desk/plans/{plan_id}/drafting/{draft.questionnaire}/translations"
    client.post(spoken, data={"language": "pt"})
    by_code = fielded.published(app, plan_id=plan_id, arrived=20)
    _done(client, f"{by_code.desk}/reminders", fielded.REMINDER | {"day": today().isoformat()})
    staff = fielded.published(app, fielded.STAFF, plan_id=plan_id, arrived=20)
    _done(client, f"{staff.desk}/opening", {"passphrase": fielded.PASSPHRASE})
    over = fielded.published(app, fielded.OPEN_LINK, plan_id=plan_id, arrived=20, days=0)
    named = {"draft": draft, "by_code": by_code, "staff": staff, "open_link": over}
    return {name: each.questionnaire for name, each in named.items()}


def _papered(app: Flask, plan_id: int) -> Ids:
    """Sheets that came by post for the questionnaire by codes, and a typist who has them."""
    name = f"typist-{plan_id}"
    _, typist = papered.typist(app, name, plan_id)
    with app.app_context():
        session = db.session()
        mine = select(Questionnaire).filter_by(plan_id=plan_id, access="codes", state="published")
        by_code = session.scalars(mine).one()
        until = paper_intakes.last_moment(session, by_code)
        paper_intakes.decide(session, by_code, until, without_code=True)
        bundle, numbers = papered.lay(by_code.id, typist, arrived=2, size=3)
        paper_sheets.put_aside(session.get_one(PaperSheet, numbers[1]))
        session.commit()
    return {"bundle_id": bundle, "sheet": numbers[0], "typist": typist}


def _grouped(app: Flask, client: FlaskClient, plan_id: int) -> int:
    """A questionnaire with items to derive an axis from, and one such axis."""
    with app.app_context():
        plan = db.session.get_one(Plan, plan_id)
        frame, codebook = made.frame(test_orientation.VARIABLES, test_orientation.TOWN)
        asked = make.answered(db.session(), plan, frame, codebook).id
        db.session.commit()
    desk = f"/desk/plans/{plan_id}/questionnaires/{asked}"
    _done(client, f"{desk}/orientations", ORIENTATION)
    return asked


def _name_themes(client: FlaskClient, themes: str, about: str) -> None:
    """Two decisions, of which the second is taken back."""
    for name, act in (("通学", ""), ("通院", ""), ("", "/undo")):
        page = visit(client, f"{themes}/of?{about}")
        seen = str(page.select("input[name=seen]")[0]["value"])
        said = {"act": "rename", "theme": "1", "name": name, "seen": seen}
        _done(client, f"{themes}/arrange{act}?{about}", said)


def _foreign(app: Flask, plan_id: int) -> int:
    """A questionnaire that somebody answered in Portuguese."""
    rows = [{QUESTION: words} for words in (*town.PARK, FOREIGN)]
    with app.app_context():
        plan = db.session.get_one(Plan, plan_id)
        asked = make.answered(db.session(), plan, *made.frame((town.TROUBLE,), rows)).id
        db.session.commit()
    return asked


def _divided(app: Flask, plan_id: int) -> int:
    """A questionnaire of two years before, of two generations that write of other things."""
    rows = [
        *({"年代": "1", QUESTION: text} for text in town.PARK * 3),
        *({"年代": "3", QUESTION: text} for text in town.BUS * 3),
    ]
    with app.app_context():
        plan = db.session.get_one(Plan, plan_id)
        frame, codebook = made.frame((town.GENERATION, town.TROUBLE), rows)
        asked = make.answered(db.session(), plan, frame, codebook, surveyed_year=2024).id
        db.session.commit()
    return asked


def _looked_up(app: Flask, plan_id: int) -> Ids:
    """The ids no address told: of runs by their kind, of the file, and of someone with a role."""
    with app.app_context():
        session = db.session()
        runs = session.scalars(select(Run).where(Run.plan_id == plan_id))
        role = session.scalars(select(StaffRole)).first()
        assert role is not None
        return {
            **{run.key: run.id for run in runs},
            "step_id": session.scalar(
                select(IssueStep.id)
                .where(IssueStep.plan_id == plan_id)
                .order_by(IssueStep.id.desc())
            ),
            "file_id": session.scalar(select(AnswerFile.id).where(AnswerFile.plan_id == plan_id)),
            "staff_id": role.staff_id,
            "role_id": role.id,
        }


def _done(client: FlaskClient, path: str, said: dict[str, Any]) -> int:
    """Send a form that must be taken, and give the id at the end of where it leads."""
    reply = client.post(path, data=said)
    assert reply.status_code == 302, (path, reply.text)
    last = reply.headers["Location"].partition("#")[0].rpartition("/")[2]
    return int(last) if last.isdecimal() else 0


def give(app: Flask, name: str, role: Role, plan_id: int) -> None:
    """Give a member a role in one plan."""
    with app.app_context():
        member = staff.by_name(db.session(), name)
        assert member is not None
        staff.give(db.session(), member, role, plan_id=plan_id)
        db.session.commit()
