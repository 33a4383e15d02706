"""順位付け: the choices in the order of whoever answers, all of them or the first few."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from surveys.errors import N_, SurveyError
from surveys.kinds.base import (
    AnswerRequired,
    Answers,
    Choice,
    Column,
    Fault,
    Kind,
    Line,
    Question,
    Said,
    Say,
    Term,
    Told,
    Value,
    spoken,
)
from surveys.kinds.number import NotANumber, figures

MOST_RANKED = 7  # things that people can put in order with care
MOST_LISTED = 10  # and that they can see at once on a phone


class NotARank(SurveyError):
    message = N_("「%(choice)s」の順位は、1から%(most)dまでの数字で答えてください")


class TwiceTheSameRank(SurveyError):
    message = N_(
        "「%(choices)s」が同じ%(rank)d位になっています。順位は、1つの選択肢に1つずつ付けてください"
    )


class RankMissing(SurveyError):
    message = N_("%(rank)d位がありません。1位から順に、間をあけずに付けてください")


class TooFewRanks(SurveyError):
    message = N_("%(least)d位まで順位を付けてください。いまは%(n)d位までです")


class TooManyRanks(SurveyError):
    message = N_("順位を付けられるのは%(most)d位までです")


class TwiceTheSameChoice(SurveyError):
    message = N_("「%(choice)s」に2回、順位が付いています。1回だけにしてください")


class Ranking(Kind):
    """JSON value: the codes of the choices that were ranked, the first first.

    On a screen every choice has a field for its rank; whoever types from paper gives the choices
    in their order.
    """

    key = "ranking"
    label = N_("順位付け")
    also = ("順位", "ランキング", "優先順位", "順位回答", "順位法")
    takes = frozenset({"choices", "least", "limit"})
    typed = "order"

    def fields(self, question: Question) -> tuple[str, ...]:
        return (question.code, *(field(question, choice) for choice in question.choices))

    def lines(self, question: Question) -> tuple[Line, ...]:
        return (Line(question.code, "", "order"),)

    def read(self, question: Question, said: Said) -> dict[str, Value]:
        in_order = spoken(said, question.code)
        ranked = self.parse(question, in_order) if in_order else _ranked(question, said)
        if ranked:
            _must_be_enough(question, len(ranked))
            return {question.code: ranked}
        if question.required:
            raise AnswerRequired
        return {}

    def blamed(self, question: Question, said: Said, error: SurveyError) -> frozenset[str]:
        """The ranks that cannot stay; where ranks are missing, the choices without one."""
        told = {one: spoken(said, field(question, one)) for one in question.choices}
        ranks = {one: _rank_or_none(question, one, texts) for one, texts in told.items()}
        match error:
            case NotARank():
                wrong = [one for one, texts in told.items() if texts and ranks[one] is None]
            case TwiceTheSameRank():
                wrong = [one for one in told if ranks[one] == error.details["rank"]]
            case RankMissing():
                gap = int(str(error.details["rank"]))
                wrong = [one for one in told if (ranks[one] or 0) > gap]
            case AnswerRequired() | TooFewRanks():
                wrong = [one for one, texts in told.items() if not texts]
            case _:
                wrong = []
        return frozenset(field(question, one) for one in wrong)

    def parse(self, question: Question, said: Sequence[str]) -> list[str]:
        """Read choices that were said in their order."""
        for code in said:
            choice = question.choice(code)
            if said.count(code) > 1:
                raise TwiceTheSameChoice(choice=choice.label)
        if len(said) > depth(question):
            raise TooManyRanks(most=depth(question))
        return list(said)

    def columns(self, question: Question) -> tuple[Column, ...]:
        first = Column(
            f"{question.code}_first",
            f"{question.label.rstrip('。 　')}（1位）",
            "nominal",
            question.levels_of_table,
        )
        ranks = (
            Column(
                field(question, choice),
                choice.label,
                "number",
                group=question.code,
                score="rank",
                most=depth(question),
            )
            for choice in question.choices
        )
        return (*ranks, first)

    def cells(self, question: Question, answers: Answers) -> tuple[object, ...]:
        value = answers.get(question.code)
        ranked = value if isinstance(value, list) else []
        ranks = {code: rank for rank, code in enumerate(ranked, 1)}
        return (*map(ranks.get, question.codes), ranked[0] if ranked else None)

    def terms(self, question: Question) -> tuple[Term, ...]:
        ranks = (
            Term("number", choice.code, choice.label, (choice.code,), unit="位")
            for choice in question.choices
        )
        return (Term("choices", choices=question.choices, several=True), *ranks)

    def told(self, question: Question, said: Said, say: Say = str) -> tuple[Told, ...]:
        labels = {choice.code: choice.label for choice in question.choices}
        listed = [(f"{n}", code) for n, code in enumerate(spoken(said, question.code), 1)]
        for choice in question.choices:
            listed += [(text, choice.code) for text in spoken(said, field(question, choice))[:1]]
        in_order = sorted(listed, key=lambda pair: _size(pair[0]))
        return tuple(
            say(RANKED) % {"rank": rank.removesuffix("位"), "choice": labels.get(code, code)}
            for rank, code in in_order
        )

    def faults(self, question: Question) -> Iterator[Fault]:
        if 0 < len(question.choices) < 2:
            yield "choices", "順位を付ける選択肢が1つしかありません", "2つ以上書いてください"

    def advise(self, question: Question) -> Iterator[str]:
        n = len(question.choices)
        if depth(question) > MOST_RANKED:
            yield (
                f"{depth(question)}位まで順位を付けてもらいます。真ん中の順位は確かになりにくいので、"
                "「3位まで」などに絞ってください"
            )
        if n > MOST_LISTED:
            yield (
                f"順位を付ける選択肢が{n}個あります。スマートフォンでは見比べにくいので、"
                "絞るか、最良・最悪の設問に変えてください"
            )


RANKED = N_("%(rank)s位: %(choice)s")


def field(question: Question, choice: Choice) -> str:
    """The form field of the rank of one choice, and its column."""
    return f"{question.code}_{choice.code}"


def depth(question: Question) -> int:
    """How many of the choices may be ranked."""
    return min(question.limit or len(question.choices), len(question.choices))


def _ranked(question: Question, said: Said) -> list[str]:
    """The choices in the order of the ranks that stand in their fields.

    Raises:
        NotARank, TwiceTheSameRank, RankMissing
    """
    given: Mapping[int, list[Choice]] = defaultdict(list)
    for choice in question.choices:
        told = spoken(said, field(question, choice))
        if told:
            given[_rank(question, choice, told)].append(choice)
    for rank, choices in sorted(given.items()):
        if len(choices) > 1:
            raise TwiceTheSameRank(rank=rank, choices="」「".join(one.label for one in choices))
    for place, rank in enumerate(sorted(given), 1):
        if rank != place:
            raise RankMissing(rank=place)
    return [given[rank][0].code for rank in sorted(given)]


def _rank(question: Question, choice: Choice, told: Sequence[str]) -> int:
    wrong = NotARank(choice=choice.label, most=depth(question))
    try:
        rank = figures(told[0], "位")
    except NotANumber:
        raise wrong from None
    if len(set(told)) > 1 or not isinstance(rank, int) or not 1 <= rank <= depth(question):
        raise wrong
    return rank


def _rank_or_none(question: Question, choice: Choice, told: Sequence[str]) -> int | None:
    try:
        return _rank(question, choice, told) if told else None
    except NotARank:
        return None


def _must_be_enough(question: Question, n: int) -> None:
    if question.least is not None and n < question.least:
        raise TooFewRanks(least=question.least, n=n)


def _size(text: str) -> float:
    try:
        return figures(text, "位")
    except NotANumber:
        return 0.0
