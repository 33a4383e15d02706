"""The co-occurrence network: its ties, its communities, its picture."""

import os
import subprocess
import sys
from random import Random
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse, stats

from analysis.charts import network as chart
from analysis.charts.picture import svg
from analysis.methods.multiplicity import benjamini_hochberg
from analysis.text.cooccurrence import Network, betweenness, network, strongest
from analysis.text.keywords import characteristic
from analysis.text.lexicon import NOTHING, Lexicon, documents
from analysis.text.placing import place
from analysis.text.space import Corpus

TEXTS = (
    ["バスの本数"] * 12 + ["バスと電車"] * 6 + ["蕎麦と温泉"] * 10 + ["温泉の駐車場"] * 4
    + ["バス"] * 4 + ["蕎麦"] * 4 + ["公園"] * 20
)  # fmt: skip
GROUPS = ["若年"] * 22 + ["高齢"] * 38


def made(texts: list[str], lexicon: Lexicon = NOTHING) -> Network:
    return network(Corpus(documents(texts, lexicon)), lexicon=lexicon)


def ties(found: Network) -> dict[frozenset[str], float]:
    return {
        frozenset({found.nodes[e.first].label, found.nodes[e.second].label}): e.strength
        for e in found.edges
        if e.sure
    }


def test_words_said_together_beyond_chance_are_tied_by_jaccard() -> None:
    found = ties(made(TEXTS))
    assert found[frozenset({"バス", "本数"})] == pytest.approx(12 / 22)
    assert found[frozenset({"蕎麦", "温泉"})] == pytest.approx(10 / 18)
    assert frozenset({"本数", "電車"}) not in found
    assert not any("公園" in pair for pair in found)


def test_the_test_is_fishers_where_little_is_expected_and_corrected_for_all_pairs() -> None:
    found = made(TEXTS)
    edge = next(e for e in found.edges if {"温泉", "駐車場"} == {
        found.nodes[e.first].label, found.nodes[e.second].label})  # fmt: skip
    p = stats.fisher_exact([[4, 0], [10, 46]]).pvalue
    assert found.tested == 21  # of 7 words
    assert edge.q >= p
    assert benjamini_hochberg(np.array([p, *[1.0] * 20]))[0] >= edge.q


def test_ties_of_few_texts_are_never_drawn() -> None:
    assert made(["羽二重と餅"] * 2 + ["公園"] * 50).edges == ()


def test_words_in_every_text_are_tied_to_nothing() -> None:
    assert made(["バスの本数"] * 40).edges == ()
    assert made([]).nodes == ()


def test_ties_that_only_an_uncorrected_test_sees_are_marked() -> None:
    words = ["駅", "道路", "公園", "学校", "病院", "橋", "川", "山", "海", "祭り"]
    rows = [f"{a}と{b}" for i, a in enumerate(words) for b in words[i + 1 :]]
    found = made([*rows, *["駅と道路"] * 4, *["公園"] * 40])
    assert [e.sure for e in found.edges] == [False]
    assert [label[-4:] for label in found.tables()[0].body.index] == ["（参考）"]


def test_communities_are_the_words_that_are_said_together() -> None:
    group = {node.label: node.community for node in made(TEXTS).nodes}
    assert group["バス"] == group["本数"] == group["電車"]
    assert group["蕎麦"] == group["温泉"] == group["駐車場"]
    assert sorted(set(group.values())) == [0, 1]


def test_the_middle_of_a_way_lies_between() -> None:
    path = sparse.csr_matrix(np.diag([1.0, 1, 1], 1) + np.diag([1.0, 1, 1], -1))
    # Of 4 nodes in a row an inner one lies on 2 of the 3 ways between two others.
    assert betweenness(path).tolist() == pytest.approx([0, 2 / 3, 2 / 3, 0])


def test_banned_words_are_left_out_and_pinned_ones_stay() -> None:
    assert "バス" not in {n.label for n in made(TEXTS, Lexicon(banned=("バス",))).nodes}
    rare = ["羽二重と餅"] * 3 + ["公園"] * 60
    assert "餅" in {n.label for n in made(rare, Lexicon(pinned=("餅",))).nodes}


