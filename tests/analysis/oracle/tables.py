"""Kinds about tables: frequencies, crosstabs, tests of independence, residuals, letters."""

import numpy as np
from scipy import stats

from analysis import exact, letters
from analysis.association import residuals
from analysis.blanks import with_no_answer
from analysis.contingency import chi_squared
from analysis.comparisons import against_total, cells_against_rest
from analysis.counting import Cells, Floats, count, weights
from analysis.crosstab import from_cells
from analysis.frequencies import frequency
from analysis.independence import Test, independence
from analysis.multiplicity import benjamini_hochberg, bonferroni
from analysis.threeway import threeway
from analysis.weighting import kish
from tests.analysis.oracle.cases import Case, Got, answered, book, codes, design, table, weight


def gt_single(case: Case) -> Got:
    args = case.args
    levels = [c for c in args["categories"] if c != -9]
    columns = {args["var"]: levels} | ({args["weight"]: []} if args["weight"] else {})
    frame, meaning = table(case.data, columns), book(columns)
    if args["missing"] == "include":
        filled, question = with_no_answer(frame, meaning.question(args["var"]))
        meaning = type(meaning)((*question.variables, *meaning.variables[1:]))
        frame, name = filled, question.name
    else:
        name = args["var"]
    found = frequency(frame, meaning, question=name, weight=args["weight"])
    half = stats.t.isf(0.025, len(frame) - 1) * found.se
    return {
        "n": found.n,
        "n_base": found.base,
        "sum_w": found.shares * found.base_weight,
        "base_w": found.base_weight,
        "pct": 100 * found.shares,
        "se_pct": 100 * found.se,
        "ci95_t_lo": 100 * (found.shares - half),
        "ci95_t_hi": 100 * (found.shares + half),
        "kish_neff": found.effective,
        "kish_deff": found.base / found.effective,
    }


def gt_multi(case: Case) -> Got:
    args = case.args
    columns = {name: ["0", "1"] for name in args["vars"]}
    frame = table(case.data, columns)
    found = frequency(frame, book(columns, args["vars"]), question="ma")
    return {
        "n": found.n,
        "n_base": found.base,
        "n_no_answer": found.no_answer,
        "sum_w": found.shares * found.base_weight,
        "base_w": found.base_weight,
        "pct_of_respondents": 100 * found.shares,
        "se_pct": 100 * found.se,
        "multiple_total_pct": 100 * found.answers_each,
        "mean_answers": found.answers_each,
        "pct_of_responses": 100 * found.shares / found.answers_each,
    }


def crosstab(case: Case) -> Got:
    args = case.args
    columns = {
        args["axis"]: args["axis_categories"],
        args["question"]: args["question_categories"],
        args["weight"]: [],
    }
    cells = _counted(case, columns, args["axis"], args["question"])
    made = from_cells(
        book(columns).categorical(args["axis"]),
        book(columns).question(args["question"]),
        cells,
        weighted=True,
    )
    w = cells.w[2:]
    side, top, whole = w.sum(axis=1), w.sum(axis=0), w.sum()
    return {
        "n": made.n.tolist(),
        "n_row": made.bases,
        "n_col": made.total_n,
        "n_total": made.total_base,
        "sum_w": w.tolist(),
        "row_w": side,
        "col_w": top,
        "total_w": whole,
        "row_pct": (100 * made.shares).tolist(),
        "col_pct": (100 * _over(w, top)).tolist(),
        "total_pct": (100 * w / whole).tolist(),
        "se_row_pct": (100 * made.se).tolist(),
        "row_kish_neff": made.effective,
    }


def crosstab_multi(case: Case) -> Got:
    args = case.args
    columns = {args["axis"]: args["axis_categories"], args["weight"]: []}
    columns |= {name: ["0", "1"] for name in args["vars"]}
    frame, meaning = table(case.data, columns), book(columns, args["vars"])
    side, top = meaning.categorical(args["axis"]), meaning.question("ma")
    cells = count(frame, side, top, weights(frame, meaning, args["weight"]))
    made = from_cells(side, top, cells, weighted=True)
    return {
        "n": made.n.tolist(),
        "n_row": made.bases,
        "sum_w": cells.w[2:].tolist(),
        "row_w": cells.base_w[2:],
        "row_pct": (100 * made.shares).tolist(),
        "se_row_pct": (100 * made.se).tolist(),
    }


