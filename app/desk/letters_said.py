"""手紙の言葉: what the letter of a questionnaire says, put together for the paper."""

from dataclasses import replace

from app.clock import JAPAN
from app.desk import entrances
from app.desk.code_list import CodeList
from app.exports.letters import Item, Said
from app.extensions import db
from app.languages import EASY
from app.words import day
from surveys import cover_letters, periods, questionnaires
from surveys.cover_letters import Wording
from surveys.questionnaires import Questionnaire

WEEKDAYS = "月火水木金土日"
SPECIMEN = "見本見本-見本見本-見本見本-見本見本"
PAPER = "同封の調査票に記入し、返信用封筒（切手不要）で締切までに投函してください。"
EITHER = (
    "ウェブか紙の、どちらか一方で答えてください。両方が届いたときは、先に届いたほうだけを数えます。"
    "ウェブの回答が届いていれば、紙の調査票は入力しません。"
)
NOTES = (
    "回答するかどうかは自由です。途中でやめても、答えたくない設問を空けておいてもかまいません。",
    "記入や入力が難しいときは、ご家族などが代わりに書いたり、入力したりできます（代筆）。",
    "氏名・住所・端末・回答した時刻は記録せず、だれの回答かは、調査をする側にも分かりません。",
    "自由記述に、お名前や電話番号など、あなたと分かることは書かないでください。",
    "手紙をなくしたときは、電話をください。新しい回答コードをお送りし、前のコードは使えなくします。",
)
RENEWED = "この手紙の回答コードは新しいものです。前にお送りした手紙の回答コードは、もう使えません。"
LANGUAGES = {
    EASY: "やさしい にほんご：QRコードを よむと、やさしい にほんごで こたえる ことが できます。",
    "en": "English: Scan the QR code to answer in English.",
    "zh": "中文：扫描二维码，可以用中文回答。",
    "ko": "한국어: QR 코드를 스캔하면 한국어로 답할 수 있습니다.",
    "pt": "Português: leia o código QR para responder em português.",
    "vi": "Tiếng Việt: quét mã QR để trả lời bằng tiếng Việt.",
}


def wording(found: Questionnaire) -> Wording:
    """The words of its letter, as they are kept or suggested."""
    document = questionnaires.latest(db.session(), found).parsed
    return cover_letters.wording(db.session(), found, document)


def said(found: Questionnaire) -> Said:
    """What every letter of a questionnaire says."""
    document = questionnaires.latest(db.session(), found).parsed
    words = cover_letters.wording(db.session(), found, document)
    last = periods.last_moment(found)
    title = document.title or found.title
    return Said(
        title=title,
        heading=f"「{title}」へのご協力のお願い",
        sender=words.sender,
        section=words.section,
        dated=words.dated,
        lead=words.lead,
        closes=f"{day(last)}（{WEEKDAYS[last.astimezone(JAPAN).weekday()]}）",
        takes=f"かかる時間は{document.minutes}分ほどです" if document.minutes else "",
        address=entrances.welcome(found),
        ways=(("紙で答える", PAPER), ("どちらか一方で", EITHER)) if words.paper else (),
        phone=words.phone,
        hours=words.hours,
        notes=NOTES,
        closing=words.closing,
        languages=tuple(
            said for each, said in LANGUAGES.items() if document.translations.get(each)
        ),
    )


def specimen(found: Questionnaire) -> tuple[Said, Item]:
    """A letter that lets nobody in: its QR leads to the first page, its code is the word 見本."""
    item = Item("0000", SPECIMEN, entrances.welcome(found))
    return replace(said(found), specimen=True), item


def renewed(found: Questionnaire, code: str, number: str) -> tuple[Said, Item]:
    """The letter with the code that takes the place of a lost one."""
    told = said(found)
    item = Item(number, code, entrances.by_code(found, code.replace("-", "")))
    return replace(told, notes=(RENEWED, *told.notes[:-1])), item


def items(listed: CodeList) -> list[Item]:
    """The lines of a list of codes as letters, with the numbers that they have in it."""
    width = max(4, len(str(len(listed.lines))))
    return [Item(f"{number:0{width}d}", code, by_qr) for number, _, code, by_qr, _ in listed.lines]
