"""Texts that speak of harm to life are shown first; what only sounds like it is not."""

from collections.abc import Sequence

import pytest

from analysis.text.danger import LIKENESS, QUIET, Level, alarm
from analysis.text.words import listed
from tests.analysis.text.labelled import pairs
from tests.analysis.text.made import ANSWERS

KNOWN = listed("danger_sentences.txt")
UNSEEN = pairs("danger_unseen.txt")


def share_at_least(sentences: Sequence[tuple[str, ...]], label: str, level: Level) -> float:
    """How many of the sentences with this label are read as this grave or graver."""
    found = [alarm(text).level >= level for said, text in sentences if said == label]
    return sum(found) / len(found)


def test_what_the_rules_were_made_for_is_found() -> None:
    assert share_at_least(KNOWN, "緊急", Level.URGENT) >= 0.98
    assert share_at_least(KNOWN, "言及", Level.MENTION) >= 0.98
    assert share_at_least(KNOWN, "なし", Level.MENTION) <= 0.1
    assert share_at_least(KNOWN, "なし", Level.URGENT) <= 0.025


def test_sentences_the_rules_never_saw_are_mostly_found() -> None:
    """The honest figure: one in fourteen such sentences is missed, so people still read all."""
    assert share_at_least(UNSEEN, "緊急", Level.MENTION) >= 0.93
    assert share_at_least(UNSEEN, "緊急", Level.URGENT) >= 0.75
    assert share_at_least(UNSEEN, "言及", Level.MENTION) >= 0.9


def test_ordinary_answers_are_seldom_shown() -> None:
    shown = [text for text in ANSWERS if alarm(text).level > Level.NONE]
    assert len(shown) <= 0.05 * len(ANSWERS), shown


def test_what_no_cue_foresees_is_found_by_its_likeness() -> None:
    found = alarm("娘が家出して帰ってこない。悪い人と一緒にいるようだ")
    assert found.level >= Level.MENTION
    assert found.kind == LIKENESS


def test_talk_of_prevention_is_a_lower_level() -> None:
    assert alarm("自殺防止の講演会を開いてほしい").level is Level.MENTION
    assert alarm("自殺を考えています").level is Level.URGENT


def test_prevention_in_one_sentence_hides_no_harm_in_another() -> None:
    assert alarm("いじめ対策の授業がありました。ぼくは毎日いじめられています").level is Level.URGENT
    assert alarm("セクハラを受けましたが相談窓口が機能していません").level is Level.URGENT


@pytest.mark.parametrize("text", ["死ぬほど暑い", "必死に働く", "観光客が殺到する", "", "👍"])
def test_what_only_sounds_like_it_is_quiet(text: str) -> None:
    assert alarm(text) == QUIET


def test_the_cue_is_told_so_that_the_reader_sees_why() -> None:
    found = alarm("毎日つらく、消えてしまいたいと思います")
    assert (found.kind, found.cue) == ("自傷・自殺", "消えてしまいたい")


@pytest.mark.parametrize("text", ["ＤＶを受けている", "ＯＤをした", "I want to die", "我想死"])
def test_full_width_letters_and_other_languages_are_read_too(text: str) -> None:
    assert alarm(text).level is Level.URGENT


def test_likeness_is_read_in_japanese_alone() -> None:
    assert alarm("Não consigo ler as placas do hospital").level is Level.NONE
    assert alarm("Gostaria que os avisos da escola fossem em português").level is Level.NONE
    assert alarm("I want to die").level is Level.URGENT
