"""助言: what would make a questionnaire easier to answer or to read, told from it alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.documents import Document
from surveys.formats.checks import paths
from surveys.kinds import KINDS, Question
from surveys.rule_words import in_order, numbered

MOST_QUESTIONS = 40  # beyond this, fewer people finish
MOST_CHOICES = 20
MOST_TEXTS = 5
UNSURE = ("わからない", "分からない", "答えたくない", "無回答", "どちらともいえない")
NONE = ("特にない", "ない", "なし", "あてはまるものはない", "わからない")


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing worth thinking over; `code` is of the question it is about, "" = the whole."""

    code: str
    sentence: str


def advice(document: Document) -> tuple[Advice, ...]:
    """Everything worth thinking over, the whole first, then question by question."""
    numbers = numbered(document)
    found = [Advice("", sentence) for sentence in _whole(document)]
    for question in in_order(document):
        for look in (_unsure, _none, _twice, _long):
            found += [
                Advice(question.code, f"{numbers[question.code]}: {sentence}")
                for sentence in look(question)
            ]
    return tuple(found)


def _whole(document: Document) -> Iterator[str]:
    missing = {
        "host": "実施主体",
        "contact": "問い合わせ先",
        "purpose": "目的",
        "kept_until": "保存期間",
    }
    blank = [label for name, label in missing.items() if not getattr(document, name)]
    if blank:
        yield f"{'・'.join(blank)}が書かれていません。回答者が最初に知りたいことです"
    if len(document.questions) > MOST_QUESTIONS:
        n = len(document.questions)
        yield f"設問が{n}問あります。{MOST_QUESTIONS}問を超えると、途中でやめる人が増えます"
    texts = sum(question.kind == "text" for question in document.questions)
    if texts > MOST_TEXTS:
        yield f"自由記述が{texts}問あります。スマートフォンでは書く負担が大きいので、絞ってください"
    if not any(question.part == "attribute" for question in document.questions):
        yield "属性（集計軸）の設問がありません。年代や地区で比べる設問の属性に ○ を付けてください"
    yield from _untranslated(document)


def _untranslated(document: Document) -> Iterator[str]:
    there = {path for path, words in paths(document).items() if words}
    for language, words in document.translations.items():
        missing = len(there - set(words))
        if missing:
            yield f"翻訳（{language}）のない言葉が{missing}か所あり、日本語のまま表示されます"


def _unsure(question: Question) -> Iterator[str]:
    labels = [choice.label for choice in question.choices]
    marks = KINDS[question.kind].marks
    graded, several = marks == {"beside"}, "exclusive" in marks
    says = any(word in label for label in labels for word in UNSURE)
    if question.required and "choices" not in KINDS[question.kind].takes:
        yield "必須です。答えたくない人が先へ進めません"
    elif question.required and not several and not says:
        yield "必須ですが「わからない・答えたくない」がありません。答えられない人が先へ進めません"
    elif graded and not says:
        yield "「わからない」がありません。知らない人も、どれかの段階を選ぶことになります"
    unsure = [each for each in labels if "わからない" in each or "分からない" in each]
    if graded and unsure and not any(choice.beside for choice in question.choices):
        yield f"「{unsure[0]}」に【段階外】の印がないので、段階の1つとして平均などに数えます"


def _none(question: Question) -> Iterator[str]:
    if "exclusive" in KINDS[question.kind].marks and not any(
        choice.exclusive or choice.label in NONE for choice in question.choices
    ):
        yield "「特にない」がありません。1つも選ばない人と、答えなかった人の区別がつきません"


def _twice(question: Question) -> Iterator[str]:
    labels = [part.label for part in question.choices]
    rows = [row.label for row in question.rows]
    twice = [label for part in (labels, rows) for label in part if part.count(label) > 1]
    if twice:
        yield f"同じ言葉の選択肢や行「{twice[0]}」が2つ以上あります"


def _long(question: Question) -> Iterator[str]:
    listed = "write_in" in KINDS[question.kind].marks
    if listed and len(question.choices) > MOST_CHOICES:
        yield f"選択肢が{len(question.choices)}個あります。スマートフォンでは選びにくくなります"
