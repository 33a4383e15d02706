"""What invented residents, groups and companies offer, and what is looked for in 見本市.

Nobody is behind the names; the numbers ring nowhere and the addresses are of example.jp.
"""

from dataclasses import replace
from datetime import timedelta

from app.clock import day_of
from app.example.asking import Loader
from app.keyring import keys_of
from surveys import (
    access,
    audit,
    calls,
    introductions,
    keys,
    offer_topics,
    offer_windows,
    offers,
)
from surveys.base import Base
from surveys.calls import DISTRICT, PLACE, SECTION, Call, Looked
from surveys.introductions import AGREED, INTRODUCED
from surveys.offer_topics import Choices, Topic
from surveys.offers import COMPANY, COSTS, FREE, GROUP, PAID, PERSON, TRADE, Content
from surveys.plans import Plan

PHONE = "090-0000-0000"
MOVING, CHILDREN = "移動・交通", "子育て・教育"
HEALTH, SAFETY = "健康・福祉", "安全・防災"
TRADES, LIVING, TOGETHER = "産業・にぎわい", "環境・暮らし", "地域・協働"
WORDS = (
    "アンケートでは「自分も手伝いたい」という声をいただいています。"
    "できることを、できる分だけ教えてください。（見本）"
)
CONTACT = "見本市 企画課 0000-00-0000（平日8時30分から17時15分）"


def _about(*names: str) -> tuple[Topic, ...]:
    return tuple(Topic(name, name) for name in names)


# What is looked for, and until how many days from today.
LOOKED = (
    (
        Looked(
            title="北沢地区の通院の送り迎えをする運転手",
            asker_kind=SECTION,
            asker="地域交通課",
            section="地域交通課",
            needed=(
                "バスの便が減った北沢地区で、病院への送り迎えを週1回ほど手伝ってくださる方。"
                "車は市の福祉車両を使えます。保険は市が掛けます。"
            ),
            topics=_about(MOVING, HEALTH),
            places=("地区/北沢",),
            terms=(COSTS, PAID),
            hours="平日の午前8時から正午",
        ),
        60,
    ),
    (
        Looked(
            title="放課後の居場所で子どもに教える人",
            asker_kind=PLACE,
            asker="緑が丘公民館 放課後ひろば",
            section="教育総務課",
            needed="小学生に、木工・将棋・外国語・プログラミングなどを教えてくださる方。見守りだけでも。",
            topics=_about(CHILDREN),
            places=("小学校区/緑が丘小",),
            terms=(FREE, COSTS),
            hours="火曜日と木曜日の15時から17時",
        ),
        45,
    ),
    (
        Looked(
            title="川辺東区の一斉清掃と草刈りの手伝い",
            asker_kind=DISTRICT,
            asker="川辺東区",
            needed="川沿いの草刈りと、空き家のまわりの片付け。機械と軽トラックを使える方を歓迎します。",
            topics=_about(LIVING, TOGETHER),
            places=("行政区/川辺東",),
            terms=(FREE, COSTS),
            hours="6月と9月の日曜日の午前",
        ),
        90,
    ),
    (
        Looked(
            title="やさしい日本語の防災の案内をいっしょに作る人",
            asker_kind=SECTION,
            asker="危機管理課",
            needed="外国語や、やさしい日本語で、避難所の案内を作ります。校正だけでも助かります。",
            topics=_about(SAFETY),
            terms=(FREE, COSTS, TRADE),
            public=False,
        ),
        30,
    ),
)
OFFERED = (
    Content(
        PERSON,
        "病院への送り迎えの運転を、週に1回なら手伝えます。",
        _about(MOVING),
        skills="第二種免許。介護タクシーの運転を10年していました。",
        hours="平日の午前",
        terms=(COSTS, PAID),
        place="地区/北沢",
        name="例 一郎",
        phone=PHONE,
    ),
    Content(
        COMPANY,
        "送迎車が昼の間は空いています。運転手を付けて、通院や買い物の送り迎えに使えます。",
        _about(MOVING, HEALTH),
        skills="10人乗りの車1台、運転手2人",
        hours="平日の10時から14時",
        terms=(TRADE,),
        place="地区/西野",
        name="見本交通（例）",
        mail="kotsu@example.jp",
    ),
    Content(
        PERSON,
        "子どもに木工と将棋を教えられます。",
        _about(CHILDREN),
        skills="大工道具一式",
        hours="火曜日の午後",
        terms=(FREE, COSTS),
        place="行政区/緑が丘二区",
        name="例 次郎",
        phone=PHONE,
    ),
    Content(
        GROUP,
        "大学生のサークルです。放課後の子どもの勉強とプログラミングの見守りができます。",
        _about(CHILDREN, TOGETHER),
        skills="ノートパソコン5台",
        hours="学期中の木曜日",
        terms=(COSTS,),
        name="見本大学 学びサークル（例）",
        mail="manabi@example.jp",
    ),
    Content(
        GROUP,
        "草刈り機と軽トラックがあります。川や公園の草刈りを手伝えます。",
        _about(LIVING),
        skills="草刈り機8台、軽トラック2台",
        hours="日曜日の午前",
        terms=(COSTS,),
        place="地区/川辺",
        name="川辺おやじの会（例）",
        phone=PHONE,
    ),
    Content(
        PERSON,
        "ポルトガル語とやさしい日本語で、案内の文を直せます。",
        _about(SAFETY, TOGETHER),
        skills="外国語の翻訳",
        hours="夜に1時間ほど",
        terms=(FREE,),
        name="例 マリア",
        mail="maria@example.jp",
    ),
    Content(
        PERSON,
        "空き家になった実家を、集まりの場所に貸せます。",
        _about(LIVING, TOGETHER),
        skills="8畳2間と台所",
        terms=(COSTS, PAID),
        place="行政区/旭町",
        name="例 花子",
        phone=PHONE,
    ),
    Content(
        COMPANY,
        "商店街の空き店舗で、若い人の出店を手伝う講座を開けます。",
        _about(TRADES),
        hours="冬の間",
        terms=(PAID, TRADE),
        place="地区/本町",
        name="見本デザイン（例）",
        mail="design@example.jp",
    ),
)
# {place among OFFERED: (place among LOOKED, state, note)}; the first of these raised a hand.
BROUGHT = {
    2: (1, AGREED, "5月から毎週火曜日に来てもらう。"),
    4: (2, INTRODUCED, "区長に電話で伝えた。日程の返事を待っている。"),
}


