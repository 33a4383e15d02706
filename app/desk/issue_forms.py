"""Forms of the digest: what staff write about an issue, and what a published edition is called."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from app.desk.forms import DeskForm
from app.desk.issue_hints import Hints, hints_of
from app.sent import natural
from surveys.editions import STAGES
from surveys.issues import HORIZONS, WRITTEN, PolicyIssue
from surveys.plans import PolicyField

LONGEST_TOPIC = 200  # letters
PREFACE = _l(
    "この論点集は、アンケートの回答と自由記述をもとに、これからの政策で話し合うべき論点を"
    "整理したものです。数字は回答した人の割合であり、住民全体の割合とは限りません。"
)


class SectionForm(DeskForm):
    """What the responsible section writes about an issue of its own."""

    measures = TextAreaField(
        _l("取り組み"),
        [Length(max=5000)],
        description=_l("いま行っていること、これから行うこと。主管課が書きます。"),
    )
    section = StringField(_l("主管課"), [Length(max=100)], description=_l("例: 地域交通課"))
    related_sections = StringField(
        _l("関係課"), [Length(max=300)], description=_l("例: 福祉課、都市計画課")
    )
    revision = HiddenField()

    def written(self) -> dict[str, object]:
        """What was typed, under the names of an issue's columns."""
        typed = {name: self[name].data for name in WRITTEN if name in self}
        return {
            name: said if name == "field_id" else (said or "").replace("\r\n", "\n").strip()
            for name, said in typed.items()
        }

    def typed(self) -> dict[str, object]:
        """All that was typed over an issue."""
        return self.written()

    @property
    def read_revision(self) -> int:
        """The revision the writer had read; 0 where the form names none."""
        try:
            return natural(self.revision.data or "")
        except ValueError:
            return 0

    def show(self, name: str, value: object) -> None:
        """Put a value into a field in the place of what was typed."""
        self[name].raw_data, self[name].data = None, value


class IssueForm(SectionForm):
    """Everything a planner writes about an issue."""

    desired_state = StringField(
        _l("ありたい姿"),
        [
            InputRequired(_l("「ありたい姿」を入力してください（例: 誰もが安心して移動できる）")),
            Length(max=300),
        ],
        description=_l(
            "手段ではなく、実現した様子を書きます。「〜できる」「〜が守られている」。"
            "例: 車がなくても、行きたい所へ行ける"
        ),
    )
    topic = StringField(
        _l("手がかりの言葉"),
        [Length(max=LONGEST_TOPIC)],
        description=_l("論点を短く呼ぶ言葉。空欄なら、ありたい姿で呼びます。"),
    )
    present_state = TextAreaField(
        _l("現状"), [Length(max=5000)], description=_l("数字と声から分かる、いまの様子。")
    )
    gap = TextAreaField(
        _l("課題"), [Length(max=5000)], description=_l("現状とありたい姿との隔たり。")
    )
    horizon = SelectField(
        _l("区分"),
        choices=[SelectChoice(key, label) for key, label in HORIZONS.items()],
        description=_l("中期投資は3〜4年で成果を出すもの、長期投資は6〜9年かけて続けるもの。"),
    )
    horizon_reason = TextAreaField(
        _l("区分の理由"),
        [Length(max=2000)],
        description=_l(
            "なぜいま集中するのか、なぜ長く続けるのか。"
            "例: 担い手との関係づくりに時間がかかるため、長く続けて投資する。"
        ),
    )
    field_id = SelectField(_l("政策分野"), coerce=lambda said: int(said) if said else None)

    def say_fields(self, fields: list[PolicyField], drafted: str = "") -> None:
        """Offer the plan's fields; without one an issue stays under the field of its draft."""
        named = [SelectChoice(str(field.id), field.name) for field in fields]
        self.field_id.choices = [SelectChoice("", drafted or _l("未定")), *named]

    def typed(self) -> dict[str, object]:
        """All that was typed; an issue nobody gave a short name is called by its ありたい姿."""
        written = self.written()
        return {**written, "topic": (self.topic.data or "").strip() or called(written)}

    @property
    def hints(self) -> Hints:
        """What a careful colleague would say of the ありたい姿 in the form."""
        labels = {key: str(label) for key, label, *_ in self.field_id.iter_choices()}
        chosen = str(self.field_id.data or "")
        return hints_of(self.desired_state.data or "", labels.get(chosen, ""))


class PartForm(DeskForm):
    """A new issue parted from another: its own ありたい姿, and what goes over to it."""

    desired_state = StringField(
        _l("新しい論点の「ありたい姿」"),
        [
            InputRequired(_l("「ありたい姿」を入力してください（例: 誰もが安心して移動できる）")),
            Length(max=300),
        ],
        description=_l("実現した様子を書きます。例: 夜も安心して歩ける"),
    )
    marks = SelectMultipleField(_l("新しい論点に移す根拠"), validate_choice=False)
    voices = SelectMultipleField(_l("新しい論点に移す声"), validate_choice=False)

    @property
    def hints(self) -> Hints:
        return hints_of(self.desired_state.data or "")

    @property
    def voice_ids(self) -> list[int]:
        return [int(each) for each in self.voices.data or () if each.isdecimal()]


class EditionForm(DeskForm):
    """A digest about to be published."""

    stage = SelectField(
        _l("段階"),
        choices=[SelectChoice(key, label) for key, label in STAGES.items()],
        description=_l("骨子 → 素案 → 案 → 成案 の順に、固まっていきます。"),
    )
    title = StringField(_l("題名"), [InputRequired(_l("題名を入力してください")), Length(max=200)])
    preface = TextAreaField(
        _l("はじめに"),
        [Length(max=3000)],
        description=_l("読む人に最初に伝えたいこと。空欄でもかまいません。"),
    )


def called(written: Mapping[str, object]) -> str:
    """What an issue without a short name is called by."""
    return str(written["desired_state"])[:LONGEST_TOPIC]


def data_of(issue: PolicyIssue) -> dict[str, object]:
    """An issue as its form shows it; what it is called by itself stands nowhere."""
    shown = {name: getattr(issue, name) for name in (*WRITTEN, "topic", "revision")}
    named = "" if issue.topic == called(shown) else issue.topic
    return shown | {"field_id": str(issue.field_id or ""), "topic": named}
