"""操作記録: every form that changes something leaves an entry."""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any

from sqlalchemy import func, select

from app import bridge
from app.clock import today
from app.extensions import db
from app.keyring import keys_of
from surveys import (
    access,
    imports,
    issues,
    openings,
    questionnaires,
    responses,
    revisions,
    staff,
    theme_steps,
)
from surveys.alarms import Alarm
from surveys.audit import AuditEntry
from surveys.imports import AnswerFile
from surveys.issues import PolicyIssue
from surveys.questionnaires import Questionnaire
from surveys.revisions import Kept
from tests import make
from tests.app import commented, inquired, offered, papered
from tests.app import held as evening
from tests.app.fielded import LETTER, PASSPHRASE, REMINDER, TWICE
from tests.app.test_builder import BUILT, confirmed
from tests.app.test_files import FILE, HEAD
from tests.app.test_files import _said as file_said
from tests.app.test_issues import written
from tests.app.test_plans import WRITTEN
from tests.app.world import FOREIGN, ORIENTATION, POPULATION, QUESTION, SAMPLE, World
from tests.surveys import mapped
from tests.visit import one, visit

# Coming in and going out are sessions, with a time each; the record is of acts on the work.
# A time beside a code that was spent would say when its sheet came, and one beside each sheet
# would be the hours of whoever types: both are counted by the day.
UNRECORDED = {
    *("desk.account.enter", "desk.account.leave"),
    *("desk.paper_arrivals.spend", "desk.typing.write"),
}
# The last opening, and the keys that it destroyed.
ENDING = {"desk.openings.open_by_server"}
# What only shows what was sent, and keeps none of it.
SHOWN = {
    *("desk.drafting.compare", "desk.previews.turn"),
    *("desk.tongues.check", "desk.renderings_files.check"),
    *("desk.words_settings.try_out", "desk.words_settings.bring"),
    *("desk.codings_rules.try_out", "desk.codings_rules.bring"),
    *("desk.arrangements.preview", "desk.assignments.check"),
    "desk.inquiry_files.check",
    "desk.public_comments_bringing.check",
}
FIRST = 1  # the first questionnaire
PARK = f"{FIRST}-park"  # its draft that nobody took up yet
TAKEN = ("desk.draft_taking.take_up", "desk.draft_taking.join")
NEW = "新しいパスワードにします"
LOST = access.new_code()


