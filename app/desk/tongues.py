"""言語: what was written in other languages, apart; out to a translator and back."""

import json
from collections import Counter
from dataclasses import dataclass

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analysis.errors import AnalysisError
from app import alarming
from app.access import allowed, may, the_member, the_plan
from app.clock import now
from app.desk import downloads
from app.desk.forms import tell
from app.desk.source import READERS
from app.desk.tongues_files import LANGUAGES, LONGEST, Foreign, brought, foreign, workbook
from app.desk.voiced import Voiced, voiced
from app.errors import say
from app.exports.excel import Excel
from app.extensions import db
from app.sent import response_id
from surveys import audit, issues, translations
from surveys.errors import N_, SurveyError
from surveys.translations import Translation

blueprint = Blueprint("tongues", __name__, url_prefix="/plans/<int:plan_id>")
HERE = "/questionnaires/<int:questionnaire_id>/tongues"
SHOWN_PROBLEMS = 30
A_PAGE = 100


class NoFileOfTranslations(SurveyError):
    message = N_("訳のファイルを選んでください")


@dataclass(frozen=True, slots=True)
class Group:
    """The voices of one language: how many, and how many of them were put into Japanese."""

    code: str
    label: str
    voices: int
    translated: int


@blueprint.get(HERE)
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    return _page(voiced(questionnaire_id, "language"))


@blueprint.get(f"{HERE}.xlsx")
@allowed("planner")
def download(plan_id: int, questionnaire_id: int) -> Response:
    """The voices of a language, or of all, as a sheet to be translated."""
    here = voiced(questionnaire_id, "language")
    voices = _of_language(here)
    name = f"訳_{here.source.questionnaire.title}_{here.label}.{Excel.suffix}"
    return downloads.file(workbook(voices), name=name, media_type=Excel.media_type)


@blueprint.post(f"{HERE}/check")
@allowed("planner")
def check(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Show what a sheet that came back would change; nothing is kept yet."""
    here, file = voiced(questionnaire_id), request.files.get("file")
    if file is None or not file.filename:
        return _page(here, say(NoFileOfTranslations())), 422
    voices = foreign(here.held)
    try:
        read = brought(file.read(), file.filename, voices)
    except (SurveyError, AnalysisError) as error:
        return _page(here, say(error)), 422
    status = 422 if read.problems else 200
    return render_template(
        "desk/tongues/check.html",
        plan=the_plan(),
        here=here,
        changes=[
            (each, read.changes[each.response_id])
            for each in voices
            if each.response_id in read.changes
        ],
        made=json.dumps({str(each): words for each, words in read.changes.items()}),
        problems=[say(problem) for problem in read.problems[:SHOWN_PROBLEMS]],
        found=len(read.problems),
        labels=LANGUAGES,
    ), status


@blueprint.post(HERE)
@allowed("planner")
def take_in(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Keep translations: those of a sheet that was looked at (`made`), or one of the page."""
    here = voiced(questionnaire_id)
    made = _made(here)
    translations.keep(db.session(), made)
    alarming.about(
        db.session(),
        here.source.questionnaire,
        here.question,
        [(each.response_id, each.words) for each in made],
    )
    told = {"question": here.question, "number": len(made)}
    audit.record(
        db.session(),
        "translation.keep",
        here.source.questionnaire,
        who=the_member().id,
        now=now(),
        details=told,
    )
    db.session.commit()
    tell(gettext("訳を%(n)s件保存しました。訳した声は、テーマや語の画面で読めます", n=len(made)))
    return redirect(here.source.link("tongues.show", question=here.question)())


def _made(here: Voiced) -> list[Translation]:
    """The translations the form sends; of voices of this question that are not in Japanese."""
    voices = {each.response_id: each for each in foreign(here.held)}
    said = _sent()
    if not said or not said.keys() <= voices.keys():
        abort(400)
    return [
        Translation(
            response_id=each,
            question_code=here.question,
            language=str(voices[each].language),
            words=words.strip()[:LONGEST],
            made_at=now(),
        )
        for each, words in said.items()
    ]


def _sent() -> dict[int, str]:
    """Translations by response, as either form says them."""
    one = request.form.get("response", 0, type=response_id)
    if one:
        return {one: request.form.get("words", "")}
    try:
        said = json.loads(request.form.get("made", "{}"))
        return {response_id(each): str(words) for each, words in said.items()}
    except (ValueError, AttributeError):
        abort(400)


def _of_language(here: Voiced) -> list[Foreign]:
    wanted = here.link.values.get("language")
    return [each for each in foreign(here.held) if wanted in (None, str(each.language))]


def _page(here: Voiced, error: str = "") -> str:
    voices = _of_language(here)
    wanted = here.link.values.get("language")
    return render_template(
        "desk/tongues/show.html",
        plan=the_plan(),
        here=here,
        link=here.link.to("desk.tongues.show"),
        groups=_groups(here),
        wanted=wanted,
        voices=voices[:A_PAGE],
        found=len(voices),
        labels=LANGUAGES,
        issues=issues.of_plan(db.session(), the_plan()) if may("planner") else [],
        error=error,
    )


def _groups(here: Voiced) -> list[Group]:
    """The languages, the largest first."""
    voices = foreign(here.held)
    numbers = Counter(each.language for each in voices)
    done = Counter(each.language for each in voices if each.words)
    return [
        Group(str(language), LANGUAGES[language], number, done[language])
        for language, number in sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
