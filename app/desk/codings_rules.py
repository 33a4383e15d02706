"""コーディングルール: written in KH Coder's way, tried out on the voices before they are kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analysis.errors import AnalysisError
from analysis.reading import encoding
from analysis.text import coding_file
from analysis.text.coding import Rule
from app.access import allowed, the_plan
from app.desk import codings_reading, revising
from app.desk.codings_reading import Given
from app.desk.downloads import file
from app.desk.forms import tell
from app.desk.revising import Draft
from app.desk.source import READERS
from app.desk.voiced import Voiced, voiced
from app.desk.words import lexicon_of
from app.errors import say
from app.exports.csv_file import GETA
from surveys.errors import N_, SurveyError
from surveys.revisions import ChangedMeanwhile

blueprint = Blueprint(
    "codings_rules",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/codings/rules",
)
MOST_RULES = 200
SAMPLES = 5  # voices without a code


class NoFile(SurveyError):
    message = N_("ファイルを選んでください")


class TooManyRules(AnalysisError):
    message = "コードは%(most)d個までです。調査ごとに分けるか、使わないコードを消してください"


@dataclass(frozen=True, slots=True)
class Counted:
    """A code as it would be: `before` is None for a new one, `n` for one that is gone."""

    code: str
    before: int | None
    n: int | None
    share: float | None
    is_new: bool = False
    is_gone: bool = False


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    here = voiced(questionnaire_id)
    return _page(here, revising.standing(codings_reading.kept(here.source)))


@blueprint.post("/preview")
@allowed("planner")
def try_out(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """How many voices the rules in the editor would give each code; nothing is kept."""
    revising.only_look()
    here = voiced(questionnaire_id)
    return _tried(here, revising.typed(codings_reading.kept(here.source)))


@blueprint.post("/bring")
@allowed("planner")
def bring(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """A file of rules into the editor, with what they would give; nothing is kept."""
    revising.only_look()
    here = voiced(questionnaire_id)
    draft = revising.standing(codings_reading.kept(here.source))
    try:
        said = _brought().replace("\r\n", "\n").replace("\r", "\n")
    except (AnalysisError, NoFile) as error:
        return _page(here, draft.refused(error)), 422
    return _tried(here, replace(draft, said=said, seen=revising.seen()))


@blueprint.post("")
@allowed("planner")
def save(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    here = voiced(questionnaire_id)
    of = codings_reading.kept(here.source)
    draft = revising.typed(of)
    try:
        rules = _rules(draft.said)
        revising.keep(of, draft, here.source.questionnaire, {"codes": len(rules)})
    except AnalysisError as error:
        return _page(here, draft.refused(error)), 422
    except ChangedMeanwhile:
        return _page(here, revising.overtaken(draft, of)), 422
    tell(gettext("コーディングルール（%(n)s個のコード）を保存しました", n=len(rules)))
    return redirect(here.link.to("desk.codings.show")())


@blueprint.post("/step")
@allowed("planner")
def step(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    here = voiced(questionnaire_id)
    try:
        tell(revising.step(codings_reading.kept(here.source), here.source.questionnaire))
    except SurveyError as error:
        flash(say(error), "error")
    return redirect(here.link.to("desk.codings_rules.show")())


@blueprint.post("/rules.txt")
@allowed(*READERS)
def text_file(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """The rules as KH Coder reads them, in UTF-8 or, where the form says so, in CP932."""
    here = voiced(questionnaire_id)
    said = revising.standing(codings_reading.kept(here.source)).kept.replace("\n", "\r\n")
    asked, old = here.source.questionnaire, request.form.get("encoding") == "cp932"
    title = asked.title
    revising.record("coding.download", asked, {"form": "cp932" if old else "utf-8"})
    data = _in_cp932(said) if old else ("\ufeff" + said).encode()
    media_type = f"text/plain; charset={'cp932' if old else 'utf-8'}"
    return file(data, name=f"{title} コーディングルール.txt", media_type=media_type)


def _page(
    here: Voiced,
    draft: Draft,
    counted: Sequence[Counted] | None = None,
    uncoded: Sequence[str] = (),
) -> str:
    return render_template(
        "desk/codings/rules.html",
        plan=the_plan(),
        source=here.source,
        here=here,
        draft=draft,
        counted=counted,
        uncoded=uncoded,
    )


def _tried(here: Voiced, draft: Draft) -> ResponseReturnValue:
    lexicon = lexicon_of(the_plan().id)
    try:
        made = codings_reading.given(here, _rules(draft.said), lexicon)
    except AnalysisError as error:
        return _page(here, draft.refused(error)), 422
    before = codings_reading.given(here, coding_file.loads(draft.kept), lexicon)
    said = here.held.readable
    uncoded = [said[each] for each in made.uncoded[:SAMPLES]]
    return _page(here, draft, _counted(before, made), uncoded)


def _counted(before: Given, after: Given) -> list[Counted]:
    """The codes as they would be, then those that would be gone."""
    was = {row.key: row.n for row in before.rows}
    now = {row.key for row in after.rows}
    made = [
        Counted(row.code, was.get(row.key), row.n, row.share, is_new=row.key not in was)
        for row in after.rows
    ]
    gone = [row for row in before.rows if row.key not in now]
    return [*made, *(Counted(row.code, row.n, None, None, is_gone=True) for row in gone)]


def _rules(said: str) -> tuple[Rule, ...]:
    """Read rules.

    Raises:
        RuleError, TooManyRules
    """
    rules = coding_file.loads(said)
    if len(rules) > MOST_RULES:
        raise TooManyRules(most=MOST_RULES)
    return rules


def _brought() -> str:
    """The text of the file that was sent, in whatever encoding used in Japan.

    Raises:
        NoFile, UnknownEncoding, NotATable
    """
    given = request.files.get("file")
    if not given or not given.filename:
        raise NoFile
    return encoding.decode(given.read(), given.filename)[0].removeprefix("\ufeff")


def _in_cp932(said: str) -> bytes:
    """Letters it does not have become 〓, as in every file of that encoding."""
    made = []
    for letter in said:
        try:
            made.append(letter.encode("cp932"))
        except UnicodeEncodeError:
            made.append(GETA.encode("cp932"))
    return b"".join(made)
