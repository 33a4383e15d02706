"""特徴語 in a sentence: what a group writes of more than others, and how far it may be read."""

from collections.abc import Sequence

from analysis.sentences import grammar
from analysis.text.keywords import Characteristic, GroupWords, Keyword

MOST = 3  # words in a sentence


def of_group(found: Characteristic, group: GroupWords) -> str:
    """What sets a group's texts apart, or why nothing is said of it."""
    if group.n < 0:
        return "10人未満か、引き算で人数が分かってしまうため、表示しません。"
    if group.silent:
        return f"この層かほかの層の声が{found.least}件に満たないため、語を比べません。"
    if not group.words:
        return f"ほかの層より多いと言える語はありませんでした（n={group.n:,}）。"
    return _of_theme(group) if found.described else _of_people(group)


def _of_theme(group: GroupWords) -> str:
    told = _words(group.words, "ほかのテーマ")
    return f"このテーマの声{group.n:,}件では、{told}が多く書かれています。"


def _of_people(group: GroupWords) -> str:
    sure = [word for word in group.words if word.sure]
    if sure:
        return (
            f"声{group.n:,}件では、{_words(sure, 'ほかの層')}が、ほかの層より多く書かれています。"
            "違いの理由を示すものではありません。"
        )
    names = "".join(grammar.quoted(word.word) for word in group.words[:MOST])
    return (
        f"声{group.n:,}件では、偶然と区別できるほど多い語はありませんでした。"
        f"{names}がやや多く書かれています（参考）。"
    )


def _words(listed: Sequence[Keyword], others: str) -> str:
    return "、".join(
        f"{grammar.quoted(word.word)}（{grammar.percent(word.share)}、"
        f"{others}では{grammar.percent(word.rest)}）"
        for word in listed[:MOST]
    )
