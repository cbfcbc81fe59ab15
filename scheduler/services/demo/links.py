"""The ready links of a demo: one for each of the people who use Commonhour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.demo_sign_in import demo_sign_in_token
from scheduler.services.links import Purpose, find_or_issue_link
from scheduler.storage.models import Answer, Caregiver, LinkToken, User

PURPOSES: tuple[Purpose, ...] = ("form", "feed")


@dataclass(frozen=True, slots=True)
class ReadyLink:
    who: str
    path: str


def ready_links(secret_key: str, link_key: str, now_utc: datetime) -> list[ReadyLink]:
    """The same links at every start, as long as nobody revokes them."""
    tokens = {
        purpose: find_or_issue_link(
            purpose, link_key=link_key, caregiver_id=_caregiver_for(purpose), now_utc=now_utc
        )
        for purpose in PURPOSES
    }
    db.session.commit()
    staff = [
        ReadyLink(who, f"/account/demo/{demo_sign_in_token(_user_id(role), secret_key)}")
        for who, role in (("a co-planner", "co_planner"), ("a liaison", "liaison"), ("a partner", "partner"))
    ]
    return [
        *staff,
        ReadyLink("a family (reads Spanish)", f"/f/{tokens['form']}/"),
        ReadyLink("a calendar feed (a family that reads Spanish)", f"/feeds/{tokens['feed']}.ics"),
    ]


def _user_id(role: str) -> int:
    return db.session.scalars(select(User.id).where(User.role == role).order_by(User.id)).first() or 0


def _caregiver_for(purpose: str) -> int:
    """Whoever got the first such link; at the first start a Spanish reader, with answers for the feed."""
    before = select(LinkToken.caregiver_id).where(
        LinkToken.purpose == purpose, LinkToken.revoked_utc.is_(None), LinkToken.caregiver_id.is_not(None)
    )
    answered = select(Answer.id).where(Answer.caregiver_id == Caregiver.id).exists()
    new = select(Caregiver.id).where(
        Caregiver.language_read == "es", answered if purpose == "feed" else ~answered
    )
    anyone = select(Caregiver.id).order_by(Caregiver.id)
    queries = (before.order_by(LinkToken.id), new.order_by(Caregiver.id), anyone)
    return next(found for query in queries if (found := db.session.scalar(query.limit(1))) is not None)
