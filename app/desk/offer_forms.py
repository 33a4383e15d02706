"""Forms of 協働の申し出 at the desk: the window, and a call."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from app.desk.forms import DeskForm
from surveys.calls import ASKERS, Call, Looked
from surveys.offer_topics import Choices
from surveys.offer_windows import LONGEST_CONTACT, LONGEST_WORDS, MONTHS
from surveys.offers import TERMS


class WindowForm(DeskForm):
    is_open = BooleanField(_l("申し出を受け付ける（公開ページと、回答のお礼の画面に出ます）"))
    months = SelectField(
        _l("保存する期間"),
        coerce=int,
        choices=[SelectChoice(each, _l("%(n)dか月", n=each)) for each in MONTHS],
        description=_l("申し出た月から数えます。過ぎた申し出は夜に自動で消します。"),
    )
    words = TextAreaField(
        _l("案内の文"),
        [Length(max=LONGEST_WORDS)],
        description=_l("公開ページのはじめに出ます。空欄でもかまいません。"),
    )
    contact = StringField(
        _l("問い合わせ先"),
        [Length(max=LONGEST_CONTACT)],
        description=_l("受け付けるときは必ず。例: 企画課 0000-00-0000（平日9時から17時）"),
    )

    def said(self) -> dict[str, Any]:
        return {
            "is_open": self.is_open.data,
            "months": self.months.data,
            "words": self.words.data or "",
            "contact": self.contact.data or "",
        }


class CallForm(DeskForm):
    """募集: who is looking, for what, where, until when."""

    title = StringField(
        _l("題名"),
        [InputRequired(_l("題名を入力してください")), Length(max=100)],
        description=_l("例: 通院の送り迎えをする運転手"),
    )
    asker_kind = RadioField(
        _l("だれが求めていますか"),
        [InputRequired(_l("だれが求めているかを選んでください"))],
        choices=[SelectChoice(key, label) for key, label in ASKERS.items()],
    )
    asker = StringField(
        _l("その名前"),
        [InputRequired(_l("課・区・場の名前を入力してください")), Length(max=100)],
        description=_l("公開ページに出ます。個人の名前は書きません。例: 地域交通課、北沢区"),
    )
    section = StringField(
        _l("担当課"),
        [Length(max=100)],
        description=_l("この課の職員は、紹介された申し出を開けます。空欄なら企画担当だけです。"),
    )
    needed = TextAreaField(
        _l("求めていること"),
        [InputRequired(_l("求めていることを入力してください")), Length(max=2000)],
        description=_l("何を、どのくらい、何のために。ここの言葉でも照らし合わせます。"),
    )
    topics = SelectMultipleField(_l("分野・論点"))
    places = SelectMultipleField(
        _l("地区"), description=_l("いくつでも。選ばなければ市内どこでも。")
    )
    terms = SelectMultipleField(
        _l("条件"),
        choices=[SelectChoice(key, label) for key, label in TERMS.items()],
        description=_l("出せるもの。選ばなければ「相談して決める」。"),
    )
    hours = StringField(_l("いつ、どのくらい"), [Length(max=300)])
    last_day = DateField(
        _l("いつまで募集しますか"), [Optional()], description=_l("空欄なら、終えるまで。")
    )
    public = BooleanField(_l("公開ページに出す"))
    closed = BooleanField(_l("募集を終えた"))

    def say_choices(self, choices: Choices) -> None:
        self.topics.choices = [SelectChoice(name, name) for name in choices.topics]
        self.places.choices = [SelectChoice(key, each.said) for key, each in choices.places.items()]

    def looked(self, choices: Choices) -> Looked:
        return Looked(
            title=self.title.data,
            asker_kind=self.asker_kind.data,
            asker=self.asker.data,
            needed=self.needed.data,
            section=self.section.data or "",
            topics=choices.meant(self.topics.data or ()),
            places=self.places.data or (),
            terms=self.terms.data or (),
            hours=self.hours.data or "",
            last_day=self.last_day.data,
            public=self.public.data,
            closed=self.closed.data,
        )


def data_of(call: Call) -> dict[str, Any]:
    """A call as its form shows it."""
    names = ("title", "asker_kind", "asker", "section", "needed", "places", "terms", "hours")
    shown = {name: getattr(call, name) for name in (*names, "last_day", "public", "closed")}
    return shown | {"topics": [each.name for each in call.about]}
