"""Words of languages that Babel lacks or has wrong: its Haitian Creole is French."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Weekdays from Monday, months from January, and names of languages by their code in the table.

    A language without a name here has its English one.
    """

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    languages: Mapping[str, str]


HAITIAN_CREOLE = Words(
    weekdays=("lendi", "madi", "mèkredi", "jedi", "vandredi", "samdi", "dimanch"),
    months=(
        "janvye", "fevriye", "mas", "avril", "me", "jen",
        "jiyè", "out", "septanm", "oktòb", "novanm", "desanm",
    ),
    languages={
        "am": "amarik",
        "ar": "arab",
        "ase": "lang siy ameriken",
        "en": "angle",
        "es": "panyòl",
        "fa": "pèsan",
        "fr": "franse",
        "hmn": "mong",
        "ht": "kreyòl ayisyen",
        "ko": "koreyen",
        "ne": "nepali",
        "ps": "pachto",
        "pt-BR": "pòtigè (Brezil)",
        "ru": "ris",
        "so": "somali",
        "sw": "swahili",
        "tl": "tagalòg",
        "uk": "ikrenyen",
        "ur": "oudou",
        "vi": "vyetnamyen",
        "zh-Hans": "chinwa senplifye",
        "zh-Hant": "chinwa tradisyonèl",
    },
)  # fmt: skip
