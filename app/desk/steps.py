"""操作の履歴: every step of a question's themes in a sentence, who took it and when."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext
from sqlalchemy.orm import Session

from app.arranging import Standing
from surveys.errors import N_
from surveys.staff import StaffMember
from surveys.theme_steps import FOUND, ThemeStep

# What a step of each kind did, in a sentence with what is told `about` it.
SENTENCES = {
    FOUND: N_("テーマを探しました"),
    "renamed": N_("「%(before)s」の名前を「%(name)s」に変えました"),
    "merged": N_("%(themes)sを「%(name)s」にまとめました"),
    "parted": N_("「%(theme)s」から%(n)s個のテーマを分けました"),
    "moved": N_("声%(n)s件を「%(name)s」に移しました"),
    "gathered": N_("声%(n)s件から「%(name)s」を作りました"),
    "dissolved": N_("「%(theme)s」を解き、声%(n)s件をどのテーマにも入れないことにしました"),
    "joined": N_("新しい声%(n)s件を今のテーマに加えました"),
    "assigned": N_("割り当ての表を取り込み、声%(n)s件を移しました"),
}
AGAIN = N_("テーマを探し直しました")
TO_NONE = N_("声%(n)s件をどのテーマにも入れないことにしました")


@dataclass(frozen=True, slots=True)
class Told:
    """A step as a reader is told of it."""

    sentence: str
    who: str
    at: datetime
    undone: bool


def sentence(step: ThemeStep) -> str:
    """What a step did."""
    about = dict(step.about)
    if about.get("again"):
        return str(gettext(AGAIN))
    if step.kind == "moved" and not about["name"]:
        return str(gettext(TO_NONE, **about))
    if "themes" in about:
        about["themes"] = gettext("と").join(f"「{name}」" for name in about["themes"])
    return str(gettext(SENTENCES[step.kind], **about))


def told(session: Session, here: Standing) -> list[Told]:
    """Every step, the newest first; what was taken back stands above what stands."""
    return [_told(session, step) for step in [*reversed(here.undone), *reversed(here.steps)]]


def last(session: Session, here: Standing) -> Told:
    return _told(session, here.steps[-1])


def _told(session: Session, step: ThemeStep) -> Told:
    member = session.get(StaffMember, step.who) if step.who is not None else None
    who = member.shown_name if member else ""
    return Told(sentence(step), who, step.made_at, step.undone)
