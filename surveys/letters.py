"""1通の意見を分ける: a letter cut into opinions, letter for letter, and put together again."""

import re
from collections.abc import Sequence
from itertools import pairwise

from sqlalchemy.orm import Session

from surveys.errors import N_, SurveyError
from surveys.public_comments import Comment, Opinion, of_comment

_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?\n]+[」』）)]*\s*|$)")
_POINT = re.compile(r"(?m)^(?=[ 　]*(?:[(（]?[0-9０-９]{1,2}[)）.．、　 ]|[①-⑳]|[・●○■◆◇▪])\s*\S)")


class NothingToSplit(SurveyError):
    message = N_("ここでは分けられません。文が一つしかないか、ほかの人が先に分けています")


class NothingBefore(SurveyError):
    message = N_("この意見の前に、まとめる意見がありません")


def sentences(words: str) -> list[str]:
    """Cut where a sentence or a line ends; joined again they are `words`, letter for letter."""
    return [part for part in _SENTENCE.findall(words) if part]


def points(words: str) -> list[str]:
    """Cut before each line that begins with a number or a bullet; joined again they are `words`."""
    starts = [found.start() for found in _POINT.finditer(words)]
    cuts = [0, *(start for start in starts if start), len(words)]
    parts = [words[a:b] for a, b in pairwise(cuts)]
    return _with_opening(parts) if len(starts) > 1 else [words]


def split(session: Session, opinion: Opinion, after: int) -> Opinion:
    """Make the sentences after the first `after` an opinion of their own, the next one.

    Raises:
        NothingToSplit
    """
    parts = sentences(opinion.words)
    if not 0 < after < len(parts) or not "".join(parts[after:]).strip():
        raise NothingToSplit
    return _parted(session, opinion, ["".join(parts[:after]), "".join(parts[after:])])[0]


def split_by_points(session: Session, opinion: Opinion) -> list[Opinion]:
    """Make each numbered or bulleted line an opinion of its own.

    Raises:
        NothingToSplit
    """
    parts = points(opinion.words)
    if len(parts) == 1:
        raise NothingToSplit
    return _parted(session, opinion, parts)


def join_to_previous(session: Session, opinion: Opinion) -> Opinion:
    """Put an opinion back to the one before it in its letter; the group is that one's.

    Raises:
        NothingBefore
    """
    comment = session.get_one(Comment, opinion.comment_id)
    listed = of_comment(session, comment)
    place = listed.index(opinion)
    if place == 0:
        raise NothingBefore
    before = listed[place - 1]
    before.words = before.words + opinion.words
    session.delete(opinion)
    session.flush()
    return before


def _parted(session: Session, opinion: Opinion, parts: Sequence[str]) -> list[Opinion]:
    """The opinion becomes the first part; the others follow it, of the same place and group."""
    comment = session.get_one(Comment, opinion.comment_id)
    for later in of_comment(session, comment):
        if later.position > opinion.position:
            later.position += len(parts) - 1
    opinion.words = parts[0]
    made = [
        Opinion(
            round_id=opinion.round_id,
            comment_id=opinion.comment_id,
            position=opinion.position + place,
            words=words,
            place=opinion.place,
            group_id=opinion.group_id,
        )
        for place, words in enumerate(parts[1:], 1)
    ]
    session.add_all(made)
    session.flush()
    return made


def _with_opening(parts: list[str]) -> list[str]:
    """A first line that only announces the points (次の2点です) stays with the first of them."""
    if parts and not _POINT.match(parts[0]):
        return [parts[0] + parts[1], *parts[2:]]
    return parts
