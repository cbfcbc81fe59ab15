"""Words that no priority group may be named by: a group is a barrier in common, never a people.

The lists are English, Spanish and Arabic; countries and languages are known by their names in every language
that the table of locales can write. They are a guard against habit, not against intent: whoever wants to name
a people finds a word, and co-planners see every group on one page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Literal

from babel import Locale as BabelLocale

from scheduler.language.locales import LOCALES

Reason = Literal["school_meals", "immigration", "religion", "race", "origin", "language"]

SHORTEST_STEM = 5
NO_COUNTRIES = frozenset({"CP", "EU", "EZ", "JE", "QO", "RE", "UN", "XA", "XB", "ZZ"})
"""Codes that Babel lists and that are no country, and two islands that are called like everyday words."""
NO_BARRIER = frozenset({"en", "ase"})
"""Not to follow English is a barrier, and to sign is no origin."""

# An entry begins a word; one that ends in a blank is a whole word.
_STEMS: Mapping[Reason, str] = {
    "school_meals": """
        free lunch|reduced lunch|free or reduced|free and reduced|free school|reduced price|school lunch|
        school meal|lunch program|frl |frpl |nslp |meal eligib|lunch eligib|
        almuerzo gratis|almuerzo reducido|almuerzo escolar|almuerzos escolares|comida escolar|
        comidas escolares|comedor escolar|وجبات مدرس|وجبه مدرس|غداء مدرس|
    """,
    "immigration": """
        immigra|emigra|migrant|refugee|asyl|undocument|documented |illegal|deport|visa |visas |green card|
        citizen|noncitizen|naturali|daca |dreamer|alien |aliens |foreign|newcomer|expat|born abroad|born in|
        inmigra|migrante|refugiad|asilo|indocument|sin papeles|ciudadan|extranjer|deportad|recien llegad|
        مهاجر|لاجي|لجوء|جنسيه|اجنبي|اجانب|تاشيره|اقامه|
    """,
    "religion": """
        religio|faith|church|mosque|synagogue|temple|muslim|islam|christian|catholic|protestant|orthodox|evangel|
        mormon|jew |jews |jewish|judai|hindu|buddh|sikh|atheis|amish|ramadan|hijab|
        musulman|cristian|catolic|protestante|evangelic|judi|budis|iglesia|mezquita|
        مسلم|اسلام|مسيحي|يهود|هندوس|بوذي|دين |ديني|كنيسه|مسجد|قبطي|
    """,
    "race": """
        race |races |racial|ethnic|black |blacks |white |whites |brown people|people of color|bipoc|caucasian|
        african|asian|latin|hispan|chican|indigen|native |natives |aborigin|tribal|tribe|roma |romani |gypsy|
        mestiz|mixed race|minorit|
        raza |razas |racial|etni|negro |negros |negra |negras |blanco |blancos |afro|asiatic|indigena|gitan|
        minoria|عرق|عرقي|سود |اسود |بيض |افريق|اسيوي|لاتيني|غجر|اقليه|اقليات|
    """,
    "origin": """
        national origin|nationalit|country of origin|home country|american |americans |arab |arabs |cuban|
        iraqi|irani|european|middle east|filipin|kurd|rohingya|palestin|burmese|congolese|egyptian|
        moroccan|yemeni|
        origen nacional|nacionalidad|pais de origen|arabe|estadounidense|europeo|
        عربي|عرب |كردي|اكراد|اصل |اصول |
    """,
}


def refusal(text: str) -> Reason | None:
    """Why a group may not be called so; None where nothing stands against it."""
    words = re.findall(r"\w+", re.sub("american sign language", "", _folded(text)))
    plain = [word.removeprefix("ال") for word in words]
    phrase = f" {' '.join(words)}  {' '.join(plain)} "
    found = (reason for reason, entries in _entries().items() if any(f" {e}" in phrase for e in entries))
    return next(found, None)


def _folded(text: str) -> str:
    """Without case and marks: "Religión" is "religion", and ة ends like ه."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c)).replace("ة", "ه")


@cache
def _entries() -> dict[Reason, tuple[str, ...]]:
    listed: dict[Reason, list[str]] = {
        reason: [_folded(entry).lstrip() for entry in re.split(r"\|\s*", stems.strip()) if entry.strip()]
        for reason, stems in _STEMS.items()
    }
    listed["origin"] += _countries()
    listed["language"] = list(_languages())
    return {reason: tuple(entries) for reason, entries in listed.items()}


def _countries() -> Iterator[str]:
    """A long name of one word begins what people of the country are called: "mexico", "mexican"."""
    for locale in _written():
        for code, name in locale.territories.items():
            words = re.findall(r"\w+", _folded(name))
            if len(code) != 2 or code in NO_COUNTRIES or not words:
                continue
            stem = words[0][:-1] if words[0][-1] in "aeiouy" else words[0]
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
