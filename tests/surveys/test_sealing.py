"""The form of a sealed sheet: all of a questionnaire take the same room, whatever they say."""

from hypothesis import given
from hypothesis import strategies as st

from surveys import keys, sealing, sheets
from surveys.documents import Document
from surveys.kinds import Choice, Question, Row, Value
from tests.surveys.sealed import TWO

EVERYTHING = Document(
    questions=(
        *(Question(f"s{n}", "問", "single", choices=TWO) for n in range(20)),
        Question(
            "m",
            "問",
            "multiple",
            choices=(
                *(Choice(f"選択肢{n}", "") for n in range(30)),
                Choice("x", "", write_in=True),
            ),
        ),
        Question(
            "g", "問", "matrix", choices=TWO, rows=tuple(Row(f"行{n}", "") for n in range(20))
        ),
        Question("n", "問", "number"),
        Question("t", "問", "text"),
        Question("u", "問", "text", limit=400),
    )
)


def _longest_said(letter: str) -> dict[str, list[str]]:
    return {
        **{f"s{n}": ["1"] for n in range(20)},
        "m": [f"選択肢{n}" for n in range(30)] + ["x"],
        "m_other": [letter * 200],
        **{f"g_行{n}": ["1"] for n in range(20)},
        "n": ["1234567890"],
        "t": [letter * 2000],
        "u": [letter * 400],
    }


@given(st.sampled_from(["あ", "𠮷", "\n", '"', "😀"]))
def test_the_longest_sheet_and_an_empty_one_take_the_same_room(letter: str) -> None:
    _, public = keys.pair()
    size = sealing.room(EVERYTHING)
    longest = sheets.read(EVERYTHING, _longest_said(letter))

    assert longest.errors == {}
    sealed = [sealing.seal(public, (1, said), size) for said in (longest.answers, {})]
    assert len(sealed[0]) == len(sealed[1])
    assert len(sealing.filled(_longest_said(letter), size)) == size


values: st.SearchStrategy[Value] = st.text() | st.integers() | st.lists(st.text())


@given(st.dictionaries(st.text(max_size=9), values))
def test_a_sheet_is_read_as_it_was_sealed(answers: dict[str, Value]) -> None:
    private, public = keys.pair()
    sealed = sealing.seal(public, (3, answers), 1024)
    assert sealing.unseal(private, sealed) == (3, answers)


def test_a_longer_sheet_than_its_questionnaire_allows_still_fits() -> None:
    private, public = keys.pair()
    sealed = sealing.seal(public, (1, {"q": "あ" * 3000}), 1024)
    assert sealing.unseal(private, sealed) == (1, {"q": "あ" * 3000})
    assert len(sealed) == 16 * 1024 + 48
