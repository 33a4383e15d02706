"""調査票づくり: a file becomes a draft, is looked at, replaced, written out again and corrected."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import bridge, languages
from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now, today
from app.desk import advising, downloads, versions
from app.desk.advising import Advised
from app.desk.builder_begin import BeginForm
from app.desk.forms import tell
from app.errors import say
from app.extensions import db
from surveys import (
    area_choices,
    audit,
    corrections,
    draft_steps,
    pin_maps,
    questionnaires,
    responses,
    rule_words,
)
from surveys.documents import Document, Section
from surveys.draft_steps import Act
from surveys.errors import SurveyError
from surveys.formats import FORMATS
from surveys.formats.base import WHOLE, Brought, NotReadable, Problem
from surveys.formats.excel_writing import example, example_yaml, template
from surveys.formats.reading import read_any
from surveys.kinds import KINDS, Question, balanced_sets
from surveys.questionnaires import AUDIENCES, DRAFT, PUBLISHED, SAMPLINGS, Questionnaire

blueprint = Blueprint("drafting", __name__, url_prefix="/plans/<int:plan_id>/drafting")
READERS = ("planner", "section", "viewer", "keeper")
ENDINGS = ".xlsx,.yaml,.yml"


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as the page lists it.

    Attributes:
        rules: who is asked it, in words; `leads` are the questions that depend on its answer.
    """

    question: Question
    number: str
    kind: str
    rules: list[str]
    leads: list[str]

    @property
    def asks(self) -> bool:
        """Whether it is a question at all, and no words between two."""
        return KINDS[self.question.kind].asks

    @property
    def balance(self) -> str:
        """How evenly sets show their choices, where a few are shown at a time."""
        sets = self.question.sets
        return balanced_sets.balance(self.question.codes, sets).words if sets else ""


@blueprint.get("")
@allowed("planner")
def index(plan_id: int) -> ResponseReturnValue:
    return new_page()


@blueprint.post("")
@allowed("planner")
def create(plan_id: int) -> ResponseReturnValue:
    try:
        brought = _brought()
    except NotReadable as error:
        return new_page(error.problems), 422
    made = Questionnaire(plan_id=plan_id, state=DRAFT, created_at=now())
    _describe(made, brought)
    questionnaires.redraft(made, brought.document)
    db.session.add(made)
    db.session.flush()
    _record("questionnaire.draft", made, questions=len(brought.document.asking))
    db.session.commit()
    tell(gettext("調査票の下書きができました"))
    return redirect(_home(made))


@blueprint.get("/template.xlsx")
@allowed("planner")
def blank(plan_id: int) -> Response:
    return _excel(template(), gettext("記入用の調査票"))


@blueprint.get("/example.xlsx")
@allowed("planner")
def example_excel(plan_id: int) -> Response:
    return _excel(FORMATS["excel"].write(example()), gettext("調査票の見本"))


@blueprint.get("/example.yaml")
@allowed("planner")
def example_plain(plan_id: int) -> Response:
    name = f"{gettext('調査票の見本')}.yaml"
    return downloads.file(example_yaml(), name=name, media_type=FORMATS["yaml"].media_type)


@blueprint.get("/<int:questionnaire_id>")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    return page(of_plan(Questionnaire, questionnaire_id))


@blueprint.get("/<int:questionnaire_id>/questionnaire.xlsx")
@allowed(*READERS)
def to_excel(plan_id: int, questionnaire_id: int) -> Response:
    return _written(of_plan(Questionnaire, questionnaire_id), "excel")


@blueprint.get("/<int:questionnaire_id>/questionnaire.yaml")
@allowed(*READERS)
def to_yaml(plan_id: int, questionnaire_id: int) -> Response:
    return _written(of_plan(Questionnaire, questionnaire_id), "yaml")


