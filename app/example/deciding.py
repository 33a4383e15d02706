"""What the invented city's planners did with the drafts: adopted three, and published."""

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.digest.stating import together
from app.desk.draft_reading import evidence_of
from app.example.asking import Loader
from app.example.written import EDITION_TITLE, ISSUES, PREFACE, Written
from app.exports.digest import every
from surveys import audit, edition_files, editions, issue_drafts, issues, plans, runs, voices
from surveys.editions import Edition
from surveys.issues import PolicyIssue
from surveys.plans import Plan
from surveys.runs import Run
from surveys.voices import Voice

VOICES = 4  # quoted in each issue
PRESENT = ("low_rating", "group_gap", "need")  # what 現状 tells, once each


def adopt(loader: Loader, plan: Plan, run: Run) -> None:
    """Adopt the drafts that the planners wrote about."""
    for written in ISSUES:
        _adopt(loader, plan, run, written)


def publish(loader: Loader, plan: Plan) -> None:
    """Publish the first edition."""
    edition = Edition(
        plan_id=plan.id,
        stage="draft",
        title=EDITION_TITLE,
        preface=PREFACE,
        published_at=loader.now,
    )
    editions.publish(loader.session, edition, every.FURTHER)
    edition_files.keep(loader.session, edition, every.files(edition))
    audit.record(loader.session, "edition.publish", edition, who=loader.member_id, now=loader.now)


def _adopt(loader: Loader, plan: Plan, run: Run, written: Written) -> None:
    """Adopt the draft on the topic of `written`; without one there is nothing to finish."""
    drafts = [draft for draft in runs.result(run)["issues"] if draft["key"] == written.key]
    for draft in drafts:
        issue = _issue(loader, plan, draft, written)
        issue_drafts.adopt(loader.session, issue, draft["draft_key"])
        issues.set_evidence(loader.session, issue, evidence_of(run, draft))
        audit.record(loader.session, "issue.adopt", issue, who=loader.member_id, now=loader.now)
        fitting = [
            each for each in draft["voices"] if any(w in each["text"] for w in written.about)
        ]
        _quote(loader, issue, run, fitting[:VOICES])


def _issue(loader: Loader, plan: Plan, draft: Mapping[str, Any], written: Written) -> PolicyIssue:
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
        priority=draft["priority"],
        parts=draft["parts"],
        created_at=loader.now,
    )


def _present_state(draft: Mapping[str, Any]) -> str:
    """The first sentence of each kind of number; what voices say is quoted beside it."""
    first = {each["kind"]: each["statement"] for each in reversed(draft["evidence"])}
    return together([first[kind] for kind in PRESENT if kind in first])


def _quote(
    loader: Loader, issue: PolicyIssue, run: Run, quoted: Sequence[Mapping[str, Any]]
) -> None:
    for each in quoted:
        voice = voices.choose(
            loader.session,
            Voice(
                plan_id=issue.plan_id,
                response_id=each["response_id"],
                questionnaire_id=run.questionnaire_id,
                question_code=each["question"],
                words=each["text"],
                attributes=each["attributes"],
                theme=issue.topic,
                run_id=run.id,
            ),
        )
        voices.approve(voice, loader.member_id, loader.now)
        issues.add_voice(loader.session, issue, voice)
