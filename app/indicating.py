"""Where a plan's indicators become the analysis's, and what they tell the digest."""

from sqlalchemy.orm import Session

from analysis.digest.elsewhere import Told
from analysis.digest.indicators import Indicator, Value, target
from analysis.digest.off_target import told
from analysis.indicator_table import Listed, fiscal
from surveys import statistics
from surveys.plans import Plan
from surveys.statistics import Written, WrittenValue


def of_plan(session: Session, plan: Plan) -> list[Indicator]:
    """The plan's indicators as the analysis reads them."""
    return [_indicator(each) for each in statistics.of_plan(session, plan)]


def evidence(session: Session, plan: Plan) -> tuple[Told, ...]:
    """What the indicators tell the digest."""
    return tuple(told(of_plan(session, plan)))


def written(listed: Listed) -> Written:
    """An indicator that was read from a table, as the plan keeps it."""
    one = listed.indicator
    years = (listed.baseline_year, *listed.years)
    values = [
        WrittenValue(year, each.value, each.n, dict(each.beside))
        for year, each in zip(years, (one.baseline, *one.values), strict=True)
    ]
    return Written(
        field=listed.field,
        kind=one.kind,
        name=one.name,
        unit=one.unit,
        digits=one.digits,
        target=one.target.said,
        due_year=listed.due_year,
        values=values,
        about=one.about,
    )


def _indicator(one: statistics.Indicator) -> Indicator:
    base, *later = [_value(each) for each in one.values] or [Value("", None)]
    return Indicator(
        key=str(one.id),
        name=one.name,
        kind=one.kind,
        unit=one.unit,
        baseline=base,
        values=tuple(later),
        target=target(one.target),
        digits=one.digits,
        due=fiscal(one.due_year) if one.due_year else "",
        about=f"{one.field} {one.about}".strip(),
    )


def _value(each: statistics.IndicatorValue) -> Value:
    when = fiscal(each.fiscal_year) if each.fiscal_year else "基準"
    return Value(when, each.value, each.n, dict(each.beside))
