"""職員 and what each may do."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from surveys import staff
from surveys.staff import Role, StaffRole
from tests import make

TODAY = date(2026, 7, 1)


def test_a_password_is_kept_as_argon2id_and_nothing_else(session: Session) -> None:
    member = staff.add(
        session, name="ito", shown_name="伊藤", password="long enough words", now=make.NOON
    )

    assert member.password_hash.startswith("$argon2id$")
    assert "long enough words" not in member.password_hash
    assert staff.is_password(member.password_hash, "long enough words")
    assert not staff.is_password(member.password_hash, "long enough word")


@pytest.mark.parametrize(
    ("password", "broken"),
    [
        ("十一文字しかないことば", staff.PasswordTooShort),
        ("あ" * 201, staff.PasswordTooLong),
        ("Yamamoto-Taro", staff.PasswordIsTheName),
    ],
)
def test_a_weak_password_is_refused(
    session: Session, password: str, broken: type[Exception]
) -> None:
    with pytest.raises(broken):
        staff.add(
            session, name="yamamoto-taro", shown_name="山本", password=password, now=make.NOON
        )


def test_only_who_knows_the_password_can_change_it(session: Session) -> None:
    member = make.member(session, first_password=True)

    with pytest.raises(staff.WrongPassword):
        staff.change_password(
            member, current="違うパスワードです", wanted="新しいパスワードにします"
        )
    staff.change_password(member, current=make.PASSWORD, wanted="新しいパスワードにします")

    assert staff.is_password(member.password_hash, "新しいパスワードにします")
    assert not member.first_password


def test_two_people_cannot_have_one_sign_in_name(session: Session) -> None:
    make.member(session, "sato")
    with pytest.raises(staff.SignInNameTaken):
        staff.add(session, name="sato", shown_name="佐藤", password="x" * 12, now=make.NOON)


def test_a_role_in_one_plan_opens_no_other(session: Session) -> None:
    ours, theirs = make.plan(), make.plan(title="別の計画")
    session.add_all([ours, theirs])
    member = make.member(session)
    staff.give(session, member, Role.PLANNER, plan_id=ours.id)

    assert staff.holds(session, member, [Role.PLANNER], plan_id=ours.id, today=TODAY)
    assert not staff.holds(session, member, [Role.PLANNER], plan_id=theirs.id, today=TODAY)
    assert staff.plans_seen(session, member, today=TODAY) == {ours.id}


def test_a_role_everywhere_opens_every_plan(session: Session) -> None:
    member = make.member(session, "sato", Role.VIEWER)

    assert staff.holds(session, member, [Role.VIEWER], plan_id=1, today=TODAY)
    assert not staff.holds(session, member, [Role.PLANNER], plan_id=1, today=TODAY)
    assert staff.plans_seen(session, member, today=TODAY) is None


def test_an_administrator_as_such_sees_no_plan(session: Session) -> None:
    member = make.member(session, "sato", Role.ADMINISTRATOR)
    assert staff.plans_seen(session, member, today=TODAY) == set()


def test_a_typist_works_until_the_last_day_and_not_longer(session: Session) -> None:
    member = make.member(session)
    with pytest.raises(staff.TypistNeedsAnEnd):
        staff.give(session, member, Role.TYPIST)
    staff.give(session, member, Role.TYPIST, last_day=TODAY)

    assert staff.holds(session, member, [Role.TYPIST], plan_id=None, today=TODAY)
    assert not staff.holds(session, member, [Role.TYPIST], plan_id=None, today=date(2026, 7, 2))


def test_giving_a_role_again_moves_its_end_and_makes_no_second(session: Session) -> None:
    member = make.member(session)
    staff.give(session, member, Role.TYPIST, last_day=date(2026, 3, 31))
    staff.give(session, member, Role.TYPIST, last_day=TODAY)

    (held,) = staff.roles_of(session, member)
    assert held.last_day == TODAY


def test_the_database_itself_refuses_the_same_role_everywhere_twice(session: Session) -> None:
    member = make.member(session, "sato", Role.PLANNER)
    session.add(StaffRole(staff_id=member.id, role="planner", plan_id=None))
    with pytest.raises(IntegrityError):
        session.flush()


def test_the_last_administrator_stays(session: Session) -> None:
    only = make.member(session, "suzuki", Role.ADMINISTRATOR)
    (held,) = staff.roles_of(session, only)

    with pytest.raises(staff.LastAdministrator):
        staff.take(session, held)
    with pytest.raises(staff.LastAdministrator):
        staff.set_active(session, only, active=False)

    make.member(session, "tanaka", Role.ADMINISTRATOR)
    staff.set_active(session, only, active=False)
    assert not only.active


def test_every_role_has_a_japanese_name() -> None:
    assert all(role.label for role in Role)


def test_random_passwords_are_long_and_differ() -> None:
    made = {staff.random_password() for _ in range(100)}
    assert len(made) == 100
    assert all(len(password) == 23 for password in made)