def forms(whole: World) -> dict[str, dict[str, Any]]:
    """What is sent to each address, as its page would send it."""
    yaml, design = asked(whole), {"seen": sampled(whole)}
    with whole.app.app_context():
        file = db.session.get_one(AnswerFile, whole.plans[0]["file_id"])
        seen = imports.mark(file.codebook)
        title = db.session.get_one(Questionnaire, whole.plans[0]["questionnaire_id"]).title
        held = db.session.get_one(Questionnaire, whole.plans[0]["staff"])
        text = openings.held_texts(db.session(), held)[0].id
        asked_of = db.session.get_one(Questionnaire, whole.plans[0]["foreign"])
        said = responses.texts(db.session(), asked_of, QUESTION)
        (foreign,) = [each for each, words in said if words == FOREIGN]
        by_code = db.session.get_one(Questionnaire, whole.plans[0]["by_code"])
        issued = str(access.number(db.session(), by_code))
        far = (today() + timedelta(days=20)).isoformat()
        lexicon, rules = (revisions.current(db.session(), kept) for kept in kept_words(whole))
        step = theme_steps.last(db.session(), whole.plans[0]["questionnaire_id"], QUESTION)
        assert step is not None
        decided = {"seen": str(step.id)}
        moved = json.dumps({"通院": [str(whole.plans[0]["responses"][0])]})
        assert lexicon is not None
        assert rules is not None
    return {
        "desk.account.change_password": {"current": make.PASSWORD, "wanted": NEW},
        "desk.account.revoke_others": {},
        **BUILT,
        **confirmed(whole.app, whole.plans[0]["draft"]),
        "desk.codebooks.guess_again": {},
        "desk.codebooks.save": {"seen": seen},
        "desk.codebooks.upload": {"codebook": (BytesIO(codebook(whole)), "codebook.yaml")},
        "desk.codes.discarded": {"sure": "y"},
        "desk.codes.issue": {"number": "5", "form": "csv", "seen": issued},
        "desk.codes_lost.reissue": {"code": LOST},
        "desk.codes_lost.withdraw": {"codes": LOST},
        "desk.letters.word": LETTER,
        "desk.copies.make": {"source": str(whole.plans[0]["by_code"])},
        "desk.deadlines.close": {"sure": "y"},
        "desk.deadlines.move": {"last": far},
        "desk.drafting.change": {"file": (BytesIO(yaml), "asked.yaml")},
        "desk.drafting.correct": {"said": yaml.decode()},
        "desk.drafting.create": {"file": (BytesIO(yaml), "asked.yaml")},
        "desk.renderings.add": {"other": "fr"},
        "desk.renderings.fill": {},
        "desk.renderings.remove": {"sure": "1"},
        "desk.renderings.save": {"w.title": "Pesquisa", "was.title": ""},
        "desk.renderings_files.take_in": {
            "made": '{"said": {"pt": {"title": "Pesquisa"}}, "of": {}}'
        },
        "desk.ruling.change": {"as": "words", "text": "q1 = 2", "seen": ""},
        "desk.held_texts.review": {"chosen": str(text), "decision": "release"},
        "desk.keepers.join": {**TWICE, "held": PASSPHRASE, "leaving": ""},
        "desk.keepers.make": TWICE,
        "desk.openings.open_batch": {"passphrase": PASSPHRASE},
        "desk.openings.open_by_server": {},
        "desk.publishing.decide_access": {"access": "codes"},
        "desk.handling.declare": {"how": "shredded", "number": "20"},
        "desk.rehearsals.rehearse": {"passphrase": PASSPHRASE},
        "desk.keepers.print_anew": {"passphrase": PASSPHRASE},
        "desk.departments.decide": {"sections": "企画課, 12\n土木課, 30"},
        "desk.publishing.decide_period": {"first": far, "last": far},
        "desk.publishing.publish": {},
        "desk.drafts.ask": {},
        "desk.drafts.ask_all": {},
        "desk.drafts.keep_weights": {"breadth": "40"},
        "desk.drafts.reset_weights": {},
        "desk.draft_taking.bring_back": {},
        "desk.draft_taking.join": {"issue": str(whole.plans[0]["issue_id"])},
        "desk.draft_taking.set_aside": {},
        "desk.draft_taking.take_up": written(),
        "desk.field_assignments.save": {"thing": f"{FIRST}//{QUESTION}", "field": "移動・交通"},
        "desk.field_assignments.undo": {},
        "desk.announcements.announce": {"words": "広報でお知らせします"},
        "desk.outcomes.write": {"state": "considering", "day": "2026-01-02"},
        "desk.outcomes.take_back": {},
        "desk.editions.publish": {"stage": "draft", "title": "論点集"},
        "desk.editions.withdraw": {},
        "desk.files.bring": file_said(FILE.replace(HEAD[:2].encode("cp932"), b"sex")),
        "desk.files.remove": {},
        "desk.files.take_in": {"seen": seen, "unreadable": "blank"},
        "desk.indicators.change": {"table": "指標名,基準値,目標値\n甲,60%,70%"},
        "desk.issue_comments.add": {"words": "文言を確かめたい", "about": "gap"},
        "desk.issue_comments.reopen": {},
        "desk.issue_comments.settle": {},
        "desk.issue_editing.change": written(),
        "desk.issue_evidence.accept": {"every": "1"},
        "desk.issue_evidence.again": {},
        "desk.issue_evidence.decline": {"every": "1"},
        "desk.issue_evidence.leave_out": {},
        "desk.issue_evidence.rewrite": {"name": "gap", **rewritten(whole)},
        "desk.issue_history.undo": {},
        "desk.issue_joining.merge": {"issue": [str(each) for each in whole.plans[0]["alike"]]},
        "desk.issue_joining.take_apart": {
            "desired_state": "夕方も乗れる",
            "voices": str(whole.plans[0]["voice_id"]),
        },
        "desk.issues.bring_back": {},
        "desk.issues.create": written(desired_state="安心して歩ける"),
        "desk.issues.drop": {},
        "desk.issues.move": {"to": "1"},
        "desk.inquiries.create": inquired.asked(whole.plans[0]["issue_id"]),
        "desk.inquiries.call_off": {},
        "desk.inquiries.send_more": {},
        "desk.inquiry_answers.note": {"answer": str(whole.plans[0]["answer"])},
        "desk.inquiry_answers.take": taken(whole),
        "desk.inquiry_files.download": {},
        "desk.inquiry_files.download_all": {},
        "desk.inquiry_files.take_in": inquired.brought(whole.plans[0]["item"]),
        "desk.inquiry_sheets.confirm": {"name": "課長"},
        "desk.inquiry_sheets.put_off": inquired.DUE | {"due_day": "2099-12-26", "reason": "議会"},
        "desk.inquiry_sheets.release": {"reason": "所管が違うため"},
        "desk.inquiry_sheets.reopen": {"reason": "数字の確認"},
        "desk.inquiry_sheets.send_back": {"reason": "年度を書く"},
        "desk.inquiry_sheets.write": {},
        "desk.members.add": {"name": "tanaka", "shown_name": "田中"},
        "desk.members.add_contractor": papered.contractor(1, far),
        "desk.members.give": {"role": "viewer", "plan": "0"},
        "desk.members.renew": {"renewal-last_day": far},
        "desk.members.reset_password": {},
        "desk.members.revoke": {},
        "desk.members.switch": {},
        "desk.members.take": {},
        "desk.orientations.drop": {"label": ORIENTATION["label"]},
        "desk.orientations.keep": ORIENTATION | {"label": "別の志向"},
        "desk.bundles.assign": {"typist": str(whole.plans[0]["typist"])},
        "desk.bundles.make": {"number": "1", "size": "5"},
        "desk.bundles.seal": {"unused": "y"},
        "desk.paper_arrivals.finish": {},
        "desk.paper_arrivals.take_without_code": {},
        "desk.paper_sheets.decide": {"last": far},
        "desk.place_maps.bring": mapped.form("校区"),
        "desk.place_maps.name_by": {"property": "side"},
        "desk.place_maps.delete": {},
        "desk.plans.change": WRITTEN,
        "desk.plans.create": WRITTEN,
        "desk.populations.change": POPULATION,
        "desk.questionnaires.delete": {"repeated": title},
        "desk.reminders.plan": {**REMINDER, "day": today().isoformat()},
        "desk.reminders.call_off": {},
        "desk.reminders.letter": {"size": "postcard"},
        "desk.representation.download": {},
        "desk.returns_files.download": {},
        "desk.returns_files.sheet": {},
        **commented.forms(whole.app, whole.plans[0]),
        **offered.forms(),
        **evening.forms(whole.plans[0]),
        "desk.runs.again": {},
        "desk.runs.download": {},
        "desk.sample_designs.change": SAMPLE,
        "desk.sample_designs.regroup": {**design, "act": "propose"},
        "desk.sample_designs.adopt": design,
        "desk.sample_designs.leave": {},
        "desk.sampling_errors.download": {},
        "desk.tables.book": {},
        "desk.tables.download": {},
        "desk.theme_groups.download": {},
        "desk.theme_maps.download": {},
        "desk.theme_maps.draw": {},
        "desk.theme_years.download": {},
        "desk.themes.start": {"question": "trouble", "number": "2"},
        "desk.arrangements.keep": {"act": "dissolve", "theme": "1", **decided},
        "desk.arrangements.join": decided,
        "desk.assignments.download": {},
        "desk.assignments.take_in": {**decided, "made": moved},
        "desk.arrangements.undo": decided,
        "desk.arrangements.redo": decided,
        "desk.words.download": {},
        "desk.words_settings.save": {"words": "[強制抽出]\n病院", "seen": lexicon.id},
        "desk.words_settings.add": {"kind": "強制抽出", "word": "公園", "seen": lexicon.id},
        "desk.words_settings.step": {"way": "undo", "seen": lexicon.id},
        "desk.words_settings.text_file": {},
        "desk.words_settings.excel_file": {},
        "desk.contexts.download": {"word": "バス"},
        "desk.networks.download": {},
        "desk.keywords.download": {},
        "desk.word_maps.download": {},
        "desk.codings.download": {},
        "desk.codings_rules.save": {"words": "＊園\n公園", "seen": rules.id},
        "desk.codings_rules.step": {"way": "undo", "seen": rules.id},
        "desk.codings_rules.text_file": {"encoding": "cp932"},
        "desk.tongues.take_in": {"response": str(foreign), "words": "案内板が読めません"},
        "desk.versions.download": {"before": "v1", "after": f"q{whole.plans[0]['draft']}"},
        "desk.voices.add": {
            "response": whole.plans[0]["responses"][1],
            "question": "trouble",
        },
        "desk.voice_search.mark": {
            "response": whole.plans[0]["responses"][1],
            "question": "trouble",
            "put": "1",
        },
        "desk.voices.approve": {},
        "desk.voices.hold": {},
        "desk.voices.turn": {},
        "desk.voices.remove": {},
        "desk.voices.reword": {"words": "本数が少ない"},
        "desk.watching.name": {"reviewer": ""},
        "desk.watching.read": {"alarm": "1", "state": "handled"},
        "desk.weights.leave": {},
        "desk.weights.use": {"seen": weighed(whole)},
    }


