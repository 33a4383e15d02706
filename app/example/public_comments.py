"""What invented residents sent in about the first edition, and what the city answered so far."""

from dataclasses import dataclass
from datetime import timedelta

from app import commenting
from app.clock import day_of
from app.commenting import Wish
from app.desk.public_comments_forms import label, places_of
from app.example.asking import Loader
from surveys import audit, editions, letters, opinion_groups, public_comments, runs
from surveys.base import Base
from surveys.opinion_steps import By
from surveys.plans import Plan
from surveys.public_comments import CommentRound, Received

DAYS = 30
# A leaflet that neighbours copied out, each in their own hand.
LEAFLET = (
    "路線バス北沢線の土曜・日曜の便を減らさないでください。"
    "車を運転できない高齢者には、病院と買い物に行くただ一つの足です。"
)
SAID: tuple[tuple[str, int, str], ...] = (  # how it came, which issue it is about (0: none), words
    ("mail", 1, LEAFLET),
    ("mail", 1, LEAFLET + "どうかお願いします。"),
    ("mail", 1, LEAFLET),
    ("fax", 1, LEAFLET),
    (
        "email",
        1,
        (
            "乗合タクシーの予約が1時間前までになるのはありがたい。"
            "電話だけでなく、スマートフォンでも予約できるようにしてほしい。"
        ),
    ),
    (
        "form",
        1,
        "乗合タクシーの予約は電話だけで、平日の昼しかつながりません。方法を増やしてください。",
    ),
    (
        "counter",
        1,
        "乗合タクシーの予約が分からない。窓口で代わりに予約してもらえると助かる。",
    ),
    (
        "mail",
        2,
        (
            "次の2点をお願いします。\n"
            "1. 病児保育は朝の電話がつながらず、仕事を休みます。空きが見えるようにしてください。\n"
            "2. 小学校に入ると放課後の預け先がなくなります。学童を6年生まで広げてください。\n"
            "連絡先は 0266-00-0000 です。"
        ),
    ),
    ("form", 2, "病児保育の定員が少なすぎます。隣の市の施設も使えるように協定を結んでほしい。"),
    ("form", 2, "病児保育をスマートフォンで予約できるようにする、という取り組みに賛成です。"),
    ("email", 2, "学童保育が3年生までなので、4年生からの放課後が心配です。"),
    ("counter", 2, "放課後の居場所は公民館が遠い地区もある。学童と同じ校舎の中に作ってほしい。"),
    (
        "email",
        3,
        (
            "「まちの縁側」を住民の運営だけに任せると、数年で続かなくなるのではないか。"
            "家賃と光熱費は市が支えるべきだ。"
        ),
    ),
    ("mail", 3, "まちの縁側を開くなら、介護をしている家族が休める日も作ってください。"),
    ("form", 3, "有償の手助けの料金と、事故のときの責任がどうなるのかを案に書いてください。"),
    ("counter", 0, "文字が小さくて読みにくい。概要版を大きな字で作り、公民館にも置いてほしい。"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the city answered to the group that holds an opinion with these words."""

    about: str
    summary: str
    reply: str
    handling: str
    changes: str = ""


ANSWERS = (
    Answer(
        about="北沢線",
        summary="路線バス北沢線の土曜・日曜の便を減らさないでほしい。高齢者の通院と買い物の足である。",
        reply=(
            "北沢線を含む休日の移動手段は、「移動の話し合い」で地区の皆様、交通事業者と一緒に検討します。"
            "減便の予定は、現時点で事業者から示されていません。"
        ),
        handling="C",
    ),
    Answer(
        about="電話だけで",
        summary="乗合タクシーの予約を、電話だけでなくスマートフォンや窓口でもできるようにしてほしい。",
        reply="予約の方法が限られると使いにくいというご意見を踏まえ、取り組みに書き加えます。",
        handling="A",
        changes="論点1の取り組み2に「スマートフォンと窓口での予約に対応する」を加えます。",
    ),
    Answer(
        about="大きな字で",
        summary="概要版を大きな字で作り、公民館にも置いてほしい。",
        reply="概要版は文字を大きくして作り直し、全ての公民館に置きます。案の内容の修正はありません。",
        handling="E",
    ),
)


def load(loader: Loader, plan: Plan) -> None:
    """Bring the comments in, part the letter with two points, gather, and answer a few."""
    session = loader.session
    held = _round(loader, plan)
    came = [
        commenting.masked(Received(words, channel, held.places[issue - 1] if issue else ""))
        for channel, issue, words in SAID
    ]
    public_comments.receive(session, held, came, loader.now)
    for opinion in public_comments.opinions(session, held):
        if len(letters.points(opinion.words)) > 1:
            letters.split_by_points(session, opinion)
    commenting.mark_copies(session, held)
    _gather(loader, held)
    by = By(loader.member_id, loader.now)
    if opinion_groups.alone(session, held):
        commenting.one_by_one(session, held, by)
    for answer in ANSWERS:
        _answer(loader, held, answer)


def _round(loader: Loader, plan: Plan) -> CommentRound:
    edition = editions.of_plan(loader.session, plan)[0]
    first = day_of(loader.now)
    made = CommentRound(
        plan_id=plan.id,
        edition_id=edition.id,
        title=f"{label(edition)}への意見募集（見本）",
        document=label(edition),
        first_day=first,
        last_day=first + timedelta(days=DAYS - 1),
        places=places_of(edition),
        created_at=loader.now,
    )
    loader.session.add(made)
    _record(loader, "comment_round.create", made)
    return made


def _gather(loader: Loader, held: CommentRound) -> None:
    """Do at once, and in this transaction, what the worker does for a page."""
    wish = Wish(by_place=True)
    run, _new = commenting.ask(loader.session, held, wish, loader.member_id)
    made = commenting.gather(loader.session, run, lambda _share: None)
    if made.store:
        made.store(loader.session)
    runs.finish(run, made.result)
    _record(loader, "comments.gather", run)


def _answer(loader: Loader, held: CommentRound, answer: Answer) -> None:
    """Write into the group that holds the opinion; those beside it are answered with it."""
    for each in opinion_groups.gathered(loader.session, held):
        if any(answer.about in opinion.words for opinion in each.opinions):
            group = each.group
            written = {
                "summary": answer.summary,
                "reply": answer.reply,
                "handling": answer.handling,
                "changes": answer.changes,
                "place": group.place,
            }
            opinion_groups.write(group, group.revision, written)
            _record(loader, "opinions.answer", group)


def _record(loader: Loader, what: str, about: Base) -> None:
    audit.record(loader.session, what, about, who=loader.member_id, now=loader.now)
