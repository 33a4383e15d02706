"""The word cloud."""

import sys

import pytest

from analysis.text.cloud import cloud, count
from tests.analysis.text.made import ANSWERS


def test_a_word_is_counted_once_a_text() -> None:
    assert dict(count(["バス、バス、またバス", "バスと蕎麦", None]))["バス"] == 2


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_same_words_give_the_same_picture_without_pyplot() -> None:
    first = cloud(count(ANSWERS), width=320, height=180)
    again = cloud(count(ANSWERS), width=320, height=180)
    assert first.png.startswith(b"\x89PNG")
    assert first.png == again.png
    assert first.words[0][1] >= first.words[-1][1]
    assert "matplotlib.pyplot" not in sys.modules


def test_no_words_give_no_picture() -> None:
    assert cloud(count(["特になし", None])).png == b""
