"""When a digest is from, and of whom: what each piece of evidence repeats in its sentence."""

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.digest.drafts import MOST_PRESENT, Digest, IssueDraft
from analysis.digest.evidence import Evidence
from analysis.digest.kinds import KINDS
from analysis.results import State
from analysis.sentences.grammar import ending

_ENDING = re.compile(r"(?<=。)（[^（）]*(?:現在|時点の指定なし)[^（）]*）$")


def stated(made: Digest, state: State, *, representative: bool = True) -> Digest:
    """The digest whose sentences say how far the collecting had come, and when.

    Every piece of evidence says so, for a planner takes it out alone; 現状 says so once.
    """
    drafts = tuple(_draft(each, state, representative=representative) for each in made.drafts)
    return replace(made, drafts=drafts, state=state)


def bare(statement: str) -> str:
    """A sentence without the brackets after it that say when it is from."""
    return _ENDING.sub("", statement)


def together(statements: Sequence[str]) -> str:
    """Several sentences, with what those of the survey say of when, once, after their last."""
    dated = [place for place, each in enumerate(statements) if each != bare(each)]
    last = dated[-1:]
    return "".join(each if place in last else bare(each) for place, each in enumerate(statements))


def _draft(draft: IssueDraft, state: State, *, representative: bool) -> IssueDraft:
    evidence = tuple(
        replace(each, statement=each.statement + _end(each, state, representative=representative))
        for each in draft.evidence
    )
    present = together([each.statement for each in evidence[:MOST_PRESENT]])
    return replace(draft, evidence=evidence, present_state=present)


def _end(each: Evidence, state: State, *, representative: bool) -> str:
    of = KINDS[each.kind].of
    return ending(state, representative=representative, of=of) if of else ""
