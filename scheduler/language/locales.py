"""The project's own table of languages.

Babel does not know every language that families speak, so the table comes first and Babel serves it.
A row with `babel` and `patterns` can be written in; one that is also `offered` is there for readers to
choose, with its catalogue under `scheduler/translations`. A row without them is a name, so that a family
can say what is spoken at home.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scheduler.language.words import HAITIAN_CREOLE, Words

Direction = Literal["ltr", "rtl"]

SOURCE = "en"


@dataclass(frozen=True, slots=True)
class DatePatterns:
    """How a language writes dates and times, as date patterns of Unicode TR35, part 4.

    `date` is a day with its year, `day` the same without it.
    """

    date: str
    day: str
    time: str


@dataclass(frozen=True, slots=True)
class Locale:
    """One language: its BCP 47 code, its name for itself, and what to read instead when it is not offered.

    `babel` is the Babel locale that writes its numbers, and its weekdays, months and names of languages where
    the row brings no `words` of its own. `plural_forms` is the rule by which its catalogue counts, as gettext
    writes it. `offered` says that the catalogue is complete, and every later message must be in it too.
    """

    code: str
    endonym: str
    english_name: str
    direction: Direction = "ltr"
    fallback: str | None = SOURCE
    babel: str | None = None
    patterns: DatePatterns | None = None
    plural_forms: str = "nplurals=2; plural=(n != 1);"
    words: Words | None = None
    offered: bool = False


# Plural rules that several languages share; the default of a row is that of English.
_ONE_FORM = "nplurals=1; plural=0;"
_ZERO_IS_SINGULAR = "nplurals=2; plural=(n > 1);"
_SLAVIC = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
)
_ARABIC = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=0 && n%100<=2 ? 4 : 5);"
)

_ROWS = (
    Locale(
        "en", "English", "English", fallback=None, babel="en",
        patterns=DatePatterns("EEEE, MMMM d, y", "EEEE, MMMM d", "h:mm a"),
        offered=True,
    ),
    Locale(
        "es", "Español", "Spanish", babel="es_US",
        patterns=DatePatterns("EEEE, d 'de' MMMM 'de' y", "EEEE, d 'de' MMMM", "h:mm a"),
        offered=True,
    ),
    Locale(
        "ar", "العربية", "Arabic", "rtl", babel="ar",
        patterns=DatePatterns("EEEE، d MMMM y", "EEEE، d MMMM", "h:mm a"),
        plural_forms=_ARABIC, offered=True,
    ),
    Locale(
        "zh-Hans", "简体中文", "Simplified Chinese", babel="zh_Hans",
        patterns=DatePatterns("y年M月d日EEEE", "M月d日EEEE", "HH:mm"),
        plural_forms=_ONE_FORM, offered=True,
    ),
    Locale(
        "vi", "Tiếng Việt", "Vietnamese", babel="vi",
        patterns=DatePatterns("EEEE, d MMMM, y", "EEEE, d MMMM", "HH:mm"),
        plural_forms=_ONE_FORM, offered=True,
    ),
    Locale(
        "pt-BR", "Português (Brasil)", "Brazilian Portuguese", babel="pt_BR",
        patterns=DatePatterns("EEEE, d 'de' MMMM 'de' y", "EEEE, d 'de' MMMM", "HH:mm"),
        plural_forms=_ZERO_IS_SINGULAR, offered=True,
    ),
    Locale(
        "ht", "Kreyòl ayisyen", "Haitian Creole", fallback="fr", babel="en",
        patterns=DatePatterns("EEEE d MMMM y", "EEEE d MMMM", "h:mm a"),
        words=HAITIAN_CREOLE, offered=True,
    ),
    Locale(
        "ru", "Русский", "Russian", babel="ru",
        patterns=DatePatterns("EEEE, d MMMM y 'г'.", "EEEE, d MMMM", "HH:mm"),
        plural_forms=_SLAVIC, offered=True,
    ),
    Locale(
        "uk", "Українська", "Ukrainian", babel="uk",
        patterns=DatePatterns("EEEE, d MMMM y 'р'.", "EEEE, d MMMM", "HH:mm"),
        plural_forms=_SLAVIC, offered=True,
    ),
    Locale(
        "so", "Soomaali", "Somali", babel="so",
        patterns=DatePatterns("EEEE, MMMM d, y", "EEEE, MMMM d", "h:mm a"),
        offered=True,
    ),
    Locale(
        "ko", "한국어", "Korean", babel="ko",
        patterns=DatePatterns("y년 M월 d일 EEEE", "M월 d일 EEEE", "aaaa h:mm"),
        plural_forms=_ONE_FORM, offered=True,
    ),
    Locale(
        "fr", "Français", "French", babel="fr",
        patterns=DatePatterns("EEEE d MMMM y", "EEEE d MMMM", "HH:mm"),
        plural_forms=_ZERO_IS_SINGULAR, offered=True,
    ),
    Locale(
        "tl", "Tagalog", "Tagalog", babel="fil",
        patterns=DatePatterns("EEEE, MMMM d, y", "EEEE, MMMM d", "h:mm a"),
        offered=True,
    ),
    Locale(
        "ur", "اردو", "Urdu", "rtl", babel="ur",
        # its AM and PM are Latin: isolated, so that a time within a sentence keeps its order
        patterns=DatePatterns("EEEE، d MMMM، y", "EEEE، d MMMM", "'\u2066'h:mm a'\u2069'"),
        offered=True,
    ),
    Locale("am", "አማርኛ", "Amharic"),
    Locale("ase", "American Sign Language", "American Sign Language"),
    Locale("bn", "বাংলা", "Bangla"),
    Locale("ckb", "کوردیی ناوەندی", "Central Kurdish", "rtl"),
    Locale("de", "Deutsch", "German"),
    Locale("fa", "فارسی", "Persian", "rtl"),
    Locale("gu", "ગુજરાતી", "Gujarati"),
    Locale("ha", "Hausa", "Hausa"),
    Locale("hi", "हिन्दी", "Hindi"),
    Locale("hmn", "Hmoob", "Hmong"),
    Locale("hy", "Հայերեն", "Armenian"),
    Locale("ig", "Igbo", "Igbo"),
    Locale("it", "Italiano", "Italian"),
    Locale("ja", "日本語", "Japanese"),
    Locale("kea", "Kabuverdianu", "Cape Verdean Creole", fallback="pt-BR"),
    Locale("km", "ខ្មែរ", "Khmer"),
    Locale("kmr", "Kurmancî", "Northern Kurdish"),
    Locale("ksw", "ကညီကျိာ်", "S’gaw Karen"),
    Locale("ln", "Lingála", "Lingala", fallback="fr"),
    Locale("lo", "ລາວ", "Lao"),
    Locale("mam", "Qyool Mam", "Mam", fallback="es"),
    Locale("mh", "Kajin M̧ajeļ", "Marshallese"),
    Locale("my", "မြန်မာ", "Burmese"),
    Locale("ne", "नेपाली", "Nepali"),
    Locale("om", "Afaan Oromoo", "Oromo"),
    Locale("pa", "ਪੰਜਾਬੀ", "Punjabi"),
    Locale("pl", "Polski", "Polish"),
    Locale("prs", "دری", "Dari", "rtl", fallback="fa"),
    Locale("ps", "پښتو", "Pashto", "rtl"),
    Locale("quc", "K’iche’", "K’iche’", fallback="es"),
    Locale("ro", "Română", "Romanian"),
    Locale("rw", "Ikinyarwanda", "Kinyarwanda"),
    Locale("sm", "Gagana Sāmoa", "Samoan"),
    Locale("sq", "Shqip", "Albanian"),
    Locale("sw", "Kiswahili", "Swahili"),
    Locale("ta", "தமிழ்", "Tamil"),
    Locale("te", "తెలుగు", "Telugu"),
    Locale("th", "ไทย", "Thai"),
    Locale("ti", "ትግርኛ", "Tigrinya"),
    Locale("tr", "Türkçe", "Turkish"),
    Locale("wo", "Wolof", "Wolof", fallback="fr"),
    Locale("yo", "Yorùbá", "Yoruba"),
    Locale("yue", "粵語", "Cantonese", fallback="zh-Hant"),
    Locale("zh-Hant", "繁體中文", "Traditional Chinese", fallback="zh-Hans"),
)  # fmt: skip

LOCALES = {row.code: row for row in _ROWS}

# What browsers, rosters and older data write for a language of the table.
_ALIASES = {
    "dari": "prs",
    "fa-AF": "prs",
    "fil": "tl",
    "ku": "kmr",
    "mww": "hmn",
    "hnj": "hmn",
    "pt": "pt-BR",
    "zh": "zh-Hans",
    "zh-HK": "zh-Hant",
    "zh-MO": "zh-Hant",
    "zh-TW": "zh-Hant",
}
_BY_TAG = {tag.lower(): code for tag, code in (_ALIASES | {code: code for code in LOCALES}).items()}


def known_code(tag: str) -> str | None:
    """The table's code for a BCP 47 tag, cut from its end until a row fits (RFC 4647, section 3.4)."""
    subtags = tag.replace("_", "-").lower().split("-")
    while subtags:
        if code := _BY_TAG.get("-".join(subtags)):
            return code
        subtags.pop()
    return None


def locale_of(tag: str) -> Locale:
    """The row of a language; raises LookupError for one that the table does not have."""
    code = known_code(tag)
    if code is None:
        raise LookupError(f"no row for language {tag!r} in the table of locales")
    return LOCALES[code]


def fallback_chain(tag: str) -> Iterator[Locale]:
    """The language itself, then what its readers read instead, down to English."""
    code: str | None = locale_of(tag).code
    while code is not None:
        row = LOCALES[code]
        yield row
        code = row.fallback


def direction(tag: str) -> Direction:
    """The direction in which the language is written, for the `dir` attribute."""
    return locale_of(tag).direction


def endonym(tag: str) -> str:
    """The language's name for itself, as its readers look for it in a list."""
    return locale_of(tag).endonym
