"""Forms of 庁内照会: what is sent to sections, and more time for one of them."""

from datetime import datetime, time

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length

from app.clock import JAPAN
from app.desk.fielding_forms import DayField
from app.desk.forms import DeskForm

END_OF_WORK = time(17, 0)


class ClockField(TimeField):
    """A time of day."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_l("時刻を選んでください。例: 17:00")) from None


class DueForm(DeskForm):
    """A deadline as people say it: a day, and a time of it."""

    due_day = DayField(_l("締切の日"), [InputRequired(_l("締切の日を入力してください"))])
    due_time = ClockField(
        _l("締切の時刻"), [InputRequired(_l("締切の時刻を入力してください"))], default=END_OF_WORK
    )

    def due_at(self) -> datetime:
        return datetime.combine(self.due_day.data, self.due_time.data, JAPAN)


class InquiryForm(DueForm):
    """A new inquiry."""

    title = StringField(
        _l("件名"),
        [InputRequired(_l("件名を入力してください")), Length(max=200)],
        description=_l("例: 論点に係る照会（第1回）"),
    )
    note = TextAreaField(
        _l("依頼文"),
        [Length(max=5000)],
        description=_l("照会票の初めに載ります。案を直して使ってください。"),
    )


class PutOffForm(DueForm):
    """More time for one section."""

    reason = StringField(
        _l("延ばす理由"),
        [InputRequired(_l("理由を入力してください")), Length(max=300)],
        description=_l("例: 議会の対応のため"),
    )
