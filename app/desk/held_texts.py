"""職員の自由記述: read by a keeper, masked further, and let go or kept back.

One question at a time, in the order of random ids: nothing says who wrote two of them. What
speaks of harm to life comes first.
"""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analysis.text.danger import alarm
from app import alarming
from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.desk.forms import tell
from app.extensions import db
from app.sent import response_id
from surveys import audit, openings, questionnaires, rule_words
from surveys.errors import N_, SurveyError
from surveys.openings import HeldText
from surveys.questionnaires import Questionnaire

blueprint = Blueprint(
    "held_texts",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/texts",
)
A_PAGE = 20


class NothingChosen(SurveyError):
    message = N_("チェックを付けた声がありません。読み終えた声にチェックを付けてから押してください")


@blueprint.get("")
@allowed("keeper")
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    return _page(of_plan(Questionnaire, questionnaire_id))


@blueprint.post("")
@allowed("keeper")
def review(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Release what is ticked, or keep it back; what was written over on the page is kept anyway."""
    found = of_plan(Questionnaire, questionnaire_id)
    held = {text.id: text for text in openings.held_texts(db.session(), found)}
    _reword(held)
    chosen = [held[each] for each in request.form.getlist("chosen", response_id) if each in held]
    if not chosen:
        db.session.commit()
        return _page(found, error=str(NothingChosen())), 422
    out = request.form.get("decision") == "release"
    for text in chosen:
        _release(found, text, text.words if out else "")
    what = "held_text.release" if out else "held_text.drop"
    audit.record(
        db.session(),
        what,
        found,
        who=the_member().id,
        now=now(),
        details={"number": len(chosen)},
    )
    db.session.commit()
    said = (
        gettext("%(n)s件を公開できる声にしました")
        if out
        else gettext("%(n)s件を出さないことにしました")
    )
    tell(said % {"n": len(chosen)})
    question = request.form.get("question", "")
    return redirect(url_for(".show", plan_id=plan_id, questionnaire_id=found.id, question=question))


def _release(found: Questionnaire, held: HeldText, words: str) -> None:
    """Let a text go; one that speaks of harm is read by the reviewer before anyone else."""
    code, session = held.question_code, db.session()
    made = openings.release(session, held, words)
    alarming.about(session, found, code, [(each, words) for each in made])


def _reword(held: dict[int, HeldText]) -> None:
    """Keep the words as they stand on the page, so that no masking is lost."""
    for name, words in request.form.items():
        key, _, number = name.partition("-")
        if key == "words" and number.isdecimal() and int(number[:19]) in held and words.strip():
            held[int(number[:19])].words = words.strip()


def _page(found: Questionnaire, error: str = "") -> str:
    held = openings.held_texts(db.session(), found)
    questions = list(dict.fromkeys(text.question_code for text in held))
    wanted = request.values.get("question", "")
    here = wanted if wanted in questions else next(iter(questions), "")
    mine = _pressing_first([text for text in held if text.question_code == here])
    return render_template(
        "desk/held_texts/show.html",
        plan=the_plan(),
        questionnaire=found,
        labels=_labels(found, questions),
        here=here,
        counts={code: sum(text.question_code == code for text in held) for code in questions},
        texts=mine[:A_PAGE],
        left=max(len(mine) - A_PAGE, 0),
        number=len(held),
        error=error,
    )


def _pressing_first(texts: Sequence[HeldText]) -> list[HeldText]:
    """What speaks of harm to life before all the rest, which stays in the order of its ids."""
    return sorted(texts, key=lambda text: -alarm(text.words).level)


def _labels(found: Questionnaire, names: Sequence[str]) -> dict[str, str]:
    """What was asked, for each name of an answer; その他 is told with its question."""
    document = rule_words.in_tables(questionnaires.latest(db.session(), found).parsed)
    asked = {one.code: one.label for one in document.questions}
    return {name: asked.get(name) or _beside(asked, name) for name in names}


def _beside(asked: dict[str, str], name: str) -> str:
    label = asked.get(name.rpartition("_")[0], name)
    return str(gettext("%(label)s（その他）", label=label))
