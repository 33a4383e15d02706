"""廃棄: what people destroy after a questionnaire, by when, and who said that it is gone.

A record is an entry of the audit log: it names the thing, how it was destroyed and how many, and
cannot be changed. What the system destroys itself, it records itself (`KEYS_DESTROYED`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from surveys import access, audit, bundles, paper_intakes, reminders
from surveys.audit import AuditEntry
from surveys.errors import N_, SurveyError
from surveys.questionnaires import ENDED, Questionnaire

WITHIN = timedelta(days=30)  # of the last opening, or of the deadline where it is still to come
KEYS_DESTROYED = "key.destroy"
OPENED = "questionnaire.open"
MOST = 10_000_000
WAYS = {
    "shredded": N_("裁断した"),
    "dissolved": N_("溶解処理に出した"),
    "erased": N_("データを消去した（ごみ箱・共有フォルダー・メール添付も）"),
    "expired": N_("バックアップの保存期限が過ぎて消えた"),
}


class NothingLikeThat(SurveyError):
    message = N_("この調査には、それはありません")


class TooEarlyToDestroy(SurveyError):
    message = N_(
        "「%(thing)s」は、最後の開封が済んでから廃棄します。その前に捨てると開封できません"
    )


class HowIsMissing(SurveyError):
    message = N_("廃棄の方法を選んでください")


class NumberUnlikely(SurveyError):
    message = N_("数は、1から%(most)dまでの整数で入力してください。分からないときは空欄にします")


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that has to go.

    Attributes:
        key: `KEY.discard` is the act in the audit log.
        meaning: what all belongs to it.
        last: whether it is needed until the last opening.
        exists: whether a questionnaire has it.
    """

    key: str
    label: str
    meaning: str
    last: bool
    exists: Callable[[Session, Questionnaire], bool]

    @property
    def act(self) -> str:
        return f"{self.key}.discard"


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What somebody said of a thing: who, when, how (one of `WAYS`), how many."""

    who: int | None
    at: datetime
    how: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with one thing of a questionnaire; `due` is the end of the time for it."""

    thing: Thing
    records: tuple[Destroyed, ...]
    due: datetime | None
    late: bool

    @property
    def left(self) -> bool:
        return not self.records


def _has_codes(session: Session, questionnaire: Questionnaire) -> bool:
    return questionnaire.access == "codes" and access.number(session, questionnaire) > 0


def _has_reminders(session: Session, questionnaire: Questionnaire) -> bool:
    return bool(reminders.of(session, questionnaire))


def has_paper(session: Session, questionnaire: Questionnaire) -> bool:
    """Whether sheets of paper came, or labels were printed for them."""
    labelled = bundles.of_questionnaire(session, questionnaire)
    return bool(labelled) or paper_intakes.arrived(session, questionnaire).number > 0


def _has_keeper(_session: Session, questionnaire: Questionnaire) -> bool:
    return questionnaire.key_name is not None and not questionnaire.opens_by_itself


def _has_keys(_session: Session, questionnaire: Questionnaire) -> bool:
    return questionnaire.key_name is not None


# One line a thing; a new kind of paper or file is added here.
THINGS = (
    Thing(
        "code",
        N_("回答コードの一覧"),
        N_(
            "発送に使ったファイル、手紙とラベルのPDF、控え（メール添付・共有フォルダー・印刷）、宛名の名簿"
        ),
        last=False,
        exists=_has_codes,
    ),
    Thing(
        "reminder",
        N_("督促状の宛名"),
        N_("お礼状兼督促状の差し込みファイル、宛名ラベル、刷り損じ"),
        last=False,
        exists=_has_reminders,
    ),
    Thing(
        "paper",
        N_("紙の調査票"),
        N_("記入された紙、切り離したコードの帯、番号のラベルの残り"),
        last=True,
        exists=has_paper,
    ),
    Thing(
        "recovery",
        N_("復旧用の鍵の紙"),
        N_("金庫の復旧用の鍵と、合い言葉を書き留めた紙"),
        last=True,
        exists=_has_keeper,
    ),
    Thing(
        "backup",
        N_("鍵のフォルダー（KEYS_DIR）のバックアップ"),
        N_("サーバー、外付けの媒体、仮想サーバーの複製に残る鍵"),
        last=True,
        exists=_has_keys,
    ),
)


def standings(session: Session, questionnaire: Questionnaire, now: datetime) -> list[Standing]:
    """Each thing of a questionnaire, with what was said of it and by when it has to go."""
    limit = due(session, questionnaire)
    found = []
    for thing in THINGS:
        if thing.exists(session, questionnaire):
            told = tuple(map(_told, audit.entries(session, questionnaire, thing.act)))
            late = not told and limit is not None and limit < now
            found.append(Standing(thing, told, limit, late))
    return found


def due(session: Session, questionnaire: Questionnaire) -> datetime | None:
    """The moment by which all of it has to go; none before there is a deadline."""
    opened = audit.entries(session, questionnaire, OPENED)
    ended = [entry.at for entry in opened if entry.details.get("last")]
    start = ended[0] if ended else questionnaire.closes_at
    return None if start is None else start + WITHIN


def declare(
    session: Session,
    questionnaire: Questionnaire,
    key: str,
    destroyed: Destroyed,
) -> None:
    """Write down that somebody destroyed a thing.

    Raises:
        NothingLikeThat, TooEarlyToDestroy, HowIsMissing, NumberUnlikely
    """
    thing = next((one for one in THINGS if one.key == key), None)
    if thing is None or not thing.exists(session, questionnaire):
        raise NothingLikeThat
    if thing.last and questionnaire.state != ENDED:
        raise TooEarlyToDestroy(thing=thing.label)
    if destroyed.how not in WAYS:
        raise HowIsMissing
    if destroyed.number is not None and not 0 < destroyed.number <= MOST:
        raise NumberUnlikely(most=MOST)
    details = {"how": destroyed.how, "number": destroyed.number}
    audit.record(
        session, thing.act, questionnaire, who=destroyed.who, now=destroyed.at, details=details
    )


def _told(entry: AuditEntry) -> Destroyed:
    return Destroyed(entry.who, entry.at, entry.details.get("how", ""), entry.details.get("number"))
