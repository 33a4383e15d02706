"""What cannot go on becomes a page that says why, and what to do now."""

import logging

from flask import g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from app.respond.asked import Asked, CookiesOff, NotBegun
from app.respond.drafts import DraftGone
from app.respond.room import blueprint
from surveys.access import CodeAlreadyUsed, CodeReplaced, CodeUnknown, CodeVoid, LinkUnknown
from surveys.envelopes import AlreadyOpened, AlreadySent, Closed, NotOpenYet
from surveys.errors import N_, SurveyError
from surveys.guesses import TooManyTries
from surveys.keys import KeysGone

log = logging.getLogger(__name__)
OURS = {"token", "go", "then", "code", "name", "receipt", "word"}

# What to do, and which ways are offered.
ADVICE: dict[type[SurveyError], tuple[str, tuple[str, ...]]] = {
    NotOpenYet: (N_("受付が始まってから、もう一度開いてください。"), ("welcome",)),
    Closed: (
        N_("書きかけの回答は、送られないまま消去されます。送信した回答は、無事に届いています。"),
        (),
    ),
    AlreadyOpened: (N_("送信した回答は無事に届いています。ご協力ありがとうございました。"), ()),
    CodeAlreadyUsed: (
        N_(
            "回答を変えるときは、受付番号を使ってはじめから答え直せます。"
            "回答した覚えがないときは、下の問い合わせ先にお知らせください。"
        ),
        ("change",),
    ),
    AlreadySent: (
        N_(
            "別の画面や端末から送信した回答が届いています。いま有効なのは、その回答です。"
            "変えるときは、はじめから答え直せます。"
        ),
        ("change", "another"),
    ),
    CodeReplaced: (
        N_(
            "前のお手紙のコードで送信した回答は、無事に届いています。まだ送信していないときは、"
            "新しいお手紙の回答コードで、はじめから答えてください。"
        ),
        ("another",),
    ),
    CodeVoid: (N_("新しいお手紙をお送りできることがあります。"), ("another",)),
    CodeUnknown: (N_("別の調査の回答コードかもしれません。"), ("welcome",)),
    LinkUnknown: (N_("職場に届いたお知らせから、リンクをもう一度開いてください。"), ("welcome",)),
    KeysGone: (
        N_("いまはこの調査の回答を受け付けられません。下の問い合わせ先にお知らせください。"),
        (),
    ),
    NotBegun: (
        N_(
            "この端末に、回答の途中の記録がありません。続きから答えるときは再開のことばを、"
            "はじめて答えるときは最初のページを開いてください。"
        ),
        ("resume", "welcome"),
    ),
    CookiesOff: (
        N_(
            "回答の途中を暗号にしてこの端末に置くために、クッキーを使います。"
            "ブラウザの設定でクッキーを許可してから、最初のページを開いてください。"
            "ほかのサイトからは読めず、広告にも使われません。"
        ),
        ("welcome",),
    ),
    DraftGone: (
        N_(
            "別の画面や端末から送信されたか、はじめからやり直されています。"
            "送信したかどうか分からないときは、送信したときの画面の受付番号を確かめてください。"
        ),
        ("change", "another"),
    ),
    TooManyTries: (
        N_(
            "10分ほど待ってから、もう一度入力してください。回答コードやことばが使えなくなることは"
            "ありません。同じ回線を使うほかの方の入力が続いたときにも、この画面が出ることがあります。"
        ),
        ("welcome",),
    ),
}
STATUS: dict[type[SurveyError], int] = {TooManyTries: 429}

PAGES = {
    400: (
        N_("送られた内容を受け取れませんでした"),
        N_("前の画面に戻り、ページを読み込み直してから、もう一度送ってください。"),
    ),
    404: (
        N_("この調査は見つかりません"),
        N_("お手紙やお知らせのアドレスを、もう一度確かめてください。"),
    ),
    405: (
        N_("この操作はできません"),
        N_("前の画面に戻り、画面のボタンから操作してください。"),
    ),
    413: (
        N_("送られた文章が長すぎます"),
        N_("前の画面に戻り、文章を短くしてから、もう一度送ってください。"),
    ),
    500: (
        N_("サーバーで問題が起きました"),
        N_("少し待ってから、もう一度お試しください。前のページまでの回答は保存されています。"),
    ),
    503: (
        N_("ただいま混み合っています"),
        N_(
            "1分ほど待ってから、前の画面に戻ってもう一度送ってください。"
            "前のページまでの回答は保存されています。"
        ),
    ),
}


@blueprint.errorhandler(SurveyError)
def broken_rule(error: SurveyError) -> ResponseReturnValue:
    advice, ways = ADVICE.get(type(error), (PAGES[400][1], ("welcome",)))
    title = gettext(error.message) % error.details
    reply = make_response(_page(title, gettext(advice), ways), STATUS.get(type(error), 422))
    if reply.status_code == 429:
        reply.headers["Retry-After"] = "600"
    return reply


@blueprint.errorhandler(HTTPException)
def http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return make_response(error.response)
    title, advice = PAGES[error.code if error.code in PAGES else 400]
    return _page(gettext(title), gettext(advice), ()), error.code or 500


@blueprint.errorhandler(OperationalError)
@blueprint.errorhandler(InterfaceError)
def database_away(error: DBAPIError) -> ResponseReturnValue:
    log.error("the database did not answer: %s", type(error.orig).__name__)
    page = _page(gettext(PAGES[503][0]), gettext(PAGES[503][1]), ())
    return page, 503, {"Retry-After": "60"}


@blueprint.errorhandler(Exception)
def fault(error: Exception) -> ResponseReturnValue:
    log.error("fault at %s", request.endpoint, exc_info=error)
    return _page(gettext(PAGES[500][0]), gettext(PAGES[500][1]), ()), 500


def _page(title: str, advice: str, ways: tuple[str, ...]) -> str:
    asked: Asked | None = g.get("asked")
    return render_template(
        "respond/problem.html",
        asked=asked,
        title=title,
        advice=advice,
        ways=ways if asked else (),
        kept=_kept(),
    )


def _kept() -> list[str]:
    """What was written, so that no failure costs anybody their words; ticks are quickly set."""
    if request.method != "POST" or request.headers.get("Sec-Fetch-Site") == "cross-site":
        return []
    try:
        typed = list(request.form.items(multi=True))
    except RequestEntityTooLarge:
        return []
    return [text for name, text in typed if name not in OURS and len(text.strip()) > 3]
