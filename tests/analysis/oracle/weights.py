"""Kinds about weights: raking, post-stratification, calibration, trimming and what they cost."""

import re
from typing import Any

import numpy as np
import pandas as pd

from analysis.counting import Floats
from analysis.errors import AnalysisError
from analysis.methods import weighting
from analysis.methods.calibrated import Calibrated, Explained, poststratified, raked
from analysis.methods.estimates import mean
from analysis.methods.weighting import Margin
from tests.analysis.oracle.cases import Case, Got, data, named
from tests.analysis.oracle.columns import (
    answered,
    design,
    known,
    listed,
    narrowed,
    weight,
    written,
)

COMPLETE = "sex in {1,2}, sex, age, district answered"  # the rows of every case over citizens
REGISTER = "margins.csv"
BY_REGISTER: Got = {"variables": ["sex", "age", "district"]}
DESIGN_ARGS = ("ids", "weight", "fpc", "strata")


def kish(case: Case) -> Got:
    return _cost(np.array(case.args["weights"], dtype=np.float64))


def rake(case: Case) -> Got:
    frame = _told(case)
    made = _raked(frame, case.args)
    alone = answered(frame, "q1")
    found, spread = mean(
        design(alone, {}).weighing(made.weight[frame.index.get_indexer(alone.index)]), _top2(alone)
    )
    return (
        _weighted(frame, made.weight)
        | {"top2_q1_pct": 100 * found[0]}
        | {"se_pct_ignoring_calibration": 100 * np.sqrt(spread[0, 0])}
        | {
            "se_pct_rake": _se_pct(frame, made),
            "se_pct_calibrated": _se_pct(frame, made, "regression"),
        }
    )


def rake_pct(case: Case) -> Got:
    frame = narrowed(case.data, COMPLETE)
    margins = [
        _margin(
            frame, name, {n: part / sum(shares) * len(frame) for n, part in enumerate(shares, 1)}
        )
        for name, shares in case.args["targets"].items()
    ]
    return _weighted(frame, weighting.rake(margins).weight)


def poststratify(case: Case) -> Got:
    frame, cells = narrowed(case.data, COMPLETE), dict(case.args["cells"])
    people = cells.pop("population")
    coded = [[written(level) for level in levels] for levels in cells.values()]
    register = dict(zip(map("×".join, zip(*coded, strict=True)), map(float, people), strict=True))
    own = zip(*(frame[name].map(written) for name in cells), strict=True)
    margin = Margin.of("×".join(cells), ["×".join(cell) for cell in own], register)
    made = poststratified(margin, weight(frame, case.args["base_weight"]))
    inside = known(frame, "q1")
    found, _ = mean(design(frame, {}).weighing(made.weight).domain(~np.isnan(inside)), _top2(frame))
    return _weighted(frame, made.weight) | {
        "top2_q1_pct": 100 * found[0],
        "se_pct": _se_pct(frame, made),
    }


def calibrate_linear(case: Case) -> Got:
    return _calibrated(case)


def calibrate_logit(case: Case) -> Got:
    low, high = case.args["bounds"]
    return _calibrated(case, (low, high))


def trim_weights(case: Case) -> Got:
    frame, args = narrowed(case.data, COMPLETE), case.args
    start = str(args["start"]).split(" ")[0]
    if start in frame.columns:
        begun = weight(frame, start)
    else:
        other = named(start)
        begun = _raked(frame, other.args if other else BY_REGISTER).weight
    strict = "strict=FALSE" not in str(args.get("rule", ""))
    ends = args.get("lower", -np.inf), args.get("upper", np.inf)
    return _weighted(frame, weighting.trim(begun, *ends, strict=strict))


def rake_error(case: Case) -> Got:
    """The error must name the category that cannot be met."""
    frame, (people, margin, giver, taker) = narrowed(case.data, COMPLETE), _moved(case)
    registers = {name: _register(name) for name in case.args["variables"]}
    registers[margin][giver] -= people
    registers[margin][taker] = registers[margin].get(taker, 0.0) + people
    try:
        weighting.rake([_margin(frame, name, register) for name, register in registers.items()])
    except AnalysisError as error:
        if str(taker) in str(error) and margin in str(error):
            return {"must": case.expected["must"]}
    return {"must": "raised nothing that names the category"}


