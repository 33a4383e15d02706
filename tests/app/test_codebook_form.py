"""A codebook as people write it: what a row shows is what it says."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import files
from analysis.guess import guess
from analysis.outline import Use, outline
from analysis.uses import Correction
from app.desk.codebook_form import (
    ChoiceWords,
    NoLabel,
    NotAnAge,
    NotAYear,
    OtherNumberOfNames,
    Words,
    correction,
    shown,
    typed,
)

SAID = Correction(use=Use.SCALE, label="住みごこち", ordered=True)
(ENTRY,) = outline(guess(files.read_bytes("住みごこち\n満足\n不満\n".encode(), "a.csv")).codebook)
WORDS = Words(use="scale", label="住みごこち")
cells = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1).filter(
    lambda cell: set(cell) - set("-－—")
)
levels = st.lists(st.tuples(cells, cells), unique_by=lambda level: level[0], min_size=1)


@given(levels, st.integers(0, 5))
def test_choices_and_their_order_come_back_as_they_were_shown(
    written: list[tuple[str, str]], beside: int
) -> None:
    off = tuple(code for code, _ in written[max(1, len(written) - beside) :])
    said = replace(SAID, levels=tuple(written), off_scale=off)

    made = correction(shown(ENTRY, said), said)

    assert (made.levels, made.off_scale) == (said.levels, said.off_scale)


def test_a_line_without_a_name_is_both_code_and_label() -> None:
    made = correction(replace(WORDS, levels="1＝満足\n 不満 \n----\n9=わからない"), SAID)

    assert made.levels == (("1", "満足"), ("不満", "不満"), ("9", "わからない"))
    assert made.off_scale == ("9",)


def test_an_empty_cell_is_written_in_words() -> None:
    made = correction(replace(WORDS, no_answer="99、無回答", not_asked="（空欄）"), SAID)

    assert (made.no_answer, made.not_asked) == (("99", "無回答"), ("",))


def test_ages_are_read_in_full_width_too() -> None:
    made = correction(replace(WORDS, use="age", bands="１８、30, 40", as_of="２０２６"), SAID)

    assert (made.bands, made.as_of) == ((18, 30, 40), 2026)


def test_a_box_that_was_not_there_to_tick_is_not_unticked() -> None:
    before = replace(WORDS, use="text", reverse=True)

    assert typed({"0-use": "text", "0-label": "意見"}, 0, before).reverse
    assert not typed({"0-use": "scale"}, 0, replace(WORDS, reverse=True)).reverse


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (replace(WORDS, label=""), NoLabel),
        (replace(WORDS, use="age", bands="二十"), NotAnAge),
        (replace(WORDS, use="age", as_of="R8"), NotAYear),
        (
            replace(WORDS, names="一\n二", choices=(ChoiceWords("a", "a", exclusive=False),)),
            OtherNumberOfNames,
        ),
    ],
)
def test_what_cannot_be_read_is_said(words: Words, error: type[Exception]) -> None:
    with pytest.raises(error):
        correction(words, SAID)
