"""標本設計: from the register's counts to strata, letters and the 抽出仕様書."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analysis.errors import AnalysisError
from analysis.sampling import merging
from analysis.sampling.cells import People
from analysis.sampling.designing import FEWEST
from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.desk import fielding, sample_designs_worked
from app.desk.forms import tell
from app.desk.sample_designs_form import (
    ALLOCATIONS,
    GOALS,
    MEANINGS,
    OTHERS,
    SampleDesignForm,
    said,
)
from app.desk.source import READERS
from app.errors import say
from app.extensions import db
from surveys import access, audit, margins, questionnaires, sample_designs
from surveys.errors import SurveyError
from surveys.questionnaires import DRAFT, PUBLISHED, NothingAsked, Questionnaire
from surveys.sample_designs import SampleDesign

blueprint = Blueprint(
    "sample_designs",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/sample",
)


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = of_plan(Questionnaire, questionnaire_id)
    try:
        sample_designs.must_be_sampled(found)
    except SurveyError as error:
        flash(say(error), "note")
        return redirect(fielding.home_address(found))
    return _page(found)


@blueprint.get("/edit")
@allowed("planner")
def edit(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = of_plan(Questionnaire, questionnaire_id)
    try:
        sample_designs.must_be_open_to_change(found)
    except SurveyError as error:
        flash(say(error), "note")
        return redirect(fielding.home_address(found))
    kept = sample_designs.kept(db.session(), found)
    return _form(found, SampleDesignForm(data=said(kept) if kept else _first(found)))


@blueprint.post("/edit")
@allowed("planner")
def change(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Keep a design; how strata were merged stays where the people and the wish are the same."""
    found, session = of_plan(Questionnaire, questionnaire_id), db.session()
    form, rows = SampleDesignForm(), margins.of_plan(session, the_plan())
    form.say_axes(rows)
    if not form.validate():
        return _form(found, form), 422
    people: People | None = None
    try:
        sample_designs.must_be_open_to_change(found)
        people = form.people(rows)
        made = form.design(found.id, people, now())
        made.merged = _merged(sample_designs.kept(session, found), made)
        sample = sample_designs_worked.worked(made)
    except (SurveyError, AnalysisError) as error:
        form.refuse("least" if people else form.place_of_people, say(error))
        return _form(found, form), 422
    sample_designs.keep(session, made)
    _record("sample_design.change", found, strata=len(sample.strata), letters=sample.whole.drawn)
    session.commit()
    for problem in people.problems:
        flash(problem.reason, "warning")
    tell(gettext("標本設計を保存しました。層と数を確かめて採用してください"))
    return redirect(fielding.address("sample_designs", found))


