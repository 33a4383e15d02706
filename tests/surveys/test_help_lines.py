"""One who writes of danger is told where to turn, and the reader what to do."""

import re

from surveys import help_lines


def test_every_line_says_whom_it_is_for_and_how_to_reach_it() -> None:
    for line in help_lines.read().lines:
        assert line.meant_for, line.name
        assert line.number == "" or re.fullmatch(r"#?[0-9-]{3,13}", line.number), line.name


def test_the_lines_for_suicide_children_and_violence_at_home_are_there() -> None:
    numbers = {line.number for line in help_lines.read().lines}
    assert {"0120-279-338", "0120-061-338", "189", "0120-279-889", "#8008"} <= numbers


def test_the_form_says_that_nobody_answers_at_once() -> None:
    told = help_lines.read()
    assert "110番" in told.notice
    assert "119番" in told.notice


def test_the_reader_is_told_not_to_look_for_who_wrote_it() -> None:
    assert "調べようとしないでください" in help_lines.read().reviewer


def test_the_form_shows_few_lines_and_says_them_in_english_too() -> None:
    ours, theirs = help_lines.read().shown, help_lines.read("en").shown
    assert [line.number for line in ours] == [line.number for line in theirs]
    assert 3 <= len(ours) <= 5
    assert not any(re.search("[ぁ-んァ-ヶ一-龠]", f"{line}") for line in theirs)


def test_who_reads_another_language_is_answered_in_english() -> None:
    assert help_lines.read("fil").title == help_lines.read("en").title


def test_easy_japanese_falls_back_on_japanese() -> None:
    easy = help_lines.read("ja-easy")
    assert [line.number for line in easy.shown] == [line.number for line in help_lines.read().shown]
    assert "話《はな》して ください" in easy.title
    assert easy.shown[0].name == "よりそいホットライン"
