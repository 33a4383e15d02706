"""The example goes the real way: files read, guessed, imported, digested, adopted, published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import digesting, importing, thematic
from app.desk.drafts import evidence_of
from app.example import citizens, city, officials
from app.example.written import EDITION_TITLE, ISSUES, PREFACE, Written
from app.exports import word
from app.importing import Brought
from app.work import Job
from surveys import audit, editions, issues, plans, questionnaires, runs, voices
from surveys.editions import Edition
from surveys.issues import PolicyIssue
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from surveys.runs import Run
from surveys.voices import Voice

SEED = 6
YEAR = 2026
VOICES = 4  # quoted in each issue
PRESENT = ("low_rating", "group_gap", "need")  # what 現状 tells, once each


@dataclass(frozen=True, slots=True)
class Loader:
    """Whose name the example is made under, and when."""

    session: Session
    member_id: int
    now: datetime


def existing(session: Session) -> Plan | None:
    """The example, where it has been loaded."""
    return session.scalar(select(Plan).where(Plan.example).limit(1))


def files() -> tuple[Brought, Brought, Brought]:
    """The example's files of answers: a random sample, an open call, all staff."""
    return _citizens(), _call(), _officials()


def load(loader: Loader) -> Plan:
    """Make the whole example; nothing is committed."""
    plan = _plan(loader)
    sample, _, staff = (_import(loader, plan, brought) for brought in files())
    _hear(loader, plan, sample)
    _hear(loader, plan, staff)
    run = _digest(loader, plan, sample)
    _digest(loader, plan, staff)
    for written in ISSUES:
        _adopt(loader, plan, run, written)
    _publish(loader, plan)
    return plan


def _plan(loader: Loader) -> Plan:
    plan = Plan(example=True, created_at=loader.now)
    plans.name(
        plan,
        title=city.TITLE,
        municipality=city.MUNICIPALITY,
        first_year=city.FIRST_YEAR,
        last_year=city.LAST_YEAR,
    )
    loader.session.add(plan)
    loader.session.flush()
    plans.set_fields(loader.session, plan, city.FIELDS)
    plans.set_axes(loader.session, plan, city.AXES)
    plans.set_areas(loader.session, plan, city.AREAS)
    audit.record(loader.session, "plan.create", plan, who=loader.member_id, now=loader.now)
    return plan


def _citizens() -> Brought:
    return Brought(
        name="市民意識調査_見本.csv",
        content=citizens.sample(SEED),
        title="令和8年度 市民意識調査（見本）",
        audience="citizen",
        sampling="random",
        surveyed_year=YEAR,
    )


def _call() -> Brought:
    return Brought(
        name="ウェブアンケート_見本.csv",
        content=citizens.call(SEED + 1),
        title="みんなの声ウェブアンケート（見本）",
        audience="citizen",
        sampling="open",
        surveyed_year=YEAR,
    )


def _officials() -> Brought:
    return Brought(
        name="職員アンケート_見本.csv",
        content=officials.census(SEED + 2),
        title="総合計画の運用についての職員アンケート（見本）",
        audience="staff",
        sampling="census",
        surveyed_year=YEAR,
    )


def _import(loader: Loader, plan: Plan, brought: Brought) -> Questionnaire:
    file = importing.receive(loader.session, plan, brought, loader.now)
    checked = importing.check(file)
    importing.must_be_whole(checked, blanks=False)
    return importing.store(loader.session, file, checked, who=loader.member_id, at=loader.now)


def _hear(loader: Loader, plan: Plan, questionnaire: Questionnaire) -> None:
    """Find the themes of every free-text question."""
    asked = questionnaires.latest(loader.session, questionnaire).questions
    for code in [question.code for question in asked if question.kind == "text"]:
        wanted = thematic.wanted(loader.session, plan, questionnaire, question=code, number=None)
        _run(loader, wanted, thematic.find, "themes.find")


def _digest(loader: Loader, plan: Plan, questionnaire: Questionnaire) -> Run:
    wanted = digesting.wanted(loader.session, plan, questionnaire)
    return _run(loader, wanted, digesting.draft, "digest.ask")


def _run(loader: Loader, wanted: Run, job: Job, what: str) -> Run:
    """Do at once, and in this transaction, what the worker does for a page."""
    wanted.created_at = loader.now
    run, _new = runs.ask(loader.session, wanted)
    made = job(loader.session, run, _no_progress)
    runs.finish(run, made.result, made.picture)
    audit.record(loader.session, what, run, who=loader.member_id, now=loader.now)
    return run


def _adopt(loader: Loader, plan: Plan, run: Run, written: Written) -> None:
    """Adopt the draft on the topic of `written`; without one there is nothing to finish."""
    drafts = [draft for draft in runs.result(run)["issues"] if draft["key"] == written.key]
    for draft in drafts:
        issue = issues.adopt(loader.session, _issue(loader, plan, draft, written))
        issues.set_evidence(loader.session, issue, evidence_of(run, draft))
        audit.record(loader.session, "issue.adopt", issue, who=loader.member_id, now=loader.now)
        _quote(loader, issue, run, draft["voices"][:VOICES])


def _issue(loader: Loader, plan: Plan, draft: Mapping[str, Any], written: Written) -> PolicyIssue:
    same = [f.id for f in plans.fields(loader.session, plan) if f.name == draft["field"]]
    return PolicyIssue(
        plan_id=plan.id,
        field_id=same[0] if same else None,
        draft_key=draft["draft_key"],
        topic=written.topic,
        desired_state=written.desired_state,
        present_state=_present_state(draft),
        gap=written.gap,
        measures=written.measures,
        section=written.section,
        related_sections=written.related_sections,
        horizon=written.horizon,
        priority=draft["priority"],
        parts=draft["parts"],
        created_at=loader.now,
    )


def _present_state(draft: Mapping[str, Any]) -> str:
    """The first sentence of each kind of number; what voices say is quoted beside it."""
    first = {each["kind"]: each["statement"] for each in reversed(draft["evidence"])}
    return "".join(first[kind] for kind in PRESENT if kind in first)


def _quote(
    loader: Loader, issue: PolicyIssue, run: Run, quoted: Sequence[Mapping[str, Any]]
) -> None:
    for each in quoted:
        voice = voices.choose(
            loader.session,
            Voice(
                plan_id=issue.plan_id,
                response_id=each["response_id"],
                question_code=each["question"],
                words=each["text"],
                attributes=each["attributes"],
                theme=issue.topic,
                run_id=run.id,
            ),
        )
        voices.approve(voice, loader.member_id, loader.now)
        issues.add_voice(loader.session, issue, voice)


def _publish(loader: Loader, plan: Plan) -> None:
    edition = Edition(
        plan_id=plan.id,
        stage="draft",
        title=EDITION_TITLE,
        preface=PREFACE,
        published_at=loader.now,
    )
    editions.publish(loader.session, edition, word.edition)
    audit.record(loader.session, "edition.publish", edition, who=loader.member_id, now=loader.now)


def _no_progress(_share: float) -> None:
    """Nobody watches: the example is loaded before there are pages."""
