"""Our numbers against R's, case by case; ORACLE_DIR names a folder with more of them."""

import pytest

from tests.analysis.oracle.cases import Case, every, misses
from tests.analysis.oracle.kinds import KINDS


@pytest.mark.parametrize("case", every(), ids=lambda case: case.id)
def test_our_numbers_are_rs(case: Case) -> None:
    assert case.kind in KINDS, f"no function of ours is known for the kind {case.kind}"
    missed = misses(KINDS[case.kind](case), case.expected, case.tol)
    assert not missed, "\n".join(missed[:20])


def test_every_kind_has_a_case() -> None:
    assert {case.kind for case in every()} <= set(KINDS)
