"""Kinds about what is published: rounding, indicators, and what hidden cells give away."""

import re
from decimal import Decimal

import numpy as np

from analysis import presentation
from analysis.methods import disclosure_audit, indicators
from tests.analysis.oracle.cases import Case, Got
from tests.analysis.oracle.columns import levels_of, narrowed


def rounding(case: Case) -> Got:
    args = case.args
    shown = [
        presentation.ratio(count, base, args["decimals"])
        for count, base in zip(args["count"], args["base"], strict=True)
    ]
    pairs = zip(shown, args["base"], strict=True)
    return {
        "pct": [(0.0 if base else None) if text == "-" else float(text) for text, base in pairs],
        "display": shown,
    }


def rounding_net(case: Case) -> Got:
    args = case.args
    parts = [args["count"][place - 1] for place in args["net_of"]]
    shown = [Decimal(presentation.ratio(part, args["base"])) for part in parts if part]
    net = presentation.ratio(sum(parts), args["base"])
    return {
        "net_from_counts": 0.0 if net == "-" else float(net),
        "net_from_rounded": float(sum(shown)),
    }


def indicator_progress(case: Case) -> Got:
    args = case.args
    rows = zip(args["baseline"], args["r2"], args["r3"], args["target"], strict=True)
    made = [
        indicators.progress(baseline=first, previous=previous, latest=latest, target=target)
        for first, previous, latest, target in rows
    ]
    return {
        "change_pt": [each.change for each in made],
        "gap_to_target_pt": [each.gap for each in made],
        "attainment_pct": [each.attainment for each in made],
        "reached": [each.reached for each in made],
        "n_per_wave_for_95pct_significance": [each.n_to_tell for each in made],
    }


def indicator_change_z(case: Case) -> Got:
    made = [indicators.change_z(case.args["p1"], case.args["p2"], n) for n in case.args["n"]]
    return {"z": [z for z, _ in made], "p": [p for _, p in made]}


def suppression_audit(case: Case) -> Got:
    table, hidden = (np.array(case.args[name]) for name in ("table", "suppressed"))
    made = disclosure_audit.bounds(table, hidden)
    by_columns = sorted(made, key=lambda each: (each.column, each.row))
    return {
        "row_col_true_lo_hi": [
            [each.row + 1, each.column + 1, each.true, each.low, each.high] for each in by_columns
        ],
        "any_exact": any(each.exact for each in made),
        "min_width": min((each.width for each in made), default=None),
    }


def pct_reveals_count(case: Case) -> Got:
    args = case.args
    made = [
        disclosure_audit.counts_behind(share, args["base_n"], decimals=args["decimals"])
        for share in args["pct"]
    ]
    return {"candidates": made, "unique": [len(each) == 1 for each in made]}


def differencing(case: Case) -> Got:
    """Two published tables of one question, of everyone and of a part."""
    args = case.args
    question = args["query_1"].split(" ")[0]
    frames = [narrowed(case.data, args[query]) for query in ("query_1", "query_2")]
    levels = levels_of(frames[0][question])
    first, second = (
        np.array([(frame[question] == level).sum() for level in levels]) for frame in frames
    )
    least = int(re.findall(r"\d+", args["rule_claimed"])[0])
    revealed = disclosure_audit.reveals(first, second, least)
    return {
        "table_1": first,
        "table_2": second,
        "difference": first - second,
        "must": case.expected["must"] if revealed else "the pair gives nobody away",
    }
