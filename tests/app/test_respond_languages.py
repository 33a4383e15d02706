"""Our words, the questionnaire's own and errors, in the reader's language; never at the desk."""

import pytest
from flask import Flask

from tests.app import asking
from tests.app.asking import PAGES, Somebody, Town
from tests.app.test_respond import ANSWERS, opened
from tests.visit import one


@pytest.fixture
def town(app: Flask) -> Town:
    return asking.publish(app)


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
