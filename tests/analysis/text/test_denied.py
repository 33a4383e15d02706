"""Denied predicates are words of their own."""

import pytest

from analysis.text.denied import denied
from analysis.text.words import tokenise


def shown(text: str) -> list[str]:
    return [word.shown for word in denied(tokenise(text)) if word.term is not None]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("バスが足りない", "足りない"),
        ("保育士が足りていません", "足りない"),
        ("古くて使わない", "使わない"),
        ("通えなくなった", "通えない"),
        ("走っていないので静か", "走らない"),
        ("暗くない道", "暗くない"),
        ("安くはない", "安くない"),
        ("便利ではない", "便利でない"),
    ],
)
def test_what_is_denied_is_shown_as_it_was_meant(text: str, word: str) -> None:
    assert word in shown(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("直さなければならない", "直す"),
        ("直さないといけない", "直す"),
        ("やめなくてはいけない", "やめる"),
        ("本数を増やしてもらえないか", "増やす"),
        ("少しでも増えないかな", "増える"),
        ("足りる", "足りる"),
        ("少ないのは問題ない", "少ない"),
    ],
)
def test_what_must_be_or_is_asked_for_is_not_denied(text: str, word: str) -> None:
    assert word in shown(text)
