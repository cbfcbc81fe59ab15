"""Every catalogue can be compiled, counts as its language does, and says all it must."""

from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import write_mo

from scheduler.language.catalogues import TRANSLATIONS, catalogue_folder
from scheduler.language.locales import LOCALES, SOURCE
from tests.language.catalogue_rules import (
    faults,
    header_faults,
    missing,
    read_catalogue,
    source_messages,
    what_msgfmt_says,
)

CATALOGUES = sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))
EVERY_CATALOGUE = pytest.mark.parametrize(
    "path", CATALOGUES, ids=[path.parent.parent.name for path in CATALOGUES]
)
ROWS = {catalogue_folder(row): row for row in LOCALES.values() if row.babel and row.patterns}
OFFERED = [row for row in LOCALES.values() if row.offered and row.code != SOURCE]


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[Message]:
    return source_messages(tmp_path_factory.mktemp("sources"))


@EVERY_CATALOGUE
def test_a_catalogue_belongs_to_a_language_that_can_be_written_in(path: Path):
    assert path.parent.parent.name in ROWS


@EVERY_CATALOGUE
def test_its_head_says_how_the_language_counts_and_whether_it_was_reviewed(path: Path):
    assert header_faults(read_catalogue(path), ROWS[path.parent.parent.name]) == []


@EVERY_CATALOGUE
def test_no_translation_is_fuzzy_or_differs_in_placeholders_plurals_markup_or_blanks(path: Path):
    assert faults(read_catalogue(path)) == []


@EVERY_CATALOGUE
def test_msgfmt_finds_nothing(path: Path):
    assert what_msgfmt_says(path) == ""


@EVERY_CATALOGUE
def test_a_catalogue_compiles(path: Path, tmp_path: Path):
    with (tmp_path / "messages.mo").open("wb") as stream:
        write_mo(stream, read_catalogue(path))

    assert (tmp_path / "messages.mo").stat().st_size > 0


@pytest.mark.parametrize("row", OFFERED, ids=[row.code for row in OFFERED])
def test_a_language_that_is_offered_has_every_message(row, sources: list[Message]):
    path = TRANSLATIONS / catalogue_folder(row) / "LC_MESSAGES" / "messages.po"

    assert missing(read_catalogue(path), sources) == []
