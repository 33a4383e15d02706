"""The few words that respondents read first, changed without a file."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.desk.forms import DeskForm


class WordsForm(DeskForm):
    """What a survey is called, what it is for, who asks and whom to call."""

    title = StringField(
        _l("調査名"), [InputRequired(_l("調査名を入力してください")), Length(max=200)]
    )
    purpose = TextAreaField(
        _l("目的"),
        [Length(max=10_000)],
        description=_l("何のためにたずねるか。回答者が最初に読む文章です。"),
    )
    host = StringField(
        _l("実施主体"), [Length(max=1000)], description=_l("例: 見本市 企画部 企画課")
    )
    contact = StringField(
        _l("問い合わせ先"),
        [Length(max=1000)],
        description=_l("例: 企画課 0000-00-0000（平日8時30分～17時15分）"),
    )
    minutes = IntegerField(
        _l("所要時間（分）"),
        [Optional(), NumberRange(1, 600, _l("1から600までの数字で入力してください"))],
    )
    kept_until = StringField(
        _l("保存期間"), [Length(max=1000)], description=_l("例: 令和14年3月31日まで")
    )

    def said(self) -> dict[str, Any]:
        """The words as a document holds them."""
        words = ("title", "purpose", "host", "contact", "kept_until")
        plain = {name: (self[name].data or "").replace("\r\n", "\n").strip() for name in words}
        return plain | {"minutes": self.minutes.data}
