"""Kinds about tables: frequencies, crosstabs, tests of independence, residuals, letters."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analysis.blanks import with_no_answer
from analysis.codebook import Codebook, Question, Variable
from analysis.counting import Cells, Floats, count, weights
from analysis.crosstab import from_cells
from analysis.frequencies import frequency
from analysis.methods import exact, intervals, letters, weighting
from analysis.methods.association import two_sided
from analysis.methods.associations import residuals
from analysis.methods.comparisons import against_total, cells_against_rest
from analysis.methods.contingency import chi_squared
from analysis.methods.fisher import fisher
from analysis.methods.independence import independence
from analysis.methods.intervals import Share
from analysis.methods.multiplicity import benjamini_hochberg, bonferroni
from analysis.methods.statistic import Statistic, over
from analysis.threeway import threeway
from tests.analysis.oracle.cases import Case, Got
from tests.analysis.oracle.columns import (
    NO_ANSWER,
    about,
    answered,
    book,
    codes,
    design,
    event,
    levels_of,
    listed,
    narrowed,
    table,
    weight,
)


def gt_single(case: Case) -> Got:
    args = case.args
    name, levels = args["var"], [c for c in args["categories"] if c != NO_ANSWER]
    columns = {name: levels} | _weighing(args)
    frame, meaning = table(case.data, columns), book(columns)
    if args["missing"] == "include":
        frame, question = with_no_answer(frame, meaning.question(name))
        meaning, name = Codebook((*question.variables, *meaning.variables[1:])), question.name
    found = frequency(frame, meaning, question=name, weight=args["weight"])
    share = Share(0.0, 0.0, len(frame), len(frame) - 1)
    ends = [
        intervals.plain(replace(share, p=p, se=se))
        for p, se in zip(found.shares, found.se, strict=True)
    ]
    return {
        "n": found.n,
        "n_base": found.base,
        "sum_w": found.shares * found.base_weight,
        "base_w": found.base_weight,
        "pct": 100 * found.shares,
        "se_pct": 100 * found.se,
        "ci95_t_lo": [100 * low for low, _ in ends],
        "ci95_t_hi": [100 * high for _, high in ends],
        "kish_neff": found.effective,
        "kish_deff": over(found.base, found.effective),
    }


def gt_multi(case: Case) -> Got:
    args = case.args
    columns = {name: ["0", "1"] for name in args["vars"]} | _weighing(args)
    found = frequency(
        table(case.data, columns),
        book(columns, args["vars"]),
        question="ma",
        weight=args["weight"],
    )
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
        "pct_of_responses": 100 * _over(found.shares, np.array(found.answers_each)),
    }


def crosstab(case: Case) -> Got:
    args = case.args
    columns = {
        args["axis"]: args["axis_categories"],
        args["question"]: args["question_categories"],
    } | _weighing(args)
    meaning = book(columns)
    side, top = meaning.categorical(args["axis"]), meaning.question(args["question"])
    cells = _counted(case, columns, side, top)
    made = from_cells(side, top, cells, weighted=args["weight"] is not None)
    w = cells.w[2:]
    rows, sums, whole = w.sum(axis=1), w.sum(axis=0), w.sum()
    return {
        "n": made.n.tolist(),
        "n_row": made.bases,
        "n_col": made.total_n,
        "n_total": made.total_base,
        "sum_w": w.tolist(),
        "row_w": rows,
        "col_w": sums,
        "total_w": whole,
        "row_pct": (100 * made.shares).tolist(),
        "col_pct": (100 * _over(w, sums)).tolist(),
        "total_pct": (100 * _over(w, whole)).tolist(),
        "se_row_pct": (100 * made.se).tolist(),
        "row_kish_neff": made.effective,
    }


def crosstab_multi(case: Case) -> Got:
    args = case.args
    columns = {args["axis"]: args["axis_categories"]} | _weighing(args)
    columns |= {name: ["0", "1"] for name in args["vars"]}
    meaning = book(columns, args["vars"])
    side, top = meaning.categorical(args["axis"]), meaning.question("ma")
    cells = _counted(case, columns, side, top, args["vars"])
    made = from_cells(side, top, cells, weighted=args["weight"] is not None)
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
    } | _weighing(args)
    axes, meaning = (args["axis1"], args["axis2"]), book(columns)
    made = threeway(
        table(case.data, columns),
        meaning,
        axes=axes,
        question=args["question"],
        weight=args["weight"],
    ).joint
    layers = (len(args["axis1_categories"]), len(args["axis2_categories"]), -1)
    cells = _counted(case, columns, made.axis, made.question)
    return {
        "n": made.n.reshape(layers).tolist(),
        "sum_w": cells.w[2:].reshape(layers).tolist(),
        "row_pct": (100 * made.shares).reshape(layers).tolist(),
    }


def chisq_table(case: Case) -> Got:
    made = chi_squared(np.array(case.args["table"]))
    if made is None:
        return {"testable": False}
    p = two_sided(made.adjusted).ravel()
    shape = made.adjusted.shape
    return {
        "testable": True,
        "n": made.n,
        "chi2": made.pearson.statistic,
        "df": made.pearson.df,
        "p": made.pearson.p,
        "G": made.likelihood.statistic,
        "G_p": made.likelihood.p,
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
        "fisher_p": fisher(made.observed, most=2e7) if "fisher_p" in case.expected else None,
        "gk_gamma": exact.gamma(made.observed),
        "kendall_tau_b": exact.tau_b(made.observed),
    }


def fisher_2x2(case: Case) -> Got:
    found = exact.odds_ratio(_literal(case))
    return {"p": found.p, "cond_mle_or": found.ratio, "or_ci": found.interval}


def svychisq(case: Case) -> Got:
    args = case.args
    named = [name for key in ("row", "col", "strata", "ids") for name in listed(args[key])]
    frame = narrowed(answered(case.data, *named), case.note)
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


def of_cells(case: Case) -> Got:
    """The same F from the cells alone, as a book tests its tables; of weights-only designs."""
    args = case.args
    frame = answered(case.data, args["row"], args["col"])
    columns = {args["row"]: case.expected["row_levels"], args["col"]: case.expected["col_levels"]}
    columns |= _weighing(args)
    meaning = book(columns)
    side, top = meaning.categorical(args["row"]), meaning.question(args["col"])
    cells = count(table(frame, columns), side, top, weight(frame, args["weight"]))
    tested = from_cells(side, top, cells, weighted=True).association
    assert tested is not None
    assert isinstance(tested.df, tuple)
    return {"statistic": tested.statistic, "ndf": tested.df[0], "ddf": tested.df[1], "p": tested.p}


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
    names = (args["axis"], args["question"])
    columns = {name: levels_of(frame[name]) for name in names} | _weighing(args)
    meaning = book(columns)
    side, top = meaning.categorical(args["axis"]), meaning.question(args["question"])
    cells = _counted(case, columns, side, top)
    w, n = cells.w[2:], int(cells.n[2:].sum())
    neff = weighting.kish(weight(frame, args["weight"])).neff
    everyone = (w.sum(axis=1)[None], w.sum(axis=0)[None], np.array([neff]))
    scaled, pearson = residuals(w[None], *everyone)[0], chi_squared(w)
    chi2 = pearson.pearson.statistic / w.sum() if pearson else float("nan")
    return {
        "n": n,
        "neff": neff,
        "adj_resid_scaled_n": (scaled * np.sqrt(n / neff)).tolist(),
        "adj_resid_scaled_neff": scaled.tolist(),
        "chi2_scaled_n": chi2 * n,
        "chi2_scaled_neff": chi2 * neff,
    }


def column_letters(case: Case) -> Got:
    args = case.args
    frame = answered(case.data, args["axis"], *map(about, args["items"]))
    made = letters.of_events(
        codes(frame[args["axis"]], args["axis_categories"]),
        np.array([event(frame, item) for item in args["items"]]),
        weight(frame, args["weight"]),
        number=len(args["axis_categories"]),
        effective=args["base"] == "neff",
    )
    pairs = letters.compare(made.shares, made.bases)
    listed_ = (pairs.item + 1, pairs.first + 1, pairs.second + 1)
    rows = zip(*listed_, pairs.z, pairs.p, pairs.bonferroni, pairs.bh, strict=True)
    return {
        "n": made.n,
        "base": made.bases,
        "pct": (100 * made.shares).tolist(),
        "pairs_item_j_k_z_p_bonf_bh": [list(row) for row in rows],
        "letters_none": letters.letters(pairs, made.shares.shape, "none"),
        "letters_bonferroni": letters.letters(pairs, made.shares.shape, "bonferroni"),
        "letters_bh": letters.letters(pairs, made.shares.shape, "bh"),
    }


def column_pairs_overlap(case: Case) -> Got:
    banner, question = case.args["banner"], case.args["question"]
    frame = narrowed(answered(case.data, question, *banner), case.args.get("filter"))
    levels = levels_of(frame[question])
    groups = frame[banner].to_numpy() == 1
    made = letters.overlapping(codes(frame[question], levels), groups, len(levels))
    told = (made.item + 1, made.first + 1, made.second + 1, made.p1, made.p2, made.common)
    rows = zip(*told, made.z, made.p, strict=True)
    return {
        "n": groups.sum(axis=0),
        "pairs_row_j_k_p1_p2_common_z_p": [list(row) for row in rows],
    }


def vs_total(case: Case) -> Got:
    axis, words = case.args["axis"], case.args["event"]
    frame = narrowed(answered(case.data, axis, about(words)), case.args.get("filter"))
    levels = levels_of(frame[axis])
    made = against_total(codes(frame[axis], levels), event(frame, words), len(levels))
    told = (made.n, made.share, made.z_total, made.p_total, made.rest, made.z_rest, made.p_rest)
    return {
        "total_n": made.total_n,
        "total_p": made.total_share,
        "rows_group_n_p_zTotal_pTotal_pRest_zRest_pRest": [
            list(row) for row in zip(levels, *told, strict=True)
        ],
    }


def _weighing(args: Got) -> dict[str, Sequence[object]]:
    """The weight as a column of the codebook, where a case has one."""
    return {args["weight"]: []} if args.get("weight") else {}


def _literal(case: Case) -> np.ndarray:
    """A table that a case gives itself, or as a file without headings."""
    given = case.args.get("table") if isinstance(case.args, dict) else None
    if given:
        return np.array(given, dtype=np.int64)
    heading = [int(name) for name in case.data.columns]  # the first row was read as headings
    return np.vstack([heading, case.data.to_numpy(dtype=np.int64)])


def _counted(
    case: Case,
    columns: dict[str, Sequence[object]],
    side: Variable,
    top: Question,
    ticks: Sequence[str] = (),
) -> Cells:
    named = next((name for name, levels in columns.items() if not levels), None)
    frame = table(case.data, columns)
    return count(frame, side, top, weights(frame, book(columns, ticks), named))


def _test(test: Statistic) -> Got:
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
