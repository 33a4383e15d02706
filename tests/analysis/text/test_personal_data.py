"""How much personal data is found in 300 sentences, and how much is masked for nothing."""

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.masking import mask, personal
from tests.analysis.text.labelled import lines, unmarked

SENTENCES = lines("personal_data.txt")
HALVES = {"development": SENTENCES[0::2], "held out": SENTENCES[1::2]}
SETS = {
    **HALVES,
    "written later": lines("personal_data_later.txt"),
    "written third": lines("personal_data_unseen.txt"),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """Spans wholly masked, marks set rightly; sentences with nothing left over, without a mark."""

    recall: float
    precision: float
    clean: float
    untouched: float


def share(held: list[bool]) -> float:
    return sum(held) / len(held)


def measure(sentences: list[str]) -> Measured:
    """A span counts when no letter of it is left; a mark is right when half of it is personal."""
    whole: list[bool] = []
    right: list[bool] = []
    clean: list[bool] = []
    untouched: list[bool] = []
    for text, spans in map(unmarked, sentences):
        found = personal(text)
        covered = {place for span in found for place in range(span.start, span.end)}
        meant = {place for _, start, end in spans for place in range(start, end)}
        hidden = [covered.issuperset(range(start, end)) for _, start, end in spans]
        whole += hidden
        right += [
            2 * len(meant.intersection(range(span.start, span.end))) >= span.end - span.start
            for span in found
        ]
        (clean if spans else untouched).append(all(hidden) if spans else not found)
    return Measured(share(whole), share(right), share(clean), share(untouched))


def test_there_are_300_sentences_half_of_them_with_personal_data() -> None:
    told = [bool(unmarked(line)[1]) for line in SENTENCES]
    assert (len(told), sum(told)) == (300, 150)


@pytest.mark.parametrize("name", SETS)
def test_personal_data_is_found_and_little_else_masked(name: str) -> None:
    measured = measure(SETS[name])
    assert measured.recall >= 0.96
    assert measured.precision >= 0.97
    assert measured.clean >= 0.96
    assert measured.untouched >= 0.98


def test_as_much_is_found_in_sentences_no_rule_was_mended_by() -> None:
    measured = measure(lines("personal_data_last.txt"))
    assert measured.recall >= 0.94
    assert measured.precision >= 0.97
    assert measured.untouched >= 0.98


def test_what_is_masked_is_called_what_it_is() -> None:
    told = [(unmarked(line)[1], personal(unmarked(line)[0])) for line in SENTENCES]
    named = {(*span, number) for number, (spans, _) in enumerate(told) for span in spans}
    found = {(s.kind, s.start, s.end, n) for n, (_, spans) in enumerate(told) for s in spans}
    assert len(named & found) >= 0.96 * len(named)


def test_nothing_masked_is_left_in_the_text() -> None:
    for text, spans in map(unmarked, HALVES["development"]):
        said = mask(text).text
        assert not [text[start:end] for _, start, end in spans if text[start:end] in said], text


ODD = "佐藤さん田中課長の0１-ー@ .a㈱ﾊﾞか\u3099\ue000&amp;〒号室本町"


@given(st.text(alphabet=ODD, max_size=40))
def test_any_text_is_masked_without_losing_what_is_not(text: str) -> None:
    spans = personal(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))
