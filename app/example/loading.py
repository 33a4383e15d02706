"""The example, step by step: asked, answered, opened, imported, read, digested, published.

Openings commit and scrub by themselves, so this is several transactions. The last one publishes
the edition; what a crash leaves before that is taken away when the example is loaded again.
"""

from collections.abc import Sequence

from app import digesting, importing, thematic
from app.clock import day_of
from app.database import begin_writing
from app.example import (
    asking,
    choosing,
    city,
    coding,
    deciding,
    earlier,
    fielded,
    helping,
    inquiries,
    investing,
    last_year,
    leftovers,
    measured,
    public_comments,
    register,
    telling,
    to_try,
)
from app.example.asking import Loader
from app.importing import Brought
from app.words import fiscal_year
from app.work import Job
from surveys import audit, questionnaires, runs
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from surveys.runs import Run


def load(loader: Loader) -> Plan:
    """Make the whole example and commit it, taking away first what an earlier try left."""
    session = loader.session
    begin_writing(session)
    for half in leftovers.unfinished(session):
        leftovers.remove(session, half)
    plan = _plan(loader)
    drafts = [asking.draft(loader, plan, each) for each in fielded.ALL]
    session.commit()  # the names of their keys are known from here on, whatever happens
    sample, staff, call = _field(loader, drafts)
    _import_last_year(loader, plan)
    _import_earlier(loader, plan, sample)
    for questionnaire in (sample, staff):
        _hear(loader, plan, questionnaire)
    for questionnaire in (sample, staff):
        _digest(loader, plan, questionnaire)
    coding.keep(loader, sample)
    deciding.adopt(loader, plan)
    deciding.publish(loader, plan)
    telling.tell(loader, plan, call)
    public_comments.load(loader, plan)
    inquiries.ask(loader, plan)
    helping.load(loader, plan)
    session.commit()
    return plan


def _plan(loader: Loader) -> Plan:
    plan = city.plan(loader.session, loader.now)
    audit.record(loader.session, "plan.create", plan, who=loader.member_id, now=loader.now)
    register.enter(loader, plan)
    measured.enter(loader, plan)
    return plan


def _field(loader: Loader, drafts: Sequence[Questionnaire]) -> Sequence[Questionnaire]:
    """Let all be answered; give those of the citizens, of the staff and of everyone."""
    begin_writing(loader.session)
    sample, staff, call, letters, choice = drafts
    fielded.citizens(loader, sample)
    register.weigh(loader, sample)
    fielded.staff(loader, staff)
    fielded.everyone(loader, call)
    investing.field(loader, letters, fielded.SEED + 5)
    choosing.field(loader, choice, fielded.SEED + 6)
    return sample, staff, call


def _import_last_year(loader: Loader, plan: Plan) -> None:
    """The open call of the year before, as a planner brings it: a file, guessed and checked."""
    year = asking.year_of(day_of(loader.now)) - 1
    brought = Brought(
        name=last_year.NAME,
        content=last_year.call(fielded.SEED + 1, year),
        title=f"{fiscal_year(year)} ウェブアンケート（見本）",
        audience="citizen",
        sampling="open",
        surveyed_year=year,
    )
    _import(loader, plan, brought)


def _import_earlier(loader: Loader, plan: Plan, sample: Questionnaire) -> None:
    """The waves of the citizens' survey before this one, which it can be compared with."""
    document = questionnaires.latest(loader.session, sample).parsed
    for wave in earlier.WAVES:
        asked, year = earlier.asked(document, wave), sample.surveyed_year - wave.before
        forms = earlier.forms(document, wave, fielded.SEED)
        brought = Brought(
            name=f"市民意識調査_{year}年度_見本.csv",
            content=to_try.as_csv(asked, forms, "cp932"),
            title=f"{fiscal_year(year)} 市民意識調査（見本）",
            audience="citizen",
            sampling="random",
            surveyed_year=year,
        )
        _import(loader, plan, brought)


def _import(loader: Loader, plan: Plan, brought: Brought) -> None:
    file = importing.receive(loader.session, plan, brought, loader.now)
    checked = importing.check(file)
    importing.must_be_whole(checked, blanks=False)
    made = importing.store(loader.session, file, checked, who=loader.member_id, at=loader.now)
    made.reviewer_id = loader.member_id


def _hear(loader: Loader, plan: Plan, questionnaire: Questionnaire) -> None:
    """Find the themes of every free-text question."""
    asked = questionnaires.latest(loader.session, questionnaire).questions
    for code in [question.code for question in asked if question.kind == "text"]:
        wish = thematic.Wish(code)
        wanted = thematic.wanted(loader.session, plan, questionnaire, wish, loader.member_id)
        _run(loader, wanted, thematic.find, "themes.find")


def _digest(loader: Loader, plan: Plan, questionnaire: Questionnaire) -> Run:
    wanted = digesting.wanted(loader.session, plan, questionnaire)
    return _run(loader, wanted, digesting.draft, "digest.ask")


def _run(loader: Loader, wanted: Run, job: Job, what: str) -> Run:
    """Do at once, and in this transaction, what the worker does for a page."""
    wanted.created_at = loader.now
    run, _new = runs.ask(loader.session, wanted)
    made = job(loader.session, run, _no_progress)
    if made.store:
        made.store(loader.session)
    runs.finish(run, made.result, made.picture)
    audit.record(loader.session, what, run, who=loader.member_id, now=loader.now)
    return run


def _no_progress(_share: float) -> None:
    """Nobody watches: the example is loaded before there are pages."""
