"""Everybody who can sign in, and how somebody is taken off, or put back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.accounts import end_account, open_account, voice_is_asked
from scheduler.services.board_steps import JOINED, LEFT, board_plan_id, take_step, wait_for_turn
from scheduler.services.current_season import current_season_id
from scheduler.storage.models import Partner, User


@dataclass(frozen=True, slots=True)
class PersonView:
    """An account. `represents` is None, "families" or "community"; `partner` the name of the organisation.

    `only_planner`: they cannot be taken off. `only_voice`: nobody else could meet a season's rule.
    """

    id: int
    name: str
    email: str
    role: str
    represents: str | None
    partner: str
    active: bool
    only_planner: bool
    only_voice: bool


@dataclass(frozen=True, slots=True)
class PeopleView:
    """All accounts by name, and the partners, row and name, that somebody can be of."""

    people: tuple[PersonView, ...]
    partners: tuple[tuple[int, str], ...]


def view_people() -> PeopleView:
    """Everybody with an account, also those who were taken off."""
    partners = {row.id: row.name for row in db.session.scalars(select(Partner).order_by(Partner.name))}
    users = db.session.scalars(select(User)).all()
    planners = [user for user in users if user.role == "co_planner" and user.active]
    voices = [user for user in planners if user.represents == "families"]
    asked = voice_is_asked()
    people = (
        PersonView(
            user.id,
            user.name,
            user.email,
            user.role,
            user.represents,
            partners.get(user.partner_id or 0, ""),
            user.active,
            planners == [user],
            asked and voices == [user],
        )
        for user in users
    )
    by_name = sorted(people, key=lambda person: (person.name.casefold(), person.id))
    return PeopleView(tuple(by_name), tuple(partners.items()))


def take_off(person_id: int, by_id: int, now_utc: datetime, *, knowingly: bool = False) -> None:
    """End somebody's account; `knowingly` also where families lose their last voice.

    Raises:
        LookupError: there is no such person.
        LastCoPlannerError, LastVoiceError: as `end_account` says.
    """
    season_id = wait_for_board()
    user = _known(person_id)
    was_active = user.active
    end_account(person_id, by_id, now_utc, knowingly=knowingly)
    if was_active:
        tell_board(season_id, LEFT, user, by_id, now_utc)
    db.session.commit()


def put_back(person_id: int, by_id: int, now_utc: datetime) -> None:
    """Let somebody who was taken off sign in again.

    Raises:
        LookupError: there is no such person.
    """
    season_id = wait_for_board()
    user = _known(person_id)
    was_active = user.active
    open_account(person_id, by_id, now_utc)
    if not was_active:
        tell_board(season_id, JOINED, user, by_id, now_utc)
    db.session.commit()


def wait_for_board() -> int | None:
    """Who plans the open season changes in turn with its board; its id, None between seasons."""
    season_id = current_season_id()
    if season_id is not None:
        wait_for_turn(season_id)
    return season_id


def tell_board(season_id: int | None, kind: str, user: User, by_id: int, now_utc: datetime) -> None:
    """Who votes has changed, which is a step of the board: all see it there, and can undo it."""
    if season_id is not None and user.role == "co_planner":
        take_step(season_id, kind, board_plan_id(season_id), by_id, now_utc, facts={"user": user.id})


def _known(person_id: int) -> User:
    user = db.session.get(User, person_id)
    if user is None:
        raise LookupError
    return user
