"""The demo's channel: letters go to files in a folder instead of to people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

from scheduler.messaging.channels import Letter
from scheduler.messaging.mail import mail_of


@dataclass(frozen=True, slots=True)
class OutboxFolder:
    """A folder of .eml files whose names sort by the time of writing."""

    folder: Path
    from_address: str

    def send(self, letter: Letter) -> None:
        """Writes the letter so that a reader sees the whole file or none."""
        content = mail_of(letter, self.from_address).as_bytes()
        written = letter.written_utc.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%f")
        path = self.folder / f"{written}-{sha256(content).hexdigest()[:16]}.eml"
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(content)
        unfinished.replace(path)

    def letters(self, limit: int) -> list[Letter]:
        """The newest letters first."""
        newest_first = sorted(self.folder.glob("*.eml"), reverse=True)
        return [_letter_in(path.read_bytes()) for path in newest_first[:limit]]


def _letter_in(content: bytes) -> Letter:
    mail = message_from_bytes(content, policy=policy.default)
    return Letter(
        to_address=mail["To"].addresses[0].addr_spec,
        language=str(mail["Content-Language"]),
        subject=str(mail["Subject"]),
        text=_body(mail, "plain") or "",
        written_utc=mail["Date"].datetime,
        html=_body(mail, "html"),
    )


def _body(mail: EmailMessage, subtype: str) -> str | None:
    part = mail.get_body((subtype,))
    return None if part is None else part.get_content().replace("\r\n", "\n")
