"""The step "reach": its fields to how a caregiver is told, and back."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from scheduler.domain.answers import CHANNELS, Channel, Reach
from scheduler.domain.mail_address import is_mail_address
from scheduler.domain.phone_number import is_phone_number
from scheduler.services.read_caregiver import CaregiverView

Fields = Mapping[str, str]


def reach_typed(fields: Fields, _reader: CaregiverView, _language: str) -> tuple[Reach, dict[str, str]]:
    """How to reach the caregiver, and by field what is wrong with it."""
    errors: dict[str, str] = {}
    channel: Channel = next((each for each in CHANNELS if each == fields.get("channel")), "none")
    email = fields.get("email", "").strip()
    phone = " ".join(fields.get("phone", "").split())
    if (email or channel == "email") and not is_mail_address(email):
        errors["email"] = _("Write your email address, such as name@example.org.")
    if (phone or channel in ("sms", "call")) and not is_phone_number(phone):
        errors["phone"] = _("Write your phone number in digits, such as 555 0100.")
    return Reach(channel, email, phone, bool(fields.get("may-keep"))), errors


def reach_fields(reach: Reach, _reader: CaregiverView) -> dict[str, str]:
    """The fields filled in, with what the school knows already."""
    keep = {"may-keep": "on"} if reach.may_keep else {}
    return {"channel": reach.channel, "email": reach.email, "phone": reach.phone, **keep}
