"""実行: how far long work is, and the way to what it gave."""

from typing import Any

from flask import Blueprint, abort, g, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access import allowed, may, of_plan, the_member, the_plan
from app.clock import now
from app.desk.downloads import file
from app.desk.source import READERS
from app.exports.excel import Excel
from app.extensions import db, queue
from surveys import audit, runs
from surveys.errors import N_
from surveys.questionnaires import Questionnaire
from surveys.runs import DONE, FAILED, WAITING, Run

blueprint = Blueprint("runs", __name__, url_prefix="/plans/<int:plan_id>/runs")
TITLES = {
    "themes": N_("自由記述のテーマを探しています"),
    "book": N_("集計表一式をつくっています"),
    "digest": N_("論点案をつくっています"),
    "import": N_("回答を取り込んでいます"),
    "comments": N_("意見をまとめています"),
    "edition": N_("版とそのファイルをつくっています"),
}
# The room of the menu that asked for a run, by kind: its name and its words.
ROOMS = {
    "themes": ("themes", N_("声とテーマ")),
    "book": ("tables", N_("集計")),
    "digest": ("issues", N_("論点集")),
    "import": ("questionnaires", N_("調査・取込")),
    "comments": ("public_comments", N_("パブリックコメント")),
    "edition": ("editions", N_("版と公開")),
}
DECIDING = ("import", "comments", "edition")  # what only planners start, and start again
# One line a kind of run whose result has a page: its endpoint, and how it names the questionnaire.
RESULTS = {
    "themes": ("desk.themes.show", "questionnaire_id"),
    "digest": ("desk.drafts.index", "questionnaire"),
    "import": ("desk.questionnaires.show", "questionnaire_id"),
}


@blueprint.get("/<int:run_id>")
@allowed(*READERS)
def show(plan_id: int, run_id: int) -> ResponseReturnValue:
    """The progress of a run, or its result once there is one."""
    run = of_plan(Run, run_id)
    address = _result(run)
    if run.state == DONE and address:
        return redirect(address)
    g.room, room = ROOMS.get(run.key, ROOMS["book"])
    return render_template(
        "desk/runs/show.html",
        plan=the_plan(),
        run=run,
        room=room,
        back=url_for(f"desk.{g.room}.index", plan_id=plan_id),
        title=TITLES.get(run.key, N_("計算しています")),
        questionnaire=_questionnaire(run),
        queued=run.state == WAITING,
        failed=run.state == FAILED,
        done=run.state == DONE,
    )


@blueprint.post("/<int:run_id>/again")
@allowed(*READERS)
def again(plan_id: int, run_id: int) -> ResponseReturnValue:
    """Try a failed run once more."""
    failed = of_plan(Run, run_id)
    if failed.key in DECIDING and not may("planner"):
        abort(403)
    run, new = runs.ask(db.session(), failed)
    audit.record(db.session(), f"{run.key}.again", run, who=the_member().id, now=now())
    key = run.key
    db.session.commit()
    if new:
        queue.ask(key, run_id)
    return redirect(url_for(".show", plan_id=plan_id, run_id=run_id))


@blueprint.post("/<int:run_id>/file")
@allowed(*READERS)
def download(plan_id: int, run_id: int) -> ResponseReturnValue:
    """The Excel book that a run wrote."""
    run = of_plan(Run, run_id)
    if run.key != "book" or run.picture is None:
        abort(404)
    audit.record(db.session(), "tables.download", run, who=the_member().id, now=now())
    data, name = run.picture, f"{run.asked['questionnaire']} 集計表.xlsx"
    db.session.commit()
    return file(data, name=name, media_type=Excel.media_type)


@blueprint.get("/<int:run_id>/picture.png")
@allowed(*READERS)
def picture(plan_id: int, run_id: int) -> ResponseReturnValue:
    """The word cloud of a run; a run never changes once it is done."""
    run = of_plan(Run, run_id)
    if run.key != "themes" or not run.picture:
        abort(404)
    response = make_response(run.picture)
    response.content_type = "image/png"
    response.headers["Cache-Control"] = "private, max-age=86400"
    return response


def _questionnaire(run: Run) -> Questionnaire | None:
    if run.questionnaire_id is None:
        return None
    return db.session.get(Questionnaire, run.questionnaire_id)


def _result(run: Run) -> str | None:
    """Where the result of a run is shown, unless on its own page."""
    if run.key == "comments":
        here = {"plan_id": run.plan_id, "round_id": run.asked["round"]}
        return url_for("desk.public_comments_groups.index", **here)
    if run.key == "edition":
        return url_for("desk.editions.index", plan_id=run.plan_id)
    if run.key not in RESULTS or run.questionnaire_id is None:
        return None
    endpoint, argument = RESULTS[run.key]
    said: dict[str, Any] = {argument: run.questionnaire_id, "question": run.asked.get("question")}
    return url_for(endpoint, plan_id=run.plan_id, **said)
