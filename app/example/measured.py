"""What the invented city measures: the indicators of its plan, as a table that was pasted."""

from pathlib import Path

from analysis.indicator_table import parse
from app import indicating
from app.example.asking import Loader
from surveys import audit, statistics
from surveys.plans import Plan

TABLE = Path(__file__).parent / "indicators.tsv"


def enter(loader: Loader, plan: Plan) -> None:
    """Register the indicators."""
    listed = [indicating.written(each) for each in parse(TABLE.read_bytes(), TABLE.name)]
    statistics.write(loader.session, plan, listed)
    told = {"indicators": len(listed)}
    audit.record(
        loader.session,
        "indicators.change",
        plan,
        who=loader.member_id,
        now=loader.now,
        details=told,
    )
