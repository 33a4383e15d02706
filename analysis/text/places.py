"""Where everyone is: the place that many name and few name another, which tells no theme."""

from collections.abc import Mapping

_LEAST = 3  # voices
_SHARE = 0.03  # of all voices
_COUNTRY = {"日本"}  # named beside any town
_TIMES = 2  # as often as the place named next often


def home(places: Mapping[str, int], everyone: int) -> frozenset[str]:
    """The keys of that place and of what only begins with it: 福井 and 福井県 in Fukui's survey.

    Args:
        places: how many voices name each place.
        everyone: how many voices there are.
    """
    ranked = sorted(places.keys() - _COUNTRY, key=lambda key: (-places[key], len(key), key))
    if not ranked or places[ranked[0]] < max(_LEAST, _SHARE * everyone):
        return frozenset()
    here = [key for key in ranked if key.startswith(ranked[0])]
    next_often = max((places[key] for key in ranked if key not in here), default=0)
    return frozenset(here) if next_often * _TIMES <= places[ranked[0]] else frozenset()
