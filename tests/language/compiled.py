"""Compiled catalogues for tests."""

from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo


def compiled(folder: Path, name: str, messages: Mapping, team: str = "") -> None:
    """Write a catalogue of `messages` for one language into a folder of catalogues."""
    catalogue = Catalog(locale=name, language_team=team)
    for source, translation in messages.items():
        catalogue.add(source, translation)
    target = folder / name / "LC_MESSAGES" / "messages.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as stream:
        write_mo(stream, catalogue)
