"""Release a plan: freeze it as the season's next numbered version and invite the families."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import insert, select

from scheduler.domain.publishing import publish
from scheduler.extensions import db
from scheduler.services.explain_plan import request_why
from scheduler.services.invite_by_mail import queue_inviting
from scheduler.services.record_audit import record_audit
from scheduler.services.release_rule import missing_for_release
from scheduler.storage.invitations import families_still_to_invite
from scheduler.storage.models import Invitation, Plan, Season
from scheduler.storage.plans import load_plan
from scheduler.storage.releases import latest_release, published_sessions, store_release


class NotReleasableError(Exception):
    """This plan cannot be published: a yardstick, one that breaks a rule, or one with nothing to tell."""


class NotDecidedError(Exception):
    """The season's rule demands more: approvals, or answers to objections."""


class ReleasedMeanwhileError(Exception):
    """Another release was published since the changes were looked at."""


def release_plan(plan_id: int, user_id: int, now_utc: datetime, since: int | None = None) -> int:
    """Publish a plan and give its release number; how it holds up is worked out for its memo.

    `since` is the number of the release that the plan was compared with, 0 before the first; None
    where nobody looked at the changes.

    Raises:
        NotReleasableError: for a yardstick, an infeasible plan, or one that breaks a rule.
        NotDecidedError: where the season's rule demands more.
        ReleasedMeanwhileError: where `since` is not the latest release any more.
    """
    plan = db.session.get(Plan, plan_id)
    if plan is None or plan.yardstick or plan.status == "infeasible" or plan.faults or plan.trial:
        raise NotReleasableError
    _wait_for_turn(plan.season_id)
    latest = latest_release(plan.season_id)
    if since is not None and since != (latest.number if latest else 0):
        db.session.rollback()
        raise ReleasedMeanwhileError
    if not missing_for_release(plan.season_id, plan_id).nothing:
        db.session.rollback()
        raise NotDecidedError
    before = published_sessions(latest)
    published = publish(before, load_plan(plan_id).sessions, now_utc, _new_uid)
    release = store_release(plan.season_id, plan_id, published, user_id, now_utc)
    _invite({s.event_id for s in release.sessions if s.status == "confirmed"}, now_utc)
    queue_inviting(plan.season_id, now_utc)
    record_audit("user", user_id, "release", "release", release.id, now_utc)
    number = release.number
    db.session.commit()
    request_why(plan_id, "chance", "", user_id, now_utc)
    return number


def _wait_for_turn(season_id: int) -> None:
    """Two releases of one season at the same moment are numbered one after the other."""
    db.session.scalars(select(Season.id).where(Season.id == season_id).with_for_update()).one()


def _invite(event_ids: set[int], now_utc: datetime) -> None:
    rows = [
        {"family_id": family_id, "event_id": event_id, "invited_utc": now_utc}
        for event_id, family_id in families_still_to_invite(event_ids)
    ]
    if rows:
        db.session.execute(insert(Invitation), rows)


def _new_uid() -> str:
    return secrets.token_hex(12)
