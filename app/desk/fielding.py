"""How a published questionnaire stands: what has come, how long it goes on, and what to do next."""

from dataclasses import dataclass
from datetime import datetime

from flask import abort, flash, redirect, render_template, url_for

from app.access import may, of_plan, the_plan
from app.clock import day_of, now
from app.desk import entrances
from app.errors import say
from app.extensions import db
from surveys import access, envelopes, periods, questionnaires, responses, returns
from surveys.errors import N_, SurveyError
from surveys.questionnaires import (
    ACCESSES,
    AUDIENCES,
    ENDED,
    PUBLISHED,
    SAMPLINGS,
    NotPublished,
    Questionnaire,
)

BEFORE, OPEN, CLOSED, OPENED = "before", "open", "closed", "opened"
STATES = {
    BEFORE: N_("受付前"),
    OPEN: N_("受付中"),
    CLOSED: N_("受付終了・開封待ち"),
    OPENED: N_("開封済み"),
}
CHIPS = {BEFORE: "wait", OPEN: "good", CLOSED: "wait", OPENED: "good"}


class NotByCode(SurveyError):
    message = N_("この調査は回答コードを使いません")


@dataclass(frozen=True, slots=True)
class Room:
    """A page about a published questionnaire, and who is led to it."""

    endpoint: str
    label: str
    meaning: str
    roles: tuple[str, ...]
    accesses: tuple[str, ...] = tuple(ACCESSES)


ROOMS = (
    Room(
        "returns",
        N_("回収の様子"),
        N_("回収率、締切までの見込み、層と経路ごとの数、課長向けの1枚"),
        ("planner", "section", "viewer", "keeper"),
    ),
    Room(
        "reminders",
        N_("お礼状兼督促状"),
        N_("全員か層あての葉書を決め、印刷し、記録する"),
        ("planner", "section", "viewer", "keeper"),
        ("codes",),
    ),
    Room(
        "sample_designs",
        N_("標本設計"),
        N_("層ごとの発送数と標本誤差、市民課への抽出仕様書"),
        ("planner", "section", "viewer", "keeper"),
        ("codes",),
    ),
    Room(
        "codes",
        N_("回答コード"),
        N_("封筒に入れるコードの発行と、廃棄の記録"),
        ("planner",),
        ("codes",),
    ),
    Room(
        "letters",
        N_("手紙の文面"),
        N_("コードを届ける手紙の言葉と、その見本"),
        ("planner",),
        ("codes",),
    ),
    Room(
        "codes_lost",
        N_("再発行と不達"),
        N_("手紙をなくした人、戻ってきた手紙"),
        ("planner",),
        ("codes",),
    ),
    Room(
        "posters",
        N_("ポスターとQRコード"),
        N_("A4で印刷する案内"),
        ("planner", "keeper"),
        ("open", "codes"),
    ),
    Room(
        "posters",
        N_("部署ごとの案内"),
        N_("部署ごとのアドレス、QRコード、メールの文面"),
        ("planner", "keeper"),
        ("departments",),
    ),
    Room(
        "drafting",
        N_("調査票と訂正"),
        N_("設問とプレビューを見る、訂正版を出す"),
        ("planner", "section", "viewer", "keeper"),
    ),
    Room(
        "paper_sheets",
        N_("紙の回答"),
        N_("届いた紙の受付、番号ラベルの束、入力の進みと封"),
        ("planner", "keeper"),
        ("codes",),
    ),
    Room("deadlines", N_("締切を変える"), N_("延長と、早めの締め切り"), ("planner",)),
    Room("openings", N_("開封"), N_("封をした回答を開き、集計に入れる"), ("planner", "keeper")),
    Room(
        "handling",
        N_("取扱いと廃棄"),
        N_("取扱説明書と廃棄記録を印刷する、廃棄を記録する"),
        ("planner", "keeper"),
    ),
)
KEY = Room("keepers", N_("開封の鍵"), N_("合い言葉を持つ人の追加と引き継ぎ"), ("keeper",))
TEXTS = Room(
    "held_texts", N_("自由記述の確認"), N_("職員が書いた声を、読んでから出す"), ("keeper",)
)


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next: a sentence, and where; no label where there is only waiting."""

    sentence: str
    label: str = ""
    endpoint: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """One questionnaire that was published, at a moment.

    Attributes:
        arrived: sheets that came, in whole tens; `waiting` of them are not opened yet.
        issued: codes issued; None where people get in without.
        undelivered: letters that came back.
        days_left: whole days until the last day of the period, 0 on that day.
    """

    questionnaire: Questionnaire
    state: str
    arrived: int
    waiting: int
    issued: int | None
    undelivered: int
    days_left: int

    @property
    def delivered(self) -> int:
        """Letters that reached somebody, as far as anybody knows."""
        return (self.issued or 0) - self.undelivered

    @property
    def rate(self) -> float | None:
        """What has come of the letters that reached somebody, 0 to 1."""
        return self.arrived / self.delivered if self.delivered > 0 else None

    @property
    def label(self) -> str:
        return STATES[self.state]

    @property
    def chip(self) -> str:
        return CHIPS[self.state]

    @property
    def next(self) -> Step:
        if self.state in (CLOSED, OPENED):
            return self._over()
        if self.issued == 0:
            return Step(
                N_("回答コードがまだ発行されていません。"), N_("回答コードを発行する"), "codes"
            )
        if self.state == BEFORE:
            return Step(N_("受付が始まる前に、入口の案内を用意します。"), *self._entrance())
        return Step(N_("回収の様子を見ながら、締切を待ちます。"), N_("回収の様子を見る"), "returns")

    def _over(self) -> Step:
        if self.state == OPENED:
            return Step(N_("開封が済み、集計できます。"), N_("この調査の集計へ"), "questionnaires")
        return self._closed()

    def _closed(self) -> Step:
        if self.questionnaire.opens_by_itself:
            return Step(
                N_("締切を過ぎました。まもなく自動で開封されます。"), N_("開封"), "openings"
            )
        if may("keeper"):
            return Step(N_("締切を過ぎました。最後の開封ができます。"), N_("開封する"), "openings")
        return Step(N_("締切を過ぎました。開封責任者に、開封を頼んでください。"))

    def _entrance(self) -> tuple[str, str]:
        if self.questionnaire.access == "departments":
            return N_("部署ごとの案内を用意する"), "posters"
        return N_("ポスターを用意する"), "posters"


def rooms(questionnaire: Questionnaire) -> list[Room]:
    """The pages this reader is led to."""
    there = [room for room in ROOMS if questionnaire.access in room.accesses]
    if not questionnaire.opens_by_itself:
        there.append(KEY)
    if questionnaire.audience == "staff":
        there.append(TEXTS)
    return [room for room in there if may(*room.roles)]


def published(questionnaire_id: int) -> Questionnaire:
    """A published questionnaire of the plan in the address; any other leads to its own page."""
    found = of_plan(Questionnaire, questionnaire_id)
    if found.state != PUBLISHED:
        flash(say(NotPublished()), "note")
        abort(redirect(home_address(found)))
    return found


def by_code(questionnaire_id: int, why: type[SurveyError] = NotByCode) -> Questionnaire:
    """The same, where letters' codes let people in; any other leads home, told why."""
    found = published(questionnaire_id)
    if found.access != "codes":
        flash(say(why()), "note")
        abort(redirect(home_address(found)))
    return found


