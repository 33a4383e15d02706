"""論点の控え: how an issue stands in plain words and numbers, and how it is put back so."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from surveys import issue_drafts, issues
from surveys.issues import WRITTEN, Evidence, IssueVoice, PolicyIssue
from surveys.plans import Plan, PolicyField
from surveys.voices import Voice

# What says how an issue stands; `revision` follows, and the place in the list is no one's words.
_OWN = (*WRITTEN, "topic", "draft_field", "priority", "parts", "gone")
_GATHERED = ("drafts", "evidence", "voices")
PLACE = ("position",)
STANDING = (*_OWN, *_GATHERED)
_EVIDENCE = ("kind", "statement", "strength", "n", "source")

Snapshot = dict[str, Any]


def snapshot(session: Session, issue: PolicyIssue) -> Snapshot:
    """How an issue stands."""
    held = select(IssueVoice).where(IssueVoice.issue_id == issue.id).order_by(IssueVoice.position)
    evidence = issues.evidence(session, issue)
    return {
        **{name: getattr(issue, name) for name in (*_OWN, "revision", *PLACE)},
        "parts": dict(issue.parts or {}),
        "drafts": issue_drafts.keys_of(session, issue),
        "evidence": [{name: getattr(e, name) for name in _EVIDENCE} for e in evidence],
        "voices": [[each.voice_id, each.contrary] for each in session.scalars(held)],
    }


def changed(
    before: Snapshot | None, after: Snapshot, among: Collection[str] = STANDING
) -> list[str]:
    """The names of what stands otherwise; of an issue that was not there, all of them."""
    return [name for name in among if before is None or before[name] != after[name]]


def put_back(
    session: Session, issue: PolicyIssue, before: Snapshot | None, names: Collection[str]
) -> None:
    """Let these of an issue stand as they did; an issue that was not there is gone again."""
    if before is None:
        issue.gone = True
        session.flush()
        return
    returns = issue.gone and not before["gone"]
    for name in _OWN:
        if name in names:
            setattr(issue, name, _there(session, name, before[name]))
    _gather(session, issue, before, names)
    if returns or "position" in names:
        plan = session.get_one(Plan, issue.plan_id)
        issues.place(session, plan, issue, before["position"])


def _there(session: Session, name: str, value: Any) -> Any:
    """A policy field may have left the plan since."""
    if name == "field_id" and value is not None and session.get(PolicyField, value) is None:
        return None
    return value


def _gather(session: Session, issue: PolicyIssue, before: Snapshot, names: Collection[str]) -> None:
    if "drafts" in names:
        issue_drafts.give(session, issue, before["drafts"])
    if "evidence" in names:
        issues.set_evidence(session, issue, [Evidence(**each) for each in before["evidence"]])
    if "voices" in names:
        session.execute(delete(IssueVoice).where(IssueVoice.issue_id == issue.id))
        session.expire_all()
        for voice_id, contrary in before["voices"]:
            voice = session.get(Voice, voice_id)
            if voice is not None:  # a voice goes with its response when that is erased
                issues.add_voice(session, issue, voice, contrary=contrary)
    session.flush()
