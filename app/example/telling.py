"""What the invented city told of its issues since, and when it will publish what is still asked."""

from datetime import timedelta

from app.clock import day_of
from app.example.asking import Loader
from surveys import announcements, audit, issues, outcomes
from surveys.outcomes import Outcome
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire

# Of the first issues in their order; the last one waits to be told of, as the desk says.
TOLD = (
    {
        "state": "planned",
        "words": (
            "計画の素案の第2章1節に、地区ごとに移動の手段を話し合うことを書き入れました。"
            "乗合タクシーの実証運行は、来年度の予算編成のなかで規模を決めます。"
        ),
        "place": "第六次総合計画 素案 第2章1節（見本）",
        "section": "地域交通課",
    },
    {
        "state": "considering",
        "words": "病児保育の受け入れ枠を広げられるか、市内の3つの医療機関と話し合っています。",
        "place": "",
        "section": "こども課",
    },
)
NEXT = timedelta(days=90)
WORDS = "市のホームページと、広報でお知らせします。"


def tell(loader: Loader, plan: Plan, call: Questionnaire) -> None:
    """Say what became of the first issues, and when the open call's results are expected."""
    today = day_of(loader.now)
    for issue, said in zip(issues.of_plan(loader.session, plan), TOLD, strict=False):
        line = Outcome(plan_id=plan.id, issue_id=issue.id, day=today, **said)
        line.next_day, line.made_at, line.who = today + NEXT, loader.now, loader.member_id
        outcomes.say(loader.session, line, today)
        _record(loader, "outcome.write", line)
    announcements.announce(loader.session, call, today + NEXT, WORDS)
    _record(loader, "questionnaire.announce", call)


def _record(loader: Loader, what: str, about: Outcome | Questionnaire) -> None:
    audit.record(loader.session, what, about, who=loader.member_id, now=loader.now)
