"""有効な回答: which of the sheets that were sent under one receipt counts."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from surveys.envelopes import HASH, Envelope, Sender, key_hash
from surveys.keys import Keys


@dataclass(frozen=True, slots=True)
class Standing:
    """What is in under a receipt: the last sheet that was sent counts, and no other is kept.

    Attributes:
        mine: which of them this phone sent, from 1; 0 = none of them.
        last: which of them counts.
        opened: whether it was opened, and can no longer be replaced.
    """

    mine: int
    last: int
    opened: bool = False

    @property
    def counts(self) -> bool:
        """Whether the sheet of this phone is the one that counts."""
        return self.mine == self.last


def find(session: Session, kept: Keys, sender: Sender) -> Standing | None:
    """What is in under the receipt of a phone; none where nothing is, or is no longer.

    Raises:
        KeysGone
    """
    found = session.execute(_SENT, {"key": key_hash(kept, sender)}).first()
    if found is None or found.receipt_hmac != kept.hash("receipt", sender.receipt):
        return None
    sent = found.replaced + found.idempotency_hmac
    each = [sent[start : start + HASH] for start in range(0, len(sent), HASH)]
    mine = kept.hash("once", sender.once)
    place = each.index(mine) + 1 if mine in each else 0
    return Standing(place, len(each), opened=found.opened)


# Written once and without the sheet itself: every receipt asks it.
_OF_IT = Envelope.__table__.c
_SENT = select(
    _OF_IT.receipt_hmac,
    _OF_IT.replaced,
    _OF_IT.idempotency_hmac,
    _OF_IT.sealed.is_(None).label("opened"),
).where(_OF_IT.key_hmac == bindparam("key"))
