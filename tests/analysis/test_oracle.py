"""Our numbers against R's, case by case; ORACLE_DIR names a folder with more of them."""

import pytest

from tests.analysis.oracle.cases import FOLDER, OWN, Case, every, misses
from tests.analysis.oracle.kinds import KINDS
from tests.analysis.oracle.tables import of_cells


def test_there_are_cases_to_hold_us_to() -> None:
    assert every(), f"no case in {FOLDER / 'cases'}"
    assert {case.kind for case in every(OWN)} <= set(KINDS)


@pytest.mark.parametrize("case", every(), ids=lambda case: case.id)
def test_our_numbers_are_rs(case: Case) -> None:
    assert case.kind in KINDS, f"no function of ours is known for the kind {case.kind}"
    missed = misses(KINDS[case.kind](case), case.expected, case.tol)
    assert not missed, "\n".join(missed[:20])


OF_WEIGHTS = [
    case
    for case in every()
    if case.kind == "svychisq" and not any(case.args[part] for part in ("strata", "ids", "fpc"))
]


@pytest.mark.parametrize("case", OF_WEIGHTS, ids=lambda case: case.id)
def test_a_table_tested_from_its_cells_alone_has_rs_f(case: Case) -> None:
    assert not misses(of_cells(case), case.expected["F"], case.tol)


@pytest.mark.parametrize(
    ("got", "expected", "agrees"),
    [
        (1.0 + 1e-9, 1.0, True),
        (1.0 + 1e-6, 1.0, False),
        (float("nan"), None, True),
        (None, None, True),
        (0.0, None, False),
        (float("nan"), 0.0, False),
        (float("inf"), "Inf", True),
        ([1.0, 2.0], [1.0, 3.0], False),
        ([1.0], [1.0, 2.0], False),
        ([5], 5, True),
        ({"n": 1}, {"n": 1, "p": 0.5}, False),
    ],
)
def test_a_number_that_is_not_rs_is_noticed(got: object, expected: object, *, agrees: bool) -> None:
    assert (misses(got, expected, {"abs": 1e-8, "rel": 1e-8}) == []) == agrees
