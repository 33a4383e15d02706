"""根拠の種類: what each kind of evidence does in a draft, one line a kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from analysis.digest.evidence import Evidence

SEVERITY, CONCENTRATION, VOICES = "severity", "concentration", "voices"
DIVERGENCE, TREND = "divergence", "trend"
HARDLY = 0.001  # any strength at all: the sentence is only made of what is beyond chance


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of evidence does in a draft.

    Attributes:
        own: from which strength it makes an issue by itself; None: it never does.
        lacking: whether its `people` are respondents who lack what it is about.
        part: the part of the priority that its strength feeds; "" for none.
        of: what it finds in the survey, for the brackets that say when that is from; "" where
            it was not found in the survey at hand.
        lead: how it begins the 課題 of a draft that quotes no voice.
    """

    own: float | None = None
    lacking: bool = False
    part: str = ""
    of: Literal["", "違い", "割合", "値"] = "割合"
    lead: str = ""


# In the order in which a draft tells them.
KINDS: Mapping[str, Kind] = {
    "theme": Kind(),
    "idea": Kind(own=0.1, part=VOICES, lead="ワークショップでアイデアが出ており、"),
    "theme_group": Kind(part=CONCENTRATION, of="違い"),
    "low_rating": Kind(
        own=0.2, lacking=True, part=SEVERITY, lead="{subject}に否定的な回答が{share}あり、"
    ),
    "unmet": Kind(
        own=HARDLY, lacking=True, lead="{subject}は重要と考えられている一方で満足度が低く、"
    ),
    "factor": Kind(of="値"),
    "worsened": Kind(
        own=HARDLY, lacking=True, part=TREND, lead="{subject}は前の調査より悪くなっており、"
    ),
    "need": Kind(own=0.03, lacking=True, lead="{subject}を選んだ人が{share}おり、"),
    "preference": Kind(
        own=0.03, lacking=True, lead="{subject}が優先したいものの上位に挙がっており、"
    ),
    "group_gap": Kind(lacking=True, part=CONCENTRATION, of="違い"),
    "group_gap_uncoded": Kind(part=CONCENTRATION, of="違い"),
    "factor_gap": Kind(of="違い"),
    "divergence": Kind(part=DIVERGENCE),
    "indicator": Kind(own=HARDLY, part=SEVERITY, of="", lead="指標{subject}が目標に届いておらず、"),
    "indicator_away": Kind(
        own=HARDLY, part=TREND, of="", lead="指標{subject}が目標から遠ざかっており、"
    ),
    "opinion": Kind(
        own=HARDLY, part=DIVERGENCE, of="", lead="{subject}について意見が示されており、"
    ),
    "logic_gap": Kind(own=HARDLY, of="", lead="{subject}へのつながりに足りないところがあり、"),
}
VOICED = ("theme", "idea")  # of the voices themselves: a draft has one of them where it has any
_ORDER = {kind: place for place, kind in enumerate(KINDS)}


def in_order(found: list[Evidence]) -> list[Evidence]:
    """Sentences in the order in which a draft tells them; those of a kind stay as they were."""
    return sorted(found, key=lambda each: _ORDER[each.kind])


def stands_alone(each: Evidence) -> bool:
    """Whether a sentence is enough for an issue."""
    own = KINDS[each.kind].own
    return own is not None and each.strength >= own
