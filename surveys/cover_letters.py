"""依頼状: the letter that brings a household its code, as the planner words it before it is set.

It holds no name and no address: who gets it is the sender's own list, by 整理番号.
"""

import re
from dataclasses import dataclass

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.documents import Document
from surveys.questionnaires import Questionnaire

LONGEST_NAME, LONGEST_PHONE = 60, 30
_PHONE = re.compile(
    r"(?:電話|TEL|℡)?[ 　:：]*(\+?[0-9０-９]{2,5}(?:[-‐－ー−()（）][0-9０-９]{1,4}){1,2})", re.I
)
HOURS = "平日 午前8時30分から午後5時15分まで"
LEAD = "これからのまちづくりに、みなさまのお考えを生かすため、アンケート調査を行います。"
DRAWN = (
    "この手紙は、住民基本台帳から無作為に"
    "（くじ引きのように）選ばせていただいた方にお送りしています。"
)
CLOSING = "お忙しいところ恐れ入りますが、ご協力をお願いいたします。"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a letter says that is not the same for every survey.

    Attributes:
        sender: who sends it, as signed: the mayor, a section.
        section, phone, hours: whom to call, and when somebody is there.
        dated: the day on the letter, in words; "" = none.
        lead, closing: the first paragraph: why, and why you · the last one.
        paper: whether a paper questionnaire is enclosed.
    """

    sender: str
    section: str
    phone: str
    hours: str
    dated: str
    lead: str
    closing: str
    paper: bool = True


class CoverLetter(Base):
    """依頼状 of one questionnaire, once somebody has changed its words; see `Wording`."""

    __tablename__ = "cover_letter"

    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), primary_key=True
    )
    sender: Mapped[str] = mapped_column(String(LONGEST_NAME))
    section: Mapped[str] = mapped_column(String(LONGEST_NAME))
    phone: Mapped[str] = mapped_column(String(LONGEST_PHONE))
    hours: Mapped[str] = mapped_column(String(LONGEST_NAME))
    dated: Mapped[str] = mapped_column(String(LONGEST_NAME))
    lead: Mapped[str] = mapped_column(Text)
    closing: Mapped[str] = mapped_column(Text)
    paper: Mapped[bool]


def wording(session: Session, questionnaire: Questionnaire, document: Document) -> Wording:
    """The words of the letter; until somebody changes them, those its document suggests."""
    kept = session.get(CoverLetter, questionnaire.id)
    if kept is None:
        return _suggested(document, drawn=questionnaire.sampling == "random")
    return Wording(**{name: getattr(kept, name) for name in Wording.__slots__})


def word(session: Session, questionnaire: Questionnaire, wording: Wording) -> None:
    """Keep the words of the letter."""
    said = {name: getattr(wording, name) for name in Wording.__slots__}
    session.merge(CoverLetter(questionnaire_id=questionnaire.id, **said))
    session.flush()


def _suggested(document: Document, *, drawn: bool) -> Wording:
    found = _PHONE.search(document.contact)
    contact = document.contact.splitlines()
    section = _PHONE.sub("", contact[0]).strip() if contact else ""
    return Wording(
        sender=document.host,
        section=section or document.host,
        phone=found[1] if found else "",
        hours=HOURS,
        dated="",
        lead=LEAD + (DRAWN if drawn else ""),
        closing=CLOSING,
    )
