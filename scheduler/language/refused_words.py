"""Words that no priority group may be named by: a group is a barrier in common, never a people.

The lists are in every language that is offered (`refused_stems`); countries and languages are known by their
names in every language that the table of locales can write. They are a guard against habit, not against
intent: whoever wants to name a people finds a word, and co-planners see every group on one page.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from babel import Locale as BabelLocale

from scheduler.language.locales import LOCALES
from scheduler.language.refused_stems import STEMS, Reason

SHORTEST_STEM = 5
NO_COUNTRIES = frozenset({"CP", "EU", "EZ", "JE", "QO", "RE", "UN", "XA", "XB", "ZZ"})
"""Codes that Babel lists and that are no country, and two islands that are called like everyday words."""
EVERYDAY = frozenset({"수단", "شام", "Bỉ", "Того", "Катар"})
"""Countries whose names are also a means (Korean), the evening (Urdu), a passive (Vietnamese), "that" and the
beginning of a cataract (Russian, Ukrainian)."""
VOWELS = "aeiouyаеиоуыюяі"
HAN = re.compile(r"[\u4e00-\u9fff]")
NO_BARRIER = frozenset({"en", "ase"})
"""Not to follow English is a barrier, and to sign is no origin."""


def refusal(text: str) -> Reason | None:
    """Why a group may not be called so; None where nothing stands against it."""
    words = re.findall(r"\w+", re.sub("american sign language", "", _folded(text)))
    plain = [word.removeprefix("ال") for word in words]
    phrase = f" {' '.join(words)}  {' '.join(plain)} "
    found = (reason for reason, entries in _entries().items() if any(_where(e) in phrase for e in entries))
    return next(found, None)


def _where(entry: str) -> str:
    """Chinese joins its words, so that one of them may stand anywhere."""
    return entry.strip() if HAN.match(entry) else f" {entry}"


def _folded(text: str) -> str:
    """Without case and marks: "Religión" is "religion", and ة ends like ه."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c)).replace("ة", "ه")


@cache
def _entries() -> dict[Reason, tuple[str, ...]]:
    listed: dict[Reason, list[str]] = defaultdict(list)
    for by_reason in STEMS.values():
        for reason, stems in by_reason.items():
            listed[reason] += [_folded(entry) for entry in re.split(r"\|\s*", stems)]
    listed["origin"] += _countries()
    listed["language"] += _languages()
    return {reason: tuple(entries) for reason, entries in listed.items()}


def _countries() -> Iterator[str]:
    """A long name of one word begins what people of the country are called: "mexico", "mexican"."""
    for locale in _written():
        for code, name in locale.territories.items():
            words = re.findall(r"\w+", _folded(name))
            if len(code) != 2 or code in NO_COUNTRIES or name in EVERYDAY or not words:
                continue
            stem = words[0][:-1] if words[0][-1] in VOWELS else words[0]
            if len(words) == 1 and len(stem) >= SHORTEST_STEM:
                yield stem
            else:
                yield " ".join(words) + " "


def _languages() -> Iterator[str]:
    for code, row in LOCALES.items():
        if code in NO_BARRIER:
            continue
        keys = code.replace("-", "_"), code.split("-")[0]
        written = (locale.languages.get(key) for locale in _written() for key in keys)
        for name in {row.endonym, row.english_name, *written} - {None}:
            # of "Portuguese (Brazil)" the first words are the language
            words = re.findall(r"\w+", _folded(str(name).split("(")[0]))
            yield " ".join(words) + " "


def _written() -> Iterable[BabelLocale]:
    return (
        BabelLocale.parse(babel) for babel in sorted({row.babel for row in LOCALES.values() if row.babel})
    )
