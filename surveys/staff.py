"""職員: who works at the desk, with which password, and what each may do."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, delete, false, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200  # hashing without end is a way to stop a server
HASHER = PasswordHasher()  # argon2id with the library's parameters (RFC 9106, low memory)


class Role(StrEnum):
    """What a member of staff may be; one person may be several."""

    KEEPER = "keeper"
    PLANNER = "planner"
    SECTION = "section"
    FACILITATOR = "facilitator"
    TYPIST = "typist"
    VIEWER = "viewer"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        return ROLE_LABELS[self]


ROLE_LABELS = {
    Role.KEEPER: N_("開封責任者"),
    Role.PLANNER: N_("企画担当"),
    Role.SECTION: N_("主管課・関係課"),
    Role.FACILITATOR: N_("進行役"),
    Role.TYPIST: N_("入力担当"),
    Role.VIEWER: N_("閲覧者"),
    Role.ADMINISTRATOR: N_("管理者"),
}


class PasswordTooShort(SurveyError):
    message = N_("パスワードは%(shortest)d文字以上で決めてください")


class PasswordTooLong(SurveyError):
    message = N_("パスワードは%(longest)d文字以内で決めてください")


class PasswordIsTheName(SurveyError):
    message = N_("パスワードにログイン名をそのまま使うことはできません。別のものに決めてください")


class WrongPassword(SurveyError):
    message = N_("今のパスワードが違います。もう一度入力してください")


class SignInNameTaken(SurveyError):
    message = N_("このログイン名はすでに使われています。別の名前を入力してください")


class TypistNeedsAnEnd(SurveyError):
    message = N_("入力担当には、いつまで使えるかの日付を入力してください")


class LastAdministrator(SurveyError):
    message = N_("管理者が1人もいなくなるため、変更できません。先に別の管理者を決めてください")


class StaffMember(Base):
    """職員. `first_password` is true until the person has chosen a password of their own.

    `company` names who employs somebody of a 委託先; "" for the town's own people.
    """

    __tablename__ = "staff_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    shown_name: Mapped[str] = mapped_column(String(100))
    password_hash: Mapped[str] = mapped_column(String(200))
    first_password: Mapped[bool] = mapped_column(default=True)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    company: Mapped[str] = mapped_column(String(100), default="", server_default="")


class StaffRole(Base):
    """What one member is, everywhere or in one plan only, perhaps until a day.

    `section` names the sections of who is 主管課・関係課 (none: any), `head` that it is its 課長.
    """

    __tablename__ = "staff_role"
    __table_args__ = (
        CheckConstraint("role <> 'typist' OR last_day IS NOT NULL", name="typist_has_an_end"),
        Index("uq_staff_role_in_plan", "staff_id", "role", "plan_id", unique=True),
        # NULLs differ from one another in a unique index, so "everywhere" needs its own.
        Index(
            "uq_staff_role_everywhere",
            "staff_id",
            "role",
            unique=True,
            sqlite_where=text("plan_id IS NULL"),
            postgresql_where=text("plan_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(20))
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    last_day: Mapped[date | None]
    section: Mapped[str] = mapped_column(String(300), default="", server_default="")
    head: Mapped[bool] = mapped_column(default=False, server_default=false())


@dataclass(frozen=True, slots=True)
class Held:
    """A role as it was read: where it holds, and until when."""

    role: str
    plan_id: int | None
    last_day: date | None


def add(
    session: Session, *, name: str, shown_name: str, password: str, now: datetime
) -> StaffMember:
    """Take a new member in, with a password somebody else chose for them.

    Raises:
        SignInNameTaken, PasswordTooShort, PasswordTooLong, PasswordIsTheName
    """
    if session.scalar(select(StaffMember.id).where(StaffMember.name == name)) is not None:
        raise SignInNameTaken
    member = StaffMember(name=name, shown_name=shown_name, active=True, created_at=now)
    set_password(member, password, first=True)
    session.add(member)
    session.flush()
    return member


def members(session: Session) -> Sequence[StaffMember]:
    """List everyone, by sign-in name."""
    return session.scalars(select(StaffMember).order_by(StaffMember.name)).all()


def by_name(session: Session, name: str) -> StaffMember | None:
    return session.scalar(select(StaffMember).where(StaffMember.name == name))


def random_password() -> str:
    """About 100 bits, in groups a person can copy from paper."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(5)) for _ in range(4))


