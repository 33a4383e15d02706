"""Kinds that draw maps and groups: correspondence, clusters, components, CS portfolios."""

import re
from typing import Any

import numpy as np
import pandas as pd

from analysis.counting import Floats
from analysis.methods import correspondence, grouping, importance
from tests.analysis.oracle.cases import Case, Got, named
from tests.analysis.oracle.columns import (
    answered,
    known,
    listed,
    narrowed,
    numbers,
    spanned,
    weight,
)

DISTRICTS: Got = {
    "rows": "district 1..9",
    "vars": [f"sat_{j}" for j in range(1, 13)],
    "weight": "w",
    "features": "weighted means, z-scored",
}


def ca(case: Case) -> Got:
    made = correspondence.correspondence(_table(case))
    return {
        "n_axes": len(made.singular),
        "singular_values": made.singular,
        "inertia": made.inertia,
        "inertia_share": made.share,
        "total_inertia": made.total,
        "row_mass": made.row_mass,
        "col_mass": made.column_mass,
        "row_inertia": made.row_inertia,
        "col_inertia": made.column_inertia,
        "abs_row_principal": np.abs(made.rows).tolist(),
        "abs_col_principal": np.abs(made.columns).tolist(),
        "row_x_col": (made.rows @ made.standard_columns.T).tolist(),
        "row_contrib": made.row_contribution.tolist(),
        "col_contrib": made.column_contribution.tolist(),
        "row_cos2": made.row_quality.tolist(),
        "col_cos2": made.column_quality.tolist(),
    }


def mca(case: Case) -> Got:
    names = case.args["vars"]
    frame = narrowed(answered(case.data, *names), case.args.get("filter"))
    made = correspondence.multiple([frame[name].to_numpy() for name in names])
    return {
        "inertia_indicator": made.inertia,
        "inertia_adjusted": made.adjusted,
        "total_inertia_indicator": made.inertia.sum(),
    }


def ward(case: Case) -> Got:
    features, values = _features(case, case.args)
    made = grouping.ward(values)
    got: Got = {
        "features": features.tolist(),
        "heights": made.heights,
        "merge": made.merges.tolist(),
    }
    for key in case.expected:
        if asked := re.fullmatch(r"labels_k(\d+)(?:_to_(\d+))?", key):
            low, high = int(asked[1]), int(asked[2] or asked[1])
            got[key] = [made.labels(k).tolist() for k in range(low, high + 1)]
    return got


def pca(case: Case) -> Got:
    as_other = re.search(r"as (\w+)", str(case.args.get("features", "")))
    other = named(as_other[1]) if as_other else None
    args = other.args if other else DISTRICTS if as_other else case.args
    made = grouping.components(_features(case, args)[1])
    return {
        "eigenvalues": made.eigenvalues,
        "share": made.share,
        "abs_loadings_pc1": np.abs(made.loadings[:, 0]),
    }


def cronbach(case: Case) -> Got:
    frame = answered(case.data, *case.args["vars"])
    items = frame[case.args["vars"]].to_numpy(dtype=np.float64)
    return {"n": len(items), "alpha": grouping.alpha(items)}


def cs_portfolio(case: Case) -> Got:
    args = case.args
    scores = [
        np.array([_score(case.data, name, args) for name in args[of]])
        for of in ("satisfaction", "importance")
    ]
    made = importance.portfolio(*scores, ddof=args["sd_ddof"])
    return {
        "sat_score": made.satisfaction,
        "imp_score": made.importance,
        "sat_hensachi": made.satisfaction_deviation,
        "imp_hensachi": made.importance_deviation,
        "distance": made.distance,
        "angle_deg": made.angle,
        "shusei_shisu": made.index,
        "kaizendo": made.improvement,
        "quadrant": made.quadrant,
        "rank": made.rank,
        "needs_score_gap": made.need,
    }


def cs_single(case: Case) -> Got:
    args = np.array([case.args["distance"], case.args["angle_deg"]], dtype=np.float64)
    index, better = importance.improvement(args[:1], args[1:])
    return {"shusei_shisu": index[0], "kaizendo": better[0]}


def derived_importance(case: Case) -> Got:
    frame, args = case.data, case.args
    items = np.column_stack([known(frame, name) for name in args["items"]])
    by = weight(frame, args.get("weight", "w"))
    made = importance.derived(items, known(frame, args["overall"]), by)
    return {
        "pearson_pairwise": made.pearson,
        "pearson_pairwise_weighted": made.weighted,
        "n_complete": made.n_complete,
        "partial_corr_complete": made.partial,
        "std_beta_complete": made.beta,
    }


def _table(case: Case) -> Floats:
    if listed(case.args.get("table")):
        return np.array(case.args["table"], dtype=np.float64)
    return case.data.select_dtypes("number").to_numpy(dtype=np.float64)


def _features(case: Case, args: Got) -> tuple[Floats, Floats]:
    """What describes each row, as it is and as it is compared: means of groups, or columns."""
    if "rows" in args and ".." in args["rows"]:
        group, levels = spanned(args["rows"])
        rows = [case.data[case.data[group] == level] for level in levels]
        found = np.array([[_mean(frame, name, args) for name in args["vars"]] for frame in rows])
    else:
        names = args.get("vars") or case.data.select_dtypes("number").columns.tolist()
        found = case.data[names].to_numpy(dtype=np.float64)
    raw = "unscaled" in str(args.get("features"))
    return found, found if raw else grouping.standardise(found)


def _mean(frame: pd.DataFrame, name: str, args: Got) -> float:
    kept = answered(frame, name)
    return float(np.average(numbers(kept, name), weights=weight(kept, args.get("weight"))))


def _score(frame: pd.DataFrame, name: str, args: Got) -> Any:
    kept = answered(frame, name)
    points = np.asarray(args["score"], dtype=np.float64)[kept[name].astype(int) - 1]
    return np.average(points, weights=weight(kept, args["weight"]))
