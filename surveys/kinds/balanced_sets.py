"""組の設計: which items of a best-worst are shown together, so that all meet equally often.

With sets of one size, items shown equally often and pairs together equally often make a balanced
incomplete block design (Louviere, Flynn & Marley 2015, ch. 2). Few numbers of items have one; the
nearest is found here by exchanging items between sets while that evens out the pairs. No chance
is in it: the same items always give the same sets.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, permutations
from math import comb
from typing import TypeVar

Sets = tuple[tuple[str, ...], ...]
Block = list[int]
Item = TypeVar("Item", str, int)

FEWEST = 3  # of fewer items, best and worst are one choice
LARGEST = 7  # items that people still compare at a glance
TIMES = 3  # each item is shown at least so often
MORE = 4  # and so often, where that shows all of them equally often
_STARTS = 24


@dataclass(frozen=True, slots=True)
class Balance:
    """How evenly sets show their items.

    Attributes:
        shown: {item: in how many sets}.
        together: {pair of items: in how many sets both are}; every pair is there.
        whole: whether every item can be compared with every other, by way of further ones.
    """

    shown: Mapping[str, int]
    together: Mapping[tuple[str, str], int]
    whole: bool

    @property
    def is_even(self) -> bool:
        """Whether no item is shown more than once more often than another, and no pair twice."""
        return _spread(self.shown.values()) <= 1 and _spread(self.together.values()) <= 2

    @property
    def words(self) -> str:
        shown, together = _range(self.shown.values()), _range(self.together.values())
        return f"どの選択肢も{shown}回示し、どの2つも{together}回、同じ組に入ります"


def usual_size(items: int) -> int:
    """How many of the items to show at a time."""
    if items <= 5:
        return min(items, FEWEST)
    return 4 if items <= 13 else 5


def balanced(items: Sequence[str], size: int | None = None) -> Sets:
    """Sets of `size` of the items, each item and each pair shown as equally often as can be.

    Args:
        items: three or more, no two alike.
        size: from three to the number of items; None = what suits their number.
    """
    n = len(items)
    width = min(size or usual_size(n), n)
    if width == n:
        return (tuple(items),)
    return tuple(tuple(items[place] for place in block) for block in _found(n, width))


def balance(items: Sequence[str], sets: Sequence[Sequence[str]]) -> Balance:
    """Count how often each item and each pair is shown."""
    shown = dict.fromkeys(items, 0) | Counter(item for one in sets for item in one)
    order = {item: place for place, item in enumerate(items)}
    together = dict.fromkeys(combinations(items, 2), 0)
    for one in sets:
        for pair in combinations(sorted(one, key=lambda item: order.get(item, -1)), 2):
            together[pair] = together.get(pair, 0) + 1
    return Balance(shown, together, _hangs_together(items, sets))


@lru_cache(maxsize=64)
def _found(items: int, size: int) -> tuple[tuple[int, ...], ...]:
    """The most even sets that were found, of items called by their places."""
    many = _how_many(items, size)
    least, best = _evenest(items, size, many), list[Block]()
    for turn in range(_STARTS):
        made = _evened(_start(items, size, many, turn), items)
        if not best or _uneven(made, items) < _uneven(best, items):
            best = made
        if _uneven(best, items) == (False, least):
            break
    return tuple(_turned(best, items))


def _evenest(items: int, size: int, many: int) -> int:
    """What `_uneven` would be, were all pairs met as equally often as numbers allow."""
    pairs = comb(items, 2)
    each, over = divmod(many * comb(size, 2), pairs)
    return (pairs - over) * each**2 + over * (each + 1) ** 2


def _how_many(items: int, size: int) -> int:
    """How many sets: the fewest that show all items equally often, else the fewest."""
    fewest, most = -(-TIMES * items // size), MORE * items // size
    return next((n for n in range(fewest, most + 1) if n * size % items == 0), fewest)


def _start(items: int, size: int, many: int, turn: int) -> list[Block]:
    """Sets dealt out like cards from a pack that is cut anew each time round."""
    pack: list[int] = []
    step = 1
    while len(pack) < size * many:
        step += 1 + turn % (items - 1)
        pack += sorted(range(items), key=lambda item: ((item * step + turn) % (items + turn), item))
    blocks: list[Block] = [[] for _ in range(many)]
    for item in pack[: size * many]:
        room = [block for block in blocks if len(block) < size and item not in block]
        if room:
            min(room, key=len).append(item)
        else:
            _squeeze(blocks, item, size)
    return blocks


def _squeeze(blocks: list[Block], item: int, size: int) -> None:
    """Find room for an item that all sets with room have: another set gives one of its own."""
    short = next(block for block in blocks if len(block) < size)
    giver = next(block for block in blocks if item not in block and set(block) - set(short))
    given = next(each for each in giver if each not in short)
    giver[giver.index(given)] = item
    short.append(given)


def _evened(blocks: list[Block], items: int) -> list[Block]:
    """Exchange items between sets while that brings pairs nearer to being equally frequent."""
    pairs = [[0] * items for _ in range(items)]
    for block in blocks:
        for one, other in combinations(block, 2):
            pairs[one][other] += 1
            pairs[other][one] += 1
    moved = True
    while moved:
        moved = False
        for here, there in combinations(blocks, 2):
            moved = _exchanged(here, there, pairs) or moved
    return blocks


def _exchanged(here: Block, there: Block, pairs: list[list[int]]) -> bool:
    """Make the first exchange between two sets that evens out the pairs."""
    for a in here:
        for b in there:
            if b in here or a in there:
                continue
            own, other = [x for x in here if x != a], [x for x in there if x != b]
            # The sum of squares falls by 2 × (old − new) − the pairs that move.
            left = sum(pairs[a][x] - pairs[b][x] for x in own)
            right = sum(pairs[b][x] - pairs[a][x] for x in other)
            if left + right - len(own) - len(other) + 2 * len(set(own) & set(other)) > 0:
                _move(a, b, own, pairs)
                _move(b, a, other, pairs)
                here[here.index(a)], there[there.index(b)] = b, a
                return True
    return False


def _move(away: int, into: int, others: Block, pairs: list[list[int]]) -> None:
    for each in others:
        for item, step in ((away, -1), (into, 1)):
            pairs[item][each] += step
            pairs[each][item] += step


def _uneven(blocks: list[Block], items: int) -> tuple[bool, int]:
    """Whether it falls apart, and the sum of squares of how often pairs meet."""
    met = Counter(pair for block in blocks for pair in combinations(sorted(block), 2))
    return not _hangs_together(range(items), blocks), sum(times**2 for times in met.values())


def _turned(blocks: list[Block], items: int) -> Iterator[tuple[int, ...]]:
    """The sets with each item now at the top, now at the foot: people favour what is first."""
    stood = Counter[tuple[int, int]]()
    for block in blocks:
        turned = min(
            permutations(sorted(block)),
            key=lambda order: sum(stood[item, place] ** 2 for place, item in enumerate(order)),
        )
        stood.update((item, place) for place, item in enumerate(turned))
        yield turned


def _hangs_together(items: Sequence[Item], sets: Sequence[Sequence[Item]]) -> bool:
    """Whether a way leads from every item to every other, over sets that share one."""
    reached, before = set(items[:1]), 0
    while len(reached) > before:
        before = len(reached)
        reached = reached.union(*(one for one in sets if not reached.isdisjoint(one)))
    return set(items) <= reached


def _spread(counts: Collection[int]) -> int:
    return max(counts, default=0) - min(counts, default=0)


def _range(counts: Collection[int]) -> str:
    low, high = min(counts, default=0), max(counts, default=0)
    return f"{low}" if low == high else f"{low}～{high}"
