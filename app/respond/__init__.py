"""What a resident sees: what is asked, the questions page by page, the receipt."""

from app.respond import (
    answering,
    entering,
    keeping,
    picking,
    problems,
    returning,
    sending,
    slowing,
    turns,
    words,
)
from app.respond.room import blueprint

# Each of them puts its views or handlers on the blueprint when it is imported.
__all__ = [
    "answering",
    "blueprint",
    "entering",
    "keeping",
    "picking",
    "problems",
    "returning",
    "sending",
    "slowing",
    "turns",
    "words",
]
