"""What of a mail matters to us (RFC 5322, RFC 2045, RFC 6047): addresses, calendar parts and words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses
from html.parser import HTMLParser

from scheduler.calendars.content_lines import plain, plain_lines
from scheduler.calendars.replies import CalendarReply, read_reply
from scheduler.calendars.reply_mail import ReplyMail

LONGEST_WORDS = 2_000
_MOST_PARTS = 200
_TO = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
_CALENDARS = ("text/calendar", "application/ics")
_CUT = "X-Commonhour-Cut"


def read_mail(data: bytes) -> ReplyMail:
    """See `reply_mail.read_reply_mail`; this may take long, or raise anything."""
    mail = message_from_bytes(data)
    senders = _addresses(mail, "From")
    leaves = [part for part in _first_parts(mail) if not part.is_multipart()]
    calendars = [part for part in leaves if part.get_content_type() in _CALENDARS]
    written = _written(leaves)
    replies: dict[CalendarReply, None] = {}
    for part in calendars:
        reply = read_reply(_content(part))
        if reply is not None:
            replies[reply] = None
    words = _without_quotes(plain_lines(written))
    return ReplyMail(
        sender=senders[0] if len(senders) == 1 else "",
        recipients=tuple(address for name in _TO for address in _addresses(mail, name)),
        has_calendar=bool(calendars),
        replies=tuple(replies),
        words=words[:LONGEST_WORDS],
        complete=len(words) <= LONGEST_WORDS
        and _CUT not in mail
        and all(part.get_content_type() in (*_CALENDARS, "text/plain", "text/html") for part in leaves),
    )


def _first_parts(mail: Message) -> Iterator[Message]:
    for number, part in enumerate(mail.walk()):
        if number == _MOST_PARTS:
            raise ValueError("too many parts")
        yield part


def _addresses(mail: Message, name: str) -> list[str]:
    fields = [str(field) for field in mail.get_all(name, [])]
    return [plain(address).lower() for _, address in getaddresses(fields) if "@" in address]


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: Message) -> str:
    charset = part.get_content_charset() or "utf-8"
    try:
        return _content(part).decode(charset, "replace")
    except LookupError:
        return _content(part).decode("utf-8", "replace")


def _written(leaves: list[Message]) -> str:
    """The plain text of the mail, else the words of its HTML."""
    for kind in ("text/plain", "text/html"):
        for part in leaves:
            if part.get_content_type() == kind and part.get_content_disposition() != "attachment":
                return _text(part) if kind == "text/plain" else _words_of_html(_text(part))
    return ""


def _words_of_html(html: str) -> str:
    words = _Words()
    words.feed(html)
    return "".join(words.found)


class _Words(HTMLParser):
    """The text between the tags, a line for each block, without what is quoted."""

    _UNSEEN = ("style", "script", "head", "blockquote")
    _BLOCKS = ("br", "p", "div", "li", "tr", "h1", "h2", "h3")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._inside += tag in self._UNSEEN
        if tag in self._BLOCKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._inside -= tag in self._UNSEEN and self._inside > 0

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.found.append(re.sub(r"\s+", " ", data))


def _without_quotes(text: str) -> str:
    """Without the lines that quote, and the line above them that says whom ("On Monday … wrote:")."""
    kept: list[str] = []
    for line in (line.rstrip() for line in text.split("\n")):
        if not line.lstrip().startswith(">"):
            kept.append(line)
            continue
        while kept and not kept[-1]:
            kept.pop()
        if kept and kept[-1].endswith(":"):
            kept.pop()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
