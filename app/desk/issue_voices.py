"""論点の声: those that stand for an issue, and those that see it otherwise, side by side."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy.orm import Session

from analysis.text.intent import Intent, intent_of
from analysis.text.representatives import edge
from analysis.text.words import tokenise
from app import attributes, bridge, texts
from app.bridge import Answers
from app.desk.draft_reading import Draft
from app.desk.issue_newest import Newest
from app.texts import Texts
from surveys import issues, voices
from surveys.issues import PolicyIssue
from surveys.questionnaires import Questionnaire
from surveys.voices import Voice

MOST = 5  # of each sort that are offered
_READ = 300  # texts about the topic that are read for praise
_FITTING = range(8, 240)  # letters of a voice that can be quoted

Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A voice that stands in the issue."""

    voice: Voice
    origin: str
    contrary: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """A voice that may be put into the issue; `sort` says in a word how it sees it."""

    response_id: int
    question: str
    words: str
    sort: str
    beside: Sequence[str]
    label: str
    contrary: bool


def quoted(session: Session, issue: PolicyIssue) -> list[Quoted]:
    """The voices of an issue in their order, with the side each stands on."""
    against = issues.contrary(session, issue)
    return [
        Quoted(voice, voices.origin(session, voice), voice.id in against)
        for voice in issues.voices(session, issue)
    ]


def offered(session: Session, newest: Newest, held: Sequence[Quoted]) -> list[Offered]:
    """What the drafts of an issue offer, for it first; nothing that stands in it already."""
    taken = {(each.voice.response_id, each.voice.question_code) for each in held}
    said = [each for draft in newest.drafts for each in draft["speakers"]]
    listed = [*_for(newest), *(one for each in said for one in _against(session, each))]
    once = {(each.response_id, each.question): each for each in reversed(listed)}
    return [once[key] for key in reversed(once) if key not in taken]


def _for(newest: Newest) -> Iterator[Offered]:
    for draft in newest.drafts:
        for each in draft["voices"]:
            yield Offered(
                each["response_id"],
                each["question"],
                each["text"],
                each["intent"],
                each["attributes"],
                each["label"],
                contrary=False,
            )


def _against(session: Session, said: Draft) -> Iterator[Offered]:
    """Voices that praise what the others miss, and those furthest from what most of them say.

    `said` is what one survey said of the issue.
    """
    asked = session.get(Questionnaire, said["questionnaire_id"])
    if asked is None:
        return
    reader = _Reader.of(session, asked)
    within = {(each, code) for group in said["groups"] for each, code in group["voices"]}
    yield from islice(reader.praise(_words(said), within), MOST)
    listed = [group["voices"] for group in said["groups"]]
    far = [tuple(some[place]) for some in listed for place in edge(range(len(some)))]
    yield from islice(reader.listed(far, "テーマの中心から離れた声"), MOST)


def _words(said: Draft) -> list[str]:
    """What the issue is called by: the words of its themes' names."""
    named = [word for group in said["groups"] for word in group["name"].split("・")]
    return [word for word in dict.fromkeys(named) if len(word) > 1]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Every text of a questionnaire as planners may read it."""

    answers: Answers
    held: Mapping[str, Texts]
    beside: Mapping[int, Sequence[str]]

    @classmethod
    def of(cls, session: Session, asked: Questionnaire) -> "_Reader":
        answers = bridge.answers(session, asked)
        held = {v.name: texts.of(session, asked, v.name) for v in answers.codebook.texts()}
        words = [] if asked.audience == "staff" else attributes.beside_voices(answers)
        return cls(answers, held, dict(zip(answers.ids, words, strict=False)))

    def praise(self, words: Sequence[str], within: Collection[Key]) -> Iterator[Offered]:
        """Texts outside the draft that speak of the same and praise it."""
        about = (
            (each, code)
            for code, held in self.held.items()
            for each, text in held.readable.items()
            if (each, code) not in within and any(word in text for word in words)
        )
        praising = [
            (each, code)
            for each, code in islice(about, _READ)
            if intent_of(tokenise(self.held[code].said[each])) is Intent.PRAISE
        ]
        return self.listed(praising, "よいと書いている声")

    def listed(self, keys: Sequence[Key], sort: str) -> Iterator[Offered]:
        for each, code in keys:
            held = self.held.get(code)
            words = held.readable.get(each, "") if held else ""
            if held is None or len(words) not in _FITTING:
                continue
            beside = () if held.is_foreign(each) else self.beside.get(each, ())
            label = self.answers.codebook.get(code).label
            yield Offered(each, code, words, sort, beside, label, contrary=True)
