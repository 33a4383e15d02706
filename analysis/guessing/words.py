"""What the words of a header say a column is for."""

import re
import unicodedata
from enum import StrEnum


class Kind(StrEnum):
    """What a header announces."""

    SEX = "性別"
    AGE_GROUP = "年代"
    AGE = "年齢"
    BIRTH = "生まれ年"
    PLACE = "地域"
    OTHER_ATTRIBUTE = "回答者"


_ID = re.compile(
    r"(^|[_\-\s])(id|no|seq|seqno|uuid|token|participant|respondent)$|id$|^[#№]$|^index$"
    r"|^no\d*$|(整理|受付|回答|管理|通し|会員|調査票|回答者)番号|^番号$|連番|回答者id|^シリアル"
)
_DESIGN = re.compile(r"psu|strat(a|um)|^cluster(_?id)?$|抽出(単位|層|地点)|^層$|調査地点番号")
_WEIGHT = re.compile(
    r"^(w|wt|wgt|weights?|sample_?weight|ウェイト|ウエイト|重み|拡大係数|補正係数)(値|\d)?$"
    r"|ウ[ェエ]イト(?!トレ|リフ|コント)|^重み|加重(値|係数)?$"
)
_PERSONAL = re.compile(
    r"氏名|お名前|^名前|電話|メール|mail|phone|^tel|name_?(last|first)|(last|first)_?name|生年月日"
    r"|^dob$|^address$|ipアドレス|^ip(_?address)?$|郵便番号"
)
_ADDRESS = re.compile(r"住所|番地|所在地")
_MACHINE = re.compile(
    r"^ua$|user_?agent|ユーザーエージェント|ブラウザ|デバイス|端末|^os$|referr?er|^url$"
    r"|lat(itude)?$|lng$|lon(gitude)?$|緯度|経度"
)
_TIME = re.compile(
    r"日時|時刻|タイムスタンプ|timestamp|datetime|(回答|送信|登録|開始|終了|受付)日|^date|date$"
)
_TEXT = re.compile(
    r"理由|内容|ご?意見|自由(記述|記入|回答)|コメント|感想|具体|要望|提案|お書き|記述|ご記入|fa$"
    r"|_(fa|oe|text|other)$|free|comment|opinion|argument|text$|body$|求めるもの|その他の?（"
)

_QUESTIONLIKE = re.compile(
    r"満足|理由|意見|重要|印象|魅力|必要|希望|活動|支援|施策|取組|対策|サービス|環境|内容|影響|愛着"
    r"|訪問|宿泊|評価|主な|参加|利用|最も|暮らしやす|住みやす|住みよ|誇り|課題|つなが|行きたい"
)
_ATTRIBUTES = (
    (Kind.SEX, re.compile(r"性別|^sex$|^gender$|^seibetsu$")),
    (Kind.AGE_GROUP, re.compile(r"年代|年齢(層|階級|区分|階層)|age_?(group|cat|band|class)|世代$")),
    (
        Kind.BIRTH,
        re.compile(r"(生まれ|出生|誕生)た?年|^生年$|生年\(?西暦|birth_?year|year_?of_?birth|^yob$"),
    ),
    (Kind.AGE, re.compile(r"年齢|^満?年?齢|^age$|何歳|^nenrei$")),
    (
        Kind.PLACE,
        re.compile(
            r"居住(地|区|市|町|エリア|地域|地区|市町村)|お?住まい(の|は|を|$|\()|^住所|^現住所|(^|お住まいの|小|中)学校?区"
            r"|市区?町村|行政区|都道府県|町丁|町名|^町内会?$|自治会名?$|出身地|勤務.{0,8}地|通勤.{0,4}先|通学.{0,4}先"
            r"|(^|中|小|お住まいの|会員|登録|回答|調査|配布)(地区|地域|エリア)\d?$|^(district|area|region|tiiki|chiiki|"
            r"prefecture|pref|city|ward|town|municipality)(_?(name|code))?$|在住地|校区"
        ),
    ),
    (
        Kind.OTHER_ATTRIBUTE,
        re.compile(
            r"職業|職種|雇用形態|(勤務|就労|就業|就業)(形態|状況|状態)|^勤め先|業種|^occ(upation)?$|^job$|家族(構成|形態|人数)"
            r"|世帯(構成|人数|年収|類型|主)|同居(者|家族|人)|子ども?(の|は|が)?(人数|有無|いる)|お子さん|配偶|婚姻|未既?婚|結婚"
            r"|marital|年収|所得|収入|^income|居住(年数|期間|歴)|在住(年数|期間)|住んで.{0,6}(年|何年)|最終学歴|学歴|education"
            r"|(住居|住宅|住まい)の?(形態|種類)|持ち?家|国籍|在留|所属(部署|課|部局)?$|^部署|^部局|役職|勤続|職位|^学年$"
            r"|都市規模|^kibo$|^(回答|調査)(月|年|年度)$|^wave$|回答方法|回収方法|外国籍|世帯の"
        ),
    ),
)
_ABOUT_PERSON = re.compile(r"属性|基本情報|フェイス|フェース|あなた(自身|のこと)|回答者について")
_FACE = re.compile(r"f\d{1,2}([^a-z].*)?$")
_PRETTY = re.compile(r"^(問|設問|質問|q|f)\s*\d+([-_.]\d+)?[.．、:：\s)）]*", re.IGNORECASE)


def plain(header: str) -> str:
    """A header with widths, case, spaces and question numbers taken away."""
    folded = unicodedata.normalize("NFKC", header).strip().lower()
    return _PRETTY.sub("", folded).strip() or folded


def is_id(header: str) -> bool:
    return bool(_ID.search(plain(header)))


def is_design(header: str) -> bool:
    return bool(_DESIGN.search(plain(header)))


def is_weight(header: str) -> bool:
    return bool(_WEIGHT.search(plain(header)))


def is_personal(header: str) -> bool:
    return bool(_PERSONAL.search(plain(header)))


def is_address(header: str) -> bool:
    return bool(_ADDRESS.search(plain(header)))


def is_machine(header: str) -> bool:
    return bool(_MACHINE.search(plain(header)))


def is_time(header: str) -> bool:
    return bool(_TIME.search(plain(header)))


def is_text(header: str) -> bool:
    return bool(_TEXT.search(plain(header)))


def is_face(header: str) -> bool:
    """F1, F2…: the face sheet, where Japanese questionnaires ask about the respondent."""
    return bool(_FACE.match(unicodedata.normalize("NFKC", header).strip().lower()))


def attribute(*headers: str) -> Kind | None:
    """The attribute that header words announce, if they are about the respondent.

    The lowest words decide; 回答者属性 above them says that it is an attribute of some kind.
    """
    for header in (headers[-1], " ".join(headers)):
        words = plain(header)
        if len(words) > 40 or _QUESTIONLIKE.search(words):
            return None
        found = next((kind for kind, pattern in _ATTRIBUTES if pattern.search(words)), None)
        if found:
            return found
    above = any(_ABOUT_PERSON.search(plain(header)) for header in headers[:-1])
    return Kind.OTHER_ATTRIBUTE if above else None
