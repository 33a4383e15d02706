"""What a planner says of a file: whom the survey asked, and how they were found."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField, RadioField, SelectChoice, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from app.desk.forms import DeskForm
from app.importing import Brought
from surveys.questionnaires import AUDIENCES, SAMPLINGS

ENDINGS = ".csv,.tsv,.txt,.xlsx,.xlsm,.xls"
MEANINGS = {
    "random": _l(
        "住民基本台帳などから無作為に選んだ人にたずねた。割合を、母集団の割合として読めます。"
    ),
    "open": _l(
        "だれでも答えられた（ウェブで募集、窓口で配布など）。"
        "どの画面にも「代表性なし・参考」と表示し、無作為抽出の回答と合わせて数えることはありません。"
    ),
    "census": _l("対象の全員にたずねた（全職員、全児童など）。"),
}


class BringForm(DeskForm):
    """A file of answers and the survey it comes from."""

    file = FileField(
        _l("回答のファイル"),
        [FileRequired(_l("ファイルを選んでください"))],
        description=_l("CSV・TSV（文字コードは自動判別）またはExcel。1行が1人の回答です。"),
    )
    title = StringField(
        _l("調査の名前"),
        [InputRequired(_l("調査の名前を入力してください")), Length(max=200)],
        description=_l("例: 令和8年度 市民意識調査"),
    )
    surveyed_year = IntegerField(
        _l("調査した年"),
        [
            InputRequired(_l("調査した年を西暦の数字で入力してください")),
            NumberRange(1950, 2200, _l("西暦4桁で入力してください。例: 2026")),
        ],
        description=_l("西暦4桁。生まれ年から年齢を出すときにも使います。"),
    )
    audience = RadioField(
        _l("だれにたずねましたか"),
        [InputRequired(_l("だれにたずねたかを選んでください"))],
        choices=[SelectChoice(*each) for each in AUDIENCES.items()],
    )
    sampling = RadioField(
        _l("回答者をどう選びましたか"),
        [InputRequired(_l("回答者の選び方を選んでください"))],
        choices=[SelectChoice(*each) for each in SAMPLINGS.items()],
    )

    def brought(self) -> Brought:
        return Brought(
            name=self.file.data.filename or "file",
            content=self.file.data.read(),
            title=self.title.data.strip(),
            audience=self.audience.data,
            sampling=self.sampling.data,
            surveyed_year=self.surveyed_year.data,
        )