@blueprint.post("/<int:questionnaire_id>")
@allowed("planner")
def change(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Put a file in the place of a draft."""
    found = of_plan(Questionnaire, questionnaire_id)
    draft_steps.hold(db.session(), found)
    questionnaires.must_be_draft(found)
    try:
        brought = _brought()
    except NotReadable as error:
        return page(found, problems=error.problems), 422
    _describe(found, brought)
    _step(found, brought.document, gettext("ファイルの内容に差し替えた"))
    _record("questionnaire.redraft", found, questions=len(brought.document.asking))
    db.session.commit()
    tell(gettext("下書きを、アップロードしたファイルの内容に差し替えました"))
    return redirect(_home(found))


@blueprint.post("/<int:questionnaire_id>/compare")
@allowed("planner")
def compare(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Show what a corrected file changes; nothing is put out yet."""
    found = of_plan(Questionnaire, questionnaire_id)
    try:
        brought = _brought(found)
    except NotReadable as error:
        return page(found, problems=error.problems), 422
    before = questionnaires.latest(db.session(), found).written
    return render_template(
        "desk/drafting/compare.html",
        plan=the_plan(),
        questionnaire=found,
        changes=corrections.changes(before, brought.document),
        made=versions.differing(before, brought.document),
        said=FORMATS["yaml"].write(brought).decode(),
        number=questionnaires.latest(db.session(), found).number + 1,
    )


@blueprint.post("/<int:questionnaire_id>/correct")
@allowed("planner")
def correct(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Put out the corrected version that was looked at."""
    found, session = of_plan(Questionnaire, questionnaire_id), db.session()
    try:
        document = FORMATS["yaml"].read(request.form.get("said", "").encode()).whole().document
        version = questionnaires.correct(session, found, document, now())
    except NotReadable as error:
        return page(found, problems=error.problems), 422
    except SurveyError as error:
        what, _, how = say(error).partition("。")
        return page(found, problems=(Problem(WHOLE, what, how or _KEEP),)), 422
    found.title = document.plain.title or found.title
    if responses.batches(session, found):
        bridge.renew_partitions(session, found)
    _record("questionnaire.correct", found, version=version.number)
    session.commit()
    tell(gettext("訂正版（第%(n)s版）を出しました", n=version.number))
    return redirect(url_for(".show", plan_id=plan_id, questionnaire_id=found.id))


_KEEP = "公開した設問と選択肢のコードは、そのまま残してください"


def page(
    found: Questionnaire,
    *,
    error: str = "",
    problems: Sequence[Problem] = (),
) -> str:
    """A questionnaire itself: its draft, or what was published and the way to correct it."""
    document = _current(found)
    publishing = "desk.publishing.show"
    return render_template(
        "desk/drafting/show.html",
        plan=the_plan(),
        questionnaire=found,
        document=document,
        sections=sections(document) if document else [],
        advised=advising.of(found, document) if document and found.state == DRAFT else Advised(),
        languages=[languages.in_japanese(each) for each in document.languages] if document else [],
        numbers=rule_words.numbered(document) if document else {},
        versions=questionnaires.versions(db.session(), found),
        draft=found.state == DRAFT,
        published=found.state == PUBLISHED,
        publishing=publishing if publishing in current_app.view_functions else "",
        audience=AUDIENCES[found.audience],
        sampling=SAMPLINGS[found.sampling],
        endings=ENDINGS,
        problems=problems,
        error=error,
        repeated=request.form.get("repeated", ""),
    )


def new_page(problems: Sequence[Problem] = (), begin: BeginForm | None = None) -> str:
    """The ways to a new questionnaire: by hand, from an earlier one, from a file."""
    return render_template(
        "desk/drafting/new.html",
        plan=the_plan(),
        problems=problems,
        endings=ENDINGS,
        form=begin or BeginForm(formdata=None),
    )


def _brought(found: Questionnaire | None = None) -> Brought:
    """The questionnaire of the file that was sent, with whom it asks.

    Raises:
        NotReadable
    """
    given = request.files.get("file")
    if given is None or not given.filename:
        how = gettext("Excel（.xlsx）かYAMLのファイルを選んでください")
        raise NotReadable((Problem(WHOLE, gettext("ファイルが選ばれていません"), how),))
    reading = read_any(given.read(), area_choices.of_plan(db.session(), the_plan()))
    brought = _with_maps(reading.whole())
    if found:
        brought = replace(brought, audience=found.audience, sampling=found.sampling)
    missing = [
        Problem(gettext("調査の概要"), gettext("「%(name)s」がありません", name=name), how)
        for name, said, how in (
            (gettext("対象"), brought.audience, "、".join(AUDIENCES.values())),
            (gettext("回答者の選び方"), brought.sampling, "、".join(SAMPLINGS.values())),
        )
        if not said
    ]
    if missing:
        raise NotReadable(tuple(missing))
    for note in reading.notes:
        flash(f"{note.where}: {note.what}。{note.advice}", "note")
    return brought


def _with_maps(brought: Brought) -> Brought:
    """The same, with the areas of the plan's maps as the choices of its pins.

    Raises:
        NotReadable
    """
    try:
        document = pin_maps.filled(db.session(), the_plan(), brought.document)
    except pin_maps.UnknownMap as error:
        what, _, how = say(error).partition("。")
        raise NotReadable((Problem(gettext("地図"), what, how),)) from error
    return replace(brought, document=document)


def _step(found: Questionnaire, document: Document, said: str) -> None:
    """Put a document in the place of a draft's, so that it can be taken back."""
    draft_steps.change(db.session(), found, document, Act(said, the_member().id, now()))


def _describe(found: Questionnaire, brought: Brought) -> None:
    """Say of a draft what a file says around its document."""
    found.title = brought.document.plain.title
    found.audience, found.sampling = brought.audience, brought.sampling
    found.surveyed_year = brought.year or today().year


def _current(found: Questionnaire) -> Document | None:
    try:
        return questionnaires.current(db.session(), found)
    except questionnaires.NothingAsked:
        return None


def sections(document: Document) -> list[tuple[Section, list[Shown]]]:
    """The questions as a page lists them, section by section."""
    numbers, leads = rule_words.numbered(document), rule_words.leads(document)
    asking, printed = {each.code for each in document.asking}, rule_words.in_tables(document)
    shown = [
        Shown(
            each,
            numbers[each.code],
            KINDS[each.kind].label,
            rule_words.told(document, each),
            [numbers[code] for code in leads.get(each.code, ()) if code in asking],
        )
        for each in rule_words.in_order(printed)
    ]
    return [
        (section, [each for each in shown if each.question.section == section.code])
        for section in printed.sections or (Section("", ""),)
    ]


def _written(found: Questionnaire, key: str) -> Response:
    document = questionnaires.current(db.session(), found)
    brought = Brought(
        replace(document, title=document.title or found.title),
        found.audience,
        found.sampling,
        found.surveyed_year,
    )
    form = FORMATS[key]
    name = f"{found.title}.{form.suffix}"
    return downloads.file(form.write(brought), name=name, media_type=form.media_type)


def _excel(data: bytes, name: str) -> Response:
    media_type = FORMATS["excel"].media_type
    return downloads.file(data, name=f"{name}.xlsx", media_type=media_type)


def _home(found: Questionnaire) -> str:
    return url_for("desk.questionnaires.show", plan_id=found.plan_id, questionnaire_id=found.id)


def _record(what: str, found: Questionnaire, **details: object) -> None:
    audit.record(db.session(), what, found, who=the_member().id, now=now(), details=details)
