"""調査票として読めるか: every kind is known and no name stands for two things."""

from collections import Counter
from collections.abc import Iterable, Sequence

from surveys.errors import N_, SurveyError
from surveys.kinds import KINDS, Question


class UnknownKind(SurveyError):
    message = N_("設問「%(code)s」の設問形式「%(kind)s」は使えません")


class TwiceTheSameCode(SurveyError):
    message = N_("設問コード「%(code)s」が2回使われています。別のコードにしてください")


class UnknownSection(SurveyError):
    message = N_("設問「%(code)s」のセクション「%(section)s」がありません")


class SectionsMixed(SurveyError):
    message = N_(
        "設問「%(code)s」は、セクション「%(section)s」のほかの設問と離れた所にあります。"
        "同じセクションの設問は続けて、セクションの順に並べてください"
    )


class ChoiceCodeTaken(SurveyError):
    message = N_(
        "設問「%(code)s」の選択肢コード「%(choice)s」はほかで使われています。"
        "別のコードにしてください"
    )


class AreaUnplaced(SurveyError):
    message = N_(
        "設問「%(code)s」の「%(choice)s」の属する地域は、%(n)d段階を小さい順にすべて書くか、"
        "1つも書かないでください"
    )


def must_be_sound(questions: Sequence[Question], sections: Sequence[str]) -> None:
    """Let through what can be read: every kind known, no name used twice, section by section.

    Args:
        questions: in their order.
        sections: the codes of theirs, in order; [""] = the questions stand in none.

    Raises:
        UnknownKind, TwiceTheSameCode, ChoiceCodeTaken, AreaUnplaced, UnknownSection, SectionsMixed
    """
    seen: set[str] = set()
    for question in questions:
        if question.kind not in KINDS:
            raise UnknownKind(code=question.code, kind=question.kind)
        _choices_must_differ(question)
        for name in dict.fromkeys(_names(question)):
            if name in seen:
                raise TwiceTheSameCode(code=name)
            seen.add(name)
    _must_be_in_order(questions, sections)


def _choices_must_differ(question: Question) -> None:
    """Every choice has a code, a form field and a column of its own, and a whole place."""
    columns = [column.name for column in KINDS[question.kind].columns(question)]
    for listed in (question.codes, [row.code for row in question.rows], columns):
        for code, times in Counter(listed).items():
            if times > 1:
                taken = code.removeprefix(f"{question.code}_")
                raise ChoiceCodeTaken(code=question.code, choice=taken)
    further = len(question.levels[1:])
    for choice in question.choices:
        if choice.within and len(choice.within) != further:
            raise AreaUnplaced(code=question.code, choice=choice.label, n=further)


def _must_be_in_order(questions: Sequence[Question], sections: Sequence[str]) -> None:
    """The questions stand section by section, so that what is earlier is on an earlier page."""
    for code, times in Counter(sections).items():
        if times > 1:
            raise TwiceTheSameCode(code=code)
    reached = 0
    for question in questions:
        if question.section not in sections:
            raise UnknownSection(code=question.code, section=question.section)
        place = sections.index(question.section)
        if place < reached:
            raise SectionsMixed(code=question.code, section=question.section)
        reached = place


def _names(question: Question) -> Iterable[str]:
    """The names it takes: its own, its form fields' and its columns'."""
    kind = KINDS[question.kind]
    return (question.code, *kind.fields(question), *(c.name for c in kind.columns(question)))
