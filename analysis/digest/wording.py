"""How a draft is worded: its 課題 and the voices it quotes, in the respondents' own words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.digest import uncoded
from analysis.digest.agenda import Topic
from analysis.digest.caution import is_harsh
from analysis.digest.evidence import said, who
from analysis.digest.kinds import KINDS
from analysis.digest.seeds import JOINT, Seed
from analysis.digest.topics import NEED, Group, Voice
from analysis.sentences.grammar import percent
from analysis.text.intent import Intent, intent_of
from analysis.text.masking import mask
from analysis.text.words import tokenise

MOST_VOICES = 12
SHORTEST, LONGEST = 5, 40
MOST_CLAUSES, MOST_SEARCHED = 3, 40
UNFIT = 4
SAME = 8  # letters from which one voice that begins like another repeats it
_ENDS = re.compile(r"[。．！!？?\n]+")
_NO_WORD = re.compile(r"[\W_]+")
_OWN_WISH = re.compile(
    r"(?<!頂き)(?<!いただき)(?<!もらい)(?<!貰い)たい(?:(?:です|な[ぁあ]?|と思い?(?:う|ます))?$|[一-龠ァ-ヴー])"
)
_HALF = re.compile(r"(?:ので|から|けど|けれど|ため|のに|[がてでしとも、])$")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A voice as a draft shows it: masked. `row` is the row of the frame it was written in."""

    row: int
    question: str
    text: str
    intent: str


def gap(seed: Seed) -> str:
    """課題, the distance between 現状 and ありたい姿, in the voices' own words."""
    uncoded_gap = next((e for e in seed.evidence if e.kind == "group_gap_uncoded"), None)
    if uncoded_gap is not None and not seed.groups:
        return uncoded.gap_of(seed.name, uncoded_gap)
    words = _distance(seed)
    apart = next((each for each in seed.evidence if each.kind == "theme_group"), None)
    if apart is not None:
        words += f"この論点は、とくに{who(apart)}の人から多く挙がっています。"
    return words


def _distance(seed: Seed) -> str:
    state = quoted_line(seed.desired)
    clauses = dict.fromkeys(clause(group, seed.topic) for group in seed.groups)
    shown = [each for each in clauses if each][:MOST_CLAUSES]
    if not shown:
        lead = _lead(seed)
        return lead + _unknown("" if lead.startswith(state) else state, settled=bool(state))
    quotes = "".join(map(quoted_line, shown))
    complaints = sum(intent_of(tokenise(each)) is Intent.COMPLAINT for each in shown)
    if complaints == len(shown):
        far = (
            f"{state}という姿との間に隔たりがあります" if state else "足りないところが残っています"
        )
        return f"{quotes}といった不便や不満があり、{far}。"
    return (
        f"{quotes}といった{'不満や要望' if complaints else '要望や提案'}があり、{_unknown(state)}"
    )


def _lead(seed: Seed) -> str:
    """How the 課題 begins where there is no voice to quote: with the first number that tells."""
    for each in seed.evidence:
        if KINDS[each.kind].lead:
            subject = quoted_line(each.subject.rpartition(JOINT)[2])
            return KINDS[each.kind].lead.format(subject=subject, share=percent(each.strength))
    return f"{quoted_line(seed.name)}について、"


def _unknown(state: str, *, settled: bool = False) -> str:
    """What is left to do; the state is not said again where it was just named."""
    if state:
        return f"{state}という姿に向けて、何が足りないかを確かめる必要があります。"
    first = "" if settled else "めざす姿を決めたうえで、"
    return f"{first}何が足りないかを確かめる必要があります。"


def hint(seed: Seed) -> str:
    """How to fill in a ありたい姿 that nobody can propose; "" where there is one."""
    if seed.desired:
        return ""
    return (
        f"{quoted_line(seed.name)}について、だれが・どうなっている状態をめざすかを書きます"
        "（例: 〜できる、〜が守られている）。手段（整備・推進・支援など）では書きません。"
    )


def clause(group: Group, topic: Topic | None = None) -> str:
    """A short complaint or wish of a group, word for word, that is about its topic.

    A complaint where most of the group complains; never half a sentence (…から, …ので), nor what
    the writer means to do (続けたい).
    """
    complaining = 2 * sum(v.intent is Intent.COMPLAINT for v in group.voices) >= len(group.voices)
    best: tuple[int, str] | None = None
    for voice in group.voices[:MOST_SEARCHED]:
        for words in _sentences(voice):
            rank = _rank(words, group, topic, complaining=complaining)
            if best is None or rank < best[0]:
                best = (rank, words)
        if best is not None and best[0] == 0:
            break
    return mask(best[1]).text if best is not None and best[0] < UNFIT else ""


def _sentences(voice: Voice) -> list[str]:
    """The whole sentences of a voice that are short enough to be quoted."""
    parts = (" ".join(part.split()) for part in _ENDS.split(voice.text))
    return [
        part
        for part in parts
        if SHORTEST <= len(part) <= LONGEST and not _HALF.search(part) and not is_harsh(part)
    ]


def _rank(words: str, group: Group, topic: Topic | None, *, complaining: bool) -> int:
    """0 for a sentence that says best what is lacking; UNFIT for one that says nothing of it."""
    intent = intent_of(tokenise(words))
    if intent not in NEED or _OWN_WISH.search(words):
        return UNFIT
    spoken = topic.hits(words) > 0 if topic else any(each in words for each in group.keywords)
    wanted = not complaining or intent is Intent.COMPLAINT
    return 2 * (not spoken) + (not wanted)


def quoted(groups: Iterable[Group]) -> tuple[Quoted, ...]:
    """The first voices of each group in turn."""
    lines = [group.voices for group in groups]
    chosen: list[Voice] = []
    for place in range(MOST_VOICES):
        chosen += [line[place] for line in lines if place < len(line)]
    read: list[Quoted] = []
    cores: list[str] = []
    for voice in chosen:
        core = _NO_WORD.sub("", voice.text)
        if len(read) < MOST_VOICES and not any(_repeats(core, each) for each in cores):
            cores.append(core)
            text = mask(voice.text).text
            read.append(Quoted(voice.row, voice.question, text, str(voice.intent)))
    return tuple(read)


def _repeats(core: str, other: str) -> bool:
    """Whether of two voices one only says again what the other says."""
    short, long = sorted((core, other), key=len)
    return short == long or (len(short) >= SAME and long.startswith(short))


def quoted_line(words: str) -> str:
    """Words in 「」, on one line; "" where there are none."""
    return said(words) if words else ""
