"""Forms of workshops."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.desk.fielding_forms import DayField
from app.desk.forms import DeskForm
from surveys.workshops.tables import MOST
from surveys.workshops.workshops import LONGEST_TITLE


class WorkshopForm(DeskForm):
    """A workshop to be prepared."""

    title = StringField(
        _l("ワークショップの名前"),
        [
            InputRequired(_l("ワークショップの名前を入力してください")),
            Length(max=LONGEST_TITLE, message=_l("名前は100文字以内で入力してください")),
        ],
        description=_l("参加者の画面と投影画面に出ます。例: 駅前のこれからを考える会"),
    )
    held_on = DayField(_l("開催日"), [Optional()])
    place = StringField(
        _l("会場"), [Length(max=LONGEST_TITLE, message=_l("会場は100文字以内で入力してください"))]
    )
    tables = IntegerField(
        _l("テーブルの数"),
        [
            InputRequired(_l("テーブルの数を入力してください")),
            NumberRange(1, MOST, _l("テーブルの数は1から60までの数字で入力してください")),
        ],
        default=6,
    )


class SureForm(DeskForm):
    """Something that cannot be taken back."""

    sure = BooleanField(
        _l("終了すると元に戻せないことを確かめました"),
        [InputRequired(_l("終了してよいときは、印を付けてください"))],
    )
