"""因子: questions that are told together follow the questions they are made of."""

from dataclasses import replace

import pytest

from surveys import documents, library
from surveys.corrections import changes
from surveys.documents import Document
from surveys.drafting import bringing, questions
from surveys.factors import Factor, FactorUnsound
from surveys.formats import FORMATS
from surveys.formats.base import Brought
from surveys.questionnaire_changes import differences

SCALE = "choices: [そう思う, どちらとも, 思わない]"
SAID = f"""
title: 暮らしの調査
questions:
  - {{code: a, label: 病院, kind: scale, reverse: true, {SCALE}}}
  - {{code: m, label: まち, kind: matrix, ordered: true, {SCALE}, rows: [道, 公園]}}
  - {{code: t, label: ご意見, kind: text}}
factors:
  - {{label: 医療, items: [a]}}
  - {{code: town, label: まち, items: [m_1, m_2], reversed: [m_2], source: 市の指標}}
"""
TOWN = Factor("town", "まち", ("m_1", "m_2"), ("m_2",), "市の指標")


def read(said: str = SAID) -> Document:
    return FORMATS["yaml"].read(said.encode()).whole().document


def problems(said: str) -> list[tuple[str, str]]:
    reading = FORMATS["yaml"].read(said.encode())
    assert reading.brought is None
    return [(each.where, each.what) for each in reading.problems]


def test_factors_of_a_file_come_back_from_the_document_and_from_its_file() -> None:
    document = read()
    assert document.factors == (Factor("f1", "医療", ("a",)), TOWN)
    assert documents.parse(documents.write(document)) == document
    assert read(FORMATS["yaml"].write(Brought(document)).decode()).factors == document.factors


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        ("items: [t]", "「t」は、段階で答える設問（尺度、マトリクスの行）にありません"),
        ("items: [m]", "「m」は、段階で答える設問（尺度、マトリクスの行）にありません"),
        ("items: [a, a]", "同じ設問が2回書かれています"),
        ("items: [a], reversed: [m_1]", "逆転の「m_1」が、この因子の設問にありません"),
        ("items: [a], code: town", "因子のコード「town」が2回使われています"),
        ("items: []", "「items」が1つもありません"),
        ("item: [a], items: [a]", "「item」という項目は使えません"),
    ],
)
def test_what_cannot_be_a_factor_is_told_with_its_line(wrong: str, what: str) -> None:
    ((where, told),) = problems(SAID.replace("items: [a]", wrong))
    assert told == what
    assert where.startswith(("8行目", "9行目"))


def test_a_stored_document_with_a_broken_factor_is_refused() -> None:
    written = documents.write(read()) | {"factors": [{"code": "x", "label": "無", "items": ["z"]}]}
    with pytest.raises(FactorUnsound, match="因子「無」を使えません。「z」は、"):
        documents.parse(written)


def test_a_factor_follows_a_new_code_and_loses_what_is_gone() -> None:
    document = read()
    named = questions.change(document, replace(document.question("m"), code="n"), "m")
    assert named.factors[1] == replace(TOWN, items=("n_1", "n_2"), reversed=("n_2",))
    rows = replace(document.question("m"), rows=document.question("m").rows[:1])
    assert questions.change(document, rows).factors[1] == replace(TOWN, items=("m_1",), reversed=())
    assert questions.rekind(document, "a", "text").factors == (TOWN,)
    assert questions.delete(document, "m").factors == document.factors[:1]


def test_single_questions_bring_their_factors_and_complete_them_later() -> None:
    wellbeing, town = library.read("wellbeing").document, read()
    one = bringing.bring(town, wellbeing, {"wb10"}, "")
    (housing,) = one.document.factors[2:]
    assert (housing.label, housing.items) == ("住宅環境", ("wb10",))
    (told,) = one.told
    assert told.startswith("因子「住宅環境」の設問は、3問のうち1問だけが入っています")
    both = bringing.bring(one.document, wellbeing, {"wba", "wb11"}, "")
    found = {each.label: set(each.items) for each in both.document.factors}
    assert found["住宅環境"] == {"wba_09", "wb10", "wb11"}
    assert found["医療・福祉"] == {"wba_05", "wba_06"}
    assert both.told == ()


def test_a_second_one_of_the_same_question_does_not_count_twice() -> None:
    found = bringing.bring(read(), read(), {"a"}, "")
    (code,) = found.codes
    assert code != "a"
    assert found.document.factors[0].items == ("a",)
    other = replace(read(), factors=())
    fresh = bringing.bring(other, read(), {"a"}, "")
    assert fresh.document.factors[0].items == fresh.codes


def test_changed_factors_are_told_of_a_correction_and_of_two_years() -> None:
    document = read()
    after = replace(document, factors=(TOWN,))
    assert changes(document, after) == ["因子の組み方が変わります"]
    (part,) = differences(document, after, str.__eq__).around
    assert (part.label, part.before, part.after) == (
        "因子",
        "医療（a）、まち（m_1・m_2【逆】）",
        "まち（m_1・m_2【逆】）",
    )
