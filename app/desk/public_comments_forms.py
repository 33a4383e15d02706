"""Forms of パブリックコメント: a round, a comment as it is typed, and the city's reply."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    DateField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from app.desk.forms import DeskForm
from surveys.editions import Edition
from surveys.opinion_groups import HANDLINGS, WRITTEN, OpinionGroup
from surveys.public_comments import CHANNELS, LONGEST, LONGEST_PLACE, CommentRound

CHANNEL_CHOICES = [SelectChoice(key, label) for key, label in CHANNELS.items()]


class RoundForm(DeskForm):
    """意見募集: on what, from when until when."""

    edition_id = SelectField(
        _l("意見を募集した版"),
        coerce=lambda said: int(said) if said else None,
        description=_l("版を選ぶと、その版の論点が「該当箇所」の候補になります。"),
    )
    document = StringField(
        _l("案の名前"),
        [Length(max=300)],
        description=_l("版を選ばないときに書きます。例: 第六次総合計画（素案）"),
    )
    title = StringField(
        _l("意見募集の題名"),
        [InputRequired(_l("意見募集の題名を入力してください")), Length(max=200)],
        description=_l("公表する表の見出しになります。例: 政策論点集（素案）への意見募集"),
    )
    first_day = DateField(_l("募集の初日"), [InputRequired(_l("募集の初日を入力してください"))])
    last_day = DateField(_l("募集の最終日"), [InputRequired(_l("募集の最終日を入力してください"))])
    places = TextAreaField(
        _l("該当箇所の候補"),
        [Length(max=20_000)],
        description=_l(
            "1行に1つ、案の順に。公表する表もこの順に並びます。空欄なら版の論点を使います。"
        ),
    )

    def say_editions(self, editions: Sequence[Edition]) -> None:
        named = [SelectChoice(str(each.id), label(each)) for each in editions]
        self.edition_id.choices = [SelectChoice("", _l("版を選ばない（案の名前を書く）")), *named]

    def put_into(self, made: CommentRound, edition: Edition | None) -> None:
        """Write into a round what was typed; an edition tells its own name and issues."""
        made.edition_id = edition.id if edition else None
        made.title = self.title.data.strip()
        made.document = label(edition) if edition else (self.document.data or "").strip()
        made.first_day, made.last_day = self.first_day.data, self.last_day.data
        lines = [line.strip()[:LONGEST_PLACE] for line in (self.places.data or "").splitlines()]
        made.places = list(dict.fromkeys(filter(None, lines))) or places_of(edition)


class CommentForm(DeskForm):
    """One comment, typed from a letter, a fax, a call at the counter."""

    words = TextAreaField(
        _l("意見の文"),
        [InputRequired(_l("意見の文を入力してください")), Length(max=LONGEST)],
        description=_l(
            "1人分をそのまま。氏名と住所は入れません。電話番号などは保存する前に伏せます。"
        ),
    )
    channel = RadioField(
        _l("提出方法"),
        [InputRequired(_l("提出方法を選んでください"))],
        choices=CHANNEL_CHOICES,
    )
    place = StringField(
        _l("該当箇所"),
        [Optional(), Length(max=LONGEST_PLACE)],
        description=_l("候補から選ぶか、自由に書きます。分からなければ空欄に。"),
    )


class CommentFileForm(DeskForm):
    file = FileField(
        _l("意見のファイル"),
        [FileRequired(_l("ファイルを選んでください"))],
        description=_l(
            "CSV・TSV（文字コードは自動判別）またはExcel。1行が1人の意見です。"
            "氏名・住所・連絡先の列は保存しません。"
        ),
    )


class ReplyForm(DeskForm):
    """A row of the table: what was said, what the city answers, what becomes of it."""

    summary = TextAreaField(
        _l("意見の概要"),
        [Length(max=5000)],
        description=_l(
            "趣旨が変わらないように短く。はじめは代表的な意見の文がそのまま入っています。"
        ),
    )
    reply = TextAreaField(
        _l("市の考え方"), [Length(max=10_000)], description=_l("理由も書きます。")
    )
    handling = RadioField(
        _l("反映区分"),
        choices=[
            SelectChoice("", _l("未定")),
            *(SelectChoice(key, f"{key} {label}") for key, label in HANDLINGS.items()),
        ],
        default="",
    )
    changes = TextAreaField(
        _l("修正内容"),
        [Length(max=5000)],
        description=_l("「A 反映する」のとき。どこを、どう直すか。"),
    )
    place = StringField(
        _l("該当箇所"),
        [Length(max=LONGEST_PLACE)],
        description=_l("表のどの見出しの下に載せるか。"),
    )
    revision = HiddenField()

    def written(self) -> dict[str, str]:
        return {name: (self[name].data or "") for name in WRITTEN}


def label(edition: Edition) -> str:
    """E.g. 政策論点集 素案 第2版."""
    return f"{edition.title} {edition.name}"


def places_of(edition: Edition | None) -> list[str]:
    """The issues of an edition as places a comment may be about."""
    listed = edition.document["issues"] if edition else ()
    return [f"論点{each['number']} {each['desired_state']}"[:LONGEST_PLACE] for each in listed]


def data_of(group: OpinionGroup, drafted: str) -> dict[str, object]:
    """A row as its form shows it; nothing of a drafted summary is kept until somebody saves it."""
    shown: dict[str, object] = {name: getattr(group, name) for name in (*WRITTEN, "revision")}
    return shown | {"summary": group.summary or drafted}
