"""Themes: what belongs together, names, edges, and the same result every time."""

import subprocess
import sys
from collections import Counter

import pytest

from analysis.text.intent import Intent
from analysis.text.themes import Themes, themes
from tests.analysis.text.made import ANSWERS, BUS, FOOD, TOILET

SCRIPT = """
from analysis.text.themes import themes
from tests.analysis.text.made import ANSWERS
print(themes(ANSWERS))
"""


@pytest.fixture(scope="module")
def found() -> Themes:
    return themes(ANSWERS, number=3)


def test_answers_about_one_thing_come_together(found: Themes) -> None:
    for start, group in ((0, BUS), (len(BUS), FOOD), (len(BUS) + len(FOOD), TOILET)):
        places = found.theme_of[start : start + len(group)]
        assert Counter(places).most_common(1)[0][1] >= len(group) - 1


def test_a_theme_is_named_by_the_words_of_its_voices(found: Themes) -> None:
    names = [theme.name for theme in found.themes]
    assert any("バスの本数" in name for name in names)
    assert any("蕎麦" in name for name in names)
    assert any("トイレ" in name for name in names)


def test_no_name_holds_a_word_that_says_nothing(found: Themes) -> None:
    for theme in found.themes:
        assert not {"ほしい", "良い", "こと", "思う", "増やす"} & set(theme.keywords)


def test_no_keyword_of_a_name_holds_another(found: Themes) -> None:
    for theme in found.themes:
        for word in theme.keywords:
            assert [other for other in theme.keywords if word in other] == [word]


def test_the_clause_is_what_a_voice_of_the_theme_wrote(found: Themes) -> None:
    for theme in found.themes:
        assert theme.clause_row in theme.rows
        assert theme.clause in ANSWERS[theme.clause_row]


def test_every_voice_is_in_its_theme_and_sizes_fall(found: Themes) -> None:
    for place, theme in enumerate(found.themes):
        assert theme.size == len(theme.rows) == len(set(theme.rows))
        assert {row for row, at in enumerate(found.theme_of) if at == place} == set(theme.rows)
        assert sum(number for _, number in theme.intents) == theme.size
    sizes = [theme.size for theme in found.themes]
    assert sizes == sorted(sizes, reverse=True)
    assert [theme.id for theme in found.themes] == [1, 2, 3]


def test_a_theme_tells_how_many_of_its_voices_complain(found: Themes) -> None:
    (bus,) = [theme for theme in found.themes if "バスの本数" in theme.name]
    assert dict(bus.intents)[Intent.COMPLAINT] >= 5


def test_the_order_of_rows_does_not_matter(found: Themes) -> None:
    order = sorted(range(len(ANSWERS)), key=lambda row: (row * 7) % len(ANSWERS))
    shuffled = themes([ANSWERS[row] for row in order], number=3)
    assert [theme.name for theme in shuffled.themes] == [theme.name for theme in found.themes]
    assert [found.theme_of[row] for row in order] == list(shuffled.theme_of)


def test_every_process_finds_the_same_to_the_letter() -> None:
    printed = {
        subprocess.run(  # noqa: S603 - our own interpreter and our own script
            [sys.executable, "-c", SCRIPT],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


def test_the_number_of_themes_can_be_asked_for() -> None:
    assert len(themes(ANSWERS, number=2).themes) == 2


@pytest.mark.parametrize("texts", [(), (None,), ("バスが少ない",), (None, "", "特になし", "。")])
def test_too_little_text_makes_no_theme(texts: tuple[str | None, ...]) -> None:
    found = themes(texts)
    assert found.themes == ()
    assert found.theme_of == (None,) * len(texts)


def test_equal_answers_are_one_theme() -> None:
    (theme,) = themes(["駐車場が少ない"] * 20).themes
    assert theme.size == 20
    assert "駐車場" in theme.name


def test_three_different_answers_do_not_break_it() -> None:
    assert len(themes(["バスが少ない", "蕎麦が美味しい", "空気がきれい"]).theme_of) == 3


def test_saying_nothing_is_counted_and_has_no_theme() -> None:
    found = themes([*ANSWERS, "特になし", "なし", None])
    assert (found.said_nothing, found.blank) == (2, 1)
    assert found.theme_of[-3:] == (None, None, None)
    assert sum(theme.size for theme in found.themes) + found.unplaced == len(ANSWERS)


def test_a_mass_posting_is_told() -> None:
    posted = "公園のトイレを毎日きれいに掃除してほしいと強くお願いします"
    found = themes([*ANSWERS, *([posted] * 6)])
    assert found.copies == 5
    assert sum(theme.copies for theme in found.themes) == 5


def test_progress_rises_to_one() -> None:
    told: list[float] = []
    themes(ANSWERS, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_more_texts_than_are_sampled_all_find_their_theme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.text.grouping.SAMPLED", 18)
    found = themes(ANSWERS)
    assert found.unplaced <= 3
    assert len(found.themes) >= 2
