"""What a translated message must keep of its source."""

import re
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

PLACEHOLDER = re.compile(r"%\((\w+)\)[ds]|%%|%|</?\w[^>]*>")


def read_catalogue(path: Path) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream, locale=path.parent.parent.name, abort_invalid=True)


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
    return found


def _is_translated(message: Message | None) -> bool:
    return message is not None and all(_forms(message.string))


def _faults_of(message: Message, plurals: int) -> Iterable[str]:
    sources, translations = _forms(message.id), _forms(message.string)
    written = [translation for translation in translations if translation]
    if message.pluralizable and len(written) != plurals:
        yield f"{len(written)} plural forms, not {plurals}"
    for translation in written:
        expected = {_placeholders(source) for source in sources}
        # "one child" needs no number, where the language has a word for it.
        without_number = {
            kept - {"%(num)d", "%(num)s", "%(shown)s"} for kept in expected if message.pluralizable
        }
        if _placeholders(translation) not in expected | without_number:
            yield f"placeholders of {translation!r} are not those of its source"


def _forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(match.group() for match in PLACEHOLDER.finditer(text))
