"""The channel that the settings name."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from scheduler.messaging.channels import Channel
from scheduler.messaging.outbox_folder import OutboxFolder
from scheduler.messaging.smtp import SmtpChannel


def open_channel(mail_url: str, from_address: str) -> Channel:
    """The mail server of an `smtp://` or `smtps://` URL, or the demo's outbox folder of a `file://` one."""
    parts = urlsplit(mail_url)
    if parts.scheme == "file":
        return OutboxFolder(Path(url2pathname(parts.path)), from_address)
    return SmtpChannel.from_url(mail_url, from_address)
