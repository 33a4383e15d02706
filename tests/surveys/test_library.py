"""ひな形: every entry can be used at once, and says what must be changed before."""

import pytest

from surveys import advice, flows, library
from surveys.advice import MUST
from surveys.kinds import KINDS
from surveys.library import PLACE, Entry, NotInLibrary
from surveys.questionnaires import AUDIENCES, SAMPLINGS

ENTRIES = library.listed()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_an_entry_is_a_whole_questionnaire_for_somebody(entry: Entry) -> None:
    brought = library.read(entry.key, "見本市")
    assert brought.audience in AUDIENCES
    assert brought.sampling in SAMPLINGS
    assert len(brought.document.questions) == entry.questions > 0
    assert entry.minutes >= flows.flow(brought.document).least_minutes > 0
    assert entry.about.endswith("。")
    assert entry.before.endswith("。")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_an_entry_names_the_municipality_that_takes_it(entry: Entry) -> None:
    document = library.read(entry.key, "見本市").document
    words = [document.title, document.purpose, document.host]
    words += [question.label for question in document.questions]
    words += [row.label for question in document.questions for row in question.rows]
    assert not any(PLACE in said for said in words)


@pytest.mark.parametrize("entry", [e for e in ENTRIES if not e.source], ids=lambda e: e.key)
def test_our_own_wording_stands_up_to_our_own_advice(entry: Entry) -> None:
    document = library.read(entry.key, "見本市").document
    told = [each for each in advice.advice(document) if each.code and each.level != MUST]
    # 「仕事や役割に」 is the wording of an indicator that has been asked for years.
    assert [each.code for each in told] == (["indicator"] if entry.key == "citizens" else [])


def test_what_only_the_municipality_can_say_must_be_said_before_publishing() -> None:
    blocking = advice.blocking(library.read("destinations", "見本市").document)
    assert "「□□市」「△△町」「◇◇村」が残っています" in blocking[0].sentence
    (brand,) = advice.blocking(library.read("brand", "見本市").document)
    assert brand.sentence == "「（都市像をここに書きます）」が残っています"
    assert advice.blocking(library.read("workshop", "見本市").document) == ()
    assert advice.blocking(library.read("workshop").document)[0].sentence.startswith("「○○市」")


def test_the_wellbeing_items_are_whole_and_each_is_in_one_factor() -> None:
    entry = next(entry for entry in ENTRIES if entry.key == "wellbeing")
    document = library.read("wellbeing").document
    columns = [c for q in document.questions for c in KINDS[q.kind].columns(q)]
    known = {column.name for column in columns}
    listed = [name for factor in document.factors for name in factor.items]
    assert len(listed) == len(set(listed)) == 50
    assert set(listed) <= known
    assert len(document.factors) == 25  # 幸福度・満足度 and 24 of living, ties and oneself
    scored = {c.name: [code for code, _ in c.levels if code.isdigit()] for c in columns}
    for name in listed[4:]:
        order = ["1", "2", "3", "4", "5"]
        assert scored[name] == (order if name in entry.reverse else order[::-1])


def test_what_is_not_in_the_library_is_said_to_be_missing() -> None:
    with pytest.raises(NotInLibrary, match="elsewhere"):
        library.read("elsewhere")
