"""Every address, for every role and for a stranger, in their own plan and in another's."""

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from surveys.staff import Role
from tests.app import world
from tests.app.world import World

ROLES = [role.value for role in Role]
EVERYONE = {*ROLES}
READERS = {"planner", "section", "viewer", "keeper", "administrator"}
WRITERS = {"planner"}
# Written by hand, so that a decorator changed by mistake is seen: who may do what matters most.
PROMISED = {
    "desk.announcements.announce": WRITERS,
    "desk.outcomes.write": {"planner", "section"},
    "desk.outcomes.take_back": {"planner", "section"},
    "desk.plans.create": WRITERS,
    "desk.plans.change": WRITERS,
    "desk.plans.show": EVERYONE - {"administrator", "typist"},
    "desk.files.bring": WRITERS,
    "desk.files.take_in": WRITERS,
    "desk.codebooks.save": WRITERS,
    "desk.questionnaires.delete": WRITERS,
    "desk.drafting.change": WRITERS,
    "desk.drafting.correct": WRITERS,
    "desk.flows.show": {"planner", "section", "viewer", "keeper"},
    "desk.builder.show": WRITERS,
    "desk.builder.write": WRITERS,
    "desk.builder_advice.confirm": WRITERS,
    "desk.builder_copy.begin": WRITERS,
    "desk.library.index": WRITERS,
    "desk.library.show": WRITERS,
    "desk.library.begin": WRITERS,
    "desk.renderings.show": {"planner", "section", "viewer", "keeper"},
    "desk.renderings.save": WRITERS,
    "desk.renderings_files.take_in": WRITERS,
    "desk.ruling.show": WRITERS,
    "desk.ruling.change": WRITERS,
    "desk.copies.index": WRITERS,
    "desk.copies.make": WRITERS,
    "desk.versions.show": {"planner", "section", "viewer", "keeper"},
    "desk.versions.download": {"planner", "section", "viewer", "keeper"},
    "desk.publishing.show": {"planner", "keeper"},
    "desk.publishing.decide_access": WRITERS,
    "desk.departments.show": WRITERS,
    "desk.departments.decide": WRITERS,
    "desk.publishing.publish": WRITERS,
    "desk.keepers.make": {"keeper"},
    "desk.keepers.join": {"keeper"},
    "desk.keepers.print_anew": {"keeper"},
    "desk.rehearsals.rehearse": {"keeper"},
    "desk.handling.declare": {"planner", "keeper"},
    "desk.codes.issue": WRITERS,
    "desk.codes_lost.reissue": WRITERS,
    "desk.codes_lost.withdraw": WRITERS,
    "desk.letters.show": WRITERS,
    "desk.letters.specimen": WRITERS,
    "desk.letters.word": WRITERS,
    "desk.deadlines.move": WRITERS,
    "desk.deadlines.close": WRITERS,
    "desk.returns.show": {"planner", "section", "viewer", "keeper"},
    "desk.returns_files.download": {"planner", "section", "viewer", "keeper"},
    "desk.returns_files.sheet": {"planner", "section", "viewer", "keeper"},
    "desk.reminders.show": {"planner", "section", "viewer", "keeper"},
    "desk.reminders.plan": WRITERS,
    "desk.reminders.call_off": WRITERS,
    "desk.paper_sheets.show": {"planner", "keeper"},
    "desk.paper_sheets.decide": WRITERS,
    "desk.paper_arrivals.spend": WRITERS,
    "desk.bundles.make": WRITERS,
    "desk.bundles.assign": WRITERS,
    "desk.bundles.seal": {"planner", "keeper"},
    "desk.typing.index": {"typist"},
    "desk.typing.show": {"typist"},
    "desk.typing.write": {"typist"},
    "desk.openings.open_batch": {"keeper"},
    "desk.openings.open_by_server": {"planner", "keeper"},
    "desk.held_texts.show": {"keeper"},
    "desk.held_texts.review": {"keeper"},
    "desk.place_maps.show": {"planner", "section", "viewer", "keeper"},
    "desk.place_maps.bring": WRITERS,
    "desk.place_maps.name_by": WRITERS,
    "desk.place_maps.delete": WRITERS,
    "desk.populations.change": WRITERS,
    "desk.weights.show": READERS,
    "desk.weights.use": WRITERS,
    "desk.weights.leave": WRITERS,
    "desk.representation.download": READERS,
    "desk.sample_designs.show": READERS,
    "desk.sample_designs.change": WRITERS,
    "desk.sample_designs.regroup": WRITERS,
    "desk.sample_designs.adopt": WRITERS,
    "desk.sample_designs.leave": WRITERS,
    "desk.sample_designs_files.as_pdf": READERS,
    "desk.tables.crosstab": READERS,
    "desk.tables.download": READERS,
    "desk.matrices.show": READERS,
    "desk.pins.show": READERS,
    "desk.importance.show": READERS,
    "desk.preferences.show": READERS,
    "desk.comparisons.show": READERS,
    "desk.correspondences.show": READERS,
    "desk.orientations.index": READERS,
    "desk.orientations.keep": WRITERS,
    "desk.orientations.drop": WRITERS,
    "desk.themes.show": READERS,
    "desk.arrangements.show": WRITERS,
    "desk.arrangements.keep": WRITERS,
    "desk.arrangements.join": WRITERS,
    "desk.arrangements.undo": WRITERS,
    "desk.arrangements.redo": WRITERS,
    "desk.assignments.download": WRITERS,
    "desk.assignments.take_in": WRITERS,
    "desk.theme_groups.show": READERS,
    "desk.theme_groups.download": READERS,
    "desk.theme_years.show": READERS,
    "desk.theme_years.download": READERS,
    "desk.theme_maps.show": READERS,
    "desk.theme_maps.draw": READERS,
    "desk.theme_maps.download": READERS,
    "desk.words.show": READERS,
    "desk.words_settings.show": READERS,
    "desk.words_settings.save": WRITERS,
    "desk.words_settings.add": WRITERS,
    "desk.words_settings.step": WRITERS,
    "desk.contexts.show": READERS,
    "desk.contexts.download": READERS,
    "desk.networks.show": READERS,
    "desk.networks.download": READERS,
    "desk.keywords.show": READERS,
    "desk.keywords.picture": READERS,
    "desk.keywords.download": READERS,
    "desk.word_maps.show": READERS,
    "desk.word_maps.download": READERS,
    "desk.codings.show": READERS,
    "desk.codings_rules.save": WRITERS,
    "desk.codings_rules.step": WRITERS,
    "desk.indicators.index": READERS,
    "desk.indicators.change": WRITERS,
    "desk.voice_search.index": READERS,
    "desk.voice_search.mark": WRITERS,
    "desk.drafts.index": {"planner", "section", "viewer"},
    "desk.drafts.ask_all": WRITERS,
    "desk.drafts.keep_weights": WRITERS,
    "desk.draft_taking.take_up": WRITERS,
    "desk.draft_taking.join": WRITERS,
    "desk.field_assignments.index": {"planner", "section", "viewer"},
    "desk.field_assignments.save": WRITERS,
    "desk.issues.show": {"planner", "section", "viewer"},
    "desk.issue_editing.change": {"planner", "section"},
    "desk.issue_joining.merge": WRITERS,
    "desk.issue_joining.take_apart": WRITERS,
    "desk.issue_evidence.accept": WRITERS,
    "desk.issue_evidence.rewrite": WRITERS,
    "desk.issue_comments.add": {"planner", "section"},
    "desk.issue_comments.settle": {"planner", "section"},
    "desk.issue_history.undo": WRITERS,
    "desk.issues.drop": WRITERS,
    "desk.voices.add": WRITERS,
    "desk.voices.approve": WRITERS,
    "desk.tongues.show": READERS,
    "desk.tongues.download": WRITERS,
    "desk.tongues.take_in": WRITERS,
    "desk.watching.index": {"planner", "section", "keeper"},
    "desk.watching.name": WRITERS,
    "desk.inquiries.create": WRITERS,
    "desk.inquiries.show": {"planner", "section", "viewer"},
    "desk.inquiries.send_more": WRITERS,
    "desk.inquiries.call_off": WRITERS,
    "desk.inquiry_sheets.show": {"planner", "section"},
    "desk.inquiry_sheets.write": {"planner", "section"},
    "desk.inquiry_sheets.confirm": {"planner", "section"},
    "desk.inquiry_sheets.put_off": WRITERS,
    "desk.inquiry_sheets.reopen": WRITERS,
    "desk.inquiry_sheets.release": WRITERS,
    "desk.inquiry_files.download_all": WRITERS,
    "desk.inquiry_files.take_in": {"planner", "section"},
    "desk.inquiry_answers.show": {"planner", "section", "viewer"},
    "desk.inquiry_answers.take": WRITERS,
    "desk.inquiry_answers.note": WRITERS,
    "desk.editions.publish": WRITERS,
    "desk.editions.withdraw": WRITERS,
    "desk.public_comments.index": {"planner", "section", "viewer"},
    "desk.public_comments.create": WRITERS,
    "desk.public_comments.remove": WRITERS,
    "desk.public_comments_letters.add": WRITERS,
    "desk.public_comments_letters.drop": WRITERS,
    "desk.public_comments_bringing.take_in": WRITERS,
    "desk.public_comments_groups.gather": WRITERS,
    "desk.public_comments_groups.write": {"planner", "section"},
    "desk.public_comments_groups.undo": WRITERS,
    "desk.public_comments_table.word": {"planner", "section", "viewer"},
    "desk.offer_windows.settle": WRITERS,
    "desk.offer_windows.end": WRITERS,
    "desk.offers.index": {"planner", "section"},
    "desk.offers.show": WRITERS,
    "desk.offers.reveal": WRITERS,
    "desk.offers.take_out": WRITERS,
    "desk.offers.download": WRITERS,
    "desk.calls.show": {"planner", "section"},
    "desk.calls.change": {"planner", "section"},
    "desk.calls.remove": WRITERS,
    "desk.introductions.mark": {"planner", "section"},
    "desk.introductions.reveal": {"planner", "section"},
    "desk.members.index": {"administrator"},
    "desk.members.add": {"administrator"},
    "desk.members.add_contractor": {"administrator"},
    "desk.members.give": {"administrator"},
    "desk.members.renew": {"administrator"},
    "desk.members.reset_password": {"administrator"},
}
OF_A_PLAN = {
    *("questionnaire_id", "file_id", "run_id", "issue_id"),
    *("inquiry_id", "sheet_id", "bundle_id"),
    *("voice_id", "edition_id", "outcome_id", "draft_key", "step_id", "remark_id"),
    *("round_id", "comment_id", "group_id", "comment_file_id"),
    *("call_id", "offer_mark", "map_id"),
}