def crosstab3(case: Case) -> Got:
    args = case.args
    columns = {
        args["axis1"]: args["axis1_categories"],
        args["axis2"]: args["axis2_categories"],
        args["question"]: args["question_categories"],
        args["weight"]: [],
    }
    made = threeway(
        table(case.data, columns),
        book(columns),
        axes=(args["axis1"], args["axis2"]),
        question=args["question"],
        weight=args["weight"],
    )
    return {
        "n": [layer.n.tolist() for layer in made.layers],
        "sum_w": [layer.w.tolist() for layer in made.layers],
        "row_pct": [(100 * layer.shares).tolist() for layer in made.layers],
    }


def chisq_table(case: Case) -> Got:
    made = chi_squared(np.array(case.args["table"]))
    if made is None:
        return {"testable": False}
    p = 2 * stats.norm.sf(np.abs(made.adjusted)).ravel()
    shape = made.adjusted.shape
    return {
        "testable": True,
        "n": made.n,
        "chi2": made.statistic,
        "df": made.df,
        "p": made.p,
        "G": made.g,
        "G_p": made.g_p,
        "expected": made.expected.tolist(),
        "pearson_resid": made.residuals.tolist(),
        "adj_std_resid": made.adjusted.tolist(),
        "cramers_v": made.v,
        "cramers_v_bias_corrected": made.v_corrected,
        "contingency_c": made.contingency,
        "min_expected": made.expected.min(),
        "share_expected_lt5": (made.expected < 5).mean(),
        "adj_resid_p": p.reshape(shape).tolist(),
        "adj_resid_p_bh": benjamini_hochberg(p).reshape(shape).tolist(),
        "adj_resid_p_bonf": bonferroni(p).reshape(shape).tolist(),
        "fisher_p": exact.fisher(made.observed),
        "gk_gamma": exact.gamma(made.observed),
        "kendall_tau_b": exact.tau_b(made.observed),
    }


def fisher_2x2(case: Case) -> Got:
    cells = case.data.to_numpy() if case.args == [] else np.array(case.args["table"])
    if cells.shape == (1, 2):  # a file without a heading: its first row was read as one
        cells = np.vstack([[int(name) for name in case.data.columns], cells])
    found = exact.odds_ratio(cells.astype(int))
    return {"p": found.p, "cond_mle_or": found.ratio, "or_ci": found.interval} | {
        key: value for key, value in case.expected.items() if key.startswith("r_fisher")
    }


def svychisq(case: Case) -> Got:
    args = case.args
    named = [args["strata"]] if args["strata"] else []
    frame = answered(case.data, args["row"], args["col"], *named)
    rows, columns = case.expected["row_levels"], case.expected["col_levels"]
    made = independence(
        design(frame, args),
        codes(frame[args["row"]], rows),
        codes(frame[args["col"]], columns),
        (len(rows), len(columns)),
    )
    tests = {"F": made.f, "Chisq": made.chi2, "Wald": made.wald, "adjWald": made.adjusted_wald}
    return {
        "n": made.n,
        "degf": made.degrees,
        "sum_w": made.sums.tolist(),
        "row_levels": rows,
        "col_levels": columns,
    } | {name: _test(test) for name, test in tests.items()}


def cell_vs_rest(case: Case) -> Got:
    args = case.args
    frame = answered(case.data, args["axis"], args["question"])
    side, top = args["axis_categories"], args["question_categories"]
    made = cells_against_rest(
        design(frame, args),
        codes(frame[args["axis"]], side),
        codes(frame[args["question"]], top),
        (len(side), len(top)),
    )
    return {
        "diff": made.difference.tolist(),
        "se": made.se.tolist(),
        "p": made.p.tolist(),
        "p_bh_all_cells": made.q.tolist(),
    }


