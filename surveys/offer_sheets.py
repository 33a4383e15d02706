"""申し出の用紙: a form of an offer as it is sent, read into what is offered or what is wrong."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from surveys.errors import N_, SurveyError
from surveys.offer_topics import Choices
from surveys.offers import KINDS, TERMS, Content

# How long each written field may be.
LONGEST = {"words": 1000, "skills": 500, "hours": 300, "name": 100, "mail": 200, "phone": 50}
_MAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_DIGITS = re.compile(r"\+?[0-9][0-9()\- ]{7,}")
_DASHES = str.maketrans(dict.fromkeys("ー‐‑‒–—―−─", "-"))

Said = Mapping[str, Sequence[str]]


class KindMissing(SurveyError):
    message = N_("個人か、団体か、企業かを選んでください")


class WordsMissing(SurveyError):
    message = N_("手伝えることを、短くてもよいので書いてください")


class ReachMissing(SurveyError):
    message = N_("メールアドレスか電話番号の、どちらか1つを入力してください")


class MailOdd(SurveyError):
    message = N_("メールアドレスの形が違うようです。「@」の前後を確かめてください")


class PhoneOdd(SurveyError):
    message = N_("電話番号は、市外局番から数字で入力してください")


class OfferTooLong(SurveyError):
    message = N_("%(most)d文字までです。いまは%(n)d文字あります")


class ConsentMissing(SurveyError):
    message = N_("名前と連絡先の扱いを読み、よければ印を付けてください")


class PlaceUnknown(SurveyError):
    message = N_("地区を一覧から選び直してください")


@dataclass(frozen=True, slots=True)
class OfferSheet:
    """What was read; the content counts only where there is no error. Errors are by field."""

    content: Content
    errors: Mapping[str, SurveyError]


def read(said: Said, choices: Choices, *, call: int | None, agreed: bool) -> OfferSheet:
    """Read what was sent. `agreed`: whether consent was given before, or need not be asked."""
    content = Content(
        kind=_one(said, "kind"),
        words=_one(said, "words"),
        topics=choices.meant(said.get("topics", ())),
        skills=_one(said, "skills"),
        hours=_one(said, "hours"),
        terms=tuple(each for each in TERMS if each in said.get("terms", ())),
        place=_one(said, "place"),
        name=_one(said, "name"),
        mail=normalize("NFKC", _one(said, "mail")).strip(),
        phone=normalize("NFKC", _one(said, "phone")).translate(_DASHES).strip(),
        call=call,
    )
    errors = _of_length(content) | _of_contact(content)
    if content.kind not in KINDS:
        errors["kind"] = KindMissing()
    if not content.words:
        errors["words"] = WordsMissing()
    if content.place and content.place not in choices.places:
        errors["place"] = PlaceUnknown()
    if not agreed and not _one(said, "consent"):
        errors["consent"] = ConsentMissing()
    return OfferSheet(content, errors)


def said_of(content: Content) -> dict[str, list[str]]:
    """An offer as its form would send it again."""
    written = {name: [getattr(content, name)] for name in ("kind", "place", *LONGEST)}
    topics = [each.name for each in content.topics]
    return written | {"topics": topics, "terms": list(content.terms)}


def _of_length(content: Content) -> dict[str, SurveyError]:
    lengths = {name: (len(getattr(content, name)), most) for name, most in LONGEST.items()}
    return {name: OfferTooLong(most=most, n=n) for name, (n, most) in lengths.items() if n > most}


def _of_contact(content: Content) -> dict[str, SurveyError]:
    errors: dict[str, SurveyError] = {}
    if not content.mail and not content.phone:
        errors["mail"] = ReachMissing()
    if content.mail and not _MAIL.fullmatch(content.mail):
        errors["mail"] = MailOdd()
    if content.phone and not _DIGITS.fullmatch(content.phone):
        errors["phone"] = PhoneOdd()
    return errors


def _one(said: Said, name: str) -> str:
    return "".join(said.get(name, ())[:1]).strip()
