"""Letters out by SMTP (RFC 5321), encrypted on every wire that leaves the machine."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from scheduler.messaging.channels import Letter, PermanentSendError, TransientSendError
from scheduler.messaging.mail import mail_of

THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_DEFAULT_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class SmtpChannel:
    """A mail server. `implicit_tls` speaks TLS from the first byte; otherwise STARTTLS follows (RFC 3207)."""

    host: str
    port: int
    from_address: str
    implicit_tls: bool
    user: str = ""
    password: str = field(default="", repr=False)
    timeout_seconds: float = 30
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)

    @classmethod
    def from_url(cls, url: str, from_address: str) -> SmtpChannel:
        """The server of `smtp://user:password@host:587` or `smtps://user:password@host:465`.

        User, password and port may be missing. Raises ValueError for any other URL.
        """
        parts = urlsplit(url)
        if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
            raise ValueError("a mail server is written as smtp://user:password@host:587 or smtps://…")
        return cls(
            host=parts.hostname,
            port=parts.port or _DEFAULT_PORTS[parts.scheme],
            from_address=from_address,
            implicit_tls=parts.scheme == "smtps",
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )

    def send(self, letter: Letter) -> None:
        """Hands the letter to the server; errors carry the server's code, never an address."""
        mail = mail_of(letter, self.from_address)
        connection = self._open()
        try:
            connection.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            [(code, _)] = error.recipients.values()
            raise _refusal(code) from None
        except smtplib.SMTPResponseException as error:
            raise _refusal(error.smtp_code) from None
        except smtplib.SMTPNotSupportedError:
            raise PermanentSendError("the mail server takes no address in this script") from None
        except OSError as error:
            raise TransientSendError(f"the mail server broke off ({type(error).__name__})") from None
        finally:
            # Once the letter is taken, a server that fails to say goodbye changes nothing.
            with suppress(OSError):
                connection.quit()

    def _open(self) -> smtplib.SMTP:
        """A connection that takes mail. When there is none, the letter is not to blame: it waits."""
        try:
            connection = self._connect()
            try:
                self._introduce(connection)
            except BaseException:
                connection.close()
                raise
        except OSError as error:
            raise TransientSendError(f"the mail server cannot be used ({type(error).__name__})") from None
        return connection

    def _connect(self) -> smtplib.SMTP:
        if self.implicit_tls:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout_seconds, context=self.tls)
        return smtplib.SMTP(self.host, self.port, timeout=self.timeout_seconds)

    def _introduce(self, connection: smtplib.SMTP) -> None:
        connection.ehlo_or_helo_if_needed()
        if not self.implicit_tls and (self.host not in THIS_MACHINE or connection.has_extn("starttls")):
            connection.starttls(context=self.tls)
        if self.user:
            connection.login(self.user, self.password)


def _refusal(code: int) -> PermanentSendError | TransientSendError:
    """4yz may pass later, 5yz never does (RFC 5321, section 4.2.1)."""
    kind = PermanentSendError if code >= 500 else TransientSendError
    return kind(f"the mail server refused the letter ({code})")