def set_password(member: StaffMember, password: str, *, first: bool = False) -> None:
    """Give a member a new password.

    Raises:
        PasswordTooShort, PasswordTooLong, PasswordIsTheName
    """
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort(shortest=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        raise PasswordTooLong(longest=LONGEST_PASSWORD)
    if password.casefold() == member.name.casefold():
        raise PasswordIsTheName
    member.password_hash, member.first_password = HASHER.hash(password), first


def change_password(member: StaffMember, *, current: str, wanted: str) -> None:
    """Let a member replace their own password.

    Raises:
        WrongPassword, PasswordTooShort, PasswordTooLong, PasswordIsTheName
    """
    if not is_password(member.password_hash, current):
        raise WrongPassword
    set_password(member, wanted)


def is_password(password_hash: str, said: str) -> bool:
    """Compare in argon2's own constant time; a broken hash matches nothing."""
    try:
        return HASHER.verify(password_hash, said[:LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return False


def roles_of(session: Session, member: StaffMember) -> Sequence[StaffRole]:
    """List every role a member was given, ended ones too."""
    of_member = select(StaffRole).where(StaffRole.staff_id == member.id)
    return session.scalars(of_member.order_by(StaffRole.role, StaffRole.id)).all()


def give(
    session: Session,
    member: StaffMember,
    role: Role,
    *,
    plan_id: int | None = None,
    last_day: date | None = None,
) -> StaffRole:
    """Give a role, or move the end of one already held.

    Raises:
        TypistNeedsAnEnd
    """
    if role is Role.TYPIST and last_day is None:
        raise TypistNeedsAnEnd
    held = (given for given in roles_of(session, member) if given.role == role)
    same = next((given for given in held if given.plan_id == plan_id), None)
    given = same or StaffRole(staff_id=member.id, role=role.value, plan_id=plan_id)
    given.last_day = last_day
    session.add(given)
    session.flush()
    return given


def take(session: Session, given: StaffRole) -> None:
    """Take a role away.

    Raises:
        LastAdministrator
    """
    if given.role == Role.ADMINISTRATOR:
        _leave_an_administrator(session, without=given.staff_id)
    session.execute(delete(StaffRole).where(StaffRole.id == given.id))


def set_active(session: Session, member: StaffMember, *, active: bool) -> None:
    """Let a member in, or keep them out without losing what they did.

    Raises:
        LastAdministrator
    """
    if not active:
        _leave_an_administrator(session, without=member.id)
    member.active = active


def holds(
    session: Session,
    member: StaffMember,
    roles: Iterable[Role],
    *,
    plan_id: int | None,
    today: date,
) -> bool:
    """Say whether a member is any of `roles` in a plan; where no plan is meant, in all of them.

    Who has a role in one plan alone must not reach staff or passwords, which belong to no plan.
    """
    return cover(held(session, member), roles, plan_id=plan_id, today=today)


def held(session: Session, member: StaffMember) -> tuple[Held, ...]:
    """What a member is, to be asked more than once."""
    return tuple(Held(one.role, one.plan_id, one.last_day) for one in roles_of(session, member))


def cover(
    given: Iterable[Held], roles: Iterable[Role], *, plan_id: int | None, today: date
) -> bool:
    """The same as `holds`, of what was read before."""
    wanted = set(roles)
    return any(
        one.role in wanted
        and one.plan_id in (None, plan_id)
        and (one.last_day is None or today <= one.last_day)
        for one in given
    )


def has_ended(session: Session, member: StaffMember, *, today: date) -> bool:
    """Whether all that a member was given is over: the account of a 委託先 ends by itself.

    Who was given nothing yet may come in, and sees nothing.
    """
    given = roles_of(session, member)
    return bool(given) and all(one.last_day is not None and one.last_day < today for one in given)


def plans_seen(session: Session, member: StaffMember, *, today: date) -> set[int] | None:
    """The plans a member has a role in; None means every plan."""
    current = [
        given.plan_id
        for given in roles_of(session, member)
        if given.role != Role.ADMINISTRATOR and (given.last_day is None or today <= given.last_day)
    ]
    return None if None in current else {plan_id for plan_id in current if plan_id is not None}


def _leave_an_administrator(session: Session, *, without: int) -> None:
    others = (
        select(StaffRole.id)
        .join(StaffMember, StaffMember.id == StaffRole.staff_id)
        .where(StaffRole.role == Role.ADMINISTRATOR, StaffRole.plan_id.is_(None))
        .where(StaffMember.active, StaffMember.id != without)
    )
    mine = select(StaffRole.id).where(
        StaffRole.staff_id == without, StaffRole.role == Role.ADMINISTRATOR
    )
    if session.scalar(mine) is not None and session.scalar(others.limit(1)) is None:
        raise LastAdministrator
