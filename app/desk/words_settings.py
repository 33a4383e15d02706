"""語の設定: synonyms, forced compounds and stop words, tried out on the voices before they hold."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analysis.errors import AnalysisError
from analysis.text import lexicon_file
from app.access import allowed, the_plan
from app.desk import revising, words_files, words_listing, words_preview
from app.desk.downloads import file
from app.desk.forms import tell
from app.desk.revising import Draft
from app.desk.source import READERS
from app.desk.voiced import Voiced, voiced
from app.desk.words import is_stale, lexicon_of
from app.desk.words_preview import Preview, preview
from app.desk.words_reading import read
from app.errors import say
from surveys.errors import N_, SurveyError
from surveys.revisions import LEXICON, ChangedMeanwhile, Kept

blueprint = Blueprint(
    "words_settings",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/words/settings",
)
TXT, XLSX = (
    "text/plain; charset=utf-8",
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
)


class NothingChosen(SurveyError):
    message = N_("語が選ばれていません。一覧で語にチェックを付けてから、ボタンを押してください")


class NothingToJoin(SurveyError):
    message = N_("同義語にするには、2語以上を選ぶか、まとめて見せる語を書いてください")


class NoFile(SurveyError):
    message = N_("ファイルを選んでください")


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    return _page(voiced(questionnaire_id), revising.standing(Kept(LEXICON, plan_id)))


@blueprint.post("/preview")
@allowed("planner")
def try_out(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """What the settings in the editor would change; nothing is kept."""
    revising.only_look()
    return _tried(voiced(questionnaire_id), revising.typed(Kept(LEXICON, plan_id)))


@blueprint.post("/bring")
@allowed("planner")
def bring(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """A file's settings into the editor, with what they would change; nothing is kept."""
    revising.only_look()
    here, draft = voiced(questionnaire_id), revising.standing(Kept(LEXICON, plan_id))
    try:
        return _tried(here, replace(draft, said=_brought(draft), seen=revising.seen()))
    except (AnalysisError, NoFile) as error:
        return _page(here, draft.refused(error)), 422


@blueprint.post("")
@allowed("planner")
def save(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    here = voiced(questionnaire_id)
    draft = revising.typed(Kept(LEXICON, plan_id))
    try:
        number = _keep(draft)
    except AnalysisError as error:
        return _page(here, draft.refused(error)), 422
    except ChangedMeanwhile:
        return _page(here, revising.overtaken(draft, Kept(LEXICON, plan_id))), 422
    tell(gettext("語の設定（%(n)s行）を保存しました", n=number))
    return redirect(here.link.to("desk.words_settings.show")())


@blueprint.post("/add")
@allowed("planner")
def add(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Words of the list, or a candidate, into the settings at one press."""
    here, kept = voiced(questionnaire_id, *words_listing.SAID), Kept(LEXICON, plan_id)
    kind = request.form.get("kind", "")
    try:
        said = lexicon_file.added(revising.standing(kept).kept, kind, _lines(kind))
        draft = revising.typed(kept, said)
        before, after = lexicon_of(plan_id), lexicon_file.loads(said)
        _keep(draft)
    except (AnalysisError, SurveyError) as error:
        flash(say(error), "error")
        return redirect(here.link.to("desk.words.show")())
    voices = preview(read(here.held), before, after).voices
    tell(
        gettext("「%(kind)s」に加えました。%(n)s件の声の読み方が変わりました", kind=kind, n=voices)
    )
    return redirect(here.link.to("desk.words.show")())


@blueprint.post("/step")
@allowed("planner")
def step(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    here, back = voiced(questionnaire_id, *words_listing.SAID), request.form.get("back", "")
    try:
        tell(revising.step(Kept(LEXICON, plan_id), the_plan()))
    except SurveyError as error:
        flash(say(error), "error")
    return redirect(here.link.to(f"desk.{'words' if back == 'words' else 'words_settings'}.show")())


@blueprint.post("/settings.txt")
@allowed(*READERS)
def text_file(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    voiced(questionnaire_id)
    said = revising.standing(Kept(LEXICON, plan_id)).kept
    revising.record("lexicon.download", the_plan(), {"form": "txt"})
    return file(("\ufeff" + said).encode(), name=_name("txt"), media_type=TXT)


@blueprint.post("/settings.xlsx")
@allowed(*READERS)
def excel_file(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    voiced(questionnaire_id)
    made = words_files.workbook(lexicon_of(plan_id))
    revising.record("lexicon.download", the_plan(), {"form": "xlsx"})
    return file(made, name=_name("xlsx"), media_type=XLSX)


def _page(here: Voiced, draft: Draft, shown: Preview | None = None) -> str:
    return render_template(
        "desk/words/settings.html",
        plan=the_plan(),
        source=here.source,
        here=here,
        draft=draft,
        preview=shown,
        kinds=lexicon_file.KINDS,
        stale=is_stale(here, lexicon_of(the_plan().id)),
    )


def _tried(here: Voiced, draft: Draft) -> ResponseReturnValue:
    try:
        wanted = lexicon_file.loads(draft.said)
    except AnalysisError as error:
        return _page(here, draft.refused(error)), 422
    return _page(here, draft, preview(read(here.held), lexicon_of(the_plan().id), wanted))


def _keep(draft: Draft) -> int:
    """Keep settings that are right, and give how many entries they have.

    Raises:
        ChangedMeanwhile, AnalysisError
    """
    number = words_preview.entries(lexicon_file.loads(draft.said))
    revising.keep(Kept(LEXICON, the_plan().id), draft, the_plan(), {"entries": number})
    return number


def _lines(kind: str) -> list[str]:
    """What is added to the settings of a kind.

    Raises:
        NothingChosen, NothingToJoin
    """
    words = list(dict.fromkeys(filter(None, request.form.getlist("word"))))
    if not words:
        raise NothingChosen
    if kind != lexicon_file.SYNONYMS:
        return words
    shown = request.form.get("shown", "").strip() or words[0]
    others = [word for word in words if word != shown]
    if not others:
        raise NothingToJoin
    return [f"{shown}：{'、'.join(others)}"]


def _brought(draft: Draft) -> str:
    """The settings of the file that was sent.

    Raises:
        NoFile, AnalysisError
    """
    given = request.files.get("file")
    if not given or not given.filename:
        raise NoFile
    kind = request.form.get("kind", "")
    kind = kind if kind in lexicon_file.KINDS[1:] else ""
    return words_files.brought(given.read(), given.filename, kind=kind, beside=draft.kept)


def _name(suffix: str) -> str:
    return f"{the_plan().title} 語の設定.{suffix}"
