"""How the text of one environment variable becomes a value, or a sentence that tells what is wrong with it.

Each function takes the variable's text ("" when it is not set) and raises `ValueError` with the end of the
sentence that begins with the variable's name. Text that may hold a secret is never repeated.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from scheduler.demo_keys import DEMO_KEY_PREFIX

MINIMUM_KEY_CHARACTERS = 32
MOST_LOCAL_CHARACTERS = 64  # RFC 5321, section 4.5.3.1.1
REPLY_TAG_CHARACTERS = 27
POSTGRESQL_SCHEMES = ("postgres", "postgresql", "postgresql+psycopg")

Choice = TypeVar("Choice", bound=StrEnum)


def one_of(choices: type[Choice]) -> Callable[[str], Choice]:
    def parse(text: str) -> Choice:
        if text not in list(choices):
            raise ValueError(f"is {text!r}; expected one of: {', '.join(choices)}.")
        return choices(text)

    return parse


def whole_number(least: int, most: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise ValueError(f"is {text!r}; expected a whole number from {least} to {most}.")
        return int(text)

    return parse


def key(*, demo_allowed: bool) -> Callable[[str], str]:
    expected = (
        f"expected {MINIMUM_KEY_CHARACTERS} random characters or more "
        '(python3 -c "import secrets; print(secrets.token_urlsafe(48))" makes one).'
    )

    def parse(text: str) -> str:
        if not text:
            raise ValueError(f"is not set; {expected}")
        if len(text) < MINIMUM_KEY_CHARACTERS:
            raise ValueError(f"has only {len(text)} characters; {expected}")
        if text.startswith(DEMO_KEY_PREFIX) and not demo_allowed:
            raise ValueError(f"is a key of the demo; {expected}")
        return text

    return parse


def web_address(*, https: bool) -> Callable[[str], str]:
    scheme = "https" if https else "http"
    expected = f"expected the address that people open, such as {scheme}://commonhour.example.org."

    def parse(text: str) -> str:
        if not text:
            raise ValueError(f"is not set; {expected}")
        parts = _split(text, expected)
        if parts.scheme != "https" and (https or parts.scheme != "http"):
            raise ValueError(f"is {text!r}, which does not begin with {scheme}://; {expected}")
        if (
            not parts.hostname
            or parts.path not in ("", "/")
            or parts.query
            or parts.fragment
            or parts.username
        ):
            raise ValueError(f"is {text!r}, which is more or less than a server's address; {expected}")
        return text.rstrip("/")

    return parse


def database_address(text: str) -> str:
    """Spell the address as SQLAlchemy does: PostgreSQL through psycopg 3, an SQLite path absolute."""
    expected = "expected postgresql://user:password@host/database or sqlite:////folder/file.db."
    if not text:
        raise ValueError(f"is not set; {expected}")
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise ValueError(f"cannot be read as an address; {expected}") from None
    if url.drivername in POSTGRESQL_SCHEMES and url.database:
        return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    if url.drivername == "sqlite" and url.database not in (None, "", ":memory:"):
        return f"sqlite:///{Path(str(url.database)).absolute()}"
    raise ValueError(f"does not name a database that Commonhour can use; {expected}")


def redis_address(text: str) -> str:
    expected = "expected redis://host:6379/0 or rediss://host:6379/0."
    parts = _split(text, expected)
    if parts.scheme not in ("redis", "rediss") or not parts.hostname:
        raise ValueError(f"does not name a Redis server; {expected}")
    return text


def mail_address(*, files_allowed: bool) -> Callable[[str], str]:
    """An SMTP server, or, where `files_allowed`, the `file://` address of a folder that takes the mail."""
    expected = "expected smtp://user:password@host:587 or smtps://user:password@host:465."

    def parse(text: str) -> str:
        if not text:
            raise ValueError(f"is not set; {expected}")
        parts = _split(text, expected)
        if parts.scheme in ("smtp", "smtps") and parts.hostname:
            return text
        if parts.scheme == "file" and files_allowed and parts.path:
            return text
        if parts.scheme == "file":
            raise ValueError(f"is the outbox folder of a demo; {expected}")
        raise ValueError(f"does not name a mail server; {expected}")

    return parse


def mailbox(text: str) -> str:
    if not re.fullmatch(r"[^@\s<>\",;:]+@[^@\s<>\",;:]+", text):
        raise ValueError(f"is {text!r}; expected one mail address, such as events@example.org.")
    return text


def imap_mailbox(text: str) -> str:
    """A folder on an IMAP server, with the user and password that open it."""
    expected = "expected imaps://user:password@host:993/INBOX."
    parts = _split(text, expected)
    if parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username:
        raise ValueError(f"does not name a mailbox; {expected}")
    return text


def reply_address(text: str) -> str:
    """An address in whose local part `*` stands for what tells one invitation from another."""
    expected = "expected one mail address with * in front of the @, such as replies+*@example.org."
    if not re.fullmatch(r"[^@\s<>\",;:()\[\]\\*]*\*[^@\s<>\",;:()\[\]\\*]*@[^@\s<>\",;:*]+", text):
        raise ValueError(f"is {text!r}; {expected}")
    room = MOST_LOCAL_CHARACTERS - REPLY_TAG_CHARACTERS
    if len(text.partition("@")[0]) - 1 > room:
        raise ValueError(f"is {text!r}, with more than {room} characters beside the *; {expected}")
    return text


def mailbox_at(base_url: str | None) -> str:
    """The sender when none is set: this program's name at the host of its own address."""
    return f"commonhour@{urlsplit(base_url or '').hostname or 'localhost'}"


def _split(text: str, expected: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _ = parts.port  # read here, because a wrong port is only found when it is read
    except ValueError:
        raise ValueError(f"cannot be read as an address; {expected}") from None
    return parts
