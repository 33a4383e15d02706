"""開封 on the server: open and commit, scrub the disk, destroy the keys; after a crash, go on."""

import logging
from datetime import datetime

from analysis.text.masking import mask
from app import alarming, bridge, clock
from app.database import begin_writing
from app.extensions import db
from app.keyring import keys_of
from surveys import audit, disposals, openings, periods, questionnaires, returns, scrubbing
from surveys.errors import SurveyError
from surveys.keys import RECOVERY, Keys
from surveys.openings import Opening
from surveys.questionnaires import ENDED, PUBLISHED, Questionnaire
from surveys.scrubbing import NotScrubbed

log = logging.getLogger(__name__)


def open_now(
    questionnaire: Questionnaire, private: bytes, *, last: bool, who: int | None, now: datetime
) -> Opening:
    """Open what has arrived, in one transaction that is committed here, then tidy up.

    Raises:
        what `openings.open_batch` raises; nothing has happened then.
    """
    session = db.session()
    made = openings.open_batch(session, questionnaire, private, mask=_masked, now=now, last=last)
    if last:
        returns.conclude(session, questionnaire, clock.day_of(periods.last_moment(questionnaire)))
    if made.batch is not None:
        bridge.renew_partitions(session, questionnaire)
        alarming.listen(session, questionnaire, made.batch)
    told = {"number": made.number, "unreadable": made.unreadable, "last": last}
    audit.record(session, "questionnaire.open", questionnaire, who=who, now=now, details=told)
    session.commit()
    finish()
    return made


def finish() -> bool:
    """Scrub what openings left on the disk, and end the keys of what has ended; say if all is done.

    The keys go last: while those of an ended questionnaire exist, something is left to do. Several
    processes may do this at once, and the worker tries again what could not be done.
    """
    session = db.session()
    left = [batch.id for batch in openings.scrubbing(session)]
    ended = [one for one in questionnaires.of_state(session, ENDED) if one.key_name]
    over = [(one.id, keys_of(one)) for one in ended if keys_of(one).folder.exists()]
    session.rollback()
    if not left and not over:
        return True
    try:
        scrubbing.scrub(db.engine)
    except NotScrubbed as error:
        log.warning("scrubbing waits: %s", type(error.__cause__).__name__)
        return False
    begin_writing(session)
    openings.scrubbed(session, left)
    for questionnaire_id, keys in over:
        _record_the_end(questionnaire_id, keys)
    session.commit()
    for _, keys in over:
        keys.destroy()
    return True


def due(now: datetime) -> int:
    """Open every open link whose deadline has passed, with the key the server keeps.

    One that cannot be opened now does not keep the others waiting.
    """
    published = questionnaires.of_state(db.session(), PUBLISHED)
    ready = [one.id for one in published if _is_due(one, now)]
    db.session.rollback()
    return sum(_opened(questionnaire_id, now) for questionnaire_id in ready)


def _record_the_end(questionnaire_id: int, keys: Keys) -> None:
    """Write down, once, which keys are about to be destroyed: afterwards nobody could tell."""
    session, one = db.session(), db.session.get_one(Questionnaire, questionnaire_id)
    if not audit.entries(session, one, disposals.KEYS_DESTROYED):
        held = keys.holders()
        told = {"passphrases": len(set(held) - {RECOVERY}), "recovery": RECOVERY in held}
        audit.record(
            session, disposals.KEYS_DESTROYED, one, who=None, now=clock.now(), details=told
        )


def _opened(questionnaire_id: int, now: datetime) -> bool:
    begin_writing(db.session())
    one = db.session.get(Questionnaire, questionnaire_id)
    try:
        if one is not None:
            open_now(one, keys_of(one).from_server(), last=True, who=None, now=now)
    except SurveyError as error:
        log.warning("questionnaire %s stays closed: %s", questionnaire_id, type(error).__name__)
        db.session.rollback()
        return False
    return one is not None


def _is_due(questionnaire: Questionnaire, now: datetime) -> bool:
    closes_at = questionnaire.closes_at
    return questionnaire.opens_by_itself and closes_at is not None and closes_at <= now


def _masked(words: str) -> str:
    return mask(words).text