def allowed(whole: World, rule: Rule) -> set[str]:
    worn = str(getattr(whole.app.view_functions[rule.endpoint], "access", ""))
    if worn == "reviewing":  # no role opens it: one person who is named does
        return set()
    return set(worn.removeprefix("allowed:").split(",")) if ":" in worn else EVERYONE


def status(client: FlaskClient, method: str, path: str) -> int:
    with client.open(path, method=method) as reply:
        return reply.status_code


def test_what_was_promised_is_what_the_guards_say(whole: World) -> None:
    said = {rule.endpoint: allowed(whole, rule) for rule, _method in whole.requests("allowed")}
    assert {endpoint: said[endpoint] for endpoint in PROMISED} == PROMISED


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_what_it_may_and_nothing_else(whole: World, role: str) -> None:
    client = whole.client(role)
    for rule, method in whole.requests():
        may = role in allowed(whole, rule)
        if not may:
            assert status(client, method, whole.path(rule)) == 403, (method, rule)
        elif method == "GET":
            assert status(client, method, whole.path(rule)) in {200, 302}, (method, rule)


def test_who_types_opens_their_own_sheets_and_nothing_else(whole: World) -> None:
    own = {rule.endpoint for rule, _ in whole.requests() if allowed(whole, rule) == {"typist"}}
    assert own == {"desk.typing.index", "desk.typing.show", "desk.typing.write"}
    for_all = {rule.endpoint for rule, _ in whole.requests() if allowed(whole, rule) == EVERYONE}
    opened = {rule.endpoint for rule, _ in whole.requests() if "typist" in allowed(whole, rule)}
    assert opened == own | for_all
    theirs = [worn for worn in for_all if worn.startswith("desk.")]
    assert {worn.rpartition(".")[0] for worn in theirs} <= {"desk.account", "desk.plans"}

    mine, another = whole.client("typist", name="mine"), whole.client("typist", name="another")
    for client, expected in ((mine, 404), (another, 200)):  # the last has every bundle now
        path = f"/desk/plans/1/typing/{whole.plans[0]['sheet']}"
        assert status(client, "GET", path) == expected
    assert status(another, "GET", f"/desk/plans/1/typing/{whole.plans[1]['sheet']}") == 404
    whole.put_back()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_stranger_opens_what_is_public_and_nothing_else(whole: World, method: str) -> None:
    client = whole.app.test_client()
    refused = {"GET": 302, "POST": 401}[method]
    for rule, each in whole.requests():
        if each == method:
            public = getattr(whole.app.view_functions[rule.endpoint], "access", "") == "public"
            expected = {200, 422} if public else {refused}
            assert status(client, method, whole.path(rule)) in expected, rule


