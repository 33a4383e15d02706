"""再開のことば: easy to say, easy to type, in kana or in letters."""

import pytest

from surveys import resuming


def test_there_are_enough_words_and_no_two_sound_alike() -> None:
    words = resuming.listed()
    assert len(words) >= 512
    assert len({resuming.spelling(resuming.in_letters(word)) for word in words}) == len(words)


def test_a_new_word_is_three_of_the_list() -> None:
    made = resuming.new_word()
    assert len(made.split()) == 3
    assert set(made.split()) <= set(resuming.listed())


@pytest.mark.parametrize(
    "typed",
    [
        "りんご つくえ しんぶん",
        "リンゴ・ツクエ・シンブン",
        "ﾘﾝｺﾞ、ﾂｸｴ、ｼﾝﾌﾞﾝ",
        "りんごつくえしんぶん",
        "ringo tsukue shinbun",
        "Ringo-Tukue-Shimbun",
        "ＲＩＮＧＯ　tsukue　sinbun",
        "ringotsukueshimbun",
    ],
)
def test_it_is_read_however_it_is_typed(typed: str) -> None:
    assert resuming.read(typed) == resuming.read("りんご つくえ しんぶん")


def test_every_word_is_read_from_its_letters() -> None:
    for word in resuming.listed():
        assert resuming.read(resuming.in_letters(word)) == word


@pytest.mark.parametrize("typed", ["", "りんご", "qqq www", "りんご つくえ しんぶんし", "🍎"])
def test_anything_else_is_not_it(typed: str) -> None:
    assert resuming.read(typed) != resuming.read("りんご つくえ しんぶん")


def test_long_vowels_may_be_left_out() -> None:
    assert resuming.read("sumo hikoki bōshi") == resuming.read("すもう ひこうき ぼうし")
