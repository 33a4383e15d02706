"""Forms of codes and of the letters that bring them."""

from collections.abc import Iterable

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.desk.forms import DeskForm
from app.exports.letters import SHEETS
from surveys.cover_letters import LONGEST_NAME, LONGEST_PHONE, Wording

FORMATS = {"excel": "Excel", "csv": "CSV（UTF-8）", "csv-cp932": "CSV（Shift_JIS）"}
CODES_AT_ONCE = 50_000  # what one request writes in a few seconds
LETTERS_AT_ONCE = 5_000  # what one request sets in half a minute
WORDS = ("sender", "section", "phone", "hours", "dated", "lead", "closing")
LEAD_LINES, CLOSING_LINES, LINE = 4, 2, 43  # what the paper has room for


class CodesForm(DeskForm):
    """How many codes, for whom, in which files."""

    number = IntegerField(
        _l("件数"),
        [
            Optional(),
            NumberRange(1, CODES_AT_ONCE, _l("件数は1から50,000までの数字で入力してください")),
        ],
        description=_l("層に分けないときは、ここに件数だけを入力します。"),
    )
    strata = TextAreaField(
        _l("層ごとの件数"),
        description=_l("層に分けるときは、1行に1つ「地区・年代, 件数」。例: 本町・20代, 120"),
    )
    form = RadioField(
        _l("一覧のファイルの形式"),
        [InputRequired(_l("ファイルの形式を選んでください"))],
        choices=[SelectChoice(*form) for form in FORMATS.items()],
        default="excel",
    )
    letters = BooleanField(_l("手紙のPDF（A4・1人1枚、QRコード入り）も作る"))
    sheet = SelectField(
        _l("ラベルのPDF"),
        [Optional()],
        choices=[
            SelectChoice("", _l("作らない")),
            *(SelectChoice(name, sheet.label) for name, sheet in SHEETS.items()),
        ],
        default="",
        description=_l("整理番号・回答コード・QRコード。紙の調査票に貼るときに使います。"),
    )
    seen = IntegerField(default=0)

    def say_strata(self, strata: Iterable[tuple[str, int]]) -> None:
        """Begin with what the sample was designed to be."""
        self.strata.data = "\n".join(f"{name}, {number}" for name, number in strata)


class LetterForm(DeskForm):
    """手紙の文面: what the planner words."""

    sender = StringField(
        _l("差出人"),
        [InputRequired(_l("差出人を入力してください")), Length(max=LONGEST_NAME)],
        description=_l("手紙の右上に書く名前。例: 見本市長"),
    )
    section = StringField(
        _l("担当"),
        [InputRequired(_l("担当を入力してください")), Length(max=LONGEST_NAME)],
        description=_l("電話に出る課。例: 見本市 総務部 企画課"),
    )
    phone = StringField(
        _l("電話番号"),
        [InputRequired(_l("電話番号を入力してください")), Length(max=LONGEST_PHONE)],
        description=_l("大きな字で印刷します。手紙をなくした人も、ここにかけます。"),
    )
    hours = StringField(
        _l("電話の受付時間"),
        [InputRequired(_l("電話の受付時間を入力してください")), Length(max=LONGEST_NAME)],
    )
    dated = StringField(
        _l("日付"),
        [Length(max=LONGEST_NAME)],
        description=_l("例: 令和8年7月1日。空欄なら印刷しません。"),
    )
    lead = TextAreaField(
        _l("はじめの文"),
        [InputRequired(_l("はじめの文を入力してください"))],
        description=_l("何のための調査か、なぜあなたに届いたか。手紙では4行までです。"),
    )
    closing = TextAreaField(
        _l("終わりの文"), description=_l("手紙では2行までです。空欄でもかまいません。")
    )
    paper = BooleanField(
        _l("紙の調査票と返信用封筒を同封する（「どちらか一方で」の決まりを印刷する）")
    )

    def validate_lead(self, field: Field) -> None:
        _must_fit(field.data or "", LEAD_LINES)

    def validate_closing(self, field: Field) -> None:
        _must_fit(field.data or "", CLOSING_LINES)

    def wording(self) -> Wording:
        told = {name: (self[name].data or "").strip() for name in WORDS}
        return Wording(**told, paper=self.paper.data)


class ReissueForm(DeskForm):
    """A letter that was lost."""

    code = StringField(
        _l("なくした手紙の回答コード"),
        [InputRequired(_l("なくした手紙の回答コードを入力してください"))],
        description=_l("発行したときの一覧で、その人の整理番号から調べます。"),
    )
    number = StringField(
        _l("整理番号"),
        [Length(max=10, message=_l("整理番号は10文字までで入力してください"))],
        description=_l("新しい手紙の宛名の場所に印刷します。空欄でもかまいません。"),
    )


class UndeliveredForm(DeskForm):
    """不達: letters that came back."""

    codes = TextAreaField(
        _l("戻った手紙の回答コード"),
        description=_l("1行に1つ。一覧の「回答コード」の列をそのまま貼り付けられます。"),
    )


class DiscardedForm(DeskForm):
    """廃棄記録: that the file of codes and its copies are gone."""

    sure = BooleanField(
        _l(
            "発送に使ったファイルと、その控え（メール添付・共有フォルダー・印刷）をすべて廃棄しました"
        ),
        [InputRequired(_l("廃棄を終えてから、チェックを付けて記録してください"))],
    )


def _must_fit(words: str, most: int) -> None:
    lines = sum(-(-max(len(line), 1) // LINE) for line in words.strip().splitlines())
    if lines > most:
        said = gettext(
            "手紙では%(most)d行（1行%(letters)d文字ほど）までです。いまは%(lines)d行になります。短くしてください",
            most=most,
            letters=LINE,
            lines=lines,
        )
        raise ValidationError(said)
