"""母集団: what the register counts for a plan, typed, pasted or brought as a file."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import DateField, TextAreaField
from wtforms.validators import InputRequired

from analysis.errors import AnalysisError
from analysis.weighing import margins as reading
from analysis.weighing.margins import Register
from app.access import allowed, the_member, the_plan
from app.clock import now
from app.desk.forms import DeskForm, tell
from app.desk.source import READERS
from app.errors import say
from app.extensions import db
from surveys import audit, margins, questionnaires, weightings
from surveys.errors import SurveyError
from surveys.margins import Count, PopulationMargin
from surveys.questionnaires import Questionnaire

blueprint = Blueprint("populations", __name__, url_prefix="/plans/<int:plan_id>/population")
HEAD = "軸,区分,人数,合わせる先"


class PopulationForm(DeskForm):
    """母集団の表, typed or pasted, or a file in its place."""

    as_of = DateField(
        _l("いつの人数ですか"),
        [InputRequired(_l("いつの人数かを入力してください"))],
        description=_l("住民基本台帳などの基準日。標本を抽出した日に近いものにします。"),
    )
    counts = TextAreaField(
        _l("母集団の表"),
        description=_l(
            "1行目に見出し「軸,区分,人数」、2行目から1区分ずつ。Excelの表をそのまま貼り付けられます。"
            "調査の対象（例: 18歳以上）だけの人数にしてください。"
        ),
    )
    file = FileField(
        _l("ファイルから読む（CSV・Excel）"),
        description=_l("選ぶと、上の表の代わりにファイルの内容を使います。"),
    )

    def read(self) -> Register:
        """What was brought or typed; nothing at all is no class.

        Raises:
            AnalysisError: it is no table of margins, and where.
        """
        if self.file.data:
            return reading.parse(self.file.data.read(), self.file.data.filename or "file")
        typed = (self.counts.data or "").strip()
        return reading.parse(typed.encode(), gettext("母集団の表")) if typed else Register(())


@blueprint.get("")
@allowed(*READERS)
def index(plan_id: int) -> ResponseReturnValue:
    session, plan = db.session(), the_plan()
    rows = margins.of_plan(session, plan)
    asked = questionnaires.asked(session, plan)
    return render_template(
        "desk/populations/index.html",
        plan=plan,
        axes=_axes(rows),
        as_of=rows[0].as_of if rows else None,
        surveys=[(one, weightings.of(session, one), _fits(one)) for one in asked],
    )


@blueprint.get("/edit")
@allowed("planner")
def edit(plan_id: int) -> ResponseReturnValue:
    rows = margins.of_plan(db.session(), the_plan())
    said = {"counts": _lines(rows), "as_of": rows[0].as_of if rows else None}
    return _form(PopulationForm(data=said))


@blueprint.post("/edit")
@allowed("planner")
def change(plan_id: int) -> ResponseReturnValue:
    form, plan, session = PopulationForm(), the_plan(), db.session()
    if not form.validate():
        return _form(form), 422
    try:
        register = form.read()
        counts = [Count(c.axis, c.level, c.people, c.line, c.into) for c in register.classes]
        margins.write(session, plan, counts, form.as_of.data)
    except (SurveyError, AnalysisError) as error:
        session.rollback()
        form.refuse("file" if form.file.data else "counts", say(error))
        return _form(form), 422
    details = {"classes": len(counts)}
    audit.record(
        session, "population.change", plan, who=the_member().id, now=now(), details=details
    )
    session.commit()
    tell("。".join([_told(len(counts)), *(each.reason for each in register.problems)]))
    return redirect(url_for(".index", plan_id=plan_id))


def _form(form: PopulationForm) -> str:
    return render_template("desk/populations/edit.html", plan=the_plan(), form=form, head=HEAD)


def _told(number: int) -> str:
    if not number:
        return str(gettext("母集団の人数を消しました"))
    return str(gettext("母集団の人数を保存しました（%(n)s区分）", n=f"{number:,}"))


def _axes(rows: Sequence[PopulationMargin]) -> dict[str, list[PopulationMargin]]:
    """The classes of each axis, in their order."""
    found: dict[str, list[PopulationMargin]] = {}
    for row in rows:
        found.setdefault(row.axis, []).append(row)
    return found


def _fits(questionnaire: Questionnaire) -> str:
    """Why no population can be set beside a questionnaire; "" where one can."""
    try:
        weightings.must_be_drawn(questionnaire)
    except SurveyError as error:
        return say(error)
    return ""


def _lines(rows: Sequence[PopulationMargin]) -> str:
    """The rows as they are typed."""
    if not rows:
        return ""
    told = any(row.counted_in for row in rows)
    lines = [HEAD if told else HEAD.rpartition(",")[0]]
    for row in rows:
        cells = [row.axis, row.level, str(row.people), *([row.counted_in] if told else [])]
        lines.append(",".join(_quoted(cell) for cell in cells))
    return "\n".join(lines)


def _quoted(cell: str) -> str:
    quoted = cell.replace('"', '""')
    return f'"{quoted}"' if set(cell) & set(',"\t;|') else cell