def test_every_form_a_role_may_send_is_read(whole: World) -> None:
    """An empty form is taken or refused in words; it is never a fault or a closed door."""
    for rule, method in whole.requests():
        if method == "POST" and allowed(whole, rule):
            whole.put_back()
            client = whole.client(sorted(allowed(whole, rule))[0])
            assert status(client, method, whole.path(rule)) in {200, 302, 400, 404, 422}, rule
    whole.put_back()


def test_another_plans_things_are_not_found(whole: World) -> None:
    client, (_ours, theirs) = whole.client(*ROLES[:1], "planner", "administrator"), whole.plans
    tried = 0
    for rule, method in whole.requests("allowed"):
        for name in OF_A_PLAN & rule.arguments:
            other = theirs[world.RUNS.get(rule.endpoint, "themes") if name == "run_id" else name]
            path = whole.path(rule, **{name: other})
            assert status(client, method, path) == 404, (method, path)
            tried += 1
    assert tried > 40


def test_things_that_are_not_there_are_not_found(whole: World) -> None:
    client = whole.client("planner", "keeper", "administrator")
    for rule, method in whole.requests("allowed"):
        for name in (OF_A_PLAN | {"plan_id", "staff_id", "role_id"}) & rule.arguments:
            path = whole.path(rule, **{name: 999})
            assert status(client, method, path) == 404, (method, path)


def test_a_role_in_one_plan_opens_nothing_of_another(whole: World) -> None:
    ours, theirs = whole.plans
    client = whole.client()
    with whole.app.app_context():
        world.give(whole.app, "member-", Role.PLANNER, ours["plan_id"])
    for rule, method in whole.requests("allowed"):
        if "plan_id" in rule.arguments and method == "GET" and "planner" in allowed(whole, rule):
            assert status(client, method, whole.path(rule)) in {200, 302}, rule
            path = whole.path(rule, **{**theirs, "run_id": theirs["themes"]})
            assert status(client, method, path) == 403, rule
        elif "plan_id" not in rule.arguments:
            assert status(client, method, whole.path(rule)) == 403, rule


def test_an_address_answers_only_to_its_methods(whole: World) -> None:
    client = whole.client(*ROLES)
    known: dict[str, set[str]] = {}
    for rule, method in whole.requests():
        known.setdefault(whole.path(rule), set()).add(method)
    for path, methods in known.items():
        assert status(client, "DELETE", path) == 405, path
        for method in {"GET", "POST"} - methods:
            assert status(client, method, path) in {404, 405}, (method, path)
