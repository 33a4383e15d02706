"""論点をまとめる・分ける: nothing of what was written, counted or said is lost."""

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from surveys import issue_drafts, issue_evidence, issues
from surveys.errors import N_, SurveyError
from surveys.issues import PolicyIssue
from surveys.plans import Plan

_KEPT = ("horizon", "section", "related_sections")
_TEXTS = ("present_state", "gap", "measures", "horizon_reason")
_SECTIONS = "、"


class NothingToMerge(SurveyError):
    message = N_("まとめる論点を、もう1つ以上選んでください")


class NothingToPart(SurveyError):
    message = N_("新しい論点に移す根拠か声を、1つ以上選んでください")


def merge(session: Session, into: PolicyIssue, others: Sequence[PolicyIssue]) -> None:
    """Bring issues into one: its title stays, texts follow one another, the others are gone.

    Evidence, voices and drafts of all stand in it once; the strongest parts of the priority stay.

    Raises:
        NothingToMerge
    """
    rest = [each for each in others if each is not into and not each.gone]
    if not rest:
        raise NothingToMerge
    for name, words in joined(into, rest).items():
        setattr(into, name, words)
    for other in rest:
        _numbers(session, into, other)
        other.gone = True
    session.flush()


def joined(into: PolicyIssue, others: Sequence[PolicyIssue]) -> dict[str, str]:
    """What would be written in an issue if others were merged into it."""
    made = {name: getattr(into, name) for name in (*_TEXTS, *_KEPT)}
    for other in others:
        for name in _TEXTS:
            mine, theirs = made[name].strip(), getattr(other, name).strip()
            if theirs and theirs not in mine:
                made[name] = "\n\n".join(part for part in (mine, theirs) if part)
        made["horizon"] = made["horizon"] or other.horizon
        made |= _sections(made["section"], made["related_sections"], other)
    return made


def part(
    session: Session,
    issue: PolicyIssue,
    new: PolicyIssue,
    *,
    marks: Collection[str] = (),
    voice_ids: Collection[int] = (),
) -> PolicyIssue:
    """Make a new issue beside one, of some of its evidence (by mark) and voices.

    Newer data of the drafts behind it are offered to both.

    Raises:
        NothingToPart, DesiredStateMissing
    """
    held = issues.evidence(session, issue)
    taken = [each for each in held if issue_evidence.mark(each) in marks]
    voices = [each for each in issues.voices(session, issue) if each.id in voice_ids]
    if not taken and not voices:
        raise NothingToPart
    issues.add(session, new)
    issue_drafts.give(session, new, issue_drafts.keys_of(session, issue))
    stay = [issue_evidence.copy(each) for each in held if each not in taken]
    issues.set_evidence(session, new, [issue_evidence.copy(each) for each in taken])
    issues.set_evidence(session, issue, stay)
    against = issues.contrary(session, issue)
    for voice in voices:
        issues.add_voice(session, new, voice, contrary=voice.id in against)
        issues.remove_voice(session, issue, voice)
    issues.set_priority(session, new, issue.priority, issue.parts)
    plan = session.get_one(Plan, issue.plan_id)
    issues.place(session, plan, new, issue.position + 1)
    return new


def _sections(section: str, related: str, other: PolicyIssue) -> dict[str, str]:
    """The other's sections become related ones; each is named once."""
    lead = section or other.section
    named = [*related.split(_SECTIONS), other.section, *other.related_sections.split(_SECTIONS)]
    listed = dict.fromkeys(name.strip() for name in named if name.strip() not in {"", lead})
    return {"section": lead, "related_sections": _SECTIONS.join(listed)}


def _numbers(session: Session, into: PolicyIssue, other: PolicyIssue) -> None:
    mine = issues.evidence(session, into)
    known = {issue_evidence.mark(each) for each in mine}
    more = [e for e in issues.evidence(session, other) if issue_evidence.mark(e) not in known]
    kept = [issue_evidence.copy(each) for each in (*mine, *more)]
    issues.set_evidence(session, into, kept)
    held, against = issues.voices(session, into), issues.contrary(session, other)
    for voice in issues.voices(session, other):
        if voice not in held:
            issues.add_voice(session, into, voice, contrary=voice.id in against)
    keys = [*issue_drafts.keys_of(session, into), *issue_drafts.keys_of(session, other)]
    issue_drafts.give(session, into, keys)
    parts = {
        name: max(
            (v for v in (into.parts.get(name), other.parts.get(name)) if v is not None),
            default=None,
        )
        for name in dict.fromkeys([*into.parts, *other.parts])
    }
    issues.set_priority(session, into, max(into.priority, other.priority), parts)
