"""優先度の重み of a plan: what its planners decided, else the house's."""

from sqlalchemy.orm import Session

from analysis.digest.priorities import PARTS, WEIGHTS
from surveys import priority_weights
from surveys.plans import Plan
from surveys.priority_weights import HEAVIEST

HOUSE = {part: round(WEIGHTS[part] * HEAVIEST) for part in PARTS}


def weights_of(session: Session, plan: Plan) -> dict[str, int]:
    """{part: 0 to `HEAVIEST`}, by which everything of a plan is ranked."""
    kept = priority_weights.of(session, plan)
    if kept is None:
        return dict(HOUSE)
    return {part: kept.weights.get(part, HOUSE[part]) for part in PARTS}
