"""セクションとはじめの画面: the pages of a questionnaire, and what is read before them."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed
from app.desk import builder_page, builder_words
from app.desk.builder_acts import Here, held, keep, mark_of_section
from app.desk.drafting_form import WordsForm
from app.desk.forms import tell
from app.errors import say
from app.extensions import db
from surveys.documents import Section
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
        return builder_page.of_section(at, before.code, typed=made, refused=say(error)), 422
    db.session.commit()
    tell(gettext("セクションを保存しました"))
    return redirect(there)


@blueprint.post("/around")
@allowed("planner")
def around(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Keep what respondents read first."""
    at, form = held(questionnaire_id), WordsForm()
    if not form.validate():
        return builder_page.of_around(at, form), 422
    changed = replace(at.document, **form.said())
    keep(at, changed, builder_words.AROUND, part="around", typing=True)
    db.session.commit()
    tell(gettext("はじめの画面の文章を保存しました"))
    return redirect(at.address(around="1") + "#editor")


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
