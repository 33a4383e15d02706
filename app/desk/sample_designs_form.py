"""The form of a 標本設計: what a planner knows and wants, before there are strata."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    FloatField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, StopValidation
from wtforms.widgets import TextInput

from analysis.sampling import cells as reading
from analysis.sampling.cells import Cell, People
from app.desk.fielding_forms import DayField
from app.desk.forms import DeskForm
from surveys.errors import N_
from surveys.margins import PopulationMargin
from surveys.sample_designs import SampleDesign

FIXED = "fixed"
GOALS = {
    "whole": N_("市全体の割合を、決めた誤差で出す"),
    "district": N_("地区ごとの割合を、決めた誤差で出す"),
    "stratum": N_("層（地区×年代）ごとの割合を、決めた誤差で出す"),
    FIXED: N_("発送数が決まっている"),
}
ALLOCATIONS = {
    "proportional": N_("人口に比例"),
    "root": N_("人口の平方根に比例"),
    "equal": N_("どの地区にも同じ数"),
}
MEANINGS = {
    "proportional": N_("市全体の誤差が最も小さくなります。小さい地区は誤差が大きくなります。"),
    "root": N_("小さい地区をやや厚くします。市全体の誤差は少し大きくなります。"),
    "equal": N_("地区どうしを比べるときに。市全体の集計には、抽出ウエイトが欠かせません。"),
}
METHODS = {"lot": N_("層ごとの無作為抽出（乱数）"), "steps": N_("層ごとの系統抽出（等間隔）")}
FOREIGNERS = {"with": N_("外国人住民を含む"), "without": N_("日本国籍の住民に限る")}
SPOKEN = ("purpose", "foreigners", "others", "section", "contact", "deliver_by")
OTHERS = N_(
    "施設入所者・長期入院者も、住民登録があれば対象に含みます。"
    "支援措置の対象者など、市民課の定めにより提供できない方は除いてください。"
)


class ShareField(FloatField):
    """A share, in percent on the page: 40, ４０％."""

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else f"{self.data:g}" if self.data else ""

    widget = TextInput()  # a number box would take no ％ and no full-width figures

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([_plain(each) for each in valuelist])
        except ValueError:
            raise ValueError(_l("数字で入力してください。例: 40")) from None


class CountField(IntegerField):
    """A whole number: 3000, 3,000通."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([_plain(each) for each in valuelist])
        except ValueError:
            raise ValueError(_l("整数で入力してください。例: 3000")) from None


def _told_where_fixed(form: "SampleDesignForm", field: IntegerField) -> None:
    """A number that is fixed must be said; where it is not, it may be left blank."""
    if any(each.strip() for each in field.raw_data or ()):
        return
    field.errors = []
    raise StopValidation(
        _l("決まっている発送数を入力してください") if form.goal.data == FIXED else ""
    )


