"""調査票の編集画面: the list at the left, one part in the middle, a phone at the right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, make_response, render_template

from app import security
from app.access import the_member, the_plan
from app.desk import builder_form, builder_kinds
from app.desk.builder_acts import Here, mark, mark_of_around, mark_of_section
from app.desk.builder_form import Typed
from app.desk.builder_outline import outline
from app.desk.drafting_form import WordsForm
from app.extensions import db
from surveys import area_choices, draft_steps, place_maps, plans, rule_words, sheets
from surveys.documents import Document, Section
from surveys.draft_steps import DraftStep
from surveys.drafting import questions, sections
from surveys.kinds import KINDS, Question

FIELDS = {
    "label": "設問文",
    "help": "補足の説明",
    "code": "設問コード",
    "required": "必須",
    "attribute": "集計軸",
    "ordered": "選択肢に順序がある",
    "reverse": "最初の選択肢が良い側",
    "least": "最少",
    "limit": "最多",
    "low": "下限",
    "high": "上限",
    "unit": "単位",
    "total": "持ち点",
    "earliest": "いちばん早い日",
    "latest": "いちばん遅い日",
    "bands": "集計の区切り",
    "band_label": "区切った列の名前",
    "grain": "位置の丸め",
    "place_map": "地図",
    "areas": "地区の段",
    "field": "政策分野",
    "section": "セクション",
    "as_of": "年齢を数える年",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two people wrote otherwise."""

    name: str
    theirs: str
    mine: str


def of_question(at: Here, code: str, *, typed: Typed | None = None, **more: Any) -> Response:
    """The page with the editor of a question; `typed` is what its form said, shown again."""
    question = questions.find(at.document, code)
    return page(
        at,
        "question",
        question=question,
        typed=typed or builder_form.of(question),
        seen=mark(question),
        preview={"question": code},
        **_around_question(at, question),
        **more,
    )


def of_section(at: Here, code: str, *, typed: Section | None = None, **more: Any) -> Response:
    """The page with the editor of a section."""
    section = sections.find(at.document, code)
    first = next((each.code for each in at.document.questions if each.section == code), "")
    return page(
        at,
        "section",
        section=section,
        typed=typed or section,
        seen=mark_of_section(at.document, code),
        asked=[each for each in at.document.questions if each.section == code],
        rules=at.address("ruling.show", part_code=code, which="section"),
        preview={"question": first} if first else {},
        **more,
    )


def of_around(at: Here, form: WordsForm | None = None, **more: Any) -> Response:
    """The page with what respondents read first."""
    form = form or WordsForm(formdata=None, obj=at.document)
    return page(at, "around", form=form, seen=mark_of_around(at.document), preview={}, **more)


def of_kinds(at: Here, place: Mapping[str, str], change: Question | None = None) -> Response:
    """The page on which the kind of a question is chosen."""
    preview = {"question": change.code} if change else {}
    return page(
        at, "kinds", place=place, change=change, rooms=builder_kinds.by_room(), preview=preview
    )


def page(at: Here, editor: str, **more: Any) -> Response:
    """One page of the builder."""
    session, who = db.session(), the_member().id
    shown = outline(at)
    made = render_template(
        "desk/builder/show.html",
        plan=the_plan(),
        at=at,
        questionnaire=at.questionnaire,
        document=at.document,
        outline=shown,
        editor=editor,
        told=builder_kinds.of,
        sprites=list(KINDS),
        undo=draft_steps.last(session, at.questionnaire, who),
        redo=draft_steps.next_again(session, at.questionnaire, who),
        anchor=_anchor(at, more["preview"].get("question", "")),
        **({"question": None, "section": None, "refused": "", "conflict": ()} | more),
    )
    return security.with_frames(make_response(made))


def differences(theirs: Typed, mine: Typed) -> list[Difference]:
    """Every field that two people wrote otherwise, in the order of the form."""
    kind, here, there = mine.kind, mine.joined, theirs.joined
    called = FIELDS | {name: builder_kinds.list_name(kind, name) for name in builder_form.LISTS}
    return [
        Difference(called[name], there.get(name, ""), here.get(name, ""))
        for name in called
        if there.get(name, "") != here.get(name, "")
    ]


def _anchor(at: Here, code: str) -> str:
    """Where on its page of the preview a question stands."""
    for each in sheets.pages(at.document):
        codes = [question.code for question in each.questions]
        if code in codes[1:]:
            return f"q{codes.index(code) + 1}"
    return ""


def history(at: Here) -> Sequence[DraftStep]:
    return draft_steps.history(db.session(), at.questionnaire)


def _around_question(at: Here, question: Question) -> dict[str, Any]:
    session, plan, document = db.session(), the_plan(), at.document
    kind = KINDS[question.kind]
    numbers = rule_words.numbered(document)
    lists = [name for name in builder_form.LISTS if builder_form.is_listed(question, name)]
    order = [each.code for each in document.questions]
    place = order.index(question.code)
    return {
        "number": numbers.get(question.code, ""),
        "kind": kind,
        "lists": [(name, builder_kinds.list_name(kind, name)) for name in _ordered(lists)],
        "limit_name": builder_kinds.of(kind).limit,
        "rule_sentences": rule_words.told(document, question),
        "leads": [(code, numbers.get(code, code)) for code in _leads(document, question)],
        "rules": at.address("ruling.show", part_code=question.code),
        "fields": [each.name for each in plans.fields(session, plan)],
        "levels": list(area_choices.of_plan(session, plan)) if "levels" in kind.takes else [],
        "maps": place_maps.of_plan(session, plan) if "place_map" in kind.takes else [],
        "before": order[place - 1] if place else "",
        "after": order[place + 1] if place + 1 < len(order) else "",
    }


def _ordered(lists: Sequence[str]) -> list[str]:
    """What is asked before what it is answered with."""
    return sorted(lists, key=("rows", "aspects", "choices", "others").index)


def _leads(document: Document, question: Question) -> Sequence[str]:
    return rule_words.leads(document).get(question.code, ())
