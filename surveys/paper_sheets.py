"""紙の回答: a sheet under a random number of its own, what was typed from it, and how many wait.

The number is on a label that was printed before any sheet came; no row knows a code, a time or an
order. What is typed is encrypted under a key of KEYS_DIR, and forgotten when it is sealed.
"""

import secrets
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import nacl.secret
from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import access, paper_entries, paper_intakes, sealing
from surveys.base import Base
from surveys.documents import Document
from surveys.errors import N_, SurveyError
from surveys.keys import Keys
from surveys.paper_entries import Entry
from surveys.questionnaires import Questionnaire, QuestionnaireVersion, latest

LENGTH, GROUP = 6, 3
ENOUGH = 3  # of its characters: so many tell a sheet from the others of a bundle
# 番号だけ, 入力の途中, 入力済み, 入力できない紙（白票・破れ）, 貼らなかったラベル, 封をした
BLANK, BEGUN, TYPED, ASIDE, UNUSED, SEALED = (
    *("blank", "begun", "typed"),
    *("aside", "unused", "sealed"),
)
BOXED = (BEGUN, TYPED)
STATES = {
    BLANK: N_("まだ"),
    BEGUN: N_("入力の途中"),
    TYPED: N_("入力済み"),
    ASIDE: N_("入力できない紙"),
    UNUSED: N_("貼らなかったラベル"),
    SEALED: N_("封をした"),
}


class NumberUnknown(SurveyError):
    message = N_(
        "この番号の紙は、あなたの束にありません。ラベルの6文字（はじめの3文字でも）を確かめてください"
    )


class NumberShared(SurveyError):
    message = N_("同じ文字で始まる番号が2つあります。6文字すべてを入力してください")


class SealedAlready(SurveyError):
    message = N_("この紙は封が済んでいます。入力を直すことはできません")


