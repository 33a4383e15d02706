"""所要時間: how long the longest way through a questionnaire takes, estimated from what it says.

Reading: 357 characters a minute is the mean of Japanese adults reading aloud without a slip
(Trauzettel-Klosinski & Dietz 2012, IReST, Invest. Ophthalmol. Vis. Sci. 53: 5452-5461); silent
reading is commonly put at 400 to 600. The lower end is taken, for residents of every age.
Answering: seconds by kind are this house's own, after the rule that an easy question takes five
to ten seconds all told and each further choice or line adds to it (Yan & Tourangeau 2008, Appl.
Cognit. Psychol. 22: 51-68).
"""

from collections.abc import Iterator, Mapping

from surveys import rule_walks
from surveys.advice.base import Advice
from surveys.documents import Document
from surveys.kinds import Question

LETTERS = 400 / 60  # read a second
ANSWER: Mapping[str, float] = {
    "single": 2,
    "scale": 2,
    "multiple": 4,
    "number": 5,
    "date": 8,
    "line": 12,
    "text": 45,
    "area": 8,
    "pin": 20,
    "note": 0,
}
USUAL = 5.0  # seconds of a kind that is not named
LINE = 2.5  # of each line of a matrix, and of each thing put in order, shared out or compared
MOST_READ = 12  # choices of a long list that are read before one is found
EDGES = 40.0  # seconds for the first page, the review and the receipt
LONG = 20  # minutes, beyond which many give up
APART, LEAST_APART = 1.5, 3  # how far what is written may be from the estimate: times, minutes


def minutes(document: Document) -> int:
    """Minutes of the longest way through it, at least 1."""
    plain = document.plain
    longest = rule_walks.walk(plain, seconds).longest
    return max(1, round((around(plain) + longest) / 60))


def around(document: Document) -> float:
    """The seconds that go to what stands around the questions."""
    words = [document.title, document.purpose, document.host, document.contact]
    words += [text for each in document.sections for text in (each.title, each.lead)]
    return EDGES + sum(map(len, words)) / LETTERS


def advice(document: Document) -> Iterator[Advice]:
    """What is written of it against what it comes to."""
    found, said = minutes(document), document.minutes
    if not document.questions:
        return
    if said and found > said * APART and found - said >= LEAST_APART:
        yield Advice(
            "",
            f"所要時間は約{said}分とありますが、いちばん長い道筋では約{found}分と見込まれます",
            "書かれた時間より長いと、途中でやめる人が増えます",
        )
    if found > LONG:
        yield Advice(
            "",
            f"答え終わるまで約{found}分と見込まれます。{LONG}分以内にしぼると答えやすくなります",
            "長い調査票ほど、後ろの設問の回答が粗くなります",
        )


def seconds(question: Question) -> float:
    """Reading a question and answering it."""
    lines = [row.label for row in (*question.rows, *question.aspects)]
    lines += [each.label for each in (*question.choices[:MOST_READ], *question.others)]
    read = sum(map(len, (question.label, question.help, *lines))) / LETTERS
    return read + _answering(question)


def _answering(question: Question) -> float:
    if question.kind in ANSWER:
        return ANSWER[question.kind]
    if question.rows:
        return LINE * len(question.rows) * (2 if question.others else 1)
    shown = sum(map(len, question.sets)) or len(question.choices)
    return USUAL + LINE * shown