def taken(whole: World) -> dict[str, str]:
    """Which answer goes into an issue, over which revision."""
    with whole.app.app_context():
        issue = db.session.get_one(PolicyIssue, whole.plans[0]["issue_id"])
        return {"answer": str(whole.plans[0]["answer"]), "revision": str(issue.revision)}


def watched(whole: World, name: str) -> None:
    """Let a text wait to be read by somebody; what it is about does not matter here."""
    with whole.app.app_context():
        member, ids = staff.by_name(db.session(), name), whole.plans[0]
        assert member is not None
        asked = db.session.get_one(Questionnaire, ids["questionnaire_id"])
        asked.reviewer_id = member.id
        place = {"response_id": ids["responses"][0], "question_code": "trouble"}
        db.session.add(Alarm(id=1, plan_id=asked.plan_id, level=1, **place))
        db.session.commit()


def kept_words(whole: World) -> tuple[Kept, Kept]:
    """The settings of words of the first plan, and the coding rules of its questionnaire."""
    ids = whole.plans[0]
    rules = Kept(revisions.CODING, ids["plan_id"], ids["questionnaire_id"])
    return Kept(revisions.LEXICON, ids["plan_id"]), rules


def codebook(whole: World) -> bytes:
    """The codebook of the waiting file, as its page gives it."""
    path = f"/desk/plans/1/files/{whole.plans[0]['file_id']}/codebook.yaml"
    return bytes(whole.client("planner", name="keeper").get(path).data)


