"""翻訳: the words of a questionnaire beside those of another language, written and kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import languages
from app.access import allowed, of_plan, the_plan
from app.desk import rendering_acts as acts
from app.desk.forms import tell
from app.errors import say
from app.extensions import db
from surveys import renderings, rule_words
from surveys.documents import SOURCE_LANGUAGE, Document
from surveys.errors import N_, SurveyError
from surveys.questionnaires import DRAFT, PUBLISHED, Questionnaire
from surveys.renderings import Group, Place

blueprint = Blueprint(
    "renderings",
    __name__,
    url_prefix="/plans/<int:plan_id>/drafting/<int:questionnaire_id>/translations",
)
READERS = ("planner", "section", "viewer", "keeper")
A_PAGE = 40  # texts
# What is offered beside the languages of the interface: those most spoken by residents of Japan.
SPOKEN = ("fil", "id", "ne", "es", "my", "th", "zh-Hant", "si", "hi", "uk")


Words = Mapping[str, str]


class NotALanguage(SurveyError):
    message = N_("言語は「en」「zh-Hant」のような略号で書いてください")


@dataclass(frozen=True, slots=True)
class Line:
    """A text on the page.

    Attributes:
        number: its place in its group.
        said: its translation as it is shown: kept, or as it was just typed.
        was: as it was when the page was made; `older`: the Japanese it was translated from, where
            that says something else now.
    """

    number: int
    place: Place
    said: str
    was: str
    older: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form of the page said: texts, and whose translation fits though the Japanese changed.

    Attributes:
        was: the texts as they were when the page was made.
        errors: {path: what is wrong}.
    """

    said: Mapping[str, str] = field(default_factory=dict)
    was: Mapping[str, str] = field(default_factory=dict)
    settled: frozenset[str] = frozenset()
    errors: Mapping[str, SurveyError] = field(default_factory=dict)


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    return index(of_plan(Questionnaire, questionnaire_id))


