"""A letter as an e-mail (RFC 5322)."""

from __future__ import annotations

from email import policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage

from scheduler.messaging.channels import Letter, PermanentSendError

# Relays that do not take 8-bit text still exist.
_POLICY = policy.SMTP.clone(cte_type="7bit")


def mail_of(letter: Letter, from_address: str) -> EmailMessage:
    """The letter to its one recipient.

    Raises PermanentSendError for an address that is not exactly one, or a header that would begin another.
    The error never repeats what it refuses, so that it may be logged.
    """
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = from_address
    mail["To"] = _one_address(letter.to_address)
    mail["Date"] = letter.written_utc
    mail["Auto-Submitted"] = "auto-generated"
    try:
        mail["Subject"] = letter.subject
        for name, value in letter.headers.items():
            mail[name] = value
    except ValueError:
        raise PermanentSendError("a header of the letter has a line break or is there twice") from None
    mail.set_content(letter.text)
    if letter.html is not None:
        mail.add_alternative(letter.html, subtype="html")
    if letter.calendar is not None:  # last, since of alternatives a program takes the last that it knows
        method = {"method": letter.calendar.method}
        mail.add_alternative(letter.calendar.text, subtype="calendar", params=method)
    # Only now: setting the content drops every Content- header that was there before.
    mail["Content-Language"] = letter.language
    return mail


def _one_address(text: str) -> Address:
    try:
        address = Address(addr_spec=text)
    except (MessageError, ValueError, IndexError):
        raise PermanentSendError("the address of the letter is not one e-mail address") from None
    if not address.domain:
        raise PermanentSendError("the address of the letter is not one e-mail address")
    return address
