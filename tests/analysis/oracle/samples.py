"""Kinds about samples: estimates in a design, intervals, means and margins of error."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from analysis.counting import Floats
from analysis.methods import estimates, intervals, sampling
from analysis.methods.design import Design
from analysis.methods.independence import independence
from analysis.methods.scores import scores
from analysis.presentation import percent
from tests.analysis.oracle.cases import Case, Got, data
from tests.analysis.oracle.columns import (
    answered,
    codes,
    design,
    event,
    known,
    levels_of,
    narrowed,
    numbers,
)

POPULATION = "MU284_sampling_population.csv"


def design_estimates(case: Case) -> Got:
    return _estimates(case)


def mu284(case: Case) -> Got:
    values = known(case.data, case.args["var"])
    sample = design(case.data, case.args)
    return {
        "total": _pair(estimates.total, sample, values),
        "mean": _pair(estimates.mean, sample, values),
    }


def mu284_strat(case: Case) -> Got:
    return _estimates(case)


def jackknife(case: Case) -> Got:
    sample, got = design(case.data, case.args), Got()
    for key in case.expected:
        if key.startswith("mean_"):
            values = known(case.data, _column(case.data, key.removeprefix("mean_")))
            made = estimates.jackknife(sample, values, kind=case.args["type"])
            got |= {key: [made.mean, made.se], "scale": made.scale}
    return got


def svyciprop(case: Case) -> Got:
    frame = narrowed(case.data, case.args.get("filter"))
    sample, hit = design(frame, case.args), event(frame, case.args["event"])
    share = intervals.Share.of(sample, hit)
    methods = {
        "logit": intervals.logit,
        "xlogit": intervals.logit,
        "asin": intervals.arcsine,
        "beta": intervals.beta,
        "mean": intervals.plain,
        "wilson": intervals.effective_wilson,
    }
    level = case.args.get("level", 0.95)
    ends = {name: interval(share, level) for name, interval in methods.items()}
    ends["likelihood"] = intervals.likelihood(sample, hit, level)
    made = {name: {"p": share.p, "se": share.se, "ci": pair} for name, pair in ends.items()}
    return {"n": share.n, "degf": share.degrees} | made


def binom_ci(case: Case) -> Got:
    x, n, level = case.args["x"], case.args["n"], case.args.get("level", 0.95)
    methods = (
        intervals.wald,
        intervals.wilson_corrected,
        intervals.clopper_pearson,
        intervals.agresti_coull,
        intervals.jeffreys,
    )
    names = ("wald", "wilson_cc", "clopper_pearson", "agresti_coull", "jeffreys")
    made = {name: method(x, n, level) for name, method in zip(names, methods, strict=True)}
    share = x / n if n else 0.0
    return made | {"wilson": [float(end) for end in intervals.wilson(share, n, level)]}


def mean_score(case: Case) -> Got:
    args = case.args
    frame = answered(case.data, args["var"], *([args["by"]] if args["by"] else []))
    groups = codes(frame[args["by"]], args["by_categories"]) if args["by"] else _together(frame)
    values, points = numbers(frame, args["var"]), args.get("score")
    if points:
        values = np.asarray(points, dtype=np.float64)[values.astype(np.int64) - 1]
    made = scores(design(frame, args), values, groups, len(args["by_categories"]))
    return {
        "n": made.n,
        "mean": made.mean,
        "se": made.se,
        "sd_pop": made.sd,
        "median_lower": made.median,
        "kish_neff": made.effective,
    }


def moe_table(case: Case) -> Got:
    args = case.args
    made = sampling.margin_of_error(
        args["p"],
        args["n"],
        population=args["N"],
        k=args["k"],
        stage_factor=args["stage_factor"],
    )
    return {"moe_pct_2dp": [[_shown(half) for half in row] for row in made]}


def required_n(case: Case) -> Got:
    args = case.args
    wanted = [
        sampling.needed(people, args["half_width_pct"] / 100, p=args["p"], k=args["k"])
        for people in args["N"]
    ]
    rate = args["expected_response_rate"]
    return {"n_required": wanted, "send_out": [sampling.to_send(n, rate) for n in wanted]}


def _estimates(case: Case) -> Got:
    """What the keys of a case name: mean_x, total_x, deff_x, prop_x, by_x_y, ratio_x_y …"""
    sample, got = design(case.data, case.args), Got()
    for key in case.expected:
        of, made = next((of, made) for of, made in ESTIMATES.items() if key.startswith(of))
        got[key] = made(case, sample, key.removeprefix(of))
    return got


def _deff(case: Case, sample: Design, name: str) -> Any:
    values = known(case.data, _column(case.data, name))
    return estimates.design_effect(sample.domain(~np.isnan(values)), values)


def _estimate(by: Callable[..., Any]) -> Callable[[Case, Design, str], Any]:
    def made(case: Case, sample: Design, name: str) -> Any:
        return _pair(by, sample, known(case.data, _column(case.data, name)))

    return made


def _true_total(case: Case, sample: Design, name: str) -> Any:
    return data(POPULATION)[name].sum()


def _prop(case: Case, sample: Design, name: str) -> Any:
    return estimates.mean(sample, _ticks(case.data, name))[0]


def _prop_se(case: Case, sample: Design, name: str) -> Any:
    spread = estimates.mean(sample, _ticks(case.data, name))[1]
    return np.sqrt(np.maximum(np.diag(spread), 0))


def _by(case: Case, sample: Design, names: str) -> Any:
    group, name = _two(case.data, names)
    values, levels = known(case.data, name), levels_of(case.data[group])
    made = [
        _pair(estimates.mean, sample.domain((case.data[group] == level).to_numpy()), values)
        for level in levels
    ]
    means, errors = zip(*made, strict=True)
    return {"level": levels, "mean": means, "se": errors}


def _ratio(case: Case, sample: Design, names: str) -> Any:
    part, whole = (known(case.data, name) for name in _two(case.data, names))
    both = ~np.isnan(part) & ~np.isnan(whole)
    return estimates.ratio(sample.domain(both), np.nan_to_num(part), np.nan_to_num(whole))


def _svytable(case: Case, sample: Design, names: str) -> Any:
    return _tested(case, sample, names).sums.tolist()


def _svychisq_f(case: Case, sample: Design, _: str) -> Any:
    names = next(key for key in case.expected if key.startswith("svytable_"))
    f = _tested(case, sample, names.removeprefix("svytable_")).f
    return [f.statistic, f.df, f.further_df, f.p]


def _tested(case: Case, sample: Design, names: str) -> Any:
    columns = [case.data[name] for name in _two(case.data, names)]
    levels = [levels_of(column) for column in columns]
    side, top = (codes(column, own) for column, own in zip(columns, levels, strict=True))
    return independence(sample, side, top, (len(levels[0]), len(levels[1])))


ESTIMATES: dict[str, Callable[[Case, Design, str], Any]] = {
    "degf": lambda _case, sample, _name: sample.degrees,
    "mean_": _estimate(estimates.mean),
    "total_": _estimate(estimates.total),
    "true_total_": _true_total,
    "deff_": _deff,
    "prop_se_": _prop_se,
    "prop_": _prop,
    "by_": _by,
    "ratio_": _ratio,
    "svytable_": _svytable,
    "svychisq_F": _svychisq_f,
}


def _pair(by: Callable[..., Any], sample: Design, values: Floats) -> list[float]:
    found, spread = by(sample.domain(~np.isnan(values)), values)
    return [float(found[0]), float(np.sqrt(spread[0, 0]))]


def _ticks(frame: pd.DataFrame, name: str) -> Floats:
    column = frame[_column(frame, name)]
    levels = levels_of(column)
    return np.asarray(np.eye(len(levels))[codes(column, levels)], dtype=np.float64)


def _two(frame: pd.DataFrame, names: str) -> tuple[str, str]:
    """The two columns that a key joins with a line."""
    for place in (found.start() for found in re.finditer("_", names)):
        first, second = names[:place], names[place + 1 :]
        if any(_fitting(frame, first)) and any(_fitting(frame, second)):
            return _column(frame, first), _column(frame, second)
    raise KeyError(names)


def _column(frame: pd.DataFrame, name: str) -> str:
    return next(_fitting(frame, name))


def _fitting(frame: pd.DataFrame, name: str) -> Iterator[str]:
    """Columns with this name, but for the signs that a key cannot hold."""
    plain = name.replace("_", "")
    return (c for c in frame.columns if re.sub(r"[^\w]|_", "", c) == plain)


def _together(frame: pd.DataFrame) -> np.ndarray:
    return np.zeros(len(frame), dtype=np.int64)


def _shown(half: float) -> float | None:
    if np.isnan(half):
        return None
    return float(percent(half, 2)) if half else 0.0
