"""What is said of a group's words, and what is not."""

from analysis.sentences.keywords import of_group
from analysis.text.keywords import LEAST_THEME, Characteristic, GroupWords, Keyword


def word(name: str, *, sure: bool) -> Keyword:
    return Keyword(
        name, name, texts=20, n=40, rest_texts=8, rest_n=80, share=0.5, rest=0.1, difference=0.4,
        low=0.2, high=0.55, p=0.001, q=0.01, score=20.0, residual=4.0, sure=sure,
    )  # fmt: skip


def told(*words: Keyword, n: int = 40, silent: bool = False, least: int = 30) -> str:
    group = GroupWords("20代", n, silent, words)
    return of_group(Characteristic((group,), 10, weighted=False, least=least), group)


def test_what_is_beyond_chance_is_said_with_both_shares_and_no_reason() -> None:
    assert told(word("バス", sure=True), word("駅", sure=False)) == (
        "声40件では、「バス」（50.0%、ほかの層では10.0%）が、ほかの層より多く書かれています。"
        "違いの理由を示すものではありません。"
    )


def test_what_may_be_chance_is_said_as_such() -> None:
    assert told(word("駅", sure=False)) == (
        "声40件では、偶然と区別できるほど多い語はありませんでした。「駅」がやや多く書かれています（参考）。"
    )


def test_small_groups_are_not_spoken_of() -> None:
    assert "30件に満たない" in told(n=12, silent=True)
    hidden = told(n=-1, silent=True)
    assert "表示しません" in hidden
    assert "-1" not in hidden


def test_a_theme_is_described() -> None:
    assert told(word("バス", sure=True), least=LEAST_THEME).startswith("このテーマの声40件では")
    assert "ありませんでした（n=40）" in told()