def test_groups_stand_beside_their_words_with_the_residual() -> None:
    corpus = Corpus(documents([*TEXTS, *TEXTS, *["公園"] * 10]))
    of = [*GROUPS, *GROUPS, *["不明"] * 10]
    groups = characteristic(corpus, of, levels=["不明", "高齢", "若年"])
    found = network(corpus, groups=groups)
    assert [node.label for node in found.nodes if node.group] == ["高齢", "若年"]
    tie = next(e for e in found.edges if found.nodes[e.first].group)
    word = next(w for w in groups.groups[1].words if w.term == found.nodes[tie.second].key)
    assert (tie.strength, tie.texts, tie.q) == (word.residual, word.texts, word.q)


def test_the_strongest_ties_are_kept_with_their_words() -> None:
    few = strongest(made(TEXTS), 2)
    assert len(few.edges) == 2
    assert len(few.nodes) == len({end for e in few.edges for end in (e.first, e.second)})
    assert set(ties(few)) <= set(ties(made(TEXTS)))


@settings(max_examples=10, deadline=None)
@given(st.randoms())
def test_the_order_of_texts_does_not_change_the_picture(chance: Random) -> None:
    shuffled = TEXTS.copy()
    chance.shuffle(shuffled)
    assert made(shuffled) == made(TEXTS)
    assert chart.network(made(shuffled)) == chart.network(made(TEXTS))


def test_another_process_draws_the_same_picture() -> None:
    code = (
        "from tests.analysis.text.test_cooccurrence import *;"
        "import sys; sys.stdout.buffer.write(svg(chart.network(made(TEXTS))))"
    )
    done = subprocess.run(  # noqa: S603 - our own code, in a process with another hash seed
        [sys.executable, "-W", "ignore", "-c", code],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "77"},
    )
    assert done.stdout == svg(chart.network(made(TEXTS)))


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 20), st.integers(0, 2**32 - 1))
def test_no_label_lies_on_another_or_beyond_the_sheet(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    boxes = np.stack([rng.uniform(24, 140, n), rng.uniform(24, 56, n)], axis=1)
    pairs = [(int(a), int(b)) for a, b in rng.integers(0, n, (n, 2)) if a != b] if n else []
    placed = place(boxes, pairs, width=328, height=300)
    low, high = placed.centres - boxes / 2, placed.centres + boxes / 2
    assert (low >= -0.1).all()
    assert (high <= np.array([placed.width, placed.height]) + 0.1).all()
    over = (low[:, None] < high[None]).all(axis=2) & (low[None] < high[:, None]).all(axis=2)
    assert over.sum() == n  # each with itself alone


def test_the_picture_is_no_wider_than_a_phone_and_says_its_words() -> None:
    narrow = chart.network(made(TEXTS), narrow=True)
    root = ElementTree.fromstring(svg(narrow))  # noqa: S314 - drawn here
    assert float(root.attrib["width"]) <= 340
    said = {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"バス", "本数", "温泉"} <= said
    assert "蕎麦と温泉" in narrow.words or "温泉と蕎麦" in narrow.words
    assert "n=60" in narrow.words


def test_an_empty_network_says_so() -> None:
    assert "ありませんでした" in chart.network(made([])).words
    assert svg(chart.network(made([]))).startswith(b"<svg")


def test_a_few_words_do_not_drift_apart_and_a_phone_says_what_it_leaves_out() -> None:
    assert chart.drawn(made(TEXTS)).width <= chart.LEAST_WIDTH + 1
    told = [
        *("駅と道路と橋と川", "学校と病院と市場と図書館", "山と海と祭りと神社", "犬と猫と鳥と魚"),
        *("米と茶と酒と水", "朝と夜と春と秋", "机と椅子と窓と壁"),
    ]
    found = made([*told * 5, *["公園"] * 200])
    assert len(found.edges) == 42
    notes = [note.said for note in chart.drawn(found, narrow=True).notes]
    assert notes[-1] == f"強い{chart.NARROW_EDGES}本だけを描いています"
    assert len(chart.drawn(found).notes) == 1
