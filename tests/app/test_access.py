"""Every address of the desk, for a stranger and for someone without a role."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, Response, url_for
from werkzeug.routing import Rule

from app.access import allowed, public, signed_in
from tests.app.test_plans import made_plan
from tests.conftest import SignIn


def addresses(app: Flask, guard: str) -> Iterator[tuple[Rule, str, str]]:
    """Every guarded rule with a method and an address, all its numbers 1, its words the first."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            worn = getattr(app.view_functions[rule.endpoint], "access", "")
            if worn.startswith(guard):
                some: dict[str, Any] = {name: _some(rule, name) for name in rule.arguments}
                for method in (rule.methods or set()) & {"GET", "POST"}:
                    yield rule, method, url_for(rule.endpoint, **some)


def _some(rule: Rule, name: str) -> Any:
    """Something that may stand in a place of an address."""
    return min(getattr(rule._converters[name], "items", ()), default=1)


def test_a_stranger_opens_nothing_that_is_guarded(app: Flask) -> None:
    made_plan(app)
    client = app.test_client()
    tried = [*addresses(app, "allowed"), *addresses(app, "signed_in")]
    assert tried
    for rule, method, address in tried:
        reply = client.open(address, method=method)
        assert reply.status_code == (302 if method == "GET" else 401), rule


def test_a_member_without_a_role_opens_nothing_that_needs_one(app: Flask, sign_in: SignIn) -> None:
    made_plan(app)
    client = sign_in()
    for rule, method, address in addresses(app, "allowed"):
        assert client.open(address, method=method).status_code == 403, rule


def test_a_view_cannot_wear_two_guards() -> None:
    def view() -> Response:
        return Response()

    for outer in (public, signed_in, allowed("planner")):
        with pytest.raises(TypeError, match="two guards"):
            outer(signed_in(view))


def test_a_guard_knows_only_real_roles() -> None:
    with pytest.raises(ValueError, match="emperor"):
        allowed("emperor")
