"""Forms of a questionnaire that is published and asked: days, ways in, keys."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    ValidationError,
)
from wtforms.validators import EqualTo, InputRequired

from app.clock import midnight, today
from app.desk.forms import DeskForm
from surveys.keys import SHORTEST_PASSPHRASE
from surveys.questionnaires import ACCESSES

A_DAY = timedelta(days=1)


class DayField(DateField):
    """A day of the calendar."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_l("日付を選んでください。例: 2026-07-01")) from None


class PeriodForm(DeskForm):
    """受付期間, in days as people say them."""

    first = DayField(
        _l("受付の最初の日"),
        [InputRequired(_l("受付の最初の日を入力してください"))],
        description=_l("この日の0時から受け付けます。"),
    )
    last = DayField(
        _l("受付の最後の日"),
        [InputRequired(_l("受付の最後の日を入力してください"))],
        description=_l("この日いっぱい（24時まで）受け付けます。"),
    )

    def validate_first(self, field: DateField) -> None:
        if field.data and field.data < today():
            raise ValidationError(_l("受付の最初の日は、今日か、今日より後の日にしてください"))

    def moments(self) -> tuple[datetime, datetime]:
        """From the beginning of the first day to the end of the last, in Japan."""
        return midnight(self.first.data), midnight(self.last.data + A_DAY)


class DeadlineForm(DeskForm):
    """A new last day of a questionnaire that is out."""

    last = DayField(
        _l("新しい最後の日"),
        [InputRequired(_l("新しい最後の日を入力してください"))],
        description=_l("この日いっぱい（24時まで）受け付けます。"),
    )

    def moment(self) -> datetime:
        return midnight(self.last.data + A_DAY)


class CloseForm(DeskForm):
    """Closing before the deadline, which cannot be taken back once it is opened."""

    sure = BooleanField(
        _l("案内した締切より前に受付を終えることを確かめました"),
        [InputRequired(_l("内容を確かめて、チェックを付けてください"))],
    )


class AccessForm(DeskForm):
    """How people get in."""

    access = RadioField(
        _l("回答の入口"), [InputRequired(_l("回答の入口を選んでください"))], choices=[]
    )

    def say_ways(self, ways: Iterable[str]) -> None:
        self.access.choices = [SelectChoice(way, _l(ACCESSES[way])) for way in ways]


class PassphraseForm(DeskForm):
    """A passphrase, twice: what nobody can look up later must not be mistyped."""

    passphrase = PasswordField(
        _l("開封の合い言葉"),
        [InputRequired(_l("開封の合い言葉を入力してください"))],
        description=_l(
            "%(shortest)d文字以上。短い文や、つながりのない言葉を5つ以上並べたものが向いています。",
            shortest=SHORTEST_PASSPHRASE,
        ),
    )
    again = PasswordField(
        _l("もう一度"),
        [
            InputRequired(_l("確認のため、開封の合い言葉をもう一度入力してください")),
            EqualTo("passphrase", _l("2回の入力が違います。もう一度、両方を入力してください")),
        ],
    )


class KeeperForm(PassphraseForm):
    """One more keeper, or one in the place of another; only who can open may let them in."""

    held = PasswordField(
        _l("今使える合い言葉か、復旧用の鍵"),
        [InputRequired(_l("今使える合い言葉か、復旧用の鍵を入力してください"))],
        description=_l("今の開封責任者本人に入力してもらいます。"),
    )
    leaving = SelectField(
        _l("外す人"),
        description=_l("引き継ぎのときは、これまでの開封責任者を選びます。"),
    )

    def say_holders(self, holders: list[tuple[str, str]]) -> None:
        nobody = SelectChoice("", _l("だれも外さない（2人目として加わる）"))
        self.leaving.choices = [nobody, *(SelectChoice(*holder) for holder in holders)]


class OpenForm(DeskForm):
    """What opens the envelopes."""

    passphrase = PasswordField(
        _l("開封の合い言葉"),
        [InputRequired(_l("開封の合い言葉を入力してください"))],
        description=_l("印刷して保管した復旧用の鍵でも開封できます。"),
    )
