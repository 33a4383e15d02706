"""Kinds that compare: shares, waves, groups, means, ranks, and p values of many tests."""

from typing import Any

import numpy as np
import pandas as pd

from analysis.methods import comparisons, means, multiplicity
from analysis.methods.comparisons import Difference
from analysis.methods.correlation import correlations
from analysis.methods.intervals import Share
from analysis.methods.standardisation import standardise
from analysis.methods.weighting import kish
from tests.analysis.oracle.cases import Case, Got, data
from tests.analysis.oracle.columns import (
    about,
    answered,
    codes,
    design,
    event,
    known,
    levels_of,
    narrowed,
    numbers,
    weight,
)


def two_prop(case: Case) -> Got:
    made = comparisons.two_shares(**case.args)
    return {
        "diff": made.difference,
        "z_pooled": made.z_pooled,
        "p_pooled": made.p_pooled,
        "z_unpooled": made.z_unpooled,
        "ci_wald": made.wald,
        "ci_newcombe": made.newcombe,
        "ci_agresti_caffo": made.agresti_caffo,
        "fisher_p": made.fisher_p,
    }


def wave_diff(case: Case) -> Got:
    args = case.args
    waves = [
        _wave(frame, args["event"], args.get("filter"), args[f"weight_{of}"])
        for frame, of in ((case.data, "a"), (data(args["other"]), "b"))
    ]
    (first, one), (other, two) = waves
    made = comparisons.of_shares(first, other)
    return {
        "p_a": first.p,
        "se_a": first.se,
        "n_a": first.n,
        "neff_a": one,
        "p_b": other.p,
        "se_b": other.se,
        "n_b": other.n,
        "neff_b": two,
        "z_p": made.normal_p,
        "se_diff": made.se,
    } | _difference(made)


def svyttest(case: Case) -> Got:
    args = case.args
    frame = answered(case.data, args["value"], args["group"])
    frame = frame[frame[args["group"]].isin(args["groups"])]
    groups, values = codes(frame[args["group"]], args["groups"]), numbers(frame, args["value"])
    sample = design(frame, args)
    ranked = means.rank_test(sample, values, groups)
    return _difference(means.two_means(sample, values, groups == 1)) | {
        "rank_t": ranked.statistic,
        "rank_df": ranked.df,
        "rank_p": ranked.p,
    }


def svy_wald_anova(case: Case) -> Got:
    frame, groups = _grouped(case)
    values, sample = numbers(frame, case.args["value"]), design(frame, case.args)
    f, ranked = means.means_wald(sample, values, groups), means.ranks_wald(sample, values, groups)
    # What R's test object calls its parameter is the degrees of freedom.
    return {
        "F": f.statistic,
        "df": f.df,
        "ddf": f.further_df,
        "p": f.p,
        "kw_chisq": ranked.df,
        "kw_p": ranked.p,
    }


def anova(case: Case) -> Got:
    samples = _samples(case)
    plain, welch = means.anova(samples), means.welch(samples)
    return {
        "F": plain.statistic,
        "df1": plain.df,
        "df2": plain.further_df,
        "p": plain.p,
        "welch_F": welch.statistic,
        "welch_df2": welch.further_df,
        "welch_p": welch.p,
    }


def kruskal(case: Case) -> Got:
    made = means.kruskal(_samples(case))
    return {"H": made.statistic, "df": made.df, "p": made.p}


def mann_whitney(case: Case) -> Got:
    args = case.args
    frame = answered(case.data, args["value"], args["group"])
    first, second = (
        numbers(frame[frame[args["group"]] == group], args["value"]) for group in args["groups"]
    )
    made = means.mann_whitney(first, second)
    return {"W": made.w, "p_no_cc": made.p, "p_cc": made.corrected_p}


def correlation(case: Case) -> Got:
    frame, args = case.data, case.args
    own = known(frame, args["x"]), known(frame, args["y"])
    made = correlations(*own, weight(frame, args.get("weight")))
    return {
        "n": made.n,
        "pearson": made.pearson,
        "spearman": made.spearman,
        "kendall_tau_b": made.kendall,
        "pearson_weighted": made.weighted,
    }


def mcnemar(case: Case) -> Got:
    words = case.args["a"], case.args["b"]
    frame = answered(case.data, *map(about, words))
    made = comparisons.mcnemar(*(event(frame, each) for each in words))
    return {
        "table": made.table.tolist(),
        "chi2": made.chi2,
        "p": made.p,
        "chi2_cc": made.corrected_chi2,
        "p_cc": made.corrected_p,
        "exact_p": made.exact_p,
    }


def prop_trend(case: Case) -> Got:
    args = case.args
    frame = answered(case.data, args["group"], about(args["event"]))
    groups = codes(frame[args["group"]], levels_of(frame[args["group"]]))
    hits = np.asarray(np.bincount(groups, weights=event(frame, args["event"])), dtype=np.float64)
    made = comparisons.trend(
        hits, np.bincount(groups).astype(float), np.array(args["scores"], float)
    )
    return {"chi2": made.statistic, "p": made.p}


def p_adjust(case: Case) -> Got:
    p = np.array([np.nan if x is None else x for x in case.args["p"]], dtype=np.float64)
    return {
        "bonferroni": multiplicity.bonferroni(p),
        "holm": multiplicity.holm(p),
        "hochberg": multiplicity.hochberg(p),
        "bh": multiplicity.benjamini_hochberg(p),
        "by": multiplicity.benjamini_yekutieli(p),
    }


def direct_standardisation(case: Case) -> Got:
    args = case.args
    own, other = (_in_cells(frame, args) for frame in (case.data, data(args["other"])))
    made = standardise(
        event(own, args["event"]).astype(float),
        _cells(own, args),
        other_event=event(other, args["event"]).astype(float),
        other_cells=_cells(other, args),
        other_weight=weight(other, args.get("weight", "w")),
    )
    return {
        "cells": made.cells,
        "crude_staff": made.crude,
        "standardised_staff": made.standardised,
        "citizen_common_cells": made.other,
        "composition_effect": made.composition_effect,
        "rate_effect": made.rate_effect,
    }


def _in_cells(frame: pd.DataFrame, args: Got) -> pd.DataFrame:
    """Who answered; of sex, the register knows men and women alone."""
    kept = answered(frame, about(args["event"]), *args["cells"])
    return kept[kept["sex"].isin([1, 2])] if "sex" in args["cells"] else kept


def _cells(frame: pd.DataFrame, args: Got) -> list[tuple[Any, ...]]:
    return list(zip(*(frame[name] for name in args["cells"]), strict=True))


def _wave(frame: pd.DataFrame, words: str, rows: str | None, by: str | None) -> tuple[Share, float]:
    kept = answered(narrowed(frame, rows), about(words))
    each = weight(kept, by)
    return Share.of(design(kept, {"weight": by}), event(kept, words)), kish(each).neff


def _difference(made: Difference) -> Got:
    return {
        "diff": made.difference,
        "t": made.t,
        "df": made.degrees,
        "p": made.p,
        "ci": made.interval,
    }


def _grouped(case: Case) -> tuple[pd.DataFrame, np.ndarray]:
    frame = answered(case.data, case.args["value"], case.args["group"])
    column = frame[case.args["group"]]
    return frame, codes(column, levels_of(column))


def _samples(case: Case) -> list[np.ndarray]:
    frame, groups = _grouped(case)
    values = numbers(frame, case.args["value"])
    return [values[groups == group] for group in np.unique(groups)]