def load(loader: Loader, plan: Plan) -> None:
    """Open the window, and keep what was offered and what is looked for."""
    session = loader.session
    window = offer_windows.begin(session, plan, keys.new_name())
    kept = keys_of(window)
    kept.begin()
    offer_windows.settle(window, is_open=True, months=12, words=WORDS, contact=CONTACT)
    _record(loader, "offer_window.settle", window)
    choices = offer_topics.choices(session, plan)
    asked = [_call(loader, plan, looked, days) for looked, days in LOOKED]
    today = day_of(loader.now)
    for place, content in enumerate(_with_issue(OFFERED, choices)):
        call, state, note = BROUGHT.get(place, (None, "", ""))
        answers = replace(content, call=None if call is None else asked[call].id)
        held = offers.take(session, window, kept, access.new_code(), answers, today)
        if call is not None:
            introductions.mark(session, kept, asked[call], held.mark, state=state, note=note)
            _record(loader, "introduction.mark", asked[call])


def _call(loader: Loader, plan: Plan, looked: Looked, days: int) -> Call:
    made = Call(plan_id=plan.id, created_at=loader.now)
    last = day_of(loader.now) + timedelta(days=days)
    calls.write(made, replace(looked, last_day=last))
    loader.session.add(made)
    _record(loader, "call.create", made)
    return made


def _with_issue(given: tuple[Content, ...], choices: Choices) -> list[Content]:
    """Somebody chose a published issue, too: the first one of a field they named."""
    made = []
    for content in given:
        fields = {each.name for each in content.topics}
        issues = [each for each in choices.issues if each.field in fields][:1]
        made.append(replace(content, topics=(*content.topics, *issues)))
    return made


def _record(loader: Loader, what: str, about: Base) -> None:
    audit.record(loader.session, what, about, who=loader.member_id, now=loader.now)