class PaperSheet(Base):
    """紙1枚, or a label that waits for one.

    Its rows stand in the order of random numbers (SQLite: WITHOUT ROWID), never of their coming.

    Attributes:
        box: what was typed, encrypted; none before that and after it is sealed.
    """

    __tablename__ = "paper_sheet"
    __table_args__ = (
        CheckConstraint(
            "state IN ('blank','begun','typed','aside','unused','sealed')", name="state"
        ),
        CheckConstraint("(box IS NOT NULL) = (state IN ('begun','typed'))", name="box"),
        {"sqlite_with_rowid": False},
    )

    number: Mapped[str] = mapped_column(String(LENGTH), primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), index=True
    )
    bundle_id: Mapped[int] = mapped_column(
        ForeignKey("paper_bundle.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[str] = mapped_column(String(10), default=BLANK)
    box: Mapped[bytes | None] = mapped_column(LargeBinary)


class PaperMark(Base):
    """紙にあった、答えでないもの: how many sealed sheets had it, for each line typed.

    `name` is "" where it is about the whole sheet (代筆).
    """

    __tablename__ = "paper_mark"

    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    mark: Mapped[str] = mapped_column(String(10), primary_key=True)
    number: Mapped[int]


@dataclass(frozen=True, slots=True)
class Typing:
    """What a typist has typed of one sheet.

    Attributes:
        said: {line: text}, as it was typed.
        assisted: whether the box for 代筆 is ticked.
        version: the number of the version by whose numbers it was typed.
        entry: what that says.
    """

    said: Mapping[str, str]
    assisted: bool
    version: int
    entry: Entry


def new_number() -> str:
    """Five random characters and one that checks them."""
    body = "".join(secrets.choice(access.ALPHABET) for _ in range(LENGTH - 1))
    return body + access.check(body)


def grouped(number: str) -> str:
    """A number as people read it: two groups of three."""
    return f"{number[:GROUP]}-{number[GROUP:]}"


def draw(session: Session, place: tuple[int, int], wanted: int) -> list[str]:
    """Make so many numbers that no other sheet has; give them in an order drawn by lot.

    `place` is (questionnaire, bundle). The order is for the printer and kept by nobody: the rows
    are written in another.
    """
    questionnaire_id, bundle_id = place
    drawn: set[str] = set()
    while len(drawn) < wanted:
        fresh = {new_number() for _ in range(wanted - len(drawn))}
        known = session.scalars(select(PaperSheet.number).where(PaperSheet.number.in_(fresh)))
        drawn |= fresh - set(known)
    of = {"questionnaire_id": questionnaire_id, "bundle_id": bundle_id, "state": BLANK}
    session.execute(insert(PaperSheet), [{"number": number} | of for number in sorted(drawn)])
    shuffled = sorted(drawn)
    secrets.SystemRandom().shuffle(shuffled)
    return shuffled


def of_bundle(session: Session, bundle_id: int, *, hold: bool = False) -> list[PaperSheet]:
    """The sheets of a bundle in the order of their numbers; with `hold`, nobody types meanwhile."""
    mine = select(PaperSheet).where(PaperSheet.bundle_id == bundle_id)
    mine = mine.order_by(PaperSheet.number)
    if hold:
        mine = mine.with_for_update().execution_options(populate_existing=True)
    return list(session.scalars(mine))


def find(session: Session, bundle_ids: list[int], typed: str) -> PaperSheet:
    """The sheet of a label, by its number or as much of it as tells it from the others.

    Raises:
        NumberUnknown, NumberShared
    """
    said = unicodedata.normalize("NFKC", typed).upper().translate(access.LOOK_ALIKE)
    plain = "".join(letter for letter in said if letter in access.ALPHABET)
    if len(plain) < ENOUGH:
        raise NumberUnknown
    mine = select(PaperSheet).where(PaperSheet.bundle_id.in_(bundle_ids))
    found = list(session.scalars(mine.where(PaperSheet.number.startswith(plain)).limit(2)))
    if not found:
        raise NumberUnknown
    if len(found) > 1:
        raise NumberShared
    return found[0]


def states(session: Session, questionnaire: Questionnaire) -> dict[int, Counter[str]]:
    """How many sheets of each bundle are in which state."""
    counted = (
        select(PaperSheet.bundle_id, PaperSheet.state, func.count())
        .where(PaperSheet.questionnaire_id == questionnaire.id)
        .group_by(PaperSheet.bundle_id, PaperSheet.state)
    )
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for bundle_id, state, number in session.execute(counted):
        found[bundle_id][state] = number
    return found


def read(document: Document, version: int, said: Mapping[str, str], *, assisted: bool) -> Typing:
    """What was typed, as the numbers of a version say it."""
    return Typing(said, assisted, version, paper_entries.read(document, said))


def keep(kept: Keys, sheet: PaperSheet, document: Document, typing: Typing, state: str) -> None:
    """Encrypt what was typed and put it in the place of what was there.

    Raises:
        SealedAlready, KeysGone
    """
    if sheet.state == SEALED:
        raise SealedAlready
    held = {
        "said": dict(typing.said),
        "assisted": typing.assisted,
        "version": typing.version,
        "answers": typing.entry.answers,
        "marks": typing.entry.marks,
    }
    box = nacl.secret.SecretBox(kept.derive("paper", sheet.number))
    sheet.box = bytes(box.encrypt(sealing.filled(held, sealing.room(document))))
    sheet.state = state


def put_aside(sheet: PaperSheet) -> None:
    """Say of a sheet that nothing can be typed from it: it is blank or torn.

    Raises:
        SealedAlready
    """
    if sheet.state == SEALED:
        raise SealedAlready
    sheet.state, sheet.box = ASIDE, None


def typed(kept: Keys, sheet: PaperSheet) -> Typing | None:
    """What is typed so far; none where nothing is.

    Raises:
        KeysGone
    """
    if sheet.box is None:
        return None
    box = nacl.secret.SecretBox(kept.derive("paper", sheet.number))
    held: dict[str, Any] = sealing.read(box.decrypt(sheet.box))
    entry = Entry(held["answers"], {}, held["marks"])
    return Typing(held["said"], held["assisted"], held["version"], entry)


def version_of(
    session: Session, questionnaire: Questionnaire, typing: Typing | None
) -> QuestionnaireVersion:
    """The version by which a sheet is typed: the newest, or the one it was begun with."""
    newest = latest(session, questionnaire)
    if typing is None or typing.version == newest.number:
        return newest
    mine = select(QuestionnaireVersion).where(
        QuestionnaireVersion.questionnaire_id == questionnaire.id,
        QuestionnaireVersion.number == typing.version,
    )
    return session.scalars(mine).one()


def marks(session: Session, questionnaire: Questionnaire) -> list[PaperMark]:
    """What stood on the sealed sheets that was no answer."""
    mine = select(PaperMark).where(PaperMark.questionnaire_id == questionnaire.id)
    return list(session.scalars(mine.order_by(PaperMark.name, PaperMark.mark)))


def waiting(session: Session, questionnaire: Questionnaire) -> int:
    """How many sheets have come and are neither sealed nor put aside.

    The last opening destroys the keys under which they are typed, and ends them.
    """
    come = paper_intakes.arrived(session, questionnaire).number
    return max(come - in_state(session, questionnaire, SEALED, ASIDE), 0)


def in_state(session: Session, questionnaire: Questionnaire, *names: str) -> int:
    """How many sheets are in one of these states."""
    mine = (PaperSheet.questionnaire_id == questionnaire.id) & PaperSheet.state.in_(names)
    return session.scalar(select(func.count()).select_from(PaperSheet).where(mine)) or 0
