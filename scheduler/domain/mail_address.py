"""What can be a mail address."""

from __future__ import annotations

import re
from typing import Final

LONGEST_EMAIL: Final = 254  # RFC 5321, section 4.5.3.1.3, less the angle brackets
_ADDRESS: Final = re.compile(r"[^@\s\0]+@[^@\s.\0]+(\.[^@\s.\0]+)+")


def is_mail_address(text: str) -> bool:
    """Whether it has the shape of one; only a mail tells whether somebody reads it."""
    return len(text) <= LONGEST_EMAIL and _ADDRESS.fullmatch(text) is not None
