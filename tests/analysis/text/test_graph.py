"""The graph of texts: its communities, and how much two partitions agree."""

import numpy as np
import pytest
from scipy import sparse

from analysis.text.graph import agreement, communities


def test_the_same_partition_under_other_names_agrees_wholly() -> None:
    assert agreement(np.array([0, 0, 1, 1, -1]), np.array([1, 1, 0, 0, 2])) == 1.0
    assert agreement(np.array([0]), np.array([0])) == 1.0


def test_agreement_is_the_adjusted_rand_index() -> None:
    # Pairs together: 3 in one, 3 in the other, 1 in both, of 15; by chance 3 x 3 / 15 = 0.6.
    one, other = np.array([0, 0, 1, 1, 2, 2]), np.array([0, 0, 1, 2, 1, 2])
    assert agreement(one, np.array([0, 0, 1, 2, 2, 1])) == pytest.approx((1 - 0.6) / (3 - 0.6))
    assert agreement(one, other) == agreement(other, one)


def test_two_circles_of_friends_are_two_communities_whatever_the_chance() -> None:
    ties = np.kron(np.eye(2), np.ones((5, 5))) - np.eye(10)
    ties[4, 5] = ties[5, 4] = 0.1
    for chance in range(5):
        found = communities(sparse.csr_matrix(ties), resolution=1.0, chance=chance)
        assert agreement(found, np.repeat([0, 1], 5)) == 1.0


def test_who_is_tied_to_nobody_is_alone() -> None:
    assert communities(sparse.csr_matrix((3, 3)), resolution=1.0).tolist() == [0, 1, 2]
