"""Our words, the questionnaire's own and errors, in the reader's language; never at the desk."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from app import bridge, mixed
from app import easy as easily
from app.extensions import db
from surveys import questionnaires
from surveys.documents import Section
from surveys.questionnaires import Questionnaire
from tests.app import asking
from tests.app.asking import PAGES, Somebody, Town
from tests.app.test_respond import ANSWERS, opened
from tests.visit import one, spoken

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
HALF_PAST_FIVE, FIVE_PAST_NINE = NOON.replace(hour=17, minute=30), NOON.replace(hour=9, minute=5)


@pytest.fixture
def town(app: Flask) -> Town:
    return asking.publish(app)


EASY = {
    "title": "みんなの 声《こえ》",
    "age": "何歳《なんさい》ですか",
    "job:1": "会社《かいしゃ》で 働《はたら》いて います",
    "area:a1": "｜1丁目《いっちょうめ》",
}


@pytest.fixture
def easy(app: Flask) -> Town:
    """The same questionnaire, some of it in easy Japanese."""
    return asking.publish(app, replace(asking.DOCUMENT, translations={"ja-easy": EASY}))


@pytest.fixture
def reader(town: Town) -> Somebody:
    somebody = town.somebody()
    somebody.opens("?lang=en")
    return somebody


def test_a_choice_of_language_leaves_the_address_and_stays(reader: Somebody) -> None:
    assert "?" not in reader.path
    assert one(reader.page, "html")["lang"] == "en"
    assert reader.heading == "Citizens' survey"
    assert "Nobody can tell who answered what" in reader.page.get_text()
    reader.starts()
    assert reader.heading == "1 / 3 About you"


def test_the_browsers_language_is_the_first_guess(town: Town) -> None:
    client = town.app.test_client()
    page = client.get(f"/respond/{town.id}", headers={"Accept-Language": "en-GB, ja;q=0.5"})
    assert '<html lang="en"' in page.text
    page = client.get(f"/respond/{town.id}", headers={"Accept-Language": "fr"})
    assert '<html lang="ja"' in page.text


def test_the_desk_and_the_front_page_speak_japanese_whatever_the_browser_says(app: Flask) -> None:
    client = app.test_client()
    client.set_cookie("ronten_language", "en")
    for path in ("/", "/desk/sign-in"):
        assert '<html lang="ja"' in client.get(path, headers={"Accept-Language": "en"}).text


def test_a_whole_journey_in_english_gives_the_same_answers(town: Town, reader: Somebody) -> None:
    reader.goes_through()
    assert reader.heading == "We have received your answer"
    assert opened(town) == [ANSWERS]


def test_errors_are_in_the_readers_language_with_their_choices(reader: Somebody) -> None:
    reader.starts()
    page = reader.answers(422)
    assert str(page.title).startswith("<title>Error: 1 / 3 About you")
    assert "Please answer this question" in one(page, "#errors").get_text()
    reader.answers(age="42")
    reader.answers(live="3")
    page = reader.answers(422, why=["0", "1"])
    assert "If you choose “Nothing”, you cannot choose anything else" in page.get_text()


def test_rules_in_japanese_words_hold_in_every_language(reader: Somebody) -> None:
    reader.starts()
    reader.answers(**PAGES[0])
    reader.answers(live="3")
    assert "What troubles you?" in reader.page.get_text()


def test_what_has_no_translation_is_marked_as_japanese(app: Flask) -> None:
    town = asking.publish(app, asking.STAFF, how="departments")
    reader = town.somebody()
    page = reader.opens("?lang=en")
    assert one(page, "html")["lang"] == "en"
    assert one(page, "h1")["lang"] == "ja"


def test_what_is_left_in_japanese_is_said_to_be_japanese(reader: Somebody) -> None:
    page = reader.starts()
    assert one(page, ".questions")["lang"] == "en"
    assert not one(page, "h1").select("[lang=ja]"), "this one is translated"
    labels = [each.get_text() for each in page.select(".questions [lang=ja]")]
    assert {"統計のためにうかがいます。", "お住まい", "会社員"} <= set(labels)
    assert "Your age" not in labels
    assert one(page, "option[value=a1]")["lang"] == "ja"
    assert not {mixed.BEGINNING, mixed.END} & set(str(page))
    page = reader.answers(422, job="8", job_other="<b>")
    assert one(page, "input[name=job_other]")["value"] == "<b>"


PIPED = replace(
    asking.DOCUMENT,
    sections=(
        asking.DOCUMENT.sections[0],
        Section("s2", "{age}の方のくらし"),
        asking.DOCUMENT.sections[2],
    ),
    questions=tuple(
        replace(each, check="age <= 90", check_told="{age}より下ですか（{job}）")
        if each.code == "age"
        else each
        for each in asking.DOCUMENT.questions
    ),
    translations={"en": {"section s2": "Life at {age}", "age.check": "{age}?", "age": "Age"}},
)


def test_titles_and_checks_say_back_what_was_answered(app: Flask) -> None:
    town = asking.publish(app, PIPED)
    somebody = town.somebody()
    somebody.starts()
    page = somebody.answers(422, age="99")
    assert "99歳より下ですか（前の設問の答え）" in one(page, "#q1-error").get_text()
    somebody.answers(**PAGES[0])
    assert somebody.heading == "2 / 3 42歳の方のくらし"
    abroad = town.somebody()
    abroad.opens("?lang=en")
    abroad.starts()
    assert "99歳?" in one(abroad.answers(422, age="99"), "#errors").get_text()
    abroad.goes_through()
    assert opened(town) == [ANSWERS]


def test_changing_the_language_on_a_page_keeps_what_was_typed(reader: Somebody) -> None:
    reader.starts()
    reader.answers(age="百", go="lang.ja")
    assert reader.heading == "1 / 3 あなたについて"
    assert one(reader.page, "input[name=age]")["value"] == "百"


def test_letters_can_be_made_large_and_small_again(town: Town) -> None:
    somebody = town.somebody()
    assert "large" in one(somebody.opens("?large=1"), "html").get("class", [])
    somebody.starts()
    assert "large" in one(somebody.page, "html").get("class", [])
    somebody.answers(age="", go="large.0")
    assert not one(somebody.page, "html").get("class")


@pytest.mark.parametrize("said", ["<script>", "ja;Path=/", "x" * 50])
def test_only_a_language_is_kept(town: Town, said: str) -> None:
    reply = town.app.test_client().get(f"/respond/{town.id}", query_string={"lang": said})
    assert reply.status_code == 303
    assert "Set-Cookie" not in reply.headers


def test_easy_japanese_is_a_language_with_readings_above_its_kanji(easy: Town) -> None:
    somebody = easy.somebody()
    page = somebody.opens()
    link = one(page, "a[href$='?lang=ja-easy']")
    assert (link.get_text(), link["lang"], link["hreflang"]) == ("やさしい にほんご", "ja", "ja")
    page = somebody.opens("?lang=ja-easy")
    assert (one(page, "html")["lang"], one(page, "html")["class"]) == ("ja", ["easy"])
    assert (
        str(one(page, "h1 ruby"))
        == '<ruby>声<rp>（</rp><rt aria-hidden="true">こえ</rt><rp>）</rp></ruby>'
    )
    assert one(page, "title").get_text() == "みんなの 声"
    assert one(page, "time").get_text().startswith("20"), "西暦"
    assert "ようび" in str(one(page, "time"))
    assert "《" not in str(page)


def test_a_questionnaire_in_easy_japanese_falls_back_on_japanese(easy: Town) -> None:
    somebody = easy.somebody()
    somebody.opens("?lang=ja-easy")
    page = somebody.starts()
    assert one(page, "label[for=q1-1] > ruby > rt").get_text() == "なんさい"
    assert one(page, "option[value=a1]").get_text() == "1丁目"
    assert "お住まい" in page.get_text()
    assert {tag["lang"] for tag in page.select("html, main [lang]")} == {"ja"}
    page = somebody.answers(422)
    assert spoken(one(page, "#q1-error")) == "この 質問に 答えて ください"
    assert str(page.title).startswith("<title>エラー: 1 / 3")
    typed = "漢字《かんじ》です"
    somebody.answers(422, age=typed, job="8", job_other=typed)
    assert one(somebody.page, "input[name=age]")["value"] == typed, "typed words stay as they are"
    somebody.goes_through()
    assert opened(easy) == [ANSWERS]


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (easily.day(date(2026, 12, 1)), "2026年《ねん》12月《がつ》｜1日《ついたち》"),
        (easily.day(date(2027, 4, 24)), "2027年《ねん》4月《がつ》｜24日《にじゅうよっか》"),
        (easily.day(date(2027, 4, 21)), "2027年《ねん》4月《がつ》21日《にち》"),
        (easily.weekday(date(2026, 12, 1)), "火曜日《かようび》"),
        (
            easily.hour(datetime(2026, 12, 1, 17, 30, tzinfo=UTC)),
            "午後《ごご》5時《じ》30分《ぷん》",
        ),
        (
            easily.hour(datetime(2026, 12, 1, 9, 5, tzinfo=UTC)),
            "午前《ごぜん》9時《じ》5分《ふん》",
        ),
        (easily.hour(NOON), "午後《ごご》0時《じ》"),
        (easily.days(8), "｜8日《ようか》"),
        (easily.days(1), "1日《にち》"),
        (easily.days(12), "12日《にち》"),
    ],
)
def test_days_and_hours_are_read_as_people_say_them(said: str, read: str) -> None:
    assert said == read


def test_readings_stand_above_words_and_nowhere_else() -> None:
    page = (
        '<title>漢字《かんじ》</title><p title="漢字《かんじ》">の漢字《かんじ》《》「《x》」</p>'
        '<input aria-label="字《じ》" value="字《じ》"><textarea>字《じ》</textarea>'
        "<option>字《じ》</option>"
    )
    assert easily.furigana(page) == (
        '<title>漢字</title><p title="漢字">の<ruby>漢字<rp>（</rp>'
        '<rt aria-hidden="true">かんじ</rt><rp>）</rp></ruby>《》「《x》」</p>'
        '<input aria-label="字" value="字《じ》"><textarea>字《じ》</textarea><option>字</option>'
    )


READ_ALOUD = replace(
    asking.DOCUMENT,
    questions=tuple(
        replace(
            each,
            label="<b>通勤《つうきん》の｜かよいかた《かよいかた》",
            choices=tuple(
                replace(choice, label=f"職業《しょくぎょう》{choice.code}")
                for choice in each.choices
            ),
        )
        if each.code == "job"
        else each
        for each in asking.DOCUMENT.questions
    ),
)


def test_readings_stand_above_the_words_of_a_questionnaire_and_in_no_table(app: Flask) -> None:
    town = asking.publish(app, READ_ALOUD)
    reader = town.somebody()
    reader.opens()
    page = reader.starts()
    above = [each.get_text() for each in page.select("rt")]
    assert {"つうきん", "かよいかた", "しょくぎょう"} <= set(above)
    assert page.select("rp")
    assert "《" not in str(page)
    assert "<b>" not in str(page), "what a planner writes is no markup"
    with app.app_context():
        asked = db.session.get_one(Questionnaire, town.id)
        book = bridge.answers(db.session(), asked).codebook
        version = questionnaires.latest(db.session(), asked)
        assert "《" not in repr(book)
        assert "<b>通勤のかよいかた" in {variable.label for variable in book.variables}
        assert "《" in repr(version.written)
        assert "《" not in repr(version.parsed)
        assert version.parsed.rules == version.written.rules
    reader.answers(**PAGES[0])