def rake_api(case: Case) -> Got:
    return _api(case, case.args["margins"])


def poststrat_api(case: Case) -> Got:
    return _api(case, {k: v for k, v in case.args.items() if k not in DESIGN_ARGS})


def _told(case: Case) -> pd.DataFrame:
    """The rows that are left when those a case says are dropped are dropped."""
    words = str(case.args.get("missing", ""))
    names = [name for name in ("sex", "age", "district") if name in words]
    frame = answered(case.data, *names) if names else narrowed(case.data, COMPLETE)
    return narrowed(frame, "sex in {1,2}") if "sex not in {1,2}" in words else frame


def _api(case: Case, registers: dict[str, dict[str, Any]]) -> Got:
    frame = case.data
    sample = design(frame, case.args)
    margins = [
        _margin(frame, name, {level: float(listed(n)[0]) for level, n in register.items()})
        for name, register in registers.items()
    ]
    if len(margins) == 1:
        made = poststratified(margins[0], sample.weight)
    else:
        made = raked(margins, sample.weight)
    got: Got = {"weights": made.weight}
    for key in case.expected:
        of, _, name = key.partition("_")
        if of in ("mean", "total"):
            values = known(frame, name)
            estimate = made.mean if of == "mean" else made.total
            got[key] = estimate(sample, values)
    return got


def _calibrated(case: Case, bounds: tuple[float, float] | None = None) -> Got:
    frame, args = narrowed(case.data, COMPLETE), case.args
    base = weight(frame, args["base_weight"])
    margins = [_margin(frame, name, _register(name)) for name in args["variables"]]
    made = weighting.calibrate(margins, base, bounds)
    g = made / base
    return _weighted(frame, made) | {"g_min": g.min(), "g_max": g.max()}


def _raked(frame: pd.DataFrame, args: Got) -> Calibrated:
    file = args.get("margins", REGISTER)
    margins = [_margin(frame, name, _register(name, file)) for name in args["variables"]]
    return raked(margins, weight(frame, args.get("base_weight")))


def _se_pct(frame: pd.DataFrame, made: Calibrated, how: Explained | None = None) -> float:
    """The standard error, in percent, of 満足+やや満足 of q1 among those who answered it."""
    values = np.where(np.isnan(known(frame, "q1")), np.nan, _top2(frame))
    return 100 * made.mean(design(frame, {}), values, how)[1]


def _top2(frame: pd.DataFrame) -> Floats:
    return np.asarray(frame["q1"] >= 4, dtype=np.float64)


def _weighted(frame: pd.DataFrame, made: Floats) -> Got:
    return {"ids": frame["id"].tolist(), "weights": made, "kish": _cost(made)}


def _cost(made: Floats) -> Got:
    found = weighting.kish(made)
    return {
        "deff": found.deff,
        "neff": found.neff,
        "cv2": found.cv2,
        "min": found.least,
        "max": found.most,
        "sum": found.total,
    }


def _register(name: str, file: str = REGISTER) -> dict[str, float]:
    read = data(file)
    own = read[read["variable"] == name]
    return dict(zip(own["category"].map(written), own["population"].astype(float), strict=True))


def _margin(frame: pd.DataFrame, name: str, register: dict[Any, float]) -> Margin:
    coded = {written(level): people for level, people in register.items()}
    return Margin.of(name, [written(value) for value in frame[name]], coded)


def _moved(case: Case) -> tuple[float, str, str, str]:
    """How many people are moved, in which margin, from which category to which."""
    pattern = r"move (\d+) people of the (\w+) margin from category (\w+) to category (\w+)"
    found = re.search(pattern, case.args["change"])
    assert found is not None, case.args["change"]
    people, margin, giver, taker = found.groups()
    return float(people), margin, giver, taker
