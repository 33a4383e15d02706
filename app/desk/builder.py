"""画面でつくる: a questionnaire is written in the browser, and what is written is kept at once."""

from flask import Blueprint, flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, the_member, the_plan
from app.desk import builder_form, builder_outline, builder_page, builder_ways, builder_words
from app.desk.builder_acts import (
    Here,
    by_script,
    held,
    here,
    keep,
    kept,
    mark,
    place_said,
    record,
)
from app.desk.builder_form import Typed
from app.desk.forms import tell
from app.errors import say
from app.extensions import db
from surveys import area_choices, draft_steps, pin_maps
from surveys.documents import Document
from surveys.drafting import codes, questions
from surveys.drafting.patches import part_of
from surveys.drafting.questions import CodeNotUsable
from surveys.errors import SurveyError
from surveys.kinds import Question
from surveys.soundness import TwiceTheSameCode

blueprint = Blueprint(
    "builder", __name__, url_prefix="/plans/<int:plan_id>/drafting/<int:questionnaire_id>/builder"
)


@blueprint.get("")
@allowed("planner")
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """The part that the address names, or the first question there is."""
    at, said = here(questionnaire_id), request.args
    if "kinds" in said or not (said or at.first):
        change = said.get("change", "")
        asked = questions.find(at.document, change) if change else None
        return builder_page.of_kinds(at, place_said(), asked)
    if "section" in said:
        return builder_page.of_section(at, said["section"])
    if "around" in said:
        return builder_page.of_around(at)
    return builder_page.of_question(at, said.get("question", at.first))


