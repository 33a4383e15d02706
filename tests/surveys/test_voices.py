"""声: approved as it will be read; other words need another approval."""

import pytest

from surveys import voices
from surveys.voices import Voice, VoiceEmpty, VoiceNotApproved
from tests import make


def voice() -> Voice:
    made = Voice(words="田中さんの店が遠い")
    voices.approve(made, 1, make.NOON)
    return made


def test_approval_says_who_and_when() -> None:
    made = voice()
    assert (made.approved, made.approved_by, made.approved_at) == (True, 1, make.NOON)


def test_other_words_are_not_approved() -> None:
    made = voice()
    voices.reword(made, "〔氏名〕さんの店が遠い")
    assert (made.approved, made.approved_by) == (False, None)


def test_the_same_words_stay_approved() -> None:
    made = voice()
    voices.reword(made, " 田中さんの店が遠い ")
    assert made.approved


def test_a_voice_cannot_be_emptied() -> None:
    with pytest.raises(VoiceEmpty):
        voices.reword(voice(), "　")


def test_voices_that_wait_are_counted() -> None:
    with pytest.raises(VoiceNotApproved) as caught:
        voices.require_approved([voice(), Voice(words="x"), Voice(words="y")])
    assert caught.value.details == {"number": 2}
