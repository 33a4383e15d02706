"""成果指標: what the plan measures and how it stands; typed, pasted or brought as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import TextAreaField

from analysis.digest.indicators import Indicator, Judged, judge, sampled
from analysis.digest.off_target import SURE, amount, statement
from analysis.errors import AnalysisError
from analysis.indicator_table import Listed, fiscal, parse
from app import indicating
from app.access import allowed, the_member, the_plan
from app.clock import now
from app.desk.forms import DeskForm, tell
from app.desk.source import READERS
from app.errors import say
from app.extensions import db
from surveys import audit, statistics
from surveys.errors import N_, SurveyError

blueprint = Blueprint("indicators", __name__, url_prefix="/plans/<int:plan_id>/indicators")
HEAD = ("分野", "指標種別", "指標名", "基準値")
# How an indicator stands, and the look of the chip that says so.
STATES = {
    "none": (N_("結果待ち"), ""),
    "met": (N_("目標を達成"), "good"),
    "towards": (N_("近づいている"), "good"),
    "away": (N_("遠ざかっている"), "bad"),
    "chance": (N_("偶然の範囲"), ""),
    "untested": (N_("検定できない"), ""),
    "still": (N_("変わらない"), ""),
}


class IndicatorsForm(DeskForm):
    """成果指標の表, typed or pasted, or a file in its place."""

    table = TextAreaField(
        _l("成果指標の表"),
        description=_l(
            "1行目に見出し、2行目から1指標ずつ。計画書やExcelの表をそのまま貼り付けられます。"
        ),
    )
    file = FileField(
        _l("ファイルから読む（CSV・Excel）"),
        description=_l("選ぶと、上の表の代わりにファイルの内容を使います。"),
    )

    def read(self) -> tuple[Listed, ...]:
        """What was brought or typed; nothing at all is no indicator.

        Raises:
            AnalysisError: it is no table of indicators, and where.
        """
        if self.file.data:
            return parse(self.file.data.read(), self.file.data.filename or "file")
        typed = (self.table.data or "").strip("\r\n ")
        return parse(typed.encode(), gettext("成果指標の表")) if typed else ()


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of the page; `cells` are its values in the order of the years."""

    row: statistics.Indicator
    cells: Sequence[str]
    state: str
    sentence: str


@blueprint.get("")
@allowed(*READERS)
def index(plan_id: int) -> ResponseReturnValue:
    rows = statistics.of_plan(db.session(), the_plan())
    read = indicating.of_plan(db.session(), the_plan())
    years = sorted({v.fiscal_year for r in rows for v in r.values[1:] if v.fiscal_year})
    lines = [_line(row, one, years) for row, one in zip(rows, read, strict=True)]
    return render_template(
        "desk/indicators/index.html",
        plan=the_plan(),
        groups=[(field, list(of)) for field, of in groupby(lines, key=lambda one: one.row.field)],
        lines=lines,
        years=[fiscal(year) for year in years],
        STATES=STATES,
    )


@blueprint.get("/edit")
@allowed("planner")
def edit(plan_id: int) -> ResponseReturnValue:
    return _form(
        IndicatorsForm(data={"table": _typed(statistics.of_plan(db.session(), the_plan()))})
    )


@blueprint.post("/edit")
@allowed("planner")
def change(plan_id: int) -> ResponseReturnValue:
    form, plan, session = IndicatorsForm(), the_plan(), db.session()
    if not form.validate():
        return _form(form), 422
    try:
        listed = [indicating.written(each) for each in form.read()]
        statistics.write(session, plan, listed)
    except (SurveyError, AnalysisError) as error:
        session.rollback()
        form.refuse("file" if form.file.data else "table", say(error))
        return _form(form), 422
    told = {"indicators": len(listed)}
    audit.record(session, "indicators.change", plan, who=the_member().id, now=now(), details=told)
    session.commit()
    tell(gettext("成果指標を保存しました（%(n)s件）", n=len(listed)))
    return redirect(url_for(".index", plan_id=plan_id))


def _form(form: IndicatorsForm) -> str:
    return render_template("desk/indicators/edit.html", plan=the_plan(), form=form)


def _line(row: statistics.Indicator, one: Indicator, years: Sequence[int]) -> Line:
    told = {value.fiscal_year: value for value in row.values[1:]}
    cells = [_shown(row, told[year]) if year in told else "-" for year in years]
    base = _shown(row, row.values[statistics.BASELINE]) if row.values else "-"
    return Line(row, [base, *cells], _state(one, judge(one)), statement(one))


def _state(one: Indicator, how: Judged) -> str:
    """The first that fits."""
    asked = sampled(one)
    fits = {
        "none": how.latest is None,
        "met": how.met is True,
        "still": not how.moved,
        "untested": asked and how.p is None,
        "chance": asked and how.p is not None and how.p >= SURE,
        "towards": how.towards is True,
    }
    return next((state for state, true in fits.items() if true), "away")


def _shown(row: statistics.Indicator, each: statistics.IndicatorValue) -> str:
    """A value with its unit, as the table has it."""
    return "-" if each.value is None else amount(each.value, row.unit, row.digits)


def _typed(rows: Sequence[statistics.Indicator]) -> str:
    """The indicators as they are typed, columns set apart by tabs."""
    if not rows:
        return ""
    years = sorted({v.fiscal_year for r in rows for v in r.values[1:] if v.fiscal_year})
    due = next((f"目標値({fiscal(r.due_year)})" for r in rows if r.due_year), "目標値")
    lines = ["\t".join([*HEAD, *(f"{fiscal(year)}結果" for year in years), due, "手がかり"])]
    for row in rows:
        told = {value.fiscal_year: value for value in row.values[1:]}
        base = row.values[statistics.BASELINE]
        when = f" ({fiscal(base.fiscal_year)})" if base.fiscal_year else ""
        cells = [_written(row, told[year]) if year in told else "-" for year in years]
        lines.append(
            "\t".join(
                [
                    row.field,
                    row.kind,
                    row.name,
                    _written(row, base) + when,
                    *cells,
                    row.target,
                    row.about,
                ]
            )
        )
    return "\n".join(lines)


def _written(row: statistics.Indicator, each: statistics.IndicatorValue) -> str:
    """A value with everything its cell says."""
    parts = [_shown(row, each)]
    parts += [f"(n={each.n:,})"] if each.n else []
    parts += [f"{name}:{amount(v, row.unit, row.digits)}" for name, v in each.beside.items()]
    return " ".join(parts)
