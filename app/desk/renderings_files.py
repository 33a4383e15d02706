"""翻訳のやりとり: a sheet for the translator goes out, comes back, is looked at and then kept."""

import json

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import languages
from app.access import allowed, of_plan, the_plan
from app.desk import downloads, renderings
from app.desk import rendering_acts as acts
from app.desk.forms import tell
from app.errors import say
from app.extensions import db
from surveys import rendering_sheets, rule_words
from surveys.errors import N_, SurveyError
from surveys.formats import FORMATS
from surveys.questionnaires import Questionnaire
from surveys.renderings import groups

blueprint = Blueprint(
    "renderings_files",
    __name__,
    url_prefix="/plans/<int:plan_id>/drafting/<int:questionnaire_id>/translations",
)
SHOWN = 50  # problems of a file


class NoFileOfRenderings(SurveyError):
    message = N_("翻訳を書いたExcelのファイルを選んでください")


@blueprint.get("/translations.xlsx")
@allowed(*renderings.READERS)
def download(plan_id: int, questionnaire_id: int) -> Response:
    """Every language, or the one that is asked for."""
    found = of_plan(Questionnaire, questionnaire_id)
    document = acts.current(found)
    wanted = request.args.get("language", "")
    listed = [wanted] if wanted in document.translations else list(document.translations)
    named = {each: languages.in_japanese(each) for each in listed}
    data = rendering_sheets.write(document, groups(document, rule_words.numbered(document)), named)
    of = f"_{named[wanted]}" if wanted in named else ""
    media_type = FORMATS["excel"].media_type
    return downloads.file(data, name=f"翻訳_{found.title}{of}.xlsx", media_type=media_type)


@blueprint.post("/check")
@allowed("planner")
def check(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Show what a sheet that came back would change; nothing is kept yet."""
    found, file = of_plan(Questionnaire, questionnaire_id), request.files.get("file")
    if file is None or not file.filename:
        return renderings.index(found, say(NoFileOfRenderings())), 422
    document = acts.current(found)
    try:
        read = rendering_sheets.read(file.read(), document)
    except SurveyError as error:
        return renderings.index(found, say(error)), 422
    made: dict[str, dict[str, str]] = {}
    older: dict[str, dict[str, str]] = {}
    for each in read.changes:
        made.setdefault(each.language, {})[each.path] = each.after
        older.setdefault(each.language, {})[each.path] = each.older
    return render_template(
        "desk/renderings/check.html",
        plan=the_plan(),
        questionnaire=found,
        read=read,
        problems=[(row, lang, say(error)) for row, lang, error in read.problems[:SHOWN]],
        made=json.dumps({"said": made, "of": older}, ensure_ascii=False),
        in_japanese=languages.in_japanese,
        number_next=acts.next_number(found),
    ), (422 if read.problems else 200)


@blueprint.post("/take-in")
@allowed("planner")
def take_in(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Keep the translations of a sheet that was looked at, all of them or none."""
    at = acts.held(questionnaire_id)
    said, of = _made()
    problems = acts.problems_of(at.document, said)
    if problems:
        return renderings.index(at.questionnaire, say(problems[0][2])), 422
    n = acts.put(at, said, of)
    db.session.commit()
    tell(gettext("%(n)sか所の訳を保存しました", n=n))
    return redirect(renderings.address(at.questionnaire, "show"))


def _made() -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    try:
        told = json.loads(request.form.get("made", ""))
        return _words(told["said"]), _words(told["of"])
    except (ValueError, KeyError, AttributeError, TypeError):
        abort(400)


def _words(told: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    made = {
        language: {str(path): str(text) for path, text in words.items()}
        for language, words in told.items()
    }
    if not all(map(languages.is_language, made)):
        raise ValueError
    return made