def fielded(questionnaire_id: int) -> Questionnaire:
    """The same, or one that is opened by now."""
    found = of_plan(Questionnaire, questionnaire_id)
    return found if found.state == ENDED and found.access else published(questionnaire_id)


def standing(questionnaire: Questionnaire) -> Standing:
    """How a questionnaire that was published stands now."""
    session, moment = db.session(), now()
    last = day_of(periods.last_moment(questionnaire))
    by_code = questionnaire.access == "codes"
    return Standing(
        questionnaire,
        _state(questionnaire, moment),
        returns.about(session, questionnaire),
        envelopes.waiting(session, questionnaire) // returns.STEP * returns.STEP,
        access.number(session, questionnaire) if by_code else None,
        access.undelivered(session, questionnaire).total() if by_code else 0,
        max((last - day_of(moment)).days, 0),
    )


def home(questionnaire: Questionnaire) -> str:
    """The page of a questionnaire that is published and not ended."""
    return render_template(
        "desk/fielding/home.html",
        plan=the_plan(),
        questionnaire=questionnaire,
        standing=standing(questionnaire),
        document=questionnaires.latest(db.session(), questionnaire).parsed,
        audience=AUDIENCES[questionnaire.audience],
        sampling=SAMPLINGS[questionnaire.sampling],
        access=ACCESSES[questionnaire.access or "open"],
        entrance=entrances.welcome(questionnaire),
        rooms=rooms(questionnaire),
        last=periods.last_moment(questionnaire),
        opened=responses.number(db.session(), questionnaire),
        address=address,
    )


def home_address(questionnaire: Questionnaire) -> str:
    return address("questionnaires", questionnaire)


def address(endpoint: str, questionnaire: Questionnaire) -> str:
    """A page of a questionnaire."""
    return url_for(
        f"desk.{endpoint}.show", plan_id=questionnaire.plan_id, questionnaire_id=questionnaire.id
    )


def _state(questionnaire: Questionnaire, moment: datetime) -> str:
    if questionnaire.state == ENDED:
        return OPENED
    if questionnaire.is_open(moment):
        return OPEN
    opens_at = questionnaire.opens_at
    return BEFORE if opens_at is not None and moment < opens_at else CLOSED
