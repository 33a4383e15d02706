"""The form of a reminder: on which day, to whom, in which words."""

from collections.abc import Iterable

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, SelectMultipleField, TextAreaField, ValidationError
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from app.clock import today
from app.desk.fielding_forms import DayField
from app.desk.forms import DeskForm
from surveys.reminders import LONGEST, Wish

EVERYBODY, SOME = "everybody", "strata"


class ReminderForm(DeskForm):
    """お礼状兼督促状; there is no field for a person, because nobody knows who has not answered."""

    day = DayField(_l("発送日"), [InputRequired(_l("発送日を入力してください"))])
    to = RadioField(
        _l("送る相手"),
        [InputRequired(_l("送る相手を選んでください"))],
        choices=[
            SelectChoice(EVERYBODY, _l("発送した全員")),
            SelectChoice(SOME, _l("選んだ層の全員")),
        ],
        default=EVERYBODY,
    )
    strata = SelectMultipleField(
        _l("送る層"),
        choices=[],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,  # the rules know the strata, and say what is wrong
    )
    words = TextAreaField(
        _l("文面"),
        [InputRequired(_l("文面を入力してください"))],
        description=_l(
            "%(limit)d文字まで。締切、回答のページ、問い合わせ先は、この下に自動で入ります。",
            limit=LONGEST,
        ),
        render_kw={"rows": 10},
    )

    def say_strata(self, strata: Iterable[tuple[str, str]]) -> None:
        self.strata.choices = [SelectChoice(*each) for each in strata]

    def validate_day(self, field: DayField) -> None:
        if field.data and field.data < today():
            raise ValidationError(gettext("発送日は、今日か、今日より後の日にしてください"))

    def validate_strata(self, field: SelectMultipleField) -> None:
        if self.to.data == SOME and not field.data:
            raise ValidationError(gettext("送る層を1つ以上選んでください"))

    def wish(self) -> Wish:
        strata = tuple(self.strata.data or ()) if self.to.data == SOME else ()
        return Wish(self.day.data, strata, self.words.data or "")
