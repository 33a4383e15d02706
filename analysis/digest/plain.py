"""A digest in plain words and numbers: what JSON, pages and the Word file are all made from."""

from typing import Any

from analysis.digest.drafts import Digest, IssueDraft
from analysis.digest.evidence import Evidence
from analysis.digest.priorities import PARTS
from analysis.tabulation import state_as_json


def as_json(made: Digest) -> dict[str, Any]:
    """The digest as JSON can hold it; shares are 0 to 1, rows count from 0."""
    return {
        "n": made.n,
        "state": state_as_json(made.state),
        "notes": list(made.notes),
        "writers": sorted(made.writers),
        "counted": str(made.counted),
        "issues": [_issue(draft) for draft in made.drafts],
    }


def _issue(draft: IssueDraft) -> dict[str, Any]:
    return {
        "key": draft.key,
        "topic": draft.topic,
        "field": draft.field,
        "desired_state": draft.desired_state,
        "hint": draft.hint,
        "present_state": draft.present_state,
        "gap": draft.gap,
        "evidence": [evidence_as_json(each) for each in draft.evidence],
        "voices": [
            {"row": v.row, "question": v.question, "text": v.text, "intent": v.intent}
            for v in draft.voices
        ],
        "groups": [
            {"name": g.name, "clause": g.clause, "voices": [list(voice) for voice in g.voices]}
            for g in draft.groups
        ],
        "people": draft.people,
        "n": draft.n,
        "priority": draft.priority.score,
        "parts": {name: draft.priority.parts[name] for name in PARTS},
        "ranks": list(draft.priority.ranks),
        "why": draft.why,
    }


def evidence_as_json(each: Evidence) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "statement": each.statement,
        "subject": each.subject,
        "strength": each.strength,
        "n": each.n,
        "people": each.people,
        "source": {
            "question": each.source.question,
            "axis": each.source.axis,
            "level": each.source.level,
            "theme": each.source.theme,
            "other": each.source.other,
        },
    }
