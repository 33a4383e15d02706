"""見本のコーディングルール: what the example's planner looks for in what citizens wrote."""

from app.example.asking import Loader
from surveys import audit, revisions
from surveys.questionnaires import Questionnaire
from surveys.revisions import CODING, Kept

RULES = """# 見本のルールです。自由に書きかえて試してください
＊交通
バス | 電車 | 駅 | 運転

＊交通の不便
<＊交通> & ( 不便 | 少ない | ない | 困る )

＊子育て・学び
子育て | 子ども | 保育 | 学校

＊医療・介護
病院 | 医者 | 診療 | 介護

＊働く場
仕事 | 働く | 職場

＊道・防災
道路 | 歩道 | 雪 | 災害 | 避難
"""


def keep(loader: Loader, asked: Questionnaire) -> None:
    """Keep the rules, as a planner who saves them."""
    session, who = loader.session, loader.member_id
    of = Kept(CODING, asked.plan_id, asked.id)
    revisions.keep(session, of, RULES, who=who, now=loader.now, seen=None)
    audit.record(session, "coding.save", asked, who=who, now=loader.now, details={"codes": 6})
