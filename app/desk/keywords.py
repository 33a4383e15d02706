"""特徴語: what each group writes of more than all others, in words, figures and pictures."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from analysis.results import Table
from app.access import allowed, the_plan
from app.charting import FOR_GOOD
from app.desk import downloads, grouped
from app.desk.contrasting import SAID, Contrasted, cloud, contrasted
from app.desk.source import READERS
from app.desk.voiced import Voiced, voiced
from app.exports import EXPORTS
from app.exports.base import Report
from app.words import number

blueprint = Blueprint(
    "keywords",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/keywords",
)


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    here = voiced(questionnaire_id, *SAID)
    found = contrasted(here)
    return render_template(
        "desk/keywords/show.html",
        plan=the_plan(),
        source=here.source,
        here=here,
        contrasted=found,
        axes=grouped.choices(here, themes=True),
        method=_method(here, found) if found else "",
        exports=EXPORTS,
    )


@blueprint.get("/<mark>/<int:place>.png")
@allowed(*READERS)
def picture(plan_id: int, questionnaire_id: int, mark: str, place: int) -> ResponseReturnValue:
    """A group's cloud; its address names the state of the texts, so it may be kept for good."""
    here = voiced(questionnaire_id, *SAID)
    found = contrasted(here) or abort(404)
    narrow = request.args.get("narrow")
    if mark != found.mark:
        address = here.link.to("desk.keywords.picture", mark=found.mark, place=place)
        return redirect(address(narrow=narrow))
    drawn = cloud(here, place, narrow=narrow == "1") or abort(404)
    response: Response = make_response(drawn.png)
    response.content_type = "image/png"
    response.headers["Cache-Control"] = FOR_GOOD
    return response


@blueprint.post("/<form>")
@allowed(*READERS)
def download(plan_id: int, questionnaire_id: int, form: str) -> ResponseReturnValue:
    """The words of every group as a file."""
    here = voiced(questionnaire_id, *SAID)
    found, asked = contrasted(here) or abort(404), here.source.questionnaire
    title = f"{asked.title} {here.label} 特徴語（{found.by.label}）"
    sentences = [f"「{told.group.name}」 {told.sentence}" for told in found.groups]
    notes = (*here.source.whose, _method(here, found), *sentences)
    written = Written(tuple(found.found.first(30).tables()))
    return downloads.recorded("keywords.download", asked, Report(title, notes, (written,)), form)


@dataclass(frozen=True, slots=True)
class Written:
    """What a file writes: the groups' tables, but for those without a word."""

    made: tuple[Table, ...]

    def tables(self) -> tuple[Table, ...]:
        return tuple(table for table in self.made if len(table.body))


def _method(here: Voiced, found: Contrasted) -> str:
    told = (
        "割合は、その層で何か書いた人のうち、語を書いた人の割合。1人が何度書いても1件です。"
        "いつも続けて書かれる語（自治会など）と打消し（足りないなど）は1語に数えます。"
    )
    if found.found.described:
        return (
            f"{told}テーマは語の似かたからつくっているため、差の検定はできません。"
            "対数尤度比の大きい順に並べています。重みは使いません。"
        )
    test = "調整済み残差の検定" if found.found.weighted else "対数尤度比またはFisherの正確検定"
    return (
        f"{told}5件以上の声にある語について、語×層の{number(found.found.tested)}通りを比べました"
        f"（{test}、BH法 q<0.05）。参考は、個別にはp<0.05でも、多くを比べたことを補正すると"
        "偶然と区別できない語です。差の幅は95%信頼区間（Newcombe法）。"
        f"30件未満の層は比べません。重み付け: {here.source.weighing}。"
    )
