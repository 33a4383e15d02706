"""分岐: which question follows which answer, said in one small language.

    q3 = 1                       choice 1 was chosen (in a multiple: among others)
    q3 = 1, 2                    one of them was; a choice's words may stand for its code
    q3 = 「はい（毎日）」           words with signs or spaces in them stand in 「」 or ""
    q3 != 1                      something was answered, and not that
    q4 >= 65                     a number, or choices that are numbers; also <= > <
    q4 = 20代                    a class that a number is cut into
    q4 <= q3 · q7 + q8 = 24      numbers of two questions, and sums of them
    q9 >= 2026-04-01             a day
    q2 の数 >= 2                  how many were chosen
    q5.bus = 4                   one line of a matrix; without a line, any of them
    q6 あり · q6 なし             was answered · was not
    … かつ … · … または … · ( … )  both · either; and, or may be written too

かつ binds closer than または. A question that was not asked has no answer, so every test of it
but なし fails. Full-width signs and letters are read as half-width ones. Today is no word of
the language: what somebody was asked must be the same whenever their answers are read.
"""

from collections.abc import Callable, Collection, Iterator, Mapping

from surveys.errors import N_, SurveyError
from surveys.kinds import KINDS
from surveys.kinds.base import Question, Term
from surveys.kinds.number import NotANumber, figures
from surveys.rule_sizes import COMPARE, RuleCannotCompare, Total, exactly, range_of
from surveys.rule_tokens import AND, COUNT, OR, bare_word, plain, taken_apart
from surveys.rules import Chosen, Joined, Range, Rule, Test, day_number

_TESTS: dict[str, Test] = {"=": "=", "!=": "!=", "あり": "あり", "なし": "なし"}
_ADDED = {"+": 1, "-": -1}
_DEEPEST = 20  # brackets within brackets


class RuleUnreadable(SurveyError):
    message = N_("条件「%(rule)s」の「%(at)s」のところが読めません。例: q3 = 1, 2 かつ q4 >= 65")


class RuleOfUnknownQuestion(SurveyError):
    message = N_(
        "条件「%(rule)s」の「%(name)s」は、この設問より前にありません。"
        "前にある設問のコードを書いてください"
    )


class RuleOfUnknownLine(RuleOfUnknownQuestion):
    message = N_(
        "条件「%(rule)s」の「%(name)s」の行は、設問「%(question)s」にありません。"
        "「.」の後ろには、行の言葉かコードをそのまま書いてください"
    )


class RuleLooksForward(RuleOfUnknownQuestion):
    message = N_(
        "条件「%(rule)s」の「%(name)s」は、ここより前にありません。"
        "条件で見る設問を前に動かすか、条件を直してください"
    )


class RuleOfUnknownChoice(SurveyError):
    message = N_("条件「%(rule)s」の「%(value)s」は、設問「%(name)s」の選択肢にありません")


class RuleNeedsNumber(SurveyError):
    message = N_("条件「%(rule)s」の「%(value)s」は数字ではありません。大小は数字で比べます")


def read(text: str, earlier: Mapping[str, Question], later: Collection[str] = ()) -> Rule:
    """Read a rule that may look back at the `earlier` questions, not at the `later` ones.

    Raises:
        RuleUnreadable, RuleOfUnknownQuestion, RuleOfUnknownLine, RuleLooksForward,
        RuleOfUnknownChoice, RuleNeedsNumber, RuleNeedsDay, RuleCannotCompare, RuleCannotCount
    """
    return _Reader(text, earlier, later).rule()


