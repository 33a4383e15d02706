"""Every piece of evidence says when it is from; 現状, which joins several, says so once."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from analysis.digest import document
from analysis.digest.drafts import Digest
from analysis.digest.plain import as_json
from analysis.digest.stating import bare, stated, together
from analysis.results import Stage, State
from tests.analysis.digest.written import drafted, rows

FINAL = State(Stage.FINAL, date(2026, 3, 31))
SAID = "（確定・2026年3月31日現在）"


@pytest.fixture(scope="module")
def made() -> Digest:
    return drafted(rows())


def test_each_piece_of_evidence_says_when_it_is_from(made: Digest) -> None:
    found = stated(made, FINAL)
    assert found.drafts
    for draft in found.drafts:
        assert all(each.statement.endswith(f"。{SAID}") for each in draft.evidence)
        assert draft.present_state.endswith(SAID)
        assert draft.present_state.count(SAID) == 1


def test_an_open_call_is_told_of_in_the_same_brackets(made: Digest) -> None:
    early = State(Stage.PRELIMINARY, date(2026, 3, 31))
    (first, *_) = stated(made, early, representative=False).drafts[0].evidence
    assert (
        "（公募のため、回答した人の中での割合です。速報・2026年3月31日現在。今後" in first.statement
    )


def test_the_word_file_does_not_say_twice_what_the_present_state_says(made: Digest) -> None:
    plain = as_json(stated(made, FINAL))
    assert plain["state"]["words"] == "確定・2026年3月31日現在"
    cover = document.Cover("政策論点集", "見本市", [])
    paper = Document(BytesIO(document.write(cover, plain["issues"])))
    listed = [
        line.text for line in paper.paragraphs if line.style and line.style.name == "List Bullet"
    ]
    for issue in plain["issues"]:
        for each in issue["evidence"]:
            inside = bare(each["statement"]) in issue["present_state"]
            assert inside is (each["statement"] not in listed)


def test_sentences_joined_keep_one_ending() -> None:
    assert together([f"1位です。{SAID}", f"『橋（歩道）』は2位です。{SAID}"]) == (
        f"1位です。『橋（歩道）』は2位です。{SAID}"
    )
    assert together(["1位です（n=40）。", "2位です。"]) == "1位です（n=40）。2位です。"
    assert together([]) == ""
    assert together([f"1位です。{SAID}", "目標に達しています。"]) == (
        f"1位です。{SAID}目標に達しています。"
    )