@blueprint.get("/history")
@allowed("planner")
def history(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    at = here(questionnaire_id)
    return render_template(
        "desk/builder/history.html",
        plan=the_plan(),
        at=at,
        questionnaire=at.questionnaire,
        document=at.document,
        steps=builder_words.told(builder_page.history(at)),
    )


@blueprint.post("/add")
@allowed("planner")
def add(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """A new question of the chosen kind, where it was asked for."""
    at, said = held(questionnaire_id), request.form
    used = draft_steps.question_codes(db.session(), at.questionnaire)
    code = codes.for_question(at.document, used)
    after, section = said.get("after", ""), said.get("section", "")
    if not after and not section and at.document.sections:
        section = at.document.sections[-1].code
    made = questions.new(code, said.get("kind", ""), section)
    changed = questions.add(at.document, made, after)
    keep(at, changed, builder_words.ADDED % {"kind": builder_words.kind(made)}, part=part_of(code))
    db.session.commit()
    return redirect(at.address(question=code) + "#editor")


@blueprint.post("/kind")
@allowed("planner")
def rekind(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Ask a question in another kind."""
    at, code = held(questionnaire_id), request.form.get("of", "")
    changed = questions.rekind(at.document, code, request.form.get("kind", ""))
    made = questions.find(changed, code)
    told = {"name": questions.called(at.document, code), "kind": builder_words.kind(made)}
    keep(at, changed, builder_words.REKINDED % told, part=part_of(code))
    db.session.commit()
    return redirect(at.address(question=code) + "#editor")


@blueprint.post("/arrange")
@allowed("planner")
def arrange(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Put a question somewhere else, as it was dragged or moved by keys."""
    at, code = held(questionnaire_id), request.form.get("of", "")
    try:
        changed = _arranged(at, code)
        keep(at, changed, builder_words.MOVED % {"name": questions.called(at.document, code)})
    except SurveyError as error:
        flash(say(error), "error")
    else:
        db.session.commit()
    there = {"question": code, "moved": "1"} if code in at.document.codes else {}
    return redirect(at.address(**there))


@blueprint.post("/question")
@allowed("planner")
def write(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Keep what was typed of a question, and do what its button says."""
    at, said = held(questionnaire_id), request.form
    before = questions.find(at.document, said.get("of", ""))
    typed, made = _read(at, before)
    if said.get("both"):
        return builder_page.of_question(
            at, before.code, typed=typed, conflict=_differences(before, typed)
        )
    unkept = _unkept(at, before, made, typed)
    if unkept is not None:
        return unkept
    try:
        changed = questions.change(at.document, made, before.code)
        told = builder_words.CHANGED % {"name": questions.called(changed, made.code)}
        after = keep(at, changed, told, part=part_of(before.code), typing=True)
        there = builder_ways.go(after, made.code, said.get("go", ""))
    except SurveyError as error:
        if isinstance(error, CodeNotUsable | TwiceTheSameCode):
            typed.errors["code"] = say(error)
        return _refused(at, before, typed, say(error))
    db.session.commit()
    return _saved(after, made, typed) if by_script() else redirect(there)


@blueprint.post("/step")
@allowed("planner")
def step(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Take one's last change back, or make it again."""
    at, session, who = held(questionnaire_id), db.session(), the_member().id
    redo = request.form.get("way") == "redo"
    try:
        done = (draft_steps.redo if redo else draft_steps.undo)(session, at.questionnaire, who)
    except SurveyError as error:
        flash(say(error), "error")
        return redirect(at.address(**place_said()))
    record("draft.redo" if redo else "draft.undo", at.questionnaire)
    session.commit()
    tell(gettext("やり直しました:") + done.said if redo else gettext("取り消しました:") + done.said)
    return redirect(_where(here(questionnaire_id), done.part))


def _arranged(at: Here, code: str) -> Document:
    """The draft with a question where it was put.

    Raises:
        NoSuchQuestion, LooksAhead, UnknownSection
    """
    said = request.form
    if said.get("go") in ("up", "down"):
        return questions.step(at.document, code, up=said["go"] == "up")
    return questions.place(at.document, code, said.get("section", ""), said.get("before", ""))


def _read(at: Here, before: Question) -> tuple[Typed, Question]:
    """What the form says, and the question it makes."""
    session = db.session()
    used = draft_steps.listed_codes(session, at.questionnaire, before.code)
    typed = builder_form.said(before, request.form)
    typed = builder_form.rearranged(typed, request.form.get("go", ""), used)
    areas = area_choices.of_plan(session, the_plan()) if typed.takes("levels") else {}
    made = builder_form.read(typed, before, areas, used)
    return typed, pin_maps.chosen(session, the_plan(), made, before)


def _unkept(at: Here, before: Question, made: Question, typed: Typed) -> ResponseReturnValue | None:
    """What is answered where what was typed cannot be kept; None: it can."""
    if typed.errors:
        return _refused(at, before, typed, gettext("入力を確かめてください"))
    if made != before and request.form.get("seen", mark(before)) != mark(before):
        return _apart(at, before, typed)
    return None


def _refused(at: Here, before: Question, typed: Typed, sentence: str) -> ResponseReturnValue:
    """What was typed, again, with what keeps it back."""
    if by_script():
        return jsonify(error=sentence, errors=typed.errors), 422
    db.session.rollback()
    return builder_page.of_question(at, before.code, typed=typed, refused=sentence), 422


def _apart(at: Here, before: Question, typed: Typed) -> ResponseReturnValue:
    """Both versions side by side: nothing typed is lost, and nothing is written over."""
    if by_script():
        return jsonify(apart=True, error=gettext("ほかの人が、この設問を先に変えました")), 409
    left_out = ("csrf_token", "seen", "go", "both")
    page = render_template(
        "desk/builder/apart.html",
        plan=the_plan(),
        at=at,
        questionnaire=at.questionnaire,
        question=before,
        called=questions.called(at.document, before.code),
        differences=_differences(before, typed),
        seen=mark(before),
        said=[pair for pair in request.form.items(multi=True) if pair[0] not in left_out],
    )
    return page, 409


def _differences(before: Question, typed: Typed) -> list[builder_page.Difference]:
    return builder_page.differences(builder_form.of(before), typed)


def _saved(at: Here, made: Question, typed: Typed) -> ResponseReturnValue:
    question = questions.find(at.document, made.code)
    entry = builder_outline.entry(at.document, question)
    line = render_template("desk/builder/line.html", at=at, entry=entry, here=True)
    given = builder_form.given(typed, question)
    notes = builder_form.of(question).errors
    return kept(of=question.code, seen=mark(question), given=given, line=line, notes=notes)


def _where(at: Here, part: str) -> str:
    """Where a part is written; what is not there any more leads to the beginning."""
    kind, _, code = part.partition("/")
    there = {"question": at.document.codes, "section": {each.code for each in at.document.sections}}
    return at.address(**({kind: code} if code in there.get(kind, ()) else {}))
