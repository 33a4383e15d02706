"""Where a broken rule, a wrong address or a fault becomes a page that says what to do."""

import logging

from flask import Flask, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, ServiceUnavailable

from analysis.errors import AnalysisError
from surveys.alarms import NotTheReviewer
from surveys.calls import CallOfOthers
from surveys.errors import N_, SurveyError
from surveys.inquiry_sheets import SheetOfOthers
from surveys.introductions import NotIntroduced

log = logging.getLogger(__name__)

BrokenRule = SurveyError | AnalysisError
STATUS: dict[type[BrokenRule], int] = {
    NotTheReviewer: 403,
    SheetOfOthers: 403,
    CallOfOthers: 403,
    NotIntroduced: 403,
}

# What happened, and what the reader can do now.
PAGES = {
    400: (
        N_("送られた内容を受け取れませんでした"),
        N_("前の画面に戻り、ページを読み込み直してから、もう一度送ってください。"),
    ),
    401: (
        N_("ログインの期限が切れました"),
        N_("別のタブでログインしてから、この画面を読み込み直して、もう一度送ってください。"),
    ),
    403: (
        N_("このページを開く権限がありません"),
        N_("必要な場合は、管理者に役割を付けてもらってください。"),
    ),
    404: (
        N_("お探しのページはありません"),
        N_("アドレスを確かめるか、最初のページから開いてください。"),
    ),
    405: (
        N_("この操作はできません"),
        N_("前の画面に戻り、画面のボタンから操作してください。"),
    ),
    413: (
        N_("送られたデータが大きすぎます"),
        N_("ファイルを分けるか、不要な列やシートを除いてから、もう一度送ってください。"),
    ),
    422: (
        N_("入力の内容を確かめてください"),
        N_("前の画面に戻り、示された箇所を直してください。"),
    ),
    500: (
        N_("サーバーで問題が起きました"),
        N_("少し待ってからもう一度試し、続くようなら管理者に時刻と操作を伝えてください。"),
    ),
    503: (
        N_("ただいま混み合っているか、整備中です"),
        N_("1分ほど待ってから、この画面を読み込み直してください。"),
    ),
}
# What to do about a broken rule, where it is not to mend what was typed.
ADVICE: dict[type[BrokenRule], str] = {
    CallOfOthers: N_("課の名前が違うときは、管理者に役割の「課の名前」を直してもらってください。"),
    NotIntroduced: N_("企画担当に、この募集へ紹介するように伝えてください。"),
    SheetOfOthers: N_("課の名前が違うときは、管理者に役割の「課の名前」を直してもらってください。"),
    NotTheReviewer: N_(
        "確認担当は、企画担当が「見守り」の画面で決めます。読まれるのを待つ件数は、その画面で見られます。"
    ),
}
SECRET_FIELDS = (
    *("csrf_token", "password", "current", "wanted", "repeated"),
    *("passphrase", "again", "held"),
)


def init_app(app: Flask) -> None:
    app.register_error_handler(SurveyError, broken_rule)
    app.register_error_handler(AnalysisError, broken_rule)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(OperationalError, database_away)
    app.register_error_handler(Exception, fault)
    app.add_template_filter(say)


def say(error: BrokenRule) -> str:
    """Put a broken rule into the reader's language."""
    return str(gettext(error.message)) % error.details


def broken_rule(error: BrokenRule) -> ResponseReturnValue:
    status = STATUS.get(type(error), 422)
    advice = ADVICE.get(type(error), PAGES[422][1])
    return _page(status, title=say(error), advice=gettext(advice))


def http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return make_response(error.response)
    status = error.code if error.code in PAGES else 400
    return _page(
        error.code or 500, title=gettext(PAGES[status][0]), advice=gettext(PAGES[status][1])
    )


def database_away(error: OperationalError) -> ResponseReturnValue:
    log.error("the database did not answer: %s", type(error.orig).__name__)
    return http_error(ServiceUnavailable())


def fault(error: Exception) -> ResponseReturnValue:
    log.error("fault at %s", request.endpoint, exc_info=error)
    return _page(500, title=gettext(PAGES[500][0]), advice=gettext(PAGES[500][1]))


def kept_words() -> list[tuple[str, str]]:
    """What the reader had typed, so that no error costs anyone their words; never a secret."""
    if request.method != "POST" or request.headers.get("Sec-Fetch-Site") == "cross-site":
        return []
    try:
        typed = list(request.form.items(multi=True))
    except RequestEntityTooLarge:
        return []
    return [(name, text) for name, text in typed if text.strip() and name not in SECRET_FIELDS]


def _page(status: int, *, title: str, advice: str) -> ResponseReturnValue:
    if request.accept_mimetypes.best == "application/json":  # a script, which shows it where it is
        return jsonify(error=title, advice=advice), status
    page = render_template("error.html", title=title, advice=advice, kept=kept_words())
    return page, status
