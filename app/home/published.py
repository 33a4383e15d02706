"""What every public page of an edition knows; one that was withdrawn says so and shows nothing."""

from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from flask import abort, make_response, render_template, url_for

from app.extensions import db
from surveys import edition_charts, edition_files, editions, outcome_listing, outcomes
from surveys.editions import Edition
from surveys.plans import Plan

Drawn = tuple[Mapping[str, Any], str | None, str | None]


def found(plan_id: int, number: int) -> Edition:
    """The edition of the address, if anyone may read it."""
    edition = editions.find_public(db.session(), plan_id, number)
    return edition if edition is not None else _gone(plan_id, number)


def the_plan(plan_id: int) -> Plan:
    """A plan with something public; of any other plan nothing is told."""
    plan = db.get_or_404(Plan, plan_id)
    if not outcome_listing.names(db.session(), plan):
        abort(404)
    return plan


def shown(edition: Edition) -> dict[str, Any]:
    """An edition in the shape the public pages and the desk's preview share."""
    plan = db.session.get_one(Plan, edition.plan_id)
    others = outcome_listing.names(db.session(), plan)
    return {
        "edition": edition,
        "document": edition.document,
        "title": edition.title,
        "stage": edition.name,
        "preface": edition.preface,
        "day": edition.published_at,
        "editions": others,
        "newer": others[0] if others[0].number > edition.number else None,
        "courses": outcomes.courses(db.session(), plan),
        "given": {"plan_id": edition.plan_id, "number": edition.number},
        "drawn": _drawn(edition),
        "handed": edition_files.handed(db.session(), edition),
    }


def _drawn(edition: Edition) -> Callable[[Mapping[str, Any]], list[Drawn]]:
    """Where the pictures of an issue are; None for one that was not frozen with the edition."""
    held = edition_files.names(db.session(), edition)

    def drawn(issue: Mapping[str, Any]) -> list[Drawn]:
        made: list[Drawn] = []
        for figure, each in enumerate(edition_charts.chosen(issue), 1):
            place = {"place": issue["number"], "figure": figure}
            there = edition_charts.file_name(issue["number"], figure) in held
            wide, narrow = (_address(edition, place, narrow=n) for n in (None, 1))
            made.append((each, wide if there else None, narrow if there else None))
        return made

    return drawn


def _address(edition: Edition, place: Mapping[str, int], narrow: int | None) -> str:
    given: dict[str, Any] = {"plan_id": edition.plan_id, "number": edition.number, **place}
    return url_for("home.editions.chart", narrow=narrow, **given)


def _gone(plan_id: int, number: int) -> NoReturn:
    plan = db.get_or_404(Plan, plan_id)
    withdrawn = [each for each in editions.of_plan(db.session(), plan) if each.number == number]
    if not withdrawn:
        abort(404)
    newest = next(iter(outcome_listing.names(db.session(), plan)), None)
    page = render_template("home/withdrawn.html", edition=withdrawn[0], newest=newest)
    abort(make_response(page, 410))
