"""What the invented city's planners did with the drafts: adopted three, and published."""

from collections.abc import Sequence

from analysis.digest.stating import together
from app.desk import draft_reading
from app.desk.draft_reading import Draft
from app.example.asking import Loader
from app.example.written import EDITION_TITLE, ISSUES, PREFACE, Written
from app.exports.digest import every
from surveys import audit, editions, issue_drafts, issue_steps, issues, plans, voices
from surveys.editions import Edition
from surveys.issue_steps import IssueStep
from surveys.issues import PolicyIssue
from surveys.plans import Plan
from surveys.voices import Voice

VOICES = 4  # quoted in each issue
PRESENT = ("low_rating", "group_gap", "need")  # what 現状 tells, once each


def adopt(loader: Loader, plan: Plan) -> None:
    """Adopt the drafts that the planners wrote about; without one there is nothing to finish."""
    drafts = draft_reading.every(loader.session, plan)
    found = {draft["key"]: draft for draft in drafts.values()}
    for written in ISSUES:
        if written.key in found:
            _adopt(loader, plan, found[written.key], written)


def publish(loader: Loader, plan: Plan) -> None:
    """Publish the first edition."""
    edition = Edition(
        plan_id=plan.id,
        stage="draft",
        title=EDITION_TITLE,
        preface=PREFACE,
        published_at=loader.now,
    )
    editions.publish(loader.session, edition, every.further(loader.session, plan))
    every.hand_in(loader.session, edition)
    audit.record(loader.session, "edition.publish", edition, who=loader.member_id, now=loader.now)


def _adopt(loader: Loader, plan: Plan, draft: Draft, written: Written) -> None:
    issue = _issue(loader, plan, draft, written)
    issue_drafts.adopt(loader.session, issue, draft["draft_key"])
    issues.set_evidence(loader.session, issue, draft_reading.evidence_of(draft))
    audit.record(loader.session, "issue.adopt", issue, who=loader.member_id, now=loader.now)
    said = draft["speakers"][0]["voices"]
    fitting = [each for each in said if any(word in each["text"] for word in written.about)]
    _quote(loader, issue, fitting[:VOICES])
    step = IssueStep(plan_id=plan.id, kind="adopted", about={}, who=loader.member_id)
    step.made_at = loader.now
    issue_steps.keep(loader.session, step, {}, [issue])


def _issue(loader: Loader, plan: Plan, draft: Draft, written: Written) -> PolicyIssue:
    same = [f.id for f in plans.fields(loader.session, plan) if f.name == draft["field"]]
    return PolicyIssue(
        plan_id=plan.id,
        field_id=same[0] if same else None,
        topic=written.topic,
        desired_state=written.desired_state,
        present_state=_present_state(draft),
        gap=written.gap,
        measures=written.measures,
        section=written.section,
        related_sections=written.related_sections,
        horizon=written.horizon,
        horizon_reason=written.horizon_reason,
        priority=draft["priority"],
        parts=draft["parts"],
        created_at=loader.now,
    )


def _present_state(draft: Draft) -> str:
    """The residents' first sentence of each kind of number; their voices are quoted beside it."""
    said = draft["speakers"][0]["evidence"]
    first = {each["kind"]: each["statement"] for each in reversed(said)}
    return together([first[kind] for kind in PRESENT if kind in first])


def _quote(loader: Loader, issue: PolicyIssue, quoted: Sequence[Draft]) -> None:
    for each in quoted:
        voice = voices.choose(
            loader.session,
            Voice(
                plan_id=issue.plan_id,
                response_id=each["response_id"],
                questionnaire_id=each["questionnaire_id"],
                question_code=each["question"],
                words=each["text"],
                attributes=each["attributes"],
                theme=issue.topic,
                run_id=each["run_id"],
            ),
        )
        voices.approve(voice, loader.member_id, loader.now)
        issues.add_voice(loader.session, issue, voice)
