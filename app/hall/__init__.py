"""The hall: a workshop as its participants and the wall see it."""

from app.hall import entering, now, streaming, wall, writing
from app.hall.room import blueprint

# Each of them puts its views or handlers on the blueprint when it is imported.
__all__ = ["blueprint", "entering", "now", "streaming", "wall", "writing"]
