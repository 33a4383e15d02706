"""根拠: sentences made from numbers, each with its strength, its base and where to find it.

Sentences say what was answered, never why. A group is compared only with 30 or more people
behind it and 5 or more giving the answer, so that a sentence can be published as it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.book import Book, Tested
from analysis.codebook import Question, Role
from analysis.crosstab import Crosstab
from analysis.digest.favour import asks_needs, favourable, unfavourable
from analysis.frequencies import Frequency
from analysis.presentation import SMALL_BASE, points
from analysis.sentences.grammar import percent, quoted

LEAST_ANSWERS = 5
LEAST_GAP = 0.05
LEAST_V = 0.1
STRONG_Q = 0.05
MOST_NEEDS = 8
TINY = 1e-12  # shares are sums of weights: equal ones may differ in their last digit
TOO_MANY_LEVELS = 20
_ASKING = re.compile(
    r"(?:を|について|は)?、?(?:[1１一]つ|ひとつ)?(?:だけ)?(?:"
    r"(?:お?教えて|選んで|答えて|選択して|記入して|入力して|お聞かせ|お?選び|お答え|お書き|ご記入|ご選択|ご回答)"
    r"(?:ください|下さい|願います)|ですか|(?<=[^で])は)[。．.?？]*$"
)
_NO_NEED = ("特にない", "特になし", "その他", "わからない", "分からない")


@dataclass(frozen=True, slots=True)
class Source:
    """Where the number of a sentence can be seen: a table, or a theme of a text question.

    With the kind and the subject of a sentence it says which one it is, also when new data come.

    Attributes:
        axis, level: by which groups, and the code of the one the sentence is about.
        other: how the survey is spoken of that the sentence compares with.
    """

    question: str
    axis: str | None = None
    theme: str | None = None
    other: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence and what stands behind it.

    Attributes:
        kind: one of `kinds.KINDS`.
        subject: what it is about, in the words of its question or theme.
        strength: 0 to 1: the share of the base for a rating, need or theme; for a gap, how far
            the group is from everyone, or one survey from the other; of 改善度, 20 is full.
        n: the base of the numbers, never weighted.
        people: how many respondents the sentence is about.
    """

    kind: str
    statement: str
    subject: str
    strength: float
    n: int
    people: int
    source: Source


def ratings(book: Book) -> list[Evidence]:
    """Ratings where many say that something is amiss, the worst first."""
    found = [made for each in book.frequencies if (made := _low_rating(each)) is not None]
    return sorted(found, key=lambda each: (-each.strength, each.subject))


def needs(book: Book, companions: frozenset[str]) -> list[Evidence]:
    """Choices of the questions that ask what is lacking, the most chosen first.

    `companions` names further questions that lead into complaints: their texts say so.
    """
    found: list[Evidence] = []
    firsts = {each.whole.question.first for each in book.preferences}  # told with their scores
    for each in book.frequencies:
        if each.question.name in firsts:
            continue
        named = asks_needs(each.question.label) or each.question.name in companions
        if named and not unfavourable(each.question) and each.question.variables[0].labelled:
            found += _chosen(each)
    return sorted(found, key=lambda one: (-one.strength, one.subject))


def who(told: Evidence) -> str:
    """Which group a sentence about one speaks of: 「地区が「西」」."""
    return told.statement.split("割合は、")[-1].split("の人では")[0]


def widest_of_each_axis(found: Sequence[Evidence]) -> list[Evidence]:
    """Of the groups of each axis the one that is told first, in the order they were told in."""
    seen: dict[str | None, Evidence] = {}
    for each in found:
        seen.setdefault(each.source.axis, each)
    return list(seen.values())


def gaps(book: Book) -> dict[str, list[Evidence]]:
    """{question: groups that differ by a meaningful and significant amount, widest first}."""
    found: dict[str, list[Evidence]] = {}
    for each in book.crosstabs:
        if each.table.question.role is Role.QUESTION and _worth(each):
            found.setdefault(each.table.question.name, []).extend(_gap(each.table))
    return {
        name: of_different_people(sorted(made, key=lambda one: (-one.strength, one.statement)))
        for name, made in found.items()
        if made
    }


def named(label: str) -> str:
    """『設問』: a question as a sentence names it, on one line, its quotation marks told apart."""
    return f"『{paired(label).replace('『', '“').replace('』', '”')}』"


def said(label: str) -> str:
    """「選択肢」: an answer as a sentence quotes it."""
    return quoted(paired(label))


def axis_of(label: str) -> str:
    """An axis as a sentence names it: 「年代を教えてください。」 is spoken of as 年代."""
    asked = paired(label)
    name = _ASKING.sub("", asked).rstrip("。．.、，:： ?？")
    return name if name and "。" not in name else named(asked)


def paired(label: str) -> str:
    """A label on one line, without quotation marks of which one is left alone."""
    for both in ("「」", "『』"):
        if label.count(both[0]) != label.count(both[1]):
            label = label.translate(dict.fromkeys(map(ord, both)))
    return " ".join(label.split())


def of_different_people(found: Sequence[Evidence]) -> list[Evidence]:
    """Without what another axis says of the same people: a district that is a school's area."""
    seen: dict[tuple[int, int], Evidence] = {}
    for each in found:
        seen.setdefault((each.n, each.people), each)
    return list(seen.values())


def _low_rating(each: Frequency) -> Evidence | None:
    bad, good = unfavourable(each.question), favourable(each.question)
    if not bad or each.base < SMALL_BASE:
        return None
    against = int(each.n[list(bad)].sum())
    if against < LEAST_ANSWERS or each.base - against < LEAST_ANSWERS:
        return None
    share = float(each.shares[list(bad)].sum())
    against_words, told = _listed(each.question, bad), _of(each, share, against)
    statement = f"{named(each.question.label)}で{against_words}と答えた人は{told}です。"
    if good:
        pro = _listed(each.question, good)
        statement += f"{pro}は{percent(float(each.shares[list(good)].sum()))}です。"
    return Evidence(
        "low_rating",
        statement,
        each.question.label,
        share,
        each.base,
        against,
        Source(each.question.name),
    )


