"""Forms of paper that comes by post: until when, strips of codes, bundles and typists."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, NumberRange

from app.clock import midnight
from app.desk.fielding_forms import A_DAY, DayField
from app.desk.forms import DeskForm
from surveys.bundles import LARGEST, MOST_AT_ONCE
from surveys.staff import StaffMember


class RulesForm(DeskForm):
    """Until when paper is taken, and whether a sheet may come without its strip."""

    last = DayField(
        _l("紙の受付と入力の最後の日"),
        [InputRequired(_l("紙の受付と入力の最後の日を入力してください"))],
        description=_l(
            "ウェブの締切までに届いた紙を、この日まで受け付け、入力し、封をします。"
            "決めないときは、締切の14日後までです。"
        ),
    )
    without_code = BooleanField(_l("コードの帯がない紙も受け付ける（別に数えます）"))

    def moment(self) -> datetime:
        return midnight(self.last.data + A_DAY)


class StripForm(DeskForm):
    """The code of one strip, typed or read by a bar-code reader."""

    code = StringField(
        _l("帯の回答コード"),
        [InputRequired(_l("帯の回答コードを入力してください"))],
        description=_l("16文字を打つか、QRコードを読み取ります。Enterで次の紙に進みます。"),
    )


class BundlesForm(DeskForm):
    """How many bundles of labels to print."""

    number = IntegerField(
        _l("束の数"),
        [
            InputRequired(_l("束の数を入力してください")),
            NumberRange(1, MOST_AT_ONCE, _l("束の数は1から40までの数字で入力してください")),
        ],
        default=4,
    )
    size = IntegerField(
        _l("1束の枚数"),
        [
            InputRequired(_l("1束の枚数を入力してください")),
            NumberRange(1, LARGEST, _l("1束の枚数は1から100までの数字で入力してください")),
        ],
        default=50,
    )


class AssignForm(DeskForm):
    """Who types a bundle."""

    typist = SelectField(_l("入力する人"), coerce=int)

    def say_typists(self, members: Iterable[StaffMember]) -> None:
        self.typist.choices = [SelectChoice(one.id, named(one)) for one in members]


class SealForm(DeskForm):
    """That the labels nothing was typed for are on no sheet."""

    unused = BooleanField(_l("まだ入力していない番号は、貼らなかったラベルです（紙はありません）"))


def named(member: StaffMember) -> str:
    """Somebody as a list names them, with their company."""
    return f"{member.shown_name}（{member.company}）" if member.company else member.shown_name
