"""The address to which the reply to one invitation goes.

Its tag is the number of the invitation and an HMAC-SHA256 under the server's link key (RFC 2104, cut to 80
bits), which nobody knows but whoever got the mail. It opens no page, and nothing in the database makes it.
"""

from __future__ import annotations

import hmac
import re
from base64 import b32encode

from scheduler.extensions import db
from scheduler.storage.models import MailedInvitation

SEAL_BYTES = 10
_TAG = r"(?P<number>[1-9][0-9]{0,9})-(?P<seal>[a-z2-7]{16})"


def reply_address(pattern: str, invitation: MailedInvitation, link_key: str) -> str:
    """`pattern` is the address of the settings, in which the tag takes the place of `*`."""
    return pattern.replace("*", f"{invitation.id}-{_seal(invitation, link_key)}")


def invitation_at(pattern: str, address: str, link_key: str) -> MailedInvitation | None:
    """The invitation whose reply goes to this address; None for any other address."""
    before, _, after = pattern.partition("*")
    found = re.fullmatch(re.escape(before) + _TAG + re.escape(after), address, re.IGNORECASE)
    if found is None or int(found["number"]) >= 2**31:
        return None
    invitation = db.session.get(MailedInvitation, int(found["number"]))
    if invitation is None:
        return None
    genuine = hmac.compare_digest(found["seal"].lower(), _seal(invitation, link_key))
    return invitation if genuine else None


def _seal(invitation: MailedInvitation, link_key: str) -> str:
    facts = f"reply|{invitation.id}|caregiver {invitation.caregiver_id}|session {invitation.session_uid}"
    digest = hmac.digest(link_key.encode(), facts.encode(), "sha256")
    return b32encode(digest[:SEAL_BYTES]).decode().lower()
