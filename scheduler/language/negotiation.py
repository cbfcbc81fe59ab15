"""Which of the offered languages to show a reader who has not chosen one yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from scheduler.language.locales import SOURCE, fallback_chain, known_code

_RANGE = re.compile(r"^([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?$")


def best_locale(accept_language: str | None, offered: Sequence[str]) -> str:
    """The offered code that suits an Accept-Language header (RFC 9110, section 12.5.4) best.

    A language that the reader named comes before one that we only suppose the reader understands.
    Whatever cannot be read in the header is passed over; with nothing left, the answer is English.
    """
    wanted = list(_codes_by_preference(accept_language or ""))
    named = (code for code in wanted if code in offered)
    supposed = (row.code for code in wanted for row in fallback_chain(code) if row.code in offered)
    return next(named, None) or next(supposed, SOURCE)


def shown_language(tag: str, offered: Iterable[str]) -> str:
    """The language in which to write to someone who reads `tag`: the first offered one of its fallbacks."""
    return next((row.code for row in fallback_chain(tag) if row.code in offered), SOURCE)


def _codes_by_preference(header: str) -> Iterator[str]:
    ranges = [match.groups() for part in header.split(",") if (match := _RANGE.match(part.strip()))]
    weighted = [(tag, float(weight or 1)) for tag, weight in ranges]
    for tag, weight in sorted(weighted, key=lambda each: -each[1]):
        code = known_code(tag)
        if weight > 0 and code is not None:
            yield code
