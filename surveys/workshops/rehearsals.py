"""リハーサル: an evening for practice, of which nothing is left."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from surveys.workshops import workshops
from surveys.workshops.board_steps import BoardStep
from surveys.workshops.groups import IdeaGroup
from surveys.workshops.ideas import Idea
from surveys.workshops.participants import Participant
from surveys.workshops.phases import Phase
from surveys.workshops.votes import VoteRound
from surveys.workshops.workshops import Workshop


def end(session: Session, workshop: Workshop) -> str:
    """Wipe what was written and who took part; programme and tables stay. Gives the key's name.

    Raises:
        NotInTheRoom: no rehearsal is going on.
    """
    key_name = workshops.stop_rehearsing(session, workshop)
    mine = select(Phase.id).where(Phase.workshop_id == workshop.id)
    session.execute(delete(BoardStep).where(BoardStep.phase_id.in_(mine)))
    session.execute(delete(VoteRound).where(VoteRound.phase_id.in_(mine)))
    for table in (Idea, IdeaGroup, Participant):
        session.execute(delete(table).where(table.workshop_id == workshop.id))
    session.execute(update(Phase).where(Phase.workshop_id == workshop.id).values(shown=False))
    return key_name
