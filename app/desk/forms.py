"""Forms of the desk: what people write becomes what the rules take."""

from collections.abc import Iterator

from flask import flash
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    Field,
    IntegerField,
    PasswordField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from surveys.staff import SHORTEST_PASSWORD, Role

NEW_PASSWORD_HELP = _l("%(shortest)d文字以上。長い文のほうが安全です。", shortest=SHORTEST_PASSWORD)


class DeskForm(FlaskForm):
    """Parent of the desk's forms."""

    def asked(self) -> Iterator[Field]:
        """The fields people see, in order."""
        return (field for field in self if field.type != "CSRFTokenField")

    def refuse(self, name: str, sentence: str) -> None:
        """Show a broken rule at the field it is about."""
        self[name].errors = [*self[name].errors, sentence]


class SignInForm(DeskForm):
    name = StringField(_l("ログイン名"), [InputRequired(_l("ログイン名を入力してください"))])
    password = PasswordField(_l("パスワード"), [InputRequired(_l("パスワードを入力してください"))])


class PasswordForm(DeskForm):
    """A member's own new password."""

    current = PasswordField(
        _l("今のパスワード"), [InputRequired(_l("今のパスワードを入力してください"))]
    )
    wanted = PasswordField(
        _l("新しいパスワード"),
        [InputRequired(_l("新しいパスワードを入力してください"))],
        description=NEW_PASSWORD_HELP,
    )


class MemberForm(DeskForm):
    """A new member of staff."""

    name = StringField(
        _l("ログイン名"),
        [InputRequired(_l("ログイン名を入力してください")), Length(max=64)],
        description=_l("本人がログインに使う名前。職員番号などでもかまいません。"),
    )
    shown_name = StringField(
        _l("表示名"),
        [InputRequired(_l("表示名を入力してください")), Length(max=100)],
        description=_l("画面に出る名前。例: 企画課 係長"),
    )


class RoleForm(DeskForm):
    """One role for a member, everywhere or in one plan."""

    role = SelectField(_l("役割"), choices=[SelectChoice(role.value, role.label) for role in Role])
    plan = SelectField(_l("どの計画で"), coerce=int)
    last_day = DateField(
        _l("最終日"), [Optional()], description=_l("入力担当は必須です。空欄なら期限なし。")
    )
    section = StringField(
        _l("課の名前"),
        [Length(max=300)],
        description=_l(
            "主管課・関係課だけ。庁内照会では、この課の照会票を開けます。"
            "兼務は「、」で区切ります。空欄ならどの課の照会票も開けます。"
        ),
    )
    head = BooleanField(_l("課長として、課の回答を確認する"))

    def say_plans(self, plans: list[tuple[int, str]]) -> None:
        everywhere = SelectChoice(0, _l("すべての計画"))
        self.plan.choices = [everywhere, *(SelectChoice(*plan) for plan in plans)]


class YearField(IntegerField):
    """A year of the western calendar, 年度 or not; full-width figures too."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_l("西暦4桁の数字で入力してください。例: 2027")) from None


class PlanForm(DeskForm):
    """計画: its frame, its fields of policy, its axes and its areas."""

    title = StringField(
        _l("計画名"),
        [InputRequired(_l("計画名を入力してください")), Length(max=200)],
        description=_l("例: 第六次総合計画"),
    )
    municipality = StringField(
        _l("自治体名"),
        [InputRequired(_l("自治体名を入力してください")), Length(max=100)],
        description=_l("例: 見本市"),
    )
    first_year = YearField(
        _l("最初の年度"),
        [
            InputRequired(_l("最初の年度を西暦の数字で入力してください")),
            NumberRange(1950, 2200, _l("西暦4桁で入力してください。例: 2027")),
        ],
        description=_l("西暦4桁。例: 2027"),
    )
    last_year = YearField(
        _l("最後の年度"),
        [
            InputRequired(_l("最後の年度を西暦の数字で入力してください")),
            NumberRange(1950, 2200, _l("西暦4桁で入力してください。例: 2035")),
        ],
        description=_l("西暦4桁。例: 2035"),
    )
    fields = TextAreaField(
        _l("政策分野"),
        description=_l(
            "1行に1分野。「名前: 手がかりの語、手がかりの語」。例: 交通: バス、道路、駅"
        ),
    )
    axes = TextAreaField(
        _l("集計軸"),
        description=_l("1行に1軸。「名前: ファイルの列名に現れる語」。例: 世代: 年齢、年代、生年"),
    )
    areas = TextAreaField(
        _l("地区"),
        description=_l(
            "1行目に小さいほうから段の名前、2行目から地区。"
            "例: 行政区,地区 の次の行に 本町,中央地区。"
            "よみを《 》で付けると（本町《ほんまち》）、回答者がふりがなでも探せます。"
        ),
    )


def tell(sentence: str) -> None:
    """Say on the next page that something was done."""
    flash(sentence, "success")
