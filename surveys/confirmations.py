"""確認済みの助言: findings of a draft that a planner has looked at and leaves as they are, and why.

They are kept beside the draft, each under the mark of the finding and of the words it was made of:
when these change, it is a finding again. A published version keeps none.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from surveys.errors import N_, SurveyError

Json = Mapping[str, Any]
KEY = "confirmed"  # of a draft: {mark: a confirmation}
LONGEST = 300


class ReasonMissing(SurveyError):
    message = N_("このままでよい理由を書いてください。あとで見る人に伝わります")


class ReasonTooLong(SurveyError):
    message = N_("理由は%(most)d文字以内にしてください")


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Why a finding is left as it is.

    Attributes:
        who: a member of staff, by id.
    """

    why: str
    who: int | None
    at: datetime


def of(draft: Json | None) -> dict[str, Confirmation]:
    """{mark of a finding: why it is left as it is}."""
    return {
        mark: Confirmation(each["why"], each["who"], datetime.fromisoformat(each["at"]))
        for mark, each in (draft or {}).get(KEY, {}).items()
    }


def carried(draft: Json | None) -> dict[str, Any]:
    """What of a draft stays beside it when it says something else."""
    return {KEY: draft[KEY]} if draft and draft.get(KEY) else {}


def confirmed(draft: Json, marks: Collection[str], made: Confirmation) -> dict[str, Any]:
    """The draft with these findings set aside.

    Raises:
        ReasonMissing, ReasonTooLong
    """
    if not made.why.strip():
        raise ReasonMissing
    if len(made.why) > LONGEST:
        raise ReasonTooLong(most=LONGEST)
    entry = asdict(made) | {"why": made.why.strip(), "at": made.at.isoformat()}
    return _with(draft, {**draft.get(KEY, {}), **dict.fromkeys(marks, entry)})


def reopened(draft: Json, marks: Collection[str]) -> dict[str, Any]:
    """The draft in which these are findings again."""
    kept = {mark: each for mark, each in draft.get(KEY, {}).items() if mark not in marks}
    return _with(draft, kept)


def _with(draft: Json, entries: Json) -> dict[str, Any]:
    rest = {name: value for name, value in draft.items() if name != KEY}
    return rest | ({KEY: dict(entries)} if entries else {})