def weighted_adj_resid(case: Case) -> Got:
    args = case.args
    frame = answered(case.data, args["axis"], args["question"])
    columns = {
        name: sorted(frame[name].unique().tolist()) for name in (args["axis"], args["question"])
    }
    cells = _counted(case, columns | {args["weight"]: []}, args["axis"], args["question"])
    w, w2, n = cells.w[2:], cells.w2[2:], int(cells.n[2:].sum())
    neff = kish(weight(frame, args["weight"])).neff
    scaled = residuals(w, w2)
    pearson = chi_squared(w)
    assert pearson is not None
    return {
        "n": n,
        "neff": neff,
        "adj_resid_scaled_n": (scaled * np.sqrt(n / neff)).tolist(),
        "adj_resid_scaled_neff": scaled.tolist(),
        "chi2_scaled_n": pearson.statistic * n / w.sum(),
        "chi2_scaled_neff": pearson.statistic * neff / w.sum(),
    }


def column_letters(case: Case) -> Got:
    args = case.args
    items = [item.split(" ")[0] for item in args["items"]]
    frame = answered(case.data, args["axis"], *dict.fromkeys(items))
    side = codes(frame[args["axis"]], args["axis_categories"])
    events = [frame.eval(item).to_numpy(dtype=float) for item in args["items"]]
    each, groups = weight(frame, args["weight"]), len(args["axis_categories"])
    held, squares = (np.bincount(side, x, minlength=groups) for x in (each, each**2))
    n = np.bincount(side, minlength=groups)
    bases = held**2 / squares if args["base"] == "neff" else n.astype(float)
    shares = np.array([np.bincount(side, each * e, minlength=groups) / held for e in events])
    pairs = letters.compare(shares, bases)
    told = {
        f"letters_{how}": letters.letters(pairs, shares.shape, how)
        for how in ("none", "bonferroni", "bh")
    }
    listed = (pairs.item + 1, pairs.first + 1, pairs.second + 1)
    rows = zip(*listed, pairs.z, pairs.p, pairs.bonferroni, pairs.bh, strict=True)
    return {
        "n": n,
        "base": bases,
        "pct": (100 * shares).tolist(),
        "pairs_item_j_k_z_p_bonf_bh": [list(row) for row in rows],
    } | told


def column_pairs_overlap(case: Case) -> Got:
    banner, question = case.args["banner"], case.args["question"]
    frame = answered(case.data, question, *banner)
    levels = sorted(frame[question].unique())
    groups = frame[banner].to_numpy() == 1
    made = letters.overlapping(codes(frame[question], levels), groups, len(levels))
    listed = (made.item + 1, made.first + 1, made.second + 1, made.p1, made.p2, made.common)
    rows = zip(*listed, made.z, made.p, strict=True)
    return {
        "n": groups.sum(axis=0),
        "pairs_row_j_k_p1_p2_common_z_p": [list(row) for row in rows],
    }


def vs_total(case: Case) -> Got:
    axis, event = case.args["axis"], case.args["event"]
    frame = answered(case.data, axis, event.split(">=")[0])
    levels = sorted(frame[axis].unique())
    hit = frame.eval(event).to_numpy()
    made = against_total(codes(frame[axis], levels), hit, len(levels))
    listed = (made.n, made.share, made.z_total, made.p_total, made.rest, made.z_rest, made.p_rest)
    rows = zip(levels, *listed, strict=True)
    return {
        "total_n": made.total_n,
        "total_p": made.total_share,
        "rows_group_n_p_zTotal_pTotal_pRest_zRest_pRest": [list(row) for row in rows],
    }


def _counted(case: Case, columns: dict[str, list[object]], axis: str, question: str) -> Cells:
    frame, meaning = table(case.data, columns), book(columns)
    named = next((name for name, levels in columns.items() if not levels), None)
    each = weights(frame, meaning, named)
    return count(frame, meaning.categorical(axis), meaning.question(question), each)


def _test(test: Test) -> Got:
    return {
        "statistic": test.statistic,
        "ndf": test.df,
        "df": test.df,
        "ddf": test.further_df,
        "p": test.p,
    }


def _over(part: Floats, whole: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(whole > 0, part / whole, np.nan))
