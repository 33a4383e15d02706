"""ほかの調査票から入れる: questions of another questionnaire come in with their codes where free.

A code that stays is what lets two surveys be compared over the years.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from surveys import branching, factors, piping, rules
from surveys.documents import Document
from surveys.drafting import codes, pipes, rule_texts
from surveys.drafting.questions import fitting
from surveys.errors import SurveyError
from surveys.kinds import Question
from surveys.rule_words import in_order

_SAID = {"show": "表示条件", "skip": "飛ばす条件", "check": "確認"}


@dataclass(frozen=True, slots=True)
class Brought:
    """A document with more questions.

    Attributes:
        codes: theirs, as they are called here, in order.
        told: what is otherwise than where they came from, in sentences.
    """

    document: Document
    codes: tuple[str, ...]
    told: tuple[str, ...]


def bring(
    document: Document,
    source: Document,
    wanted: Collection[str],
    section: str,
    used: Iterable[str] = (),
) -> Brought:
    """Put the wanted questions of a source at the end of a section.

    `used` are codes that stood for other questions of this document once.

    Raises:
        UnknownSection, and what the kinds refuse
    """
    coming = [each for each in in_order(source) if each.code in wanted]
    called, told = _called(document, coming, set(used))
    made, found = document, []
    moved: dict[str, tuple[Question, Question]] = {}
    for question in coming:
        plain = replace(_named(question, called[question.code]), section=section)
        ruled, left_out = _ruled(made, source, question, plain, called)
        worded, missing = _worded(source, ruled, called)
        told += (*left_out, *missing)
        made = _appended(made, worded)
        found.append(ruled.code)
        moved[question.code] = question, ruled
    together, lacking = factors.brought(document.factors, source.factors, moved)
    made = replace(_translated(made, source, called), factors=together)
    return Brought(fitting(made), tuple(found), (*told, *lacking))


def _called(
    document: Document, coming: Collection[Question], used: set[str]
) -> tuple[dict[str, str], list[str]]:
    """{code there: code here}, and a sentence for each that is another one."""
    taken = codes.names(document)
    theirs = {name for each in coming for name in codes.of_question(each)}  # to stay with them
    called: dict[str, str] = {}
    told = []
    for question in coming:
        code = question.code
        if codes.of_question(question) & (taken | used):
            numbered = codes.for_question(document, {*taken, *used, *theirs})
            told.append(
                f"コード「{code}」はこの調査票で使われているので、「{numbered}」にしました。"
                "前の調査とは自動ではつながりません"
            )
            code = numbered
        called[question.code] = code
        taken |= codes.of_question(_named(question, code))
    return called, told


def _named(question: Question, code: str) -> Question:
    """The question under a code, with the name of its classes where that is another one."""
    own = code == question.code or not question.band_code
    return replace(question, code=code, band_code=question.band_code if own else f"{code}_band")


def _ruled(
    document: Document,
    source: Document,
    before: Question,
    question: Question,
    called: Mapping[str, str],
) -> tuple[Question, list[str]]:
    """A question with those of its rules that fit here, and what is said of the others."""
    earlier = {each.code: each for each in document.questions}
    kept: dict[str, str] = {}
    told = []
    for name, rule in _rules(source, before):
        here = rule_texts.recoded(rule, called)
        known = earlier | ({question.code: question} if name == "check" else {})
        if _fits(here, known, set(called.values())):
            kept[name] = here
        else:
            told.append(f"「{question.label}」の{_SAID[name]}は、ここでは使えないので外しました")
    return rule_texts.with_rules(question, {name: kept.get(name, "") for name in _SAID}), told


def _worded(
    source: Document, question: Question, called: Mapping[str, str]
) -> tuple[Question, list[str]]:
    """A question whose pipes name what came along, and what is said of those that do not."""
    missing = (pipes.named(question) & source.codes) - set(called)
    made = piping.changed(question, lambda text: _piped(text, missing, called))
    if not missing:
        return made, []
    told = (
        f"「{made.label}」に差し込んでいた前の設問の答えは、その設問が一緒に入っていないので、"
        "言葉に置きかえました。文章を確かめてください"
    )
    return made, [told]


def _piped(text: str, missing: Collection[str], called: Mapping[str, str]) -> str:
    return pipes.recoded(pipes.without(text, missing), called)


def _rules(source: Document, question: Question) -> Iterator[tuple[str, str]]:
    """The rules of a question by name; that of its section is one of its own here."""
    whole = next((each.show for each in source.sections if each.code == question.section), "")
    both = [f"({rule})" for rule in (whole, question.show) if rule]
    own = {
        "show": " かつ ".join(both) if len(both) > 1 else whole or question.show,
        "skip": question.skip,
        "check": question.check,
    }
    return ((name, rule) for name, rule in own.items() if rule)


def _fits(rule: str, earlier: Mapping[str, Question], brought: set[str]) -> bool:
    """Whether a rule looks at questions that came along; those of the same name may be others."""
    try:
        return rules.names(branching.read(rule, earlier)) <= brought
    except SurveyError:
        return False


def _appended(document: Document, question: Question) -> Document:
    """The document with a question at the end of its section."""
    order = [each.code for each in document.sections] or [""]
    until = order[: order.index(question.section) + 1] if question.section in order else order
    at = sum(each.section in until for each in document.questions)
    asked = (*document.questions[:at], question, *document.questions[at:])
    return replace(document, questions=asked)


def _translated(document: Document, source: Document, called: Mapping[str, str]) -> Document:
    """The words of the brought questions, in the languages that are spoken here."""
    told = {language: dict(words) for language, words in document.translations.items()}
    missing = source.codes - set(called)
    for language in told:
        for path, text in source.translations.get(language, {}).items():
            for there, here in called.items():
                if path == there or path.startswith((f"{there}:", f"{there}/", f"{there}.")):
                    told[language][here + path[len(there) :]] = _piped(text, missing, called)
    return replace(document, translations=told)
