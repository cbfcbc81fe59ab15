"""What a liaison hands to one caregiver: the link to the form, a link for paper, and the code of that one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.contact_log import contacts_by_caregiver
from scheduler.services.links import find_or_issue_link, open_link, rotate_link, short_code
from scheduler.services.record_audit import record_audit
from scheduler.services.view_caseload import CaregiverLine, caregiver_line, said_when
from scheduler.storage.models import Caregiver, Caseload


@dataclass(frozen=True, slots=True)
class CaregiverLinks:
    """Both tokens open this caregiver's form; the one on paper shows what was saved only after `code`."""

    caregiver: CaregiverLine
    form_token: str
    paper_token: str
    code: str


def show_links(
    liaison_id: int, caregiver_id: int, season_id: int, link_key: str, now_utc: datetime
) -> CaregiverLinks | None:
    """The links, the same each time until they are revoked; None for a family of another liaison.

    Whoever holds them reads what the caregiver said, so each look is in the audit trail.
    """
    caregiver = _of_caseload(liaison_id, caregiver_id)
    if caregiver is None:
        return None
    form = find_or_issue_link("form", caregiver_id=caregiver_id, link_key=link_key, now_utc=now_utc)
    paper, link_id = _paper_link(caregiver_id, link_key, now_utc)
    record_audit("user", liaison_id, "show_links", "caregiver", caregiver_id, now_utc)
    db.session.commit()
    contacts = contacts_by_caregiver([caregiver_id], season_id)[caregiver_id]
    line = caregiver_line(caregiver, caregiver_id in said_when(season_id), contacts)
    return CaregiverLinks(line, form, paper, short_code(link_id, link_key))


def renew_paper_link(liaison_id: int, caregiver_id: int, link_key: str, now_utc: datetime) -> bool:
    """Close the link on paper, which was lost or whose code was locked, for a new one.

    False for a family of another liaison.
    """
    if _of_caseload(liaison_id, caregiver_id) is None:
        return False
    _, link_id = _paper_link(caregiver_id, link_key, now_utc)
    rotate_link(link_id, liaison_id, link_key, now_utc)
    return True


def _of_caseload(liaison_id: int, caregiver_id: int) -> Caregiver | None:
    return db.session.scalar(
        select(Caregiver)
        .join(Caseload, Caseload.family_id == Caregiver.family_id)
        .where(Caregiver.id == caregiver_id, Caseload.liaison_id == liaison_id)
    )


def _paper_link(caregiver_id: int, link_key: str, now_utc: datetime) -> tuple[str, int]:
    """The token and the id of the open link on paper."""
    token = find_or_issue_link("paper", caregiver_id=caregiver_id, link_key=link_key, now_utc=now_utc)
    link = open_link(token, ["paper"], link_key)
    if link is None:
        raise LookupError("a link that was just issued does not open")
    return token, link.link_id
