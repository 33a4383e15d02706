"""束 and 紙の回答: nothing joins a code and a number, and a sealed sheet is like any envelope."""

from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from surveys import access, bundles, openings, paper_intakes, paper_sheets
from surveys.access import AccessCode
from surveys.bundles import Bundle, NothingTyped
from surveys.envelopes import Envelope
from surveys.paper_sheets import BLANK, SEALED, TYPED, NumberShared, NumberUnknown, PaperSheet
from surveys.plans import Plan
from surveys.responses import Response
from tests import make
from tests.surveys import sealed
from tests.surveys.sealed import CLOSES, DOCUMENT, NOW, Asked


def arrive(session: Session, one: Asked, number: int) -> list[str]:
    """So many sheets come by post; give their codes in the order of coming."""
    codes = one.codes(session, number)
    for code in codes:
        paper_intakes.arrive(session, one.questionnaire, one.keys, code, now=NOW, day=NOW.date())
        session.commit()
    return codes


def type_all(session: Session, one: Asked, bundle: Bundle) -> list[str]:
    """Type every sheet of a bundle with its own number in it; give the numbers."""
    sheets = paper_sheets.of_bundle(session, bundle.id)
    for place, sheet in enumerate(sheets):
        said = {"q1": "12"[place % 2], "q2": sheet.number}
        typing = paper_sheets.read(DOCUMENT, 1, said, assisted=False)
        paper_sheets.keep(one.keys, sheet, DOCUMENT, typing, TYPED)
        session.commit()
    return [sheet.number for sheet in sheets]


def test_typed_sheets_are_opened_like_any_other(session: Session, tmp_path: Path) -> None:
    one = sealed.published(session, tmp_path)
    arrive(session, one, 12)
    sealed.many(session, one, 12)
    ((bundle, printed),) = bundles.make(session, one.questionnaire, 1, 12)
    numbers = type_all(session, one, bundle)
    assert sorted(printed) == numbers
    done = bundles.seal(session, one.questionnaire, one.keys, bundle, NOW, unused=False)
    session.commit()

    assert done == bundles.Sealing(12, 0, 0)
    boxes = session.scalars(select(Envelope.sealed)).all()
    assert len({len(box or b"") for box in boxes}) == 1
    opened = openings.open_batch(
        session, one.questionnaire, one.private, mask=str, now=CLOSES, last=True
    )
    assert (opened.number, opened.unreadable) == (24, 0)
    said = {answers["q2"] for answers in session.scalars(select(Response.answers))}
    assert set(numbers) <= said
    assert session.scalars(select(PaperSheet)).all() == []


def test_no_row_and_no_transaction_joins_a_code_and_a_number(
    session: Session, tmp_path: Path
) -> None:
    one = sealed.published(session, tmp_path)
    made = bundles.make(session, one.questionnaire, 2, 20)
    session.commit()
    codes = arrive(session, one, 4)

    assert not {"day", "code", "hmac"} & set(PaperSheet.__table__.columns.keys())
    rows = session.scalars(select(PaperSheet.number)).all()
    assert sorted(rows) == sorted(number for _, numbers in made for number in numbers)
    assert all(numbers != sorted(numbers) for _, numbers in made)
    spent = session.scalars(select(AccessCode).where(AccessCode.way == access.PAPER))
    assert len(list(spent)) == len(codes)
    if session.get_bind().dialect.name == "postgresql":
        of_code = text("SELECT xmin::text FROM access_code WHERE used")
        of_sheet = text("SELECT xmin::text FROM paper_sheet")
        assert not set(session.scalars(of_code)) & set(session.scalars(of_sheet))


def test_a_number_is_found_by_its_beginning_and_by_nothing_mistyped(
    session: Session, tmp_path: Path
) -> None:
    one = sealed.published(session, tmp_path)
    ((bundle, _),) = bundles.make(session, one.questionnaire, 1, 1)
    (sheet,) = paper_sheets.of_bundle(session, bundle.id)
    for said in ("ABC1D", "ABC2D"):
        number = said + access.check(said)
        session.add(
            PaperSheet(
                number=number,
                questionnaire_id=one.questionnaire.id,
                bundle_id=bundle.id,
                state=BLANK,
            )
        )
    session.flush()

    found = paper_sheets.find(session, [bundle.id], f"  {sheet.number[:5].lower()}-")
    assert found is sheet
    with pytest.raises(NumberShared):
        paper_sheets.find(session, [bundle.id], "ＡＢＣ")
    for typed in ("AB", "", "%%%", "UUUUUU"):
        with pytest.raises(NumberUnknown):
            paper_sheets.find(session, [bundle.id], typed)
    with pytest.raises(NumberUnknown):
        paper_sheets.find(session, [], sheet.number)


def test_what_is_typed_is_read_by_nobody_without_the_keys(session: Session, tmp_path: Path) -> None:
    one = sealed.published(session, tmp_path)
    arrive(session, one, 2)
    ((bundle, _),) = bundles.make(session, one.questionnaire, 1, 2)
    first, second = type_all(session, one, bundle)
    boxes = {len(sheet.box or b"") for sheet in paper_sheets.of_bundle(session, bundle.id)}
    assert len(boxes) == 1
    swapped = session.get_one(PaperSheet, first)
    assert first.encode() not in (swapped.box or b"")
    typing = paper_sheets.typed(one.keys, session.get_one(PaperSheet, second))
    assert typing is not None
    assert typing.said["q2"] == second
    bundles.seal(session, one.questionnaire, one.keys, bundle, NOW, unused=False)
    assert [sheet.box for sheet in paper_sheets.of_bundle(session, bundle.id)] == [None, None]
    assert {sheet.state for sheet in paper_sheets.of_bundle(session, bundle.id)} == {SEALED}


def test_an_empty_bundle_is_not_sealed_and_nobody_else_is_given_one(
    session: Session, tmp_path: Path
) -> None:
    one = sealed.published(session, tmp_path)
    ((bundle, _),) = bundles.make(session, one.questionnaire, 1, 2)
    with pytest.raises(NothingTyped):
        bundles.seal(session, one.questionnaire, one.keys, bundle, NOW, unused=True)
    reader = make.member(session, "reader")
    plan = session.get_one(Plan, one.questionnaire.plan_id)
    with pytest.raises(bundles.NotATypist):
        bundles.assign(session, plan, bundle, reader, today=NOW.date())
