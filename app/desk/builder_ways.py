"""設問のボタン: what a button of a question's form does, after what was typed is kept."""

from collections.abc import Callable, Mapping

from flask_babel import gettext

from app.desk import builder_words
from app.desk.builder_acts import Here, keep
from app.desk.forms import tell
from app.extensions import db
from surveys import draft_steps
from surveys.drafting import codes, questions, sections

Way = Callable[[Here, str], str]  # a draft and the code of a question in; where to go next out


def go(at: Here, code: str, said: str) -> str:
    """Do what a button says; where to go then.

    Raises:
        LooksAhead, LookedAt
    """
    way, _, name = said.partition(" ")
    if way in WAYS:
        return WAYS[way](at, code)
    return at.address(question=name if way == "open" and name else code) + "#editor"


def _up(at: Here, code: str) -> str:
    return _step(at, code, up=True)


def _down(at: Here, code: str) -> str:
    return _step(at, code, up=False)


def _step(at: Here, code: str, *, up: bool) -> str:
    changed = questions.step(at.document, code, up=up)
    keep(at, changed, builder_words.MOVED % {"name": questions.called(at.document, code)})
    return at.address(question=code) + "#editor"


def _copy(at: Here, code: str) -> str:
    used = draft_steps.question_codes(db.session(), at.questionnaire)
    made = codes.for_question(at.document, used)
    changed = questions.copy(at.document, code, made)
    keep(at, changed, builder_words.COPIED % {"name": questions.called(at.document, code)})
    tell(gettext("設問を複製しました。コードは「%(code)s」です", code=made))
    return at.address(question=made) + "#editor"


def _delete(at: Here, code: str) -> str:
    order = [each.code for each in at.document.questions]
    place = order.index(code)
    beside = order[place + 1 : place + 2] or order[:place][-1:]
    name = questions.called(at.document, code)
    keep(at, questions.delete(at.document, code), builder_words.DELETED % {"name": name})
    tell(gettext("%(name)sを削除しました。「取り消す」で元に戻せます", name=name))
    return at.address(question=beside[0]) if beside else at.address()


def _split(at: Here, code: str) -> str:
    name = questions.called(at.document, code)
    changed, section = sections.split(at.document, code)
    keep(at, changed, builder_words.SPLIT % {"name": name})
    tell(gettext("ここから新しいセクション（スマートフォンの新しいページ）にしました"))
    return at.address(section=section.code) + "#editor"


def _kinds(at: Here, code: str) -> str:
    return at.address(kinds="1", after=code) + "#editor"


def _rekind(at: Here, code: str) -> str:
    return at.address(kinds="1", change=code) + "#editor"


def _rules(at: Here, code: str) -> str:
    return at.address("ruling.show", part_code=code)


WAYS: Mapping[str, Way] = {
    "up": _up,
    "down": _down,
    "copy": _copy,
    "delete": _delete,
    "split": _split,
    "kinds": _kinds,
    "rekind": _rekind,
    "rules": _rules,
}