def _chosen(each: Frequency) -> list[Evidence]:
    if each.base < SMALL_BASE or len(each.question.labels) < 3:
        return []
    order = np.argsort(-each.shares, kind="stable")
    kept = [int(p) for p in order if is_a_need(each.question.labels[p])]
    return [
        _need(each, place, _rank(each, place, kept))
        for place in kept[:MOST_NEEDS]
        if min(int(each.n[place]), each.base - int(each.n[place])) >= LEAST_ANSWERS
    ]


def _need(each: Frequency, place: int, rank: str) -> Evidence:
    label, share, people = (
        each.question.labels[place],
        float(each.shares[place]),
        int(each.n[place]),
    )
    statement = (
        f"{named(each.question.label)}で{said(label)}を選んだ人は{_of(each, share, people)}で、"
        f"{len(each.question.labels)}項目中{rank}です。"
    )
    source = Source(each.question.name)
    return Evidence("need", statement, label, share, each.base, people, source)


def _rank(each: Frequency, place: int, among: Sequence[int]) -> str:
    """The place of a choice: 「2位」, 「同率2位」 where another was chosen as often."""
    shares, own = each.shares[list(among)], each.shares[place]
    rank = 1 + int((shares > own + TINY).sum())
    tied = int((np.abs(shares - own) <= TINY).sum()) > 1
    return f"{'同率' if tied else ''}{rank}位"


def _listed(question: Question, places: Sequence[int]) -> str:
    return "・".join(said(question.labels[place]) for place in places)


def _of(each: Frequency, share: float, people: int) -> str:
    """A share, with the people it was counted from: 「25.0%（20人、n=80）」."""
    weighed = "重み付け後。回答者" if each.weighted else ""
    return f"{percent(share)}（{weighed}{people:,}人、n={each.base:,}）"


def is_a_need(label: str) -> bool:
    """Whether a choice names something, and not nothing in particular."""
    return not any(word in label for word in _NO_NEED)


def _worth(each: Tested) -> bool:
    """Whether a table is more than chance and more than a hair; an MA is judged by its cells."""
    if len(each.table.axis.levels) > TOO_MANY_LEVELS:
        return False
    made = each.table.association
    if made is None:
        return each.table.question.multiple
    return each.q is not None and each.q < STRONG_Q and made.cramers_v >= LEAST_V


def _gap(table: Crosstab) -> list[Evidence]:
    bad = unfavourable(table.question)
    if bad:
        return _gap_of_bottom(table, bad)
    if table.question.multiple or len(table.question.labels) <= TOO_MANY_LEVELS:
        return _gap_of_cells(table)
    return []


def _gap_of_bottom(table: Crosstab, bad: tuple[int, ...]) -> list[Evidence]:
    """The groups that say more often than everyone that something is amiss."""
    columns = list(bad)
    total = float(table.total_shares[columns].sum())
    words = _listed(table.question, bad)
    found = []
    for place in range(len(table.axis.levels)):
        base, people = int(table.bases[place]), int(table.n[place][columns].sum())
        if base < SMALL_BASE or people < LEAST_ANSWERS or base - people < LEAST_ANSWERS:
            continue
        share = float(table.shares[place][columns].sum())
        gap = share - total
        if gap >= LEAST_GAP and np.nanmin(table.q[place][columns]) < STRONG_Q:
            found.append(_gap_evidence(table, place, words, (people, base), (share, gap)))
    return found


def _gap_of_cells(table: Crosstab) -> list[Evidence]:
    """The single widest cell of each group that stands out above everyone."""
    found = []
    for place in range(len(table.axis.levels)):
        base = int(table.bases[place])
        if base < SMALL_BASE or table.hidden[place]:
            continue
        gap = table.shares[place] - table.total_shares
        strong = (table.q[place] < STRONG_Q) & (gap >= LEAST_GAP)
        strong &= (table.n[place] >= LEAST_ANSWERS) & (base - table.n[place] >= LEAST_ANSWERS)
        if strong.any():
            column = int(np.argmax(np.where(strong, gap, -1)))
            words = _choice(table.question, column)
            people, share = int(table.n[place][column]), float(table.shares[place][column])
            shares = (share, float(gap[column]))
            found.append(_gap_evidence(table, place, words, (people, base), shares))
    return found


def _choice(question: Question, place: int) -> str:
    """A choice as a sentence names it; one that nobody has named yet by its number."""
    label = question.labels[place]
    if question.variables[0].labelled:
        return said(label)
    return f"選択肢「{label.removeprefix(question.name).lstrip('_#＃-－') or label}」"


def _gap_evidence(
    table: Crosstab, place: int, words: str, of: tuple[int, int], shares: tuple[float, float]
) -> Evidence:
    (people, base), (share, gap) = of, shares
    level, group = table.axis.levels[place]
    labelled = table.question.variables[0].labelled and table.axis.labelled
    total = table.total_base
    return Evidence(
        "group_gap" if labelled else "group_gap_uncoded",
        f"{named(table.question.label)}で{words}と答えた人の割合は、"
        f"{axis_of(table.axis.label)}が{said(group)}の人では"
        f"{percent(share)}（n={base:,}）で、全体（n={total:,}）より"
        f"{points(gap).removeprefix('+')}高くなっています。",
        table.question.label,
        gap,
        base,
        people,
        Source(table.question.name, table.axis.name, level=level),
    )
