"""The word cloud."""

import sys

import pytest

from analysis.text.cloud import cloud, count, of_group
from analysis.text.keywords import characteristic
from analysis.text.lexicon import Lexicon, documents
from analysis.text.space import Corpus
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


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_each_group_has_a_cloud_of_what_sets_it_apart() -> None:
    texts = ["バスと駅"] * 40 + ["温泉と駅"] * 40 + ["公園と駅"] * 5
    groups = ["若年"] * 40 + ["高齢"] * 40 + ["不明"] * 5
    levels = ["若年", "高齢", "不明"]
    corpus = Corpus(documents(texts))
    found = characteristic(corpus, groups, levels=levels)
    drawn = [of_group(group, width=320, height=180) for group in found.groups]
    assert [each.words for each in drawn] == [(("バス", 40),), (("温泉", 40),), ()]
    assert [bool(each.png) for each in drawn] == [True, True, False]
    assert drawn[0] == of_group(found.groups[0], width=320, height=180)


def test_banned_words_are_in_no_cloud_and_synonyms_are_one() -> None:
    lexicon = Lexicon(synonyms=(("子ども", ("児童",)),), banned=("駅",), pinned=("行く",))
    assert count(["児童が駅に行く", "こども"], lexicon) == (("子ども", 2), ("行く", 1))
