"""確認: an answer held to a rule that it must meet together with those before it."""

from collections.abc import Mapping

from surveys import rule_words, rules
from surveys.documents import SOURCE_LANGUAGE, Document
from surveys.errors import N_, SurveyError
from surveys.kinds import Answers, Question


class CheckFailed(SurveyError):
    """Told in the planner's words, or in a sentence made of the rule."""

    message = "%(told)s"


class CheckUntold(CheckFailed):
    """The same where the language has no words for the rule."""

    message = N_("ほかの答えと合わないところがあります。確かめてください: %(questions)s")


def must_meet(document: Document, question: Question, answers: Answers) -> None:
    """Let through answers that meet the check of a question, this one's among them.

    Who left out what is compared has said nothing that could be wrong.

    Raises:
        CheckFailed
    """
    rule = document.checks.get(question.code)
    if rule is None or not rules.compared(rule) <= answers.keys() or rule.holds(answers):
        return
    raise failed(document, question)


def failed(shown: Document, question: Question, language: str = SOURCE_LANGUAGE) -> CheckFailed:
    """What is told about a check in the document's language."""
    own = shown.question(question.code).check_told
    if own:
        return CheckFailed(told=own)
    if language == SOURCE_LANGUAGE:
        return CheckFailed(told=f"{rule_words.demand(shown, question)}。答えを確かめてください")
    looked = rules.names(shown.checks[question.code])
    labels = [each.label for each in shown.questions if each.code in looked]
    return CheckUntold(questions=" / ".join(labels))


def in_words(
    errors: Mapping[str, SurveyError], shown: Document, language: str
) -> dict[str, SurveyError]:
    """The same errors, with what checks say told in the document's language."""
    return {
        code: failed(shown, shown.question(code), language)
        if isinstance(error, CheckFailed)
        else error
        for code, error in errors.items()
    }
