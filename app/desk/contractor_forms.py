"""Forms of accounts that end by themselves: people of a 委託先, who type and see nothing else."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from app.clock import today
from app.desk.fielding_forms import DayField
from app.desk.forms import DeskForm


def _not_over(_form: DeskForm, field: DateField) -> None:
    if field.data and field.data < today():
        raise ValidationError(_l("最終日は、きょうか、きょうより後の日にしてください"))


class ContractorForm(DeskForm):
    """Somebody of a company who types sheets of paper in one plan."""

    company = StringField(
        _l("委託先の名前"),
        [InputRequired(_l("委託先の名前を入力してください")), Length(max=100)],
        description=_l("例: 株式会社見本データ"),
    )
    name = StringField(
        _l("ログイン名"),
        [InputRequired(_l("ログイン名を入力してください")), Length(max=64)],
        description=_l("1人に1つ。使い回しはできません。"),
    )
    shown_name = StringField(
        _l("表示名"),
        [InputRequired(_l("表示名を入力してください")), Length(max=100)],
        description=_l("例: 入力者1"),
    )
    plan = SelectField(_l("どの計画で"), coerce=int)
    last_day = DayField(
        _l("最終日"),
        [InputRequired(_l("委託先の最終日を入力してください")), _not_over],
        description=_l("契約の終わりの日。この日が終わると、自動でログインできなくなります。"),
    )


class RenewalForm(DeskForm):
    """A new end of a role that has one."""

    last_day = DayField(
        _l("新しい最終日"), [InputRequired(_l("新しい最終日を入力してください")), _not_over]
    )