def asked(whole: World) -> bytes:
    """A questionnaire that is out, as its page gives it."""
    path = f"/desk/plans/1/drafting/{whole.plans[0]['by_code']}/questionnaire.yaml"
    return bytes(whole.client("planner", name="writer").get(path).data)


def write_another(whole: World) -> None:
    """Let one more voice come in for the questionnaire of the first plan."""
    with whole.app.app_context():
        session = db.session()
        asked = session.get_one(Questionnaire, whole.plans[0]["questionnaire_id"])
        version = questionnaires.latest(session, asked)
        batch = responses.add_batch(session, version, [{QUESTION: "バスの本数が少ない"}])
        bridge.make_partition(session, batch, version.parsed)
        session.commit()


def outdate(whole: World) -> None:
    """Let the evidence of an issue say something else than the newest data."""
    with whole.app.app_context():
        issue = db.session.get_one(PolicyIssue, whole.plans[0]["issue_id"])
        issues.evidence(db.session(), issue)[0].statement = "声は10件でした。"
        db.session.commit()


def rewritten(whole: World) -> dict[str, str]:
    """Which draft's words go into an issue, over which revision."""
    with whole.app.app_context():
        issue = db.session.get_one(PolicyIssue, whole.plans[0]["issue_id"])
        return {"draft": whole.plans[0]["draft_key"], "revision": str(issue.revision)}