@blueprint.post("")
@allowed("planner")
def add(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Begin a language."""
    at = acts.held(questionnaire_id)
    language = renderings.tag(request.form.get("other", "") or request.form.get("language", ""))
    if not languages.is_language(language) or language == SOURCE_LANGUAGE:
        return index(at.questionnaire, say(NotALanguage())), 422
    if language not in at.document.translations:
        said = gettext("翻訳の言語「%(name)s」を加える", name=languages.in_japanese(language))
        acts.keep(at, renderings.with_language(at.document, language), said)
        acts.record("translation.language", at.questionnaire, language=language)
        db.session.commit()
    return redirect(address(at.questionnaire, "edit", language=language))


@blueprint.post("/<language>/remove")
@allowed("planner")
def remove(plan_id: int, questionnaire_id: int, language: str) -> ResponseReturnValue:
    """Take a language away with all its texts."""
    at = acts.held(questionnaire_id)
    acts.must_have(at.document, language)
    if request.form.get("sure") != "1":
        sentence = gettext("消すときは、「訳も消えることを確かめました」に印を付けてください")
        return _editor(at.questionnaire, language, error=sentence), 422
    said = gettext("翻訳の言語「%(name)s」を消す", name=languages.in_japanese(language))
    acts.keep(at, renderings.without_language(at.document, language), said)
    acts.record("translation.remove", at.questionnaire, language=language)
    db.session.commit()
    tell(gettext("%(name)sの訳を消しました", name=languages.in_japanese(language)))
    return redirect(address(at.questionnaire, "show"))


@blueprint.get("/<language>")
@allowed(*READERS)
def edit(plan_id: int, questionnaire_id: int, language: str) -> ResponseReturnValue:
    return _editor(of_plan(Questionnaire, questionnaire_id), language)


@blueprint.post("/<language>")
@allowed("planner")
def save(plan_id: int, questionnaire_id: int, language: str) -> ResponseReturnValue:
    """Keep the texts of a page; one that somebody else changed meanwhile is shown first."""
    at = acts.held(questionnaire_id)
    acts.must_have(at.document, language)
    typed = _typed(at.document, language)
    if typed.errors:
        return _editor(at.questionnaire, language, typed), 422
    n = acts.put(at, {language: typed.said}, {language: dict.fromkeys(typed.settled, "")})
    db.session.commit()
    tell(gettext("%(n)sか所の訳を保存しました", n=n) if n else gettext("変わった訳はありません"))
    go = request.args | ({"page": request.form["go"]} if "go" in request.form else {})
    return redirect(address(at.questionnaire, "edit", language=language, **go))


@blueprint.post("/<language>/fill")
@allowed("planner")
def fill(plan_id: int, questionnaire_id: int, language: str) -> ResponseReturnValue:
    """Fill in what the plan, or everybody, says in the same words each time."""
    at = acts.held(questionnaire_id)
    acts.must_have(at.document, language)
    said = renderings.suggested(at.document, language, acts.earlier(at.questionnaire))
    n = acts.put(at, {language: said})
    db.session.commit()
    tell(gettext("決まった言葉の訳を%(n)sか所に入れました。見直してください", n=n))
    return redirect(address(at.questionnaire, "edit", language=language))


def index(found: Questionnaire, error: str = "", problems: object = ()) -> str:
    """The languages of a questionnaire, with how much of each is translated."""
    document = acts.current(found)
    older = renderings.older(found.draft if found.state == DRAFT else None)
    known = [*languages.LOCALES, *SPOKEN]
    return render_template(
        "desk/renderings/show.html",
        plan=the_plan(),
        questionnaire=found,
        whole=len(renderings.places(document)),
        listed=[
            (each, renderings.done(document, each), len(older.get(each, {})))
            for each in document.translations
        ],
        choices=[each for each in known if each not in document.translations],
        in_japanese=languages.in_japanese,
        interface=len(languages.INTERFACE),
        draft=found.state == DRAFT,
        writable=found.state in (DRAFT, PUBLISHED),
        typed=request.form.get("other", ""),
        error=error,
        problems=problems,
    )


def _typed(document: Document, language: str) -> Typed:
    """The texts of the form that are otherwise than they were when the page was made."""
    form = request.form
    now = document.translations.get(language, {})
    told = {name[2:]: form[name].strip() for name in form if name.startswith("w.")}
    was = {path: form.get(f"was.{path}", "") for path in told}
    said = {path: _lines(text) for path, text in told.items()}
    changed = {path: text for path, text in said.items() if text != _lines(was[path])}
    met = {
        path: acts.ChangedMeanwhile(theirs=now.get(path, ""))
        for path, text in changed.items()
        if _lines(now.get(path, "")) not in (_lines(was[path]), text)
    }
    settled = frozenset(name[3:] for name in form if name.startswith("ok."))
    errors = renderings.wrong(document, changed) | met
    if errors:
        return Typed(said, {path: now.get(path, "") for path in said}, settled, errors)
    return Typed(changed, was, settled)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _editor(
    found: Questionnaire, language: str, typed: Typed | None = None, error: str = ""
) -> str:
    document = acts.current(found)
    acts.must_have(document, language)
    older = renderings.older(found.draft if found.state == DRAFT else None).get(language, {})
    words = document.translations[language]
    only = request.args.get("only") == "1"
    groups = renderings.groups(document, rule_words.numbered(document))
    open_ = {each.path for one in groups for each in one.places if not words.get(each.path)} | set(
        older
    )
    typed, kept = typed or Typed(), (words, older)
    pages = _pages(groups, open_ | set(typed.errors) if only else None)
    number = min(max(request.args.get("page", 1, type=int), 1), len(pages))
    here = {each.path for one in pages[number - 1] for each in one.places}
    return render_template(
        "desk/renderings/edit.html",
        plan=the_plan(),
        questionnaire=found,
        document=document,
        language=language,
        name=languages.in_japanese(language),
        whole=len(renderings.places(document)),
        done=renderings.done(document, language),
        older=len(older),
        groups=[
            (one.title, [_line(n, each, kept, typed) for n, each in enumerate(one.places, 1)])
            for one in pages[number - 1]
        ],
        pages=[one[0].title if one else "" for one in pages],
        number=number,
        only=only,
        fillable=len(renderings.suggested(document, language, acts.earlier(found))),
        wrong=len(typed.errors),
        lost=[
            (typed.said[path], say(error))
            for path, error in typed.errors.items()
            if path not in here
        ],
        draft=found.state == DRAFT,
        writable=found.state in (DRAFT, PUBLISHED),
        number_next=acts.next_number(found),
        error=error,
    )


def _line(number: int, place: Place, told: tuple[Words, Words], typed: Typed) -> Line:
    """A text as it is kept, or as it was just typed; `told`: the translations, what they are of."""
    path, (words, older) = place.path, told
    kept = words.get(path, "")
    error = typed.errors.get(path)
    return Line(
        number,
        place,
        typed.said.get(path, kept),
        typed.was.get(path, kept),
        older.get(path, ""),
        say(error) if error else "",
    )


def _pages(groups: list[Group], only: set[str] | None) -> list[list[Group]]:
    """Groups together on pages of some forty texts; with `only`, no others than these texts."""
    pages: list[list[Group]] = [[]]
    held = 0
    for each in groups:
        places = tuple(one for one in each.places if only is None or one.path in only)
        if not places:
            continue
        if held and held + len(places) > A_PAGE:
            pages.append([])
            held = 0
        pages[-1].append(Group(each.title, places))
        held += len(places)
    return pages


def address(found: Questionnaire, view: str, **more: str) -> str:
    """Where a view of its translations is."""
    named: dict[str, Any] = {"plan_id": found.plan_id, "questionnaire_id": found.id, **more}
    return url_for(f"desk.renderings.{view}", **named)
