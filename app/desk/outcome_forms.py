"""Forms of what became of an issue, and of when results will be public."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from app.desk.forms import DeskForm
from app.sent import natural
from surveys.outcomes import STATES, Outcome


class OutcomeForm(DeskForm):
    """反映状況, one line."""

    state = SelectField(
        _l("状況"),
        choices=[SelectChoice(key, label) for key, label in STATES.items()],
    )
    words = TextAreaField(
        _l("内容"),
        [Length(max=3000)],
        description=_l(
            "何をしたか、これから何をするか。反映しないときは、その理由。市民がそのまま読みます。"
        ),
    )
    place = StringField(
        _l("計画・予算のどこに"),
        [Length(max=300)],
        description=_l("例: 第六次総合計画 第3章2節、令和9年度予算「乗合タクシー試行事業」"),
    )
    section = StringField(_l("担当"), [Length(max=100)], description=_l("例: 地域交通課"))
    day = DateField(_l("いつの状況か"), [InputRequired(_l("日付を入力してください"))])
    next_day = DateField(
        _l("次に知らせる日"),
        [Optional()],
        description=_l("決まっていれば入力します。その日を過ぎると、この画面でお知らせします。"),
    )
    corrects = HiddenField()

    def outcome(self) -> Outcome:
        """The line that was written, of no issue yet."""
        made = Outcome(corrects=self._corrected())
        for name in ("state", "words", "place", "section"):
            setattr(made, name, (self[name].data or "").strip())
        made.day, made.next_day = self._day(), self.next_day.data
        return made

    def _day(self) -> date:
        day: date = self.day.data
        return day

    def _corrected(self) -> int | None:
        try:
            return natural(self.corrects.data or "")
        except ValueError:
            return None


class AnnouncementForm(DeskForm):
    """公表予定 of a questionnaire's results."""

    day = DateField(
        _l("公表の予定日"), [Optional()], description=_l("おおよその日でかまいません。空欄は未定。")
    )
    words = StringField(
        _l("どこで公表するか"),
        [Length(max=300)],
        description=_l("例: 市のホームページと、広報の12月号でお知らせします。"),
    )
