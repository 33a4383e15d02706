"""因子: questions of one document whose steps are told together, as the mean of each person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from surveys.errors import N_, SurveyError
from surveys.kinds import KINDS, Question

Fault = tuple[int, str, str, str]  # which factor, which part of it, what is wrong, what to do


class FactorUnsound(SurveyError):
    message = N_("因子「%(label)s」を使えません。%(reason)s")


@dataclass(frozen=True, slots=True)
class Factor:
    """What several questions measure together.

    Attributes:
        code: the name that it keeps over the years.
        items: the columns it is the mean of: a scale, or a line of a matrix (wba_05).
        reversed: of these, those that count from the other end than their own good side says.
        source: where it is taken from that these belong together.
    """

    code: str
    label: str
    items: tuple[str, ...]
    reversed: tuple[str, ...] = ()
    source: str = ""


def scales(questions: Sequence[Question]) -> dict[str, str]:
    """{column: its words} of all that is answered in steps and is no attribute."""
    return {
        column.name: column.label
        for question in questions
        if question.part == "question"
        for column in KINDS[question.kind].columns(question)
        if column.measure == "ordinal" and not column.bands
    }


def faults(factors: Sequence[Factor], questions: Sequence[Question]) -> Iterator[Fault]:
    """Everything that keeps factors from being scored."""
    known = scales(questions) if factors else {}
    seen: set[str] = set()
    for place, each in enumerate(factors):
        if each.code in seen:
            what = f"因子のコード「{each.code}」が2回使われています"
            yield place, "code", what, "因子ごとに別のコードにしてください"
        seen.add(each.code)
        for key, what, advice in _of_items(each, known):
            yield place, key, what, advice


def _of_items(factor: Factor, known: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    if not factor.items:
        yield "items", "設問がありません", "段階で答える設問のコードを書いてください"
    if len(set(factor.items)) < len(factor.items):
        yield "items", "同じ設問が2回書かれています", "片方を消してください"
    for item in factor.items:
        if item not in known:
            what = f"「{item}」は、段階で答える設問（尺度、マトリクスの行）にありません"
            yield "items", what, "尺度は設問のコード、マトリクスは「設問のコード_行のコード」です"
    for item in factor.reversed:
        if item not in factor.items:
            what = f"逆転の「{item}」が、この因子の設問にありません"
            yield "reversed", what, "items に書いた設問から選んでください"


def must_be_sound(factors: Sequence[Factor], questions: Sequence[Question]) -> None:
    """Let through what can be scored.

    Raises:
        FactorUnsound
    """
    for place, _, what, advice in faults(factors, questions):
        raise FactorUnsound(label=factors[place].label, reason=f"{what}。{advice}")


def kept(factors: Sequence[Factor], questions: Sequence[Question]) -> tuple[Factor, ...]:
    """What is left of factors whose questions may have gone; without any, a factor goes too."""
    known = scales(questions) if factors else {}
    return tuple(
        replace(each, items=items, reversed=tuple(i for i in each.reversed if i in known))
        for each in factors
        if (items := tuple(item for item in each.items if item in known))
    )


def renamed(factors: Sequence[Factor], before: Question, after: Question) -> tuple[Factor, ...]:
    """The same factors after a question took another code: its columns have other names."""
    return tuple(_named(each, _called(before, after)) for each in factors)


def brought(
    here: Sequence[Factor], there: Sequence[Factor], coming: Mapping[str, tuple[Question, Question]]
) -> tuple[tuple[Factor, ...], tuple[str, ...]]:
    """The factors of two documents, after questions of one came into the other.

    Args:
        here: of the document they came into.
        there: of the document they came from.
        coming: each as it was there and as it is here, by its code there.

    Returns:
        All factors, and a sentence for each that lacks a question. One that is here by code and
        by name is completed.
    """
    names: dict[str, str] = {}
    for before, after in coming.values():
        names |= _called(before, after)
    made, told = {each.code: each for each in here}, []
    for each in there:
        items = tuple(item for item in each.items if item in names)
        if not items:
            continue
        whole = _joined(made, replace(each, items=items), names)
        made[whole.code] = whole
        if len(whole.items) < len(each.items):
            told.append(
                f"因子「{each.label}」の設問は、{len(each.items)}問のうち"
                f"{len(whole.items)}問だけが入っています。得点をほかとくらべるには、残りも入れてください"
            )
    return tuple(made.values()), tuple(told)


def _joined(made: Mapping[str, Factor], part: Factor, names: Mapping[str, str]) -> Factor:
    """A part with what is here of the same factor, or under a code that is free.

    A question that this factor has already is a second one of the same: it does not count twice.
    """
    mine = made.get(part.code)
    if mine is not None and mine.label == part.label:
        more = _named(_only(part, [each for each in part.items if each not in mine.items]), names)
        items, turned = (*mine.items, *more.items), (*mine.reversed, *more.reversed)
        return replace(mine, items=items, reversed=turned)
    part = _named(_only(part, part.items), names)
    if mine is None:
        return part
    free = next(f"{part.code}_{n}" for n in range(2, 10_000) if f"{part.code}_{n}" not in made)
    return replace(part, code=free)


def _only(factor: Factor, items: Sequence[str]) -> Factor:
    turned = tuple(item for item in factor.reversed if item in items)
    return replace(factor, items=tuple(items), reversed=turned)


def _called(before: Question, after: Question) -> dict[str, str]:
    """{column: what it is called now}."""
    pairs = (KINDS[each.kind].columns(each) for each in (before, after))
    return {one.name: other.name for one, other in zip(*pairs, strict=False)}


def _named(factor: Factor, names: Mapping[str, str]) -> Factor:
    def said(listed: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(names.get(item, item) for item in listed)

    return replace(factor, items=said(factor.items), reversed=said(factor.reversed))
