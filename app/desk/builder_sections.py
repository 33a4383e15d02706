"""セクションとはじめの画面: the pages of a questionnaire, and what is read before them."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from flask import Blueprint, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed
from app.desk import builder_page, builder_words
from app.desk.builder_acts import (
    Here,
    by_script,
    held,
    keep,
    kept,
    mark_of_around,
    mark_of_section,
)
from app.desk.drafting_form import WordsForm
from app.desk.forms import tell
from app.errors import say
from app.extensions import db
from surveys.documents import WORDS, Document, Section
from surveys.drafting import sections
from surveys.errors import N_, SurveyError
from surveys.kinds.base import plain

blueprint = Blueprint(
    "builder_sections",
    __name__,
    url_prefix="/plans/<int:plan_id>/drafting/<int:questionnaire_id>/builder",
)
LONGEST_TITLE, LONGEST_LEAD = 200, 10_000
Way = Callable[[Here, Section], str]


class SectionChangedSince(SurveyError):
    message = N_(
        "このセクションは、ほかの人が先に変えています。今の見出しは「%(title)s」、"
        "今の前書きは「%(lead)s」です。下はあなたが書いた内容です。"
        "よければ、もう一度「保存する」を押してください"
    )


class AroundChangedSince(SurveyError):
    message = N_(
        "はじめの画面は、ほかの人が先に変えています。違うところは、今は%(now)sです。"
        "下はあなたが書いた内容です。よければ、もう一度「保存する」を押してください"
    )


class TooLongForSection(SurveyError):
    message = N_("見出しは%(title)d文字、前書きは%(lead)d文字以内にしてください")


@blueprint.post("/sections")
@allowed("planner")
def add(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    at = held(questionnaire_id)
    changed, made = sections.add(at.document, request.form.get("after", ""))
    keep(at, changed, builder_words.SECTION_ADDED, part=f"section/{made.code}")
    db.session.commit()
    return redirect(at.address(section=made.code) + "#editor")


@blueprint.post("/section")
@allowed("planner")
def write(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Keep the heading and the words before the questions, and do what the button says."""
    at, said = held(questionnaire_id), request.form
    before = sections.find(at.document, said.get("of", ""))
    made = _said(before)
    try:
        _must_fit(made)
        _must_be_seen(at, before, made)
        changed = sections.change(at.document, made)
        told = builder_words.SECTION_CHANGED % {"name": made.title}
        after = keep(at, changed, told, part=f"section/{made.code}", typing=True)
        there = _WAYS.get(said.get("go", ""), _stay)(after, made)
    except SurveyError as error:
        return _refused(at, made, error)
    db.session.commit()
    if by_script():
        called = made.title or gettext("（見出しなし）")
        return kept(of=made.code, seen=mark_of_section(after.document, made.code), called=called)
    tell(gettext("セクションを保存しました"))
    return redirect(there)


@blueprint.post("/around")
@allowed("planner")
def around(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Keep what respondents read first."""
    at, form = held(questionnaire_id), WordsForm()
    if not form.validate():
        return _not_kept(at, form)
    changed = replace(at.document, **form.said())
    now = mark_of_around(at.document)
    if now not in (mark_of_around(changed), request.form.get("seen", now)):
        return _apart(at, form, changed)
    keep(at, changed, builder_words.AROUND, part="around", typing=True)
    db.session.commit()
    if by_script():
        return kept(seen=mark_of_around(changed))
    tell(gettext("はじめの画面の文章を保存しました"))
    return redirect(at.address(around="1") + "#editor")


def _refused(at: Here, made: Section, error: SurveyError) -> ResponseReturnValue:
    """What was typed of a section, again, with what keeps it back."""
    if by_script():
        return jsonify(error=say(error), apart=isinstance(error, SectionChangedSince)), 422
    db.session.rollback()
    return builder_page.of_section(at, made.code, typed=made, refused=say(error)), 422


def _not_kept(at: Here, form: WordsForm) -> ResponseReturnValue:
    """What was typed of the first words, again, with what is wrong beside it."""
    if by_script():
        told = {name: str(said[0]) for name, said in form.errors.items()}
        return jsonify(error=gettext("入力を確かめてください"), errors=told), 422
    return builder_page.of_around(at, form), 422


def _apart(at: Here, form: WordsForm, typed: Document) -> ResponseReturnValue:
    """The first words as somebody else wrote them meanwhile, above what was typed."""
    names = (*WORDS, "minutes")
    theirs = {name: (getattr(at.document, name), getattr(typed, name)) for name in names}
    told = [
        f"{form[name].label.text}「{now or gettext('なし')}」"
        for name, (now, mine) in theirs.items()
        if now != mine
    ]
    error = AroundChangedSince(now="、".join(told))
    if by_script():
        return jsonify(error=say(error), apart=True), 409
    return builder_page.of_around(at, form, refused=say(error)), 409


def _said(before: Section) -> Section:
    title = plain(request.form.get("title", before.title)).strip()
    lead = plain(request.form.get("lead", before.lead)).replace("\r\n", "\n").strip()
    return replace(before, title=title, lead=lead)


def _must_fit(made: Section) -> None:
    if len(made.title) > LONGEST_TITLE or len(made.lead) > LONGEST_LEAD:
        raise TooLongForSection(title=LONGEST_TITLE, lead=LONGEST_LEAD)


def _must_be_seen(at: Here, before: Section, made: Section) -> None:
    """Let through what was typed over the section as it is.

    Raises:
        SectionChangedSince
    """
    now = mark_of_section(at.document, before.code)
    if made != before and request.form.get("seen", now) != now:
        raise SectionChangedSince(title=before.title, lead=before.lead)


def _stay(at: Here, section: Section) -> str:
    return at.address(section=section.code) + "#editor"


def _up(at: Here, section: Section) -> str:
    return _step(at, section, up=True)


def _down(at: Here, section: Section) -> str:
    return _step(at, section, up=False)


def _step(at: Here, section: Section, *, up: bool) -> str:
    changed = sections.step(at.document, section.code, up=up)
    keep(at, changed, builder_words.SECTION_MOVED % {"name": section.title})
    return _stay(at, section)


def _join(at: Here, section: Section) -> str:
    changed = sections.join(at.document, section.code)
    keep(at, changed, builder_words.SECTION_JOINED % {"name": section.title})
    return at.address()


_WAYS: Mapping[str, Way] = {"up": _up, "down": _down, "join": _join}
