"""What a catalogue, and each message in it, must keep of its source."""

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from scheduler.language.catalogues import REVIEWED, TRANSLATIONS
from scheduler.language.locales import Locale
from tests.fixtures.requirements import missing as missing_program

PROJECT = TRANSLATIONS.parent.parent
PLACEHOLDER = re.compile(r"%\((\w+)\)[ds]|%%|%|</?\w[^>]*>|&\w+;")
NUMBERS = {"%(num)d", "%(num)s", "%(shown)s"}
# The script of a language that is not written in Latin letters, by the name that Unicode gives it.
SCRIPTS = {
    "ar": "ARABIC", "ur": "ARABIC", "ko": "HANGUL", "ru": "CYRILLIC", "uk": "CYRILLIC", "zh_Hans": "CJK"
}  # fmt: skip
UNREVIEWED = "no native speaker has reviewed this yet"


def read_catalogue(path: Path) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream, locale=path.parent.parent.name, abort_invalid=True)


def source_messages(folder: Path) -> list[Message]:
    """Every message of the program and its pages, gathered anew."""
    template = folder / "messages.pot"
    command = ["pybabel", "-q", "extract", "-F", f"{TRANSLATIONS}/babel.cfg", "-k", "promise"]
    CommandLineInterface().run(
        [*command, "-o", f"{template}", f"{PROJECT}/scheduler", f"{PROJECT}/templates"]
    )
    with template.open("rb") as stream:
        return [message for message in read_po(stream) if message.id]


def missing(catalogue: Catalog, sources: Iterable[Message]) -> list[str]:
    """The messages of the sources that nobody has translated."""
    return [
        str(source.id) for source in sources if not _is_translated(catalogue.get(source.id, source.context))
    ]


def faults(catalogue: Catalog) -> list[str]:
    """One line for each translation that must not be shown."""
    found = [f"{message.id!r}: fuzzy" for message in catalogue if message.id and message.fuzzy]
    for message in catalogue:
        if message.id and any(_forms(message.string)):
            found += [f"{message.id!r}: {fault}" for fault in _faults_of(message, catalogue.num_plurals)]
            found += [
                f"{message.id!r}: {fault}" for fault in _foreign_letters(message, str(catalogue.locale))
            ]
    return found


def header_faults(catalogue: Catalog, row: Locale) -> list[str]:
    """What the head of a catalogue says wrongly of its language: how it counts, and who has reviewed it."""
    found = []
    if _blankless(catalogue.plural_forms) != _blankless(row.plural_forms):
        found.append(f"it counts by {catalogue.plural_forms}, not {row.plural_forms}")
    if catalogue.language_team != UNREVIEWED and not catalogue.language_team.startswith(REVIEWED):
        found.append(f"Language-Team says neither {REVIEWED!r} nor {UNREVIEWED!r}")
    return found


def what_msgfmt_says(path: Path) -> str:
    """The complaints of gettext's own checker, one a line; skipped where gettext is not installed."""
    program = shutil.which("msgfmt")
    if program is None:
        missing_program("gettext is not installed", "REQUIRE_SERVICES")
    command = [program, "--check", "--check-format", "--check-header", "--output-file=/dev/null", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr


def _is_translated(message: Message | None) -> bool:
    return message is not None and all(_forms(message.string))


def _faults_of(message: Message, plurals: int) -> Iterable[str]:
    sources, translations = _forms(message.id), _forms(message.string)
    written = [translation for translation in translations if translation]
    if message.pluralizable and len(written) != plurals:
        yield f"{len(written)} plural forms, not {plurals}"
    expected = {_placeholders(source) for source in sources}
    if message.pluralizable:  # "one child" needs no number, where the language has a word for it
        expected |= {kept - NUMBERS for kept in expected}
    for translation in written:
        if _placeholders(translation) not in expected:
            yield f"placeholders or markup of {translation!r} are not those of its source"
        if _has_letters(sources[0]) and _blanks_around(translation) != _blanks_around(sources[0]):
            yield f"blanks before or after {translation!r} are not those of its source"


def _foreign_letters(message: Message, language: str) -> Iterable[str]:
    """The letters of another language, as if a line had slipped into the wrong catalogue."""
    own = {SCRIPTS.get(language), "LATIN", "MODIFIER"}
    for translation in _forms(message.string):
        scripts = {unicodedata.name(each).split()[0] for each in translation if each.isalpha()}
        if scripts - own:
            yield f"{translation!r} has letters of another language"


def _forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(match.group() for match in PLACEHOLDER.finditer(text))


def _blanks_around(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _has_letters(text: str) -> bool:
    """What joins a list has none; Chinese joins without a blank."""
    return any(character.isalpha() for character in text)


def _blankless(text: str) -> str:
    return "".join(text.split()).rstrip(";")
