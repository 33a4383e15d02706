"""最良・最悪: of a few items at a time, the one that matters most and the one that does least."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from surveys.errors import N_, SurveyError
from surveys.kinds import balanced_sets
from surveys.kinds.base import (
    AnswerRequired,
    Answers,
    Choice,
    Column,
    Fault,
    Kind,
    Line,
    Question,
    Row,
    Said,
    Say,
    Score,
    Term,
    Told,
    Value,
    spoken,
)
from surveys.kinds.single import one_of

BEST: Score = "best"
WORST: Score = "worst"
ENDS: tuple[Score, ...] = (BEST, WORST)
ASPECTS = (Row(BEST, N_("最も重要")), Row(WORST, N_("最も重要でない")))
MOST_SETS = 15  # five minutes at twenty seconds each
IN_SET = N_("%(number)d組目: %(words)s")


class BestIsWorst(SurveyError):
    message = N_(
        "%(number)d組目: 「%(best)s」と「%(worst)s」に同じものは選べません。"
        "別のものを選んでください"
    )


class SetsMissing(SurveyError):
    message = N_("まだ選んでいない組があります: %(numbers)s組目")


class BestWorst(Kind):
    """JSON value: {"1_best": the choice, "1_worst": the choice, …}; what is not there is 無回答.

    `sets` are the choices shown together; `limit` how many at a time, where they are to be made.
    """

    key = "best_worst"
    label = N_("最良・最悪")
    also = ("ベスト・ワースト", "ベストワースト", "最良最悪", "BWS", "MAXDIFF", "マックスディフ")
    takes = frozenset({"choices", "limit", "sets", "aspects"})
    typed = "one"

    def usual(self, question: Question) -> Question:
        """Shown in balanced sets, and asked what matters, where nothing else is said."""
        enough = len(question.choices) >= balanced_sets.FEWEST
        made = balanced_sets.balanced(question.codes, question.limit) if enough else ()
        return replace(question, sets=question.sets or made, aspects=question.aspects or ASPECTS)

    def fields(self, question: Question) -> tuple[str, ...]:
        return tuple(field(question, n, end) for n in _numbers(question) for end in ENDS)

    def lines(self, question: Question) -> tuple[Line, ...]:
        return tuple(
            Line(
                field(question, n, aspect.code),
                IN_SET % {"number": n, "words": aspect.label},
                "one",
                choices=choices,
            )
            for n, choices in sets(question)
            for aspect in ends(question)
        )

    def read(self, question: Question, said: Said) -> dict[str, Value]:
        given: dict[str, str] = {}
        missing = []
        for n, choices in sets(question):
            here = _chosen(replace(question, choices=choices), n, said)
            given |= here
            if len(here) < len(ENDS):
                missing.append(f"{n}")
        if question.required and not given:
            raise AnswerRequired
        if question.required and missing:
            raise SetsMissing(numbers="・".join(missing))
        return {question.code: given} if given else {}

    def blamed(self, question: Question, said: Said, error: SurveyError) -> frozenset[str]:
        """Both ends of a set that names one thing twice, or else the ends that are blank."""
        if isinstance(error, BestIsWorst):
            number = int(str(error.details["number"]))
            return frozenset(field(question, number, end) for end in ENDS)
        if not isinstance(error, AnswerRequired | SetsMissing):
            return frozenset()
        return frozenset(name for name in self.fields(question) if not spoken(said, name))

    def parse(self, question: Question, said: Sequence[str]) -> str:
        """Read one end of one set; `question` has the choices of that set."""
        return one_of(question, said)

    def columns(self, question: Question) -> tuple[Column, ...]:
        shown = Counter(code for one in question.sets for code in one)
        return tuple(
            Column(
                f"{question.code}_{choice.code}_{end}",
                choice.label,
                "number",
                group=question.code,
                score=end,
                most=shown[choice.code],
            )
            for choice in question.choices
            for end in ENDS
        )

    def cells(self, question: Question, answers: Answers) -> tuple[object, ...]:
        value = answers.get(question.code)
        if not isinstance(value, Mapping):
            return (None,) * (len(question.choices) * len(ENDS))
        chosen = Counter((code, name.rpartition("_")[2]) for name, code in value.items())
        # What stood only in sets that were passed over was not weighed against anything.
        answered = {int(name.partition("_")[0]) for name in value}
        met = {each.code for n, choices in sets(question) if n in answered for each in choices}
        met.update(map(str, value.values()))
        return tuple(
            chosen[code, end] if code in met else None for code in question.codes for end in ENDS
        )

    def terms(self, question: Question) -> tuple[Term, ...]:
        sides = (
            Term(
                "choices",
                aspect.code,
                aspect.label,
                tuple(f"{n}_{aspect.code}" for n in _numbers(question)),
                question.choices,
            )
            for aspect in ends(question)
        )
        return (Term("words"), *sides)

    def told(self, question: Question, said: Said, say: Say = str) -> tuple[Told, ...]:
        labels = {choice.code: choice.label for choice in question.choices}
        told: list[Told] = []
        for n in _numbers(question):
            given = [
                f"{say(aspect.label)} {labels.get(texts[0], texts[0])}"
                for aspect in ends(question)
                if (texts := spoken(said, field(question, n, aspect.code)))
            ]
            if given:
                told.append(say(IN_SET) % {"number": n, "words": "、".join(given)})
        return tuple(told)

    def faults(self, question: Question) -> Iterator[Fault]:
        if 0 < len(question.choices) < balanced_sets.FEWEST:
            yield "choices", "選択肢が3つより少なくなっています", "3つ以上書いてください"
        if question.limit is not None and not 3 <= question.limit <= balanced_sets.LARGEST:
            what = "1組に示す数（最多）は、3から7までです"
            yield "limit", what, "4 か 5 が答えやすい数です。空けると自動で決まります"
        if question.aspects and len(question.aspects) != len(ENDS):
            what = "たずねることが2つではありません"
            yield "aspects", what, "「最も重要」「最も重要でない」のように、2つ書いてください"
        yield from _of_sets(question)

    def advise(self, question: Question) -> Iterator[str]:
        if len(question.sets) > MOST_SETS:
            yield (
                f"{len(question.sets)}組を選んでもらいます。{MOST_SETS}組を超えると疲れて答えが"
                "雑になるので、選択肢を減らすか、1組に示す数（最多）を5にしてください"
            )
        found = balanced_sets.balance(question.codes, question.sets)
        if question.sets and not found.is_even:
            yield f"{found.words}。そろっていないと、よく示した選択肢が選ばれやすくなります"


def field(question: Question, number: int, end: str) -> str:
    """The form field of one end of one set."""
    return f"{question.code}_{number}_{end}"


def sets(question: Question) -> tuple[tuple[int, tuple[Choice, ...]], ...]:
    """Each set with its number, from 1, and what it shows."""
    known = {choice.code: choice for choice in question.choices}
    shown = (tuple(known[code] for code in one if code in known) for one in question.sets)
    return tuple(enumerate(shown, 1))


def ends(question: Question) -> tuple[Row, Row]:
    """What is asked of each set, in the words of the question; the best first."""
    words = question.aspects if len(question.aspects) == len(ENDS) else ASPECTS
    return Row(BEST, words[0].label), Row(WORST, words[1].label)


def _numbers(question: Question) -> range:
    return range(1, len(question.sets) + 1)


def _chosen(question: Question, number: int, said: Said) -> dict[str, str]:
    """What was chosen of one set, whose choices `question` has.

    Raises:
        UnknownChoice, OneChoiceOnly, BestIsWorst
    """
    found = {
        f"{number}_{end}": one_of(question, texts)
        for end in ENDS
        if (texts := spoken(said, field(question, number, end)))
    }
    if len(found) > len(set(found.values())):
        best, worst = ends(question)
        raise BestIsWorst(number=number, best=best.label, worst=worst.label)
    return found


def _of_sets(question: Question) -> Iterator[Fault]:
    """What makes the scores of the items no fair comparison."""
    labels = {choice.code: choice.label for choice in question.choices}
    for n, one in enumerate(question.sets, 1):
        strange = next((code for code in one if code not in labels), "")
        twice = next((code for code in one if one.count(code) > 1), "")
        if strange:
            advice = f"選択肢のコード（{'、'.join(question.codes)}）で書いてください"
            yield "sets", f"{n}組目の「{strange}」は選択肢にありません", advice
        if twice:
            yield "sets", f"{n}組目に「{twice}」が2回あります", "1つの組には1回だけ入れてください"
        if not balanced_sets.FEWEST <= len(one) <= balanced_sets.LARGEST:
            what = f"{n}組目の選択肢は{len(one)}個です"
            yield "sets", what, "1つの組には3つから7つまで入れてください"
    if not question.sets:
        return
    found = balanced_sets.balance(question.codes, question.sets)
    never = next((code for code, times in found.shown.items() if not times), "")
    if never:
        what = f"「{labels[never]}」（{never}）がどの組にもありません"
        yield (
            "sets",
            what,
            "どの選択肢も同じ回数になるように入れるか、組を空けてください（自動で作ります）",
        )
    elif not found.whole:
        advice = "2つの組の両方に入る選択肢を作るか、組を空けてください（自動で作ります）"
        yield "sets", "組がたがいに離れていて、比べられない選択肢があります", advice
