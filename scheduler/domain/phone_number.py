"""What can be a phone number."""

from __future__ import annotations

from typing import Final

LONGEST_PHONE: Final = 40
FEWEST_DIGITS: Final = 5


def is_phone_number(text: str) -> bool:
    """Whether it has the shape of one, as people write it."""
    digits = sum(letter.isdecimal() for letter in text)
    return (
        digits >= FEWEST_DIGITS
        and len(text) <= LONGEST_PHONE
        and all(letter.isdecimal() or letter in "+-()./ " for letter in text)
    )