class _Reader:
    """Recursive descent over the words of one rule."""

    def __init__(self, text: str, earlier: Mapping[str, Question], later: Collection[str]) -> None:
        self.text, self.depth = text, 0
        self.earlier = {plain(code): question for code, question in earlier.items()}
        self.later = set(map(plain, later))
        self.words, rest = taken_apart(text)
        if rest:
            raise self._unreadable(rest)

    def rule(self) -> Rule:
        made = self._either()
        if self.words:
            raise self._unreadable(self.words[0])
        return made

    def _either(self) -> Rule:
        return self._joined(OR, self._both, every=False)

    def _both(self) -> Rule:
        return self._joined(AND, self._one, every=True)

    def _joined(self, marks: set[str], part: Callable[[], Rule], *, every: bool) -> Rule:
        parts = [part()]
        while self._next() in marks:
            self.words.pop(0)
            parts.append(part())
        return parts[0] if len(parts) == 1 else Joined(every, tuple(parts))

    def _one(self) -> Rule:
        if self._next() != "(":
            return self._test()
        if self.depth == _DEEPEST:
            raise self._unreadable("(")
        self.depth += 1
        self.words.pop(0)
        made = self._either()
        if self._next() != ")":
            raise self._unreadable(self._next())
        self.words.pop(0)
        self.depth -= 1
        return made

    def _test(self) -> Rule:
        question, term, counts = self._asked(self._take())
        if counts or self._next() in _ADDED:
            return self._sized(self._sum(question, term, counts=counts))
        test = self._next()
        if test in ("あり", "なし"):
            self.words.pop(0)
            keys = term.keys if term.part else ()  # a pin outside all areas is an answer too
            return Chosen(question.code, term.part, keys, _TESTS[test])
        if term.gives in ("number", "day"):
            return self._sized(self._sum(question, term))
        if test not in _TESTS and test not in COMPARE:
            raise self._unreadable(test)
        self.words.pop(0)
        return self._of_choices(question, term, test)

    def _asked(self, word: str) -> tuple[Question, Term, bool]:
        """The question a word names, what of its answer, and whether that is counted."""
        found = self._named(bare_word(word))
        if found and self._next() == COUNT:
            self.words.pop(0)
            return (*found, True)
        if found:
            return (*found, False)
        found = self._named(bare_word(word).removesuffix(COUNT))
        if found is None:
            raise self._unknown(bare_word(word))
        return (*found, True)

    def _unknown(self, name: str) -> RuleOfUnknownQuestion:
        owner = name.partition(".")[0].removesuffix(COUNT)
        if owner in self.earlier:
            return RuleOfUnknownLine(rule=self.text, name=name, question=owner)
        known = owner in self.later
        return (RuleLooksForward if known else RuleOfUnknownQuestion)(rule=self.text, name=name)

    def _named(self, name: str) -> tuple[Question, Term] | None:
        owner, _, part = name.partition(".")
        question = self.earlier.get(name) or self.earlier.get(owner)
        if question is None or question.kind not in KINDS:
            return None
        terms = KINDS[question.kind].terms(question)
        if name in self.earlier:
            return question, terms[0]
        aspect, _, row = part.partition(".")
        meant = {part, f"{row}({aspect})"}  # 満足度.バス is the line バス（満足度）
        lines = (term for term in terms if meant & {plain(term.part), plain(term.label)})
        found = next((term for term in lines if term.part), None)
        return (question, found) if found else None

    def _of_choices(self, question: Question, term: Term, test: str) -> Rule:
        values = list(self._values(one=test in COMPARE))
        if test in COMPARE:
            side = COMPARE[test](self._number(values[0]))
            steps = self._on_that_side(question, term, side)
            return Chosen(question.code, term.part, term.keys, "=", steps)
        known = {plain(choice.label): choice.code for choice in term.choices}
        known |= {plain(choice.code): choice.code for choice in term.choices}
        for value in values:
            if value not in known:
                raise RuleOfUnknownChoice(rule=self.text, value=value, name=question.code)
        codes = tuple(known[value] for value in values)
        return Chosen(question.code, term.part, term.keys, _TESTS[test], codes)

    def _values(self, *, one: bool = False) -> Iterator[str]:
        yield bare_word(self._take())
        while self._next() == "," and not one:
            self.words.pop(0)
            yield bare_word(self._take())

    def _on_that_side(self, question: Question, term: Term, side: Range) -> tuple[str, ...]:
        """The choices of a scale of numbers that lie in a range; わからない lies in none."""
        steps = [choice.code for choice in term.choices if not choice.beside]
        try:
            sizes = {code: figures(code) for code in steps}
        except NotANumber:
            sizes = {}
        if not sizes or term.several:
            raise RuleCannotCompare(rule=self.text, name=question.code)
        return tuple(code for code, size in sizes.items() if side[0] <= size < side[1])

    # ---- numbers ---------------------------------------------------------------------------------

    def _sum(self, question: Question, term: Term, *, counts: bool = False) -> Total:
        """The numbers added up on the left, of which the first was read already."""
        total = Total(self.text)
        total.add(question, term, counts=counts)
        while self._next() in _ADDED:
            sign = _ADDED[self.words.pop(0)]
            self._add(total, self._take(), sign)
        return total

    def _add(self, total: Total, word: str, sign: int) -> None:
        question, term, counts = self._asked(word)
        total.add(question, term, counts=counts, sign=sign)

    def _sized(self, total: Total) -> Rule:
        test = self._take()
        if test not in ("=", "!=", *COMPARE):
            raise self._unreadable(test)
        word = bare_word(self._next()) if self._next() else ""
        if test in COMPARE or self._names_one(word):
            number = self._right(total)
            ranges: tuple[Range, ...] = (range_of(test, number),)
        else:
            ranges = tuple(self._range(value, total) for value in self._values())
        return total.within(ranges, inside=test != "!=")

    def _right(self, total: Total) -> float:
        """The number on the right, once the questions there were brought to the left."""
        number, sign = 0.0, 1
        while True:
            word = self._take()
            if self._names_one(bare_word(word)):
                self._add(total, word, -sign)
            else:
                number += sign * self._number(bare_word(word), total, sign)
            if self._next() not in _ADDED:
                return number
            sign = _ADDED[self.words.pop(0)]

    def _names_one(self, word: str) -> bool:
        """Whether a word names a question and is no number: a question may be called 3."""
        if not word or day_number(word) is not None:
            return False
        try:
            figures(word)
        except NotANumber:
            name = word.removesuffix(COUNT)
            return self._named(name) is not None or name.partition(".")[0] in self.later
        return False

    def _range(self, value: str, total: Total) -> Range:
        found, day = total.classes.get(value), day_number(value)
        if total.of_days and day is not None:
            return exactly(day)
        return found or exactly(self._number(value, total))

    def _number(self, value: str, total: Total | None = None, sign: int = 1) -> float:
        day = day_number(value)
        if day is not None and total is not None:
            total.days -= sign
            total.of_days = True
            return day
        try:
            return float(figures(value))
        except NotANumber:
            raise RuleNeedsNumber(rule=self.text, value=value) from None

    def _next(self) -> str:
        return self.words[0] if self.words else ""

    def _take(self) -> str:
        if not self.words or self.words[0] in {"(", ")", ","}:
            raise self._unreadable(self._next())
        return self.words.pop(0)

    def _unreadable(self, at: str) -> RuleUnreadable:
        return RuleUnreadable(rule=self.text, at=at or "おわり")
