"""The ready links of a demo: one for each of the people who use Commonhour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.language.names import language_name
from scheduler.services.current_season import latest_season_id
from scheduler.services.demo_sign_in import demo_sign_in_token
from scheduler.services.links import Purpose, find_or_issue_link
from scheduler.services.posters import list_posters, make_poster
from scheduler.storage.models import Answer, Caregiver, LinkToken, User

STAFF = {
    ("co_planner", None): "a co-planner",
    ("co_planner", "families"): "a co-planner who speaks for families, with the same vote",
    ("liaison", None): "a liaison",
    ("partner", None): "a partner",
}
"""By role, and whom they represent."""


@dataclass(frozen=True, slots=True)
class ReadyLink:
    """`who` tells whose page this is; `path` comes after the base address."""

    who: str
    path: str


def ready_links(secret_key: str, link_key: str, now_utc: datetime) -> list[ReadyLink]:
    """The same links at every start, as long as nobody revokes them."""
    links = [_staff_link(user, secret_key) for user in _staff()]
    family, feed = _caregiver("form", answered=False), _caregiver("feed", answered=True)
    form_token = find_or_issue_link("form", caregiver_id=family.id, link_key=link_key, now_utc=now_utc)
    feed_token = find_or_issue_link("feed", caregiver_id=feed.id, link_key=link_key, now_utc=now_utc)
    links += [
        ReadyLink(f"a family ({_reader(family)})", f"/f/{form_token}/"),
        ReadyLink(f"a calendar feed ({_reader(feed)})", f"/feeds/{feed_token}.ics"),
        ReadyLink("a family without a link (by a poster)", f"/join/{_poster_code(link_key, now_utc)}"),
    ]
    db.session.commit()
    return links


def _staff() -> list[User]:
    """The first of each kind; a demo that was loaded before there was one does without."""
    found: dict[tuple[str, str | None], User] = {}
    for user in db.session.scalars(select(User).where(User.active).order_by(User.id)):
        found.setdefault((user.role, user.represents), user)
    return [found[kind] for kind in STAFF if kind in found]


def _staff_link(user: User, secret_key: str) -> ReadyLink:
    who = STAFF[user.role, user.represents]
    return ReadyLink(f"{who} ({user.name})", f"/account/demo/{demo_sign_in_token(user.id, secret_key)}")


def _poster_code(link_key: str, now_utc: datetime) -> str:
    """That of the first liaison's newest poster, which is made at the first start."""
    liaison = db.session.scalars(select(User).where(User.role == "liaison").order_by(User.id).limit(1)).one()
    season_id = latest_season_id()
    if season_id is None:
        raise LookupError("the demo district has no season")
    if not list_posters(liaison.id, season_id, link_key):
        make_poster(liaison.id, season_id, "Laundromat on Oak Street", None, now_utc)
    return list_posters(liaison.id, season_id, link_key)[0].code


def _caregiver(purpose: Purpose, *, answered: bool) -> Caregiver:
    """Whoever got the first such link; at the first start the first who reads Spanish and has, or has not, answered."""
    linked = (
        select(Caregiver)
        .join(LinkToken, LinkToken.caregiver_id == Caregiver.id)
        .where(LinkToken.purpose == purpose, LinkToken.revoked_utc.is_(None))
        .order_by(LinkToken.id)
    )
    said_when = Caregiver.id.in_(select(Answer.caregiver_id).where(Answer.hours.any()))
    begun = Caregiver.id.in_(select(Answer.caregiver_id))
    suits = said_when if answered else ~begun
    best = select(Caregiver).order_by(Caregiver.language_read != "es", ~suits, Caregiver.id)
    found = db.session.scalar(linked.limit(1)) or db.session.scalar(best.limit(1))
    if found is None:
        raise LookupError("the demo district has no caregiver left")
    return found


def _reader(caregiver: Caregiver) -> str:
    return f"{caregiver.name}, who reads {language_name(caregiver.language_read, 'en')}"