@blueprint.post("/strata")
@allowed("planner")
def regroup(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Merge the chosen strata, take one apart, or let the program propose anew."""
    found, session = of_plan(Questionnaire, questionnaire_id), db.session()
    try:
        sample_designs.must_be_open_to_change(found)
        kept = sample_designs.seen(session, found, request.form.get("seen", ""))
        sample_designs.merge(session, kept, _regrouped(kept), now=now())
        sample = sample_designs_worked.worked(kept)
    except (SurveyError, AnalysisError) as error:
        session.rollback()
        return _page(found, say(error)), 422
    _record("sample_design.strata", found, strata=len(sample.strata))
    session.commit()
    tell(gettext("層を分け直しました（%(n)s層）", n=len(sample.strata)))
    return redirect(fielding.address("sample_designs", found))


@blueprint.post("/adopt")
@allowed("planner")
def adopt(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found, session = of_plan(Questionnaire, questionnaire_id), db.session()
    try:
        sample_designs.must_be_open_to_change(found)
        kept = sample_designs.seen(session, found, request.form.get("seen", ""))
        sample = sample_designs_worked.worked(kept)
        strata = sample_designs_worked.drawn(kept, sample)
        sample_designs.adopt(session, kept, strata, now=now())
    except (SurveyError, AnalysisError) as error:
        session.rollback()
        return _page(found, say(error)), 422
    _record("sample_design.adopt", found, strata=len(strata), letters=sample.whole.drawn)
    session.commit()
    tell(gettext("標本設計を採用しました。抽出仕様書を市民課に渡せます"))
    return redirect(fielding.address("sample_designs", found))


@blueprint.post("/leave")
@allowed("planner")
def leave(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found, session = of_plan(Questionnaire, questionnaire_id), db.session()
    try:
        sample_designs.must_be_open_to_change(found)
    except SurveyError as error:
        return _page(found, say(error)), 422
    sample_designs.leave(session, found)
    _record("sample_design.leave", found)
    session.commit()
    tell(gettext("標本設計を消しました"))
    return redirect(fielding.address("sample_designs", found))


def _regrouped(kept: SampleDesign) -> sample_designs_worked.Merged:
    """What the pressed button makes of the strata.

    Raises:
        ChooseTwo, NothingToSplit, NobodyToAsk
    """
    groups = sample_designs_worked.groups(kept)
    apart = request.form.get("split", "")
    if apart:
        place = int(apart) if apart.isdecimal() else -1
        return sample_designs_worked.places(kept, merging.split(groups, place))
    if request.form.get("act") == "merge":
        chosen = [int(each) for each in request.form.getlist("stratum") if each.isdecimal()]
        return sample_designs_worked.places(kept, merging.joined(groups, chosen))
    return sample_designs_worked.proposed(kept)


def _merged(before: SampleDesign | None, made: SampleDesign) -> sample_designs_worked.Merged:
    """A planner's own merging as it was, or else the program's proposal.

    Raises:
        NobodyToAsk, OutOfRange
    """
    by_hand = (
        before is not None
        and before.cells == made.cells
        and before.merged != sample_designs_worked.proposed(before)
    )
    return before.merged if before and by_hand else sample_designs_worked.proposed(made)


def _first(found: Questionnaire) -> dict[str, Any]:
    """What is known before anybody said anything."""
    try:
        document = questionnaires.current(db.session(), found)
    except NothingAsked:
        return {"others": gettext(OTHERS)}
    return {
        "purpose": document.purpose,
        "section": document.host,
        "contact": document.contact,
        "others": gettext(OTHERS),
    }


def _form(found: Questionnaire, form: SampleDesignForm) -> str:
    _stand_in(found)
    rows = margins.of_plan(db.session(), the_plan())
    form.say_axes(rows)
    kept = sample_designs.kept(db.session(), found)
    return render_template(
        "desk/sample_designs/edit.html",
        plan=the_plan(),
        questionnaire=found,
        form=form,
        axes=bool(rows),
        adopted=kept is not None and kept.adopted_at is not None,
        meanings=MEANINGS,
    )


def _page(found: Questionnaire, error: str = "") -> str:
    _stand_in(found)
    session = db.session()
    kept = sample_designs.kept(session, found)
    if kept is None:
        return render_template(
            "desk/sample_designs/begin.html", plan=the_plan(), questionnaire=found, error=error
        )
    adopted = sample_designs.strata(session, found)
    worked = sample_designs_worked
    sample = worked.adopted(kept, adopted) if adopted else worked.worked(kept)
    return render_template(
        "desk/sample_designs/show.html",
        plan=the_plan(),
        questionnaire=found,
        design=kept,
        sample=sample,
        adopted=adopted,
        small=[each for each in sample.strata if each.small],
        thin=[each for each in sample.strata if each.thin],
        fewest=FEWEST,
        differing=_differing(found, adopted),
        changing=found.state in {DRAFT, PUBLISHED},
        goal=GOALS["fixed" if kept.total is not None else kept.per],
        allocation=ALLOCATIONS[kept.allocation],
        error=error,
    )


def _stand_in(found: Questionnaire) -> None:
    """Let the menu show where the page belongs: a draft is not in the field yet."""
    g.room = "questionnaires" if found.state == DRAFT else "returns"


def _differing(
    found: Questionnaire, adopted: Sequence[sample_designs.Stratum]
) -> list[tuple[str, int, int]]:
    """Strata of which not as many codes were issued as the design draws: name, drawn, issued."""
    issued = access.strata(db.session(), found)
    if not issued or not adopted:
        return []
    wanted = {each.name: each.drawn for each in adopted}
    return [
        (name, wanted.get(name, 0), issued.get(name, 0))
        for name in dict.fromkeys([*wanted, *issued])
        if wanted.get(name, 0) != issued.get(name, 0)
    ]


def _record(what: str, found: Questionnaire, **details: object) -> None:
    audit.record(db.session(), what, found, who=the_member().id, now=now(), details=details)
