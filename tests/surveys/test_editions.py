"""版: only what is approved and large enough is published, and it never changes again."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from surveys import edition_files, editions, issues, questionnaires, responses, voices
from surveys.editions import AlreadyWithdrawn, Edition, EvidenceTooSmall, NothingToPublish
from surveys.issues import Evidence, PolicyIssue
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from surveys.responses import Response
from surveys.staff import Role
from surveys.voices import Voice, VoiceNotApproved
from tests import make


@pytest.fixture
def plan(session: Session) -> Plan:
    made = make.plan()
    session.add(made)
    session.flush()
    return made


def edition(plan: Plan) -> Edition:
    return Edition(
        plan_id=plan.id, stage="draft", title="政策論点集", preface="", published_at=make.NOON
    )


def publish(session: Session, plan: Plan) -> Edition:
    return editions.publish(session, edition(plan))


def asked(session: Session, plan: Plan, sampling: str = "random") -> Questionnaire:
    made = Questionnaire(
        plan_id=plan.id,
        title="市民意識調査",
        audience="citizen",
        sampling=sampling,
        surveyed_year=2026,
        created_at=make.NOON,
    )
    session.add(made)
    session.flush()
    return made


def issue(session: Session, plan: Plan, n: int = 200, sampling: str = "random") -> PolicyIssue:
    """An issue with one share, 30% of n, and one difference between groups."""
    made = PolicyIssue(
        plan_id=plan.id, topic="バス", desired_state="行きたい所へ行ける", created_at=make.NOON
    )
    issues.add(session, made)
    source = {
        "questionnaire_id": asked(session, plan, sampling).id,
        "subject": "移動",
        "axis": None,
    }
    share = Evidence(kind="low_rating", statement="30.0%です。", strength=0.3, n=n, source=source)
    apart = Evidence(
        kind="group_gap", statement="高い", strength=0.1, n=90, source=source | {"axis": "年代"}
    )
    issues.set_evidence(session, made, [share, apart])
    return made


def quoted(session: Session, of: PolicyIssue) -> Voice:
    questionnaire = asked(session, session.get_one(Plan, of.plan_id), "open")
    version = questionnaires.freeze(session, questionnaire, {"questions": []}, make.NOON)
    responses.add_batch(session, version, [{"opinion": "本数が少ない"}])
    response = session.query(Response).one()
    voice = voices.choose(
        session,
        Voice(
            plan_id=of.plan_id,
            response_id=response.id,
            questionnaire_id=questionnaire.id,
            question_code="opinion",
            words="本数が少ない",
            attributes=["40代"],
        ),
    )
    issues.add_voice(session, of, voice)
    return voice


def test_an_empty_digest_is_not_published(session: Session, plan: Plan) -> None:
    with pytest.raises(NothingToPublish):
        publish(session, plan)


def test_a_share_of_nine_people_never_leaves(session: Session, plan: Plan) -> None:
    issue(session, plan, n=9)
    with pytest.raises(EvidenceTooSmall):
        publish(session, plan)


def test_a_share_of_ten_people_may_leave(session: Session, plan: Plan) -> None:
    issue(session, plan, n=10)
    assert publish(session, plan).number == 1


def test_a_voice_nobody_approved_stops_the_edition(session: Session, plan: Plan) -> None:
    voice = quoted(session, issue(session, plan))
    with pytest.raises(VoiceNotApproved):
        publish(session, plan)
    member = make.member(session, "sato", Role.PLANNER)
    voices.approve(voice, member.id, make.NOON)
    (told,) = publish(session, plan).document["issues"]
    (said,) = told["voices"]
    assert said.pop("origin").endswith("年・「opinion」")
    assert said == {"text": "本数が少ない", "attributes": ["40代"]}


def test_an_unapproved_voice_is_not_in_the_preview(session: Session, plan: Plan) -> None:
    quoted(session, issue(session, plan))
    (told,) = editions.document(session, plan)["issues"]
    assert told["voices"] == []


def test_the_document_says_the_share_its_base_and_its_sample(session: Session, plan: Plan) -> None:
    issue(session, plan, sampling="open")
    document = editions.document(session, plan)
    (told,) = document["issues"]
    assert told["figures"] == [
        {
            "share": 0.3,
            "n": 200,
            "words": "『移動』に否定的な回答をした人",
            "representative": False,
        }
    ]
    assert [group["statement"] for group in told["groups"]] == ["高い"]
    assert [source["sampling"] for source in document["sources"]] == ["公募"]


def test_what_is_published_never_changes(session: Session, plan: Plan) -> None:
    made = issue(session, plan)
    first = publish(session, plan)
    issues.write(made, made.revision, {"desired_state": "別の言い方"})
    session.flush()
    second = publish(session, plan)
    assert [e.number for e in editions.of_plan(session, plan)] == [2, 1]
    assert first.document["issues"][0]["desired_state"] == "行きたい所へ行ける"
    assert second.document["issues"][0]["desired_state"] == "別の言い方"
    assert second.name == "素案 第2版"


def test_a_withdrawn_edition_is_no_longer_public(session: Session, plan: Plan) -> None:
    issue(session, plan)
    made = publish(session, plan)
    assert [found for _plan, found in editions.public(session)] == [made]
    assert editions.find_public(session, plan.id, 1) is made
    editions.withdraw(made, make.NOON)
    session.flush()
    assert editions.public(session) == []
    assert editions.find_public(session, plan.id, 1) is None
    with pytest.raises(AlreadyWithdrawn):
        editions.withdraw(made, make.NOON)


def test_an_edition_is_compared_with_the_one_that_was_public_when_it_came(
    session: Session, plan: Plan
) -> None:
    issue(session, plan)
    first, second = publish(session, plan), publish(session, plan)
    assert edition_files.before(session, first) is None
    assert edition_files.before(session, second) is first
    editions.withdraw(first, make.NOON + timedelta(days=1))  # later: nothing becomes otherwise
    assert edition_files.before(session, second) is first
    first.withdrawn_at = make.NOON - timedelta(days=1)
    assert edition_files.before(session, second) is None


def test_a_chosen_need_names_the_question_it_was_chosen_in(session: Session, plan: Plan) -> None:
    made = issue(session, plan)
    (source, _other) = (each.source for each in issues.evidence(session, made))
    questionnaire = session.get_one(Questionnaire, source["questionnaire_id"])
    question = {"code": "q6", "label": "力を入れてほしいこと", "kind": "text"}
    questionnaires.freeze(session, questionnaire, {"questions": [question]}, make.NOON)
    need = Evidence(
        kind="need",
        statement="15.6%です。",
        strength=0.156,
        n=250,
        source=source | {"question": "q6", "subject": "移動・交通"},
    )
    said = Evidence(kind="theme", statement="5人の声", strength=0.2, n=50, source=source)
    issues.set_evidence(session, made, [said, need])
    (told,) = editions.document(session, plan)["issues"]
    assert [figure["words"] for figure in told["figures"]] == [
        "『力を入れてほしいこと』で「移動・交通」を選んだ人",  # everybody was asked this
        "不満や要望を書いた人のうち、この論点に触れた人",
    ]
