"""いまどこまで: how far the work of a plan has come, room by room."""

from dataclasses import dataclass

from flask_babel import gettext
from sqlalchemy.orm import Session

from surveys import editions, issues, margins, questionnaires, responses, theme_steps
from surveys.plans import Plan


@dataclass(frozen=True, slots=True)
class Standing:
    """What a room holds: `n` of a `unit`, and what is said when it holds none."""

    n: int
    unit: str
    without: str


def standing(session: Session, plan: Plan) -> dict[str, Standing]:
    """Say of every room of the plan how much is in it, keyed as the menu names the rooms."""
    asked = questionnaires.of_plan(session, plan)
    answers = sum(responses.number(session, each) for each in asked)
    read = sum(len(theme_steps.questions(session, each.id)) for each in asked)
    shown = [each for each in editions.of_plan(session, plan) if each.withdrawn_at is None]
    return {
        "questionnaires": Standing(
            len(asked), gettext("件の調査票"), gettext("回答はまだありません")
        ),
        "populations": Standing(
            len({row.axis for row in margins.of_plan(session, plan)}),
            gettext("軸の母集団"),
            gettext("登録すると、回収構成と重みが見られます"),
        ),
        "tables": Standing(answers, gettext("票の回答票"), gettext("回答を取り込むと見られます")),
        "themes": Standing(read, gettext("問のテーマ"), gettext("自由記述があれば探せます")),
        "issues": Standing(
            len(issues.of_plan(session, plan)),
            gettext("件の論点"),
            gettext("論点案から選べます"),
        ),
        "editions": Standing(
            len(shown), gettext("件の公開中の版"), gettext("まだ公開していません")
        ),
    }
