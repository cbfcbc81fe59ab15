"""Mail in from a mailbox by IMAP (RFC 3501), encrypted on every wire that leaves the machine."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from scheduler.messaging.smtp import THIS_MACHINE

_DEFAULT_PORTS = {"imap": 143, "imaps": 993}
_MOST_AT_ONCE = 200
_MOST_AGAIN = 10
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxUnusableError(Exception):
    """The mailbox cannot be read now; what is in it stays. The text names no person and no password."""


@dataclass(frozen=True, slots=True)
class ImapMailbox:
    """A folder of a server. `implicit_tls` speaks TLS from the first byte; otherwise STARTTLS follows."""

    host: str
    port: int
    user: str
    implicit_tls: bool
    folder: str = "INBOX"
    password: str = field(default="", repr=False)
    timeout_seconds: float = 30
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)

    @classmethod
    def from_url(cls, url: str) -> ImapMailbox:
        """The folder of `imaps://user:password@host:993/INBOX`; port and folder may be missing.

        Raises ValueError for any other URL.
        """
        parts = urlsplit(url)
        if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or not parts.username:
            raise ValueError("a mailbox is written as imaps://user:password@host:993/INBOX")
        return cls(
            host=parts.hostname,
            port=parts.port or _DEFAULT_PORTS[parts.scheme],
            user=unquote(parts.username),
            implicit_tls=parts.scheme == "imaps",
            folder=unquote(parts.path.strip("/")) or "INBOX",
            password=unquote(parts.password or ""),
        )

    def take_each(self, take: Callable[[bytes], bool], most_bytes: int) -> int:
        """Hand each mail to `take`, remove those for which it says True, and give how many these were.

        Of a mail of more than `most_bytes` only the head is fetched. A mail is removed after `take` is done
        with it, one by one, so that none is lost when the program ends in between. What is not taken gets
        the mark Flagged and is tried again later, a few at a time, so that it holds up nothing else.

        Raises MailboxUnusableError when the server cannot be reached or refuses.
        """
        try:
            connection = self._open()
            try:
                return self._take_each(connection, take, most_bytes)
            finally:
                with suppress(OSError, imaplib.IMAP4.error):
                    connection.logout()
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailboxUnusableError(f"the mailbox cannot be used ({type(error).__name__})") from None

    def _open(self) -> imaplib.IMAP4:
        if self.implicit_tls:
            connection: imaplib.IMAP4 = imaplib.IMAP4_SSL(
                self.host, self.port, ssl_context=self.tls, timeout=self.timeout_seconds
            )
        else:
            connection = imaplib.IMAP4(self.host, self.port, timeout=self.timeout_seconds)
        try:
            if not self.implicit_tls and (
                self.host not in THIS_MACHINE or "STARTTLS" in connection.capabilities
            ):
                connection.starttls(self.tls)
            connection.login(self.user, self.password)
        except BaseException:
            with suppress(OSError):
                connection.shutdown()
            raise
        return connection

    def _take_each(self, connection: imaplib.IMAP4, take: Callable[[bytes], bool], most_bytes: int) -> int:
        _ok(connection.select(f'"{self.folder}"'))
        fresh = _listed(connection, "UNDELETED UNFLAGGED")[:_MOST_AT_ONCE]
        taken = 0
        for uid in (*fresh, *_listed(connection, "UNDELETED FLAGGED")[:_MOST_AGAIN]):
            if take(_fetched(connection, uid, most_bytes)):
                _ok(connection.uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)"))
                _expunge(connection, uid)
                taken += 1
            else:
                _ok(connection.uid("STORE", uid, "+FLAGS.SILENT", r"(\Flagged)"))
        return taken


def _listed(connection: imaplib.IMAP4, which: str) -> list[str]:
    [listed] = _ok(connection.uid("SEARCH", which))
    return (listed or b"").decode().split()


def _fetched(connection: imaplib.IMAP4, uid: str, most_bytes: int) -> bytes:
    """The mail, or its head where it is too large. Reading does not mark it as read."""
    size = _SIZE.search(b" ".join(_plain(_ok(connection.uid("FETCH", uid, "(RFC822.SIZE)")))))
    part = "BODY.PEEK[]" if size and int(size[1]) <= most_bytes else "BODY.PEEK[HEADER]"
    answer = _ok(connection.uid("FETCH", uid, f"({part})"))
    literals = [each[1] for each in answer if isinstance(each, tuple)]
    if not literals:
        raise imaplib.IMAP4.error("a mail that was listed is not there")
    return bytes(literals[0])


def _expunge(connection: imaplib.IMAP4, uid: str) -> None:
    """Only this mail where the server can (RFC 4315): what others have marked is theirs to remove."""
    if "UIDPLUS" in connection.capabilities:
        _ok(connection.uid("EXPUNGE", uid))
    else:
        _ok(connection.expunge())


def _plain(answer: Sequence[Any]) -> list[bytes]:
    return [each for each in answer if isinstance(each, bytes)]


def _ok(answer: tuple[str, Sequence[Any]]) -> Sequence[Any]:
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error("the server refused")
    return data
