"""The clause shown with a theme: someone's own words, whole, with the words of its name."""

from analysis.text.clauses import clause
from analysis.text.passages import read

WEIGHT = {"バス": 1.0, "本数": 0.8, "少ない": 0.4, "店": 0.5}


def chosen(*texts: str) -> str:
    passages = read(texts).passages
    return clause(passages, [1.0] * len(passages), WEIGHT, ("バス", "本数"))[0]


def test_an_opening_word_is_left_out() -> None:
    assert chosen("しかし、バスの本数が少ない") == "バスの本数が少ない"


def test_a_clause_without_the_name_is_not_shown() -> None:
    assert chosen("お店がとても少ない", "バスは夜に走らない") == "バスは夜に走らない"


def test_a_heading_is_not_shown() -> None:
    assert chosen("Q2. バスの本数", "夜はバスが少ない") == "夜はバスが少ない"


def test_a_clause_that_leaves_off_is_not_shown() -> None:
    assert chosen("バスの本数が減って、", "バスの本数が減った") == "バスの本数が減った"


def test_figures_are_not_cut() -> None:
    assert chosen("バスは1.5キロ先の駅まで") == "バスは1.5キロ先の駅まで"


def test_a_clause_that_goes_on_from_another_is_not_shown() -> None:
    assert (
        chosen("また冬季のバスの本数が少ない", "夏季のバスの本数が少ない")
        == "夏季のバスの本数が少ない"
    )
