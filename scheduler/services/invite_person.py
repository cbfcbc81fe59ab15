"""A co-planner gives somebody an account, and a letter tells them how to sign in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from scheduler.extensions import db
from scheduler.messaging.channels import Letter
from scheduler.messaging.letters import welcome_letter
from scheduler.services.accounts import open_account, wait_for_accounts
from scheduler.services.board_steps import JOINED
from scheduler.services.people import tell_board, wait_for_board
from scheduler.services.queue_message import queue_message
from scheduler.services.read_district import read_district
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import Partner, User

TEMPLATE = "welcome"


@dataclass(frozen=True, slots=True)
class NewPerson:
    """`language` is a code of the table of locales, `role` one of `co_planner`, `liaison` and `partner`.

    `represents` is a co-planner's: None for the district, "families" or "community".

    Of a partner's person `partner_id` is the row of the organisation, None for a new one with that name.
    """

    name: str
    email: str
    language: str
    role: str
    represents: str | None = None
    partner_id: int | None = None
    new_partner: str = ""


class AddressInUseError(Exception):
    """Somebody has an account with this address; `taken_off` where it has ended, in another role."""

    def __init__(self, name: str, *, taken_off: bool) -> None:
        super().__init__(name)
        self.name, self.taken_off = name, taken_off


def invite_person(person: NewPerson, by_id: int, now_utc: datetime) -> int:
    """Make the account and write to its owner; the account's row id.

    Whoever had one in the same role and was taken off gets it again, as it is told now.

    Raises:
        AddressInUseError: see there.
        LookupError: there is no such partner.
    """
    season_id = wait_for_board()
    wait_for_accounts()
    partner_id = _partner(person) if person.role == "partner" else None
    user = db.session.scalar(select(User).where(func.lower(User.email) == person.email.lower()))
    if user is not None and (user.active or user.role != person.role):
        taken = AddressInUseError(user.name, taken_off=not user.active)
        db.session.rollback()
        raise taken
    if user is None:
        user = User(email=person.email, role=person.role)
        db.session.add(user)
    user.name, user.language = person.name, person.language
    user.represents, user.partner_id = person.represents, partner_id
    db.session.flush()
    open_account(user.id, by_id, now_utc)
    record_audit("user", by_id, "invite_person", "user", user.id, now_utc)
    tell_board(season_id, JOINED, user, by_id, now_utc)
    queue_message(TEMPLATE, user_id=user.id, language=person.language, now_utc=now_utc)
    db.session.commit()
    return user.id


def write_welcome_letter(user: User, base_url: str, now_utc: datetime) -> Letter:
    """Where to sign in. It holds no link that opens anything by itself."""
    district = read_district()
    if district is None:
        raise LookupError("there is no district yet")
    page = f"{base_url}/account/sign-in"
    return welcome_letter(user.email, user.language, user.role, district.name, page, now_utc)


def _partner(person: NewPerson) -> int:
    """The row of the organisation; a name that is known already makes no second one."""
    if person.partner_id is not None:
        if db.session.get(Partner, person.partner_id) is None:
            db.session.rollback()
            raise LookupError
        return person.partner_id
    known = select(Partner).where(func.lower(Partner.name) == person.new_partner.lower())
    partner = db.session.scalars(known.order_by(Partner.id)).first()
    if partner is None:
        partner = Partner(name=person.new_partner)
        db.session.add(partner)
        db.session.flush()
    return partner.id
