"""画面でつくり始める: what is said of a questionnaire before its first question."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from app.clock import today
from app.desk.forms import DeskForm, YearField
from surveys.questionnaires import AUDIENCES, SAMPLINGS

_TOLD = {
    "random": _l("無作為抽出（名簿からくじで選んだ人）"),
    "open": _l("公募（だれでも答えられる。結果は参考）"),
    "census": _l("全数（対象の全員）"),
}


class BeginForm(DeskForm):
    """A new questionnaire; everything can be changed until it is published."""

    title = StringField(
        _l("調査名"),
        [InputRequired(_l("調査名を入力してください")), Length(max=200)],
        description=_l("回答者が最初に見る名前。例: 令和8年度 市民意識調査"),
    )
    audience = SelectField(
        _l("対象"), choices=[SelectChoice(key, label) for key, label in AUDIENCES.items()]
    )
    sampling = SelectField(
        _l("回答者の選び方"),
        choices=[SelectChoice(key, _TOLD.get(key, label)) for key, label in SAMPLINGS.items()],
    )
    surveyed_year = YearField(
        _l("年"),
        [
            InputRequired(_l("調査する年を西暦の数字で入力してください")),
            NumberRange(1950, 2200, _l("西暦4桁で入力してください。例: 2027")),
        ],
        default=lambda: today().year,
    )

    def said(self) -> dict[str, Any]:
        return {
            "title": self.title.data.strip(),
            "audience": self.audience.data,
            "sampling": self.sampling.data,
            "surveyed_year": self.surveyed_year.data,
        }
