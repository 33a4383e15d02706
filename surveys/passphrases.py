"""開封の合い言葉: what a keeper chooses, and the recovery key that is printed once for a safe."""

import secrets
import unicodedata

from surveys import resuming
from surveys.access import ALPHABET, GROUP, LOOK_ALIKE

SUGGESTED = 7  # words of 665: 65 bits, each guess of which costs argon2id's price
RECOVERY_LENGTH = 32  # of base 32: 160 bits


def read(typed: str) -> str:
    """Read a passphrase as people type it: full-width or not, spaces or none.

    What looks like a recovery key is read like a code: no case, no hyphens, O for 0, I for 1.
    """
    plain = "".join(unicodedata.normalize("NFKC", typed).split())
    bare = plain.upper().translate(LOOK_ALIKE)
    if len(bare) == RECOVERY_LENGTH and set(bare) <= set(ALPHABET):
        return bare
    return plain


def suggest() -> str:
    """A passphrase that was drawn by lot: plain words, easy to read aloud and to type."""
    return " ".join(secrets.choice(resuming.listed()) for _ in range(SUGGESTED))


def new_recovery() -> str:
    """A random recovery key, as `read` gives it back."""
    return "".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_LENGTH))


def grouped(recovery: str) -> tuple[str, ...]:
    """A recovery key as it is printed: eight groups of four."""
    return tuple(recovery[at : at + GROUP] for at in range(0, RECOVERY_LENGTH, GROUP))
