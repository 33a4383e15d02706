"""Access codes: what people may type, what is caught before the database, who is let in."""

import unicodedata
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys import access
from surveys.access import (
    ALPHABET,
    AccessCode,
    CodeAlreadyUsed,
    CodeMistyped,
    CodeUnknown,
    LinkUnknown,
    NoCodes,
    TooManyCodes,
)
from tests.surveys import sealed
from tests.surveys.sealed import TWO

bodies = st.text(ALPHABET, min_size=15, max_size=15)


def _is_code(typed: str) -> bool:
    try:
        access.read(typed)
    except CodeMistyped:
        return False
    return True


def test_a_code_has_16_letters_of_which_none_look_alike() -> None:
    made = {access.new_code() for _ in range(200)}
    assert len(made) == 200
    assert {len(code) for code in made} == {16}
    assert set("".join(made)) == set(ALPHABET)
    assert not set("OILU") & set(ALPHABET)


@given(bodies)
def test_every_single_wrong_letter_is_caught(body: str) -> None:
    code = body + access.check(body)
    wrong = [
        code[:place] + letter + code[place + 1 :]
        for place in range(16)
        for letter in ALPHABET
        if letter != code[place]
    ]
    assert not any(map(_is_code, wrong))


@given(bodies)
def test_any_two_letters_exchanged_are_caught(body: str) -> None:
    code = body + access.check(body)
    for one, other in combinations(range(16), 2):
        letters = list(code)
        letters[one], letters[other] = letters[other], letters[one]
        exchanged = "".join(letters)
        assert exchanged == code or not _is_code(exchanged)


WIDE = {ord(c): chr(ord(c) + 0xFEE0) for c in map(chr, range(0x21, 0x7F))}
HANDS: tuple[Callable[[str], str], ...] = (
    str.lower,
    access.grouped,
    lambda code: code.translate(WIDE),
    lambda code: code.replace("0", "O").replace("1", "l"),
    lambda code: code.replace("0", "o").replace("1", "I"),
    lambda code: "　".join(access.grouped(code).split("-")),
    lambda code: "ー".join(access.grouped(code).split("-")),
    lambda code: "–".join(access.grouped(code).split("-")),
    lambda code: access.grouped(code).translate(WIDE),
    lambda code: f"\u200b {code}\n",
    lambda code: unicodedata.normalize("NFD", code),
    lambda code: code.replace("V", "u"),
    lambda code: f"「{'‐'.join(access.grouped(code).split('-'))}」",
    lambda code: "\r\n".join(access.grouped(code).lower().split("-")),
    lambda code: "・".join(access.grouped(code).split("-")) + "。",
    lambda code: " － ".join(access.grouped(code).translate(WIDE).lower().split("－")),
    lambda code: f"回答コード： {access.grouped(code)}",
    lambda code: f"https://survey.example.lg.jp/respond/12/c/{code}",
)


@given(bodies)
def test_a_code_is_read_however_it_is_typed(body: str) -> None:
    code = body + access.check(body)
    for hand in HANDS:
        assert access.read(hand(code)) == code


@given(st.text(max_size=40))
def test_what_is_no_code_is_refused_and_never_breaks(typed: str) -> None:
    if _is_code(typed):
        assert len(access.read(typed)) == 16


def test_codes_are_kept_as_keyed_hashes_alone_and_let_in_once(
    session: Session, tmp_path: Path
) -> None:
    one = sealed.published(session, tmp_path)
    issued = access.issue(session, one.questionnaire, one.keys, [("東", 2), ("西", 3)])

    assert [stratum for stratum, _ in issued] == ["東", "東", "西", "西", "西"]
    assert access.strata(session, one.questionnaire) == {"東": 2, "西": 3}
    assert access.number(session, one.questionnaire) == 5
    kept = set(session.scalars(select(AccessCode.hmac)))
    assert kept == {one.keys.hash("code", code) for _, code in issued}

    found = access.find(session, one.questionnaire, one.keys, issued[0][1])
    access.spend(session, found.hmac, access.QR)
    with pytest.raises(CodeAlreadyUsed):
        access.spend(session, found.hmac, access.QR)


def test_a_code_of_another_questionnaire_is_unknown(session: Session, tmp_path: Path) -> None:
    one, other = (sealed.published(session, tmp_path) for _ in range(2))
    (code,) = one.codes(session, 1)

    with pytest.raises(CodeUnknown):
        access.find(session, other.questionnaire, other.keys, code)
    with pytest.raises(CodeUnknown):
        access.find(session, other.questionnaire, one.keys, code)


def test_no_codes_and_too_many_codes_are_refused(session: Session, tmp_path: Path) -> None:
    one = sealed.published(session, tmp_path)
    with pytest.raises(NoCodes):
        access.issue(session, one.questionnaire, one.keys, [("", 0)])
    with pytest.raises(TooManyCodes):
        access.issue(session, one.questionnaire, one.keys, [("", access.MOST_AT_ONCE + 1)])


def test_the_link_of_a_department_leads_to_it_and_a_guessed_one_nowhere(
    session: Session, tmp_path: Path
) -> None:
    one, other = (sealed.published(session, tmp_path) for _ in range(2))
    marks = {choice.code: access.department_mark(one.keys, choice.code) for choice in TWO}

    assert {len(mark) for mark in marks.values()} == {12}
    for choice in TWO:
        assert access.department_of(one.keys, TWO, marks[choice.code]) == choice
        for guess in ("", "é", marks[choice.code].lower(), marks[choice.code][:-1]):
            with pytest.raises(LinkUnknown):
                access.department_of(one.keys, TWO, guess)
        with pytest.raises(LinkUnknown):
            access.department_of(other.keys, TWO, marks[choice.code])
