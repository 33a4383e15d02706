"""語のつながり: which words are said together, each a way to the voices that say them."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from analysis.charts import network as picture
from app.access import allowed, the_plan
from app.desk import downloads, grouped, tying
from app.desk.source import READERS
from app.desk.tying import SAID, Tied, tied
from app.desk.voiced import Voiced, voiced
from app.desk.ways import Ways
from app.exports import EXPORTS
from app.exports.base import Report
from app.words import number

blueprint = Blueprint(
    "networks",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/networks",
)


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    here = voiced(questionnaire_id, *SAID)
    found = tied(here)
    return render_template(
        "desk/networks/show.html",
        plan=the_plan(),
        source=here.source,
        here=here,
        tied=found,
        themes=grouped.themes(here),
        axes=grouped.choices(here, themes=False),
        steps=tying.STEPS,
        first=tying.FIRST,
        headline=_headline(found),
        method=_method(found),
        ways=Ways(here),
        exports=EXPORTS,
    )


@blueprint.post("/<form>")
@allowed(*READERS)
def download(plan_id: int, questionnaire_id: int, form: str) -> ResponseReturnValue:
    """The network as a picture, or its ties and words as a table."""
    here = voiced(questionnaire_id, *SAID)
    found, asked = tied(here), here.source.questionnaire
    title = f"{asked.title} {here.label} 語のつながり"
    if form in downloads.PICTURES:
        chart = picture.network(found.made)
        return downloads.drawn("networks.download", asked, chart, title, form)
    notes = (*here.source.whose[:2], _whose(here, found), _method(found))
    report = Report(title, notes, (found.made,))
    return downloads.recorded("networks.download", asked, report, form)


def _whose(here: Voiced, found: Tied) -> str:
    among = f"テーマ「{found.theme.name}」の声" if found.theme else here.label
    return f"声: {among}"


def _headline(found: Tied) -> str:
    """What the picture shows, in a sentence."""
    nodes, n = found.made.nodes, number(found.made.n)
    sure = [edge for edge in found.made.edges if edge.sure and not nodes[edge.first].group]
    pairs = "、".join(f"「{nodes[e.first].label}」と「{nodes[e.second].label}」" for e in sure[:3])
    if not sure:
        return f"声{n}件には、偶然より多く一緒に出てくると言い切れる語の組がありません。"
    more = "など" if len(sure) > 3 else ""
    return f"声{n}件では、{pairs}{more}が、偶然より多く一緒に書かれています。"


def _method(found: Tied) -> str:
    told = (
        f"声の多い語どうし{number(found.made.tested)}組を調べ、3件以上の声に偶然より多く一緒に"
        "出てくる組（対数尤度比またはFisherの正確検定、BH法 q<0.05）を強い順に結びました。"
        "強さは、語どうしはJaccard係数、層と語は調整済み標準化残差です。"
        "いつも続けて書かれる語（自治会など）と打消し（足りないなど）は1語に数えます。"
    )
    if found.copies:
        n = number(found.copies)
        told += f"ほかの人と同じ長い文の繰り返し{n}件は、まとめて1件と数えました。"
    if any(not edge.sure for edge in found.made.edges):
        told += "「参考」（点線）は、多くの組を調べたことを補正すると偶然と区別できません。"
    return f"{told}重みは使いません。"