class SampleDesignForm(DeskForm):
    """標本設計, in the order in which a planner thinks of it."""

    reference_day = DayField(
        _l("基準日"),
        [InputRequired(_l("基準日を入力してください"))],
        description=_l(
            "この日の住民基本台帳から抽出します。人口表も、同じ日か近い日のものにします。"
        ),
    )
    youngest = CountField(
        _l("対象の年齢（何歳以上）"),
        [
            InputRequired(_l("対象の年齢を数字で入力してください")),
            NumberRange(0, 99, _l("対象の年齢は0から99までの数字で入力してください")),
        ],
        default=18,
        description=_l("基準日の満年齢です。"),
    )
    counts = TextAreaField(
        _l("人口表（地区×年代）"),
        description=_l(
            "1行目に年代、1列目に地区。Excelの表をそのまま貼り付けられます。計の行と列は数えません。"
            "対象の年齢の人数にしてください。"
        ),
    )
    file = FileField(
        _l("ファイルから読む（CSV・Excel）"),
        description=_l("選ぶと、上の表の代わりにファイルの内容を使います。"),
    )
    axis = SelectField(
        _l("計画の母集団の1つの軸で分ける"),
        description=_l("地区×年代の人口表がないときに。選ぶと、上の表の代わりに使います。"),
        validate_choice=False,  # a plan without a population does not ask
    )
    rate = ShareField(
        _l("見込む回収率（％）"),
        [
            InputRequired(_l("見込む回収率を数字で入力してください")),
            NumberRange(1, 100, _l("見込む回収率は1から100までの数字で入力してください")),
        ],
        default=40.0,
        description=_l("前回の調査の回収率より、少し低めにしておくと安全です。"),
    )
    goal = RadioField(
        _l("数の決め方"),
        [InputRequired(_l("数の決め方を選んでください"))],
        choices=[SelectChoice(key, _l(label)) for key, label in GOALS.items()],
        default="whole",
    )
    margin = ShareField(
        _l("許せる標本誤差（±ポイント）"),
        [
            InputRequired(_l("許せる標本誤差を数字で入力してください")),
            NumberRange(0.5, 49, _l("許せる標本誤差は0.5から49までの数字で入力してください")),
        ],
        default=3.0,
        description=_l(
            "割合が50％のときの、95％の幅です。市全体なら3、地区ごとなら8〜10がよく使われます。"
        ),
    )
    total = CountField(
        _l("発送数（決まっているとき）"),
        [
            _told_where_fixed,
            NumberRange(10, 200_000, _l("発送数は10から200,000までの数字で入力してください")),
        ],
        description=_l("例: 3,000"),
    )
    allocation = RadioField(
        _l("地区への配分"),
        [InputRequired(_l("地区への配分を選んでください"))],
        choices=[SelectChoice(key, _l(label)) for key, label in ALLOCATIONS.items()],
        default="proportional",
    )
    least = CountField(
        _l("1つの層の最少の発送数"),
        [Optional(), NumberRange(0, 10_000, _l("最少の発送数は0から10,000までにしてください"))],
        description=_l("空欄なら決めません。10通に満たない層は、隣の層と合わせます。"),
    )
    method = RadioField(
        _l("抽出の方法"),
        [InputRequired(_l("抽出の方法を選んでください"))],
        choices=[SelectChoice(key, _l(label)) for key, label in METHODS.items()],
        default="steps",
    )
    purpose = TextAreaField(
        _l("調査の目的"),
        [Length(max=600, message=_l("600文字までにしてください"))],
        description=_l("抽出仕様書に載ります。"),
    )
    foreigners = RadioField(
        _l("外国人住民"),
        [InputRequired(_l("外国人住民を含むか選んでください"))],
        choices=[SelectChoice(key, _l(label)) for key, label in FOREIGNERS.items()],
        default="with",
    )
    others = TextAreaField(
        _l("施設入所者など"), [Length(max=400, message=_l("400文字までにしてください"))]
    )
    section = StringField(_l("依頼する課と担当者"), [Length(max=100)])
    contact = StringField(_l("連絡先（内線など）"), [Length(max=100)])
    deliver_by = DayField(_l("名簿の希望納期"), [Optional()])

    def say_axes(self, rows: Iterable[PopulationMargin]) -> None:
        named = dict.fromkeys(row.axis for row in rows)
        self.axis.choices = [
            ("", _l("使わない（上の表を使う）")),
            *((each, each) for each in named),
        ]

    def people(self, rows: Sequence[PopulationMargin]) -> People:
        """The register's counts that were brought, chosen or typed.

        Raises:
            AnalysisError: it is no table of people, and where.
        """
        youngest = self.youngest.data or 0
        if self.file.data:
            name = self.file.data.filename or "file"
            return reading.parse(self.file.data.read(), name, youngest=youngest)
        if self.axis.data:
            chosen = {row.level: row.people for row in rows if row.axis == self.axis.data}
            return reading.of_classes(self.axis.data, chosen, youngest=youngest)
        typed = (self.counts.data or "").strip("\r\n")
        return reading.parse(typed.encode(), gettext("人口表"), youngest=youngest)

    @property
    def place_of_people(self) -> str:
        """The field that the people came from."""
        return "file" if self.file.data else "axis" if self.axis.data else "counts"

    def design(self, questionnaire_id: int, people: People, now: datetime) -> SampleDesign:
        """What was said, with every cell a stratum of its own."""
        fixed = self.goal.data == FIXED
        return SampleDesign(
            questionnaire_id=questionnaire_id,
            reference_day=self.reference_day.data,
            youngest=self.youngest.data,
            rate=self.rate.data / 100,
            margin=self.margin.data / 100,
            per="whole" if fixed else self.goal.data,
            allocation=self.allocation.data,
            total=self.total.data if fixed else None,
            least=self.least.data or 0,
            systematic=self.method.data == "steps",
            cells=[[cell.district, cell.band, cell.people] for cell in people.cells],
            merged=[[place] for place in range(len(people.cells))],
            words=self._spoken(),
            changed_at=now,
        )

    def _spoken(self) -> dict[str, Any]:
        day = self.deliver_by.data
        words = [name for name in SPOKEN if name != "deliver_by"]
        said = {name: "\n".join((self[name].data or "").splitlines()) for name in words}
        return said | {"deliver_by": day.isoformat() if day else ""}


def said(kept: SampleDesign) -> Mapping[str, Any]:
    """A kept design as the form shows it again."""
    words = dict(kept.words)
    day = words.pop("deliver_by", "")
    return {
        "reference_day": kept.reference_day,
        "youngest": kept.youngest,
        "counts": table([Cell(*each) for each in kept.cells]),
        "rate": round(kept.rate * 100, 4),
        "goal": FIXED if kept.total is not None else kept.per,
        "margin": round(kept.margin * 100, 4),
        "total": kept.total,
        "allocation": kept.allocation,
        "least": kept.least or None,
        "method": "steps" if kept.systematic else "lot",
        **words,
        "deliver_by": datetime.fromisoformat(day).date() if day else None,
    }


def table(cells: Sequence[Cell]) -> str:
    """Cells as they are pasted: a cross table where it has both, else a row a class."""
    districts = list(dict.fromkeys(cell.district for cell in cells))
    bands = list(dict.fromkeys(cell.band for cell in cells))
    if bands == [""] or districts == [""]:
        head = "地区" if bands == [""] else "年代"
        return "\n".join([f"{head}\t人数", *(f"{cell.words}\t{cell.people}" for cell in cells)])
    held = {(cell.district, cell.band): cell.people for cell in cells}
    lines = [
        "\t".join([district, *(str(held.get((district, band), 0)) for band in bands)])
        for district in districts
    ]
    return "\n".join(["\t".join(["地区", *bands]), *lines])


def _plain(typed: str) -> str:
    """A figure in any width, without its unit."""
    plain = unicodedata.normalize("NFKC", typed).replace(",", "")
    return plain.strip().lstrip("±").rstrip("%通歳ポイント ")