def weighed(whole: World) -> str:
    """The mark of the weights that a questionnaire's page proposes."""
    path = f"/desk/plans/1/questionnaires/{whole.plans[0]['questionnaire_id']}/weights"
    page = visit(whole.client("planner", name="weigher"), path)
    return str(one(page, "input[name=seen]")["value"])


def sampled(whole: World) -> str:
    """The mark of the sample design that a draft's page shows."""
    path = f"/desk/plans/1/questionnaires/{whole.plans[0]['draft']}/sample"
    page = visit(whole.client("planner", name="sampler"), path)
    return str(page.select("input[name=seen]")[0]["value"])


def lose_a_letter(whole: World) -> None:
    """Issue one more code, that of a letter that was lost or came back."""
    with whole.app.app_context():
        asked = db.session.get_one(Questionnaire, whole.plans[0]["by_code"])
        access.keep(db.session(), asked, keys_of(asked), [("", LOST)])
        db.session.commit()


def entries(whole: World) -> int:
    with whole.app.app_context():
        return db.session.scalars(select(func.count()).select_from(AuditEntry)).one()


def test_every_form_that_changes_something_is_recorded(whole: World) -> None:
    said = forms(whole)
    posted = {r.endpoint: r for r, method in whole.requests() if method == "POST"}
    assert set(said) == set(posted) - UNRECORDED - SHOWN
    for endpoint, form in said.items():
        whole.put_back()
        client = whole.client("planner", "keeper", "administrator", name="doer")
        if endpoint == "desk.drafts.ask":  # the same digest again is nothing new
            client.post(whole.path(posted["desk.plans.change"]), data=WRITTEN)
        if endpoint == "desk.watching.read":
            watched(whole, "doer")
        if endpoint in {"desk.builder.step", "desk.builder_sections.write"}:
            client.post(whole.path(posted["desk.builder_sections.add"]))
        if LOST in form.values():
            lose_a_letter(whole)
        if endpoint == "desk.arrangements.join":
            write_another(whole)
        if endpoint in {"desk.issue_evidence.accept", "desk.issue_evidence.decline"}:
            outdate(whole)
        before = entries(whole)
        others = {"draft_key": PARK} if endpoint in TAKEN else {}
        reply = client.post(whole.path(posted[endpoint], **others), data=form)
        assert reply.status_code in {200, 302}, (endpoint, reply.status_code, reply.text)
        assert entries(whole) == before + 1 + (endpoint in ENDING), endpoint


def test_what_changes_nothing_is_not_recorded(whole: World) -> None:
    """Reading is not written down: who looked at what is nobody's business."""
    client = whole.client("planner", "keeper", "administrator", name="reader")
    before = entries(whole)
    for rule, method in whole.requests():
        if method == "GET":
            client.get(whole.path(rule)).close()
    assert entries(whole) == before
