"""よそで作られた根拠: what indicators, workshops, votes and logic models say about an issue."""

from dataclasses import dataclass

from analysis.digest.agenda import Agenda, Topic
from analysis.digest.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Told:
    """Evidence that was not made from the survey at hand, and how it finds its issue.

    Attributes:
        evidence: of any kind of `kinds.KINDS`; its source's `question` names where it is shown,
            in the words of whoever made it.
        words: what it is about; the topic they speak of most is where it belongs. Without any,
            its subject speaks.
        topic: the key of its topic, where that is known.
        desired_state: the ありたい姿 it aims at, for an issue that has none from its topic.
    """

    evidence: Evidence
    words: str = ""
    topic: str | None = None
    desired_state: str = ""

    def topic_in(self, agenda: Agenda) -> Topic | None:
        """Its topic among those an audience speaks of; None where there is none."""
        named = [topic for topic in agenda.topics if topic.key == self.topic]
        return named[0] if named else agenda.of([self.words or self.evidence.subject])
