"""Every catalogue can be compiled and says everything, with each placeholder where it was."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from scheduler.language.catalogues import TRANSLATIONS, catalogue_code, gettext_for, offered_languages
from scheduler.language.locales import LOCALES
from tests.language.catalogue_rules import faults, missing, read_catalogue

PROJECT = TRANSLATIONS.parent.parent
CATALOGUES = sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))
EVERY_CATALOGUE = pytest.mark.parametrize(
    "path", CATALOGUES, ids=[path.parent.parent.name for path in CATALOGUES]
)


@pytest.fixture(scope="module")
def sources(tmp_path_factory) -> Catalog:
    template = tmp_path_factory.mktemp("sources") / "messages.pot"
    command = ["pybabel", "-q", "extract", "-F", f"{TRANSLATIONS}/babel.cfg", "-o", f"{template}"]
    CommandLineInterface().run([*command, f"{PROJECT}/scheduler", f"{PROJECT}/templates"])
    with template.open("rb") as stream:
        return read_po(stream)


def compiled(folder: Path, name: str, messages: dict) -> None:
    catalogue = Catalog(locale=name)
    for source, translation in messages.items():
        catalogue.add(source, translation)
    target = folder / name / "LC_MESSAGES" / "messages.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as stream:
        write_mo(stream, catalogue)


def written(text: str, folder: Path, name: str = "es") -> Catalog:
    path = folder / name / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(
        f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n{text}', encoding="utf-8"
    )
    return read_catalogue(path)


def test_spanish_and_arabic_are_there():
    assert {path.parent.parent.name for path in CATALOGUES} >= {"es", "ar"}


@EVERY_CATALOGUE
def test_a_catalogue_belongs_to_a_language_that_can_be_written_in(path):
    folders = {
        folder for code in LOCALES for folder in (catalogue_code(code), catalogue_code(code).split("_")[0])
    }

    assert path.parent.parent.name in folders


@EVERY_CATALOGUE
def test_no_translation_is_fuzzy_or_loses_a_placeholder_or_a_plural(path):
    assert faults(read_catalogue(path)) == []


@EVERY_CATALOGUE
def test_every_message_of_the_pages_is_translated(path, sources):
    assert missing(read_catalogue(path), (message for message in sources if message.id)) == []


@EVERY_CATALOGUE
def test_a_catalogue_compiles(path, tmp_path):
    with (tmp_path / "messages.mo").open("wb") as stream:
        write_mo(stream, read_catalogue(path))

    assert (tmp_path / "messages.mo").stat().st_size > 0


@pytest.mark.parametrize(
    ("translation", "fault"),
    [
        ('#, fuzzy\nmsgid "Yes"\nmsgstr "Sí"\n', "fuzzy"),
        ('msgid "Hello %(name)s"\nmsgstr "Hola %(nombre)s"\n', "placeholders"),
        ('msgid "Hello %(name)s"\nmsgstr "Hola"\n', "placeholders"),
        ('msgid "Hello"\nmsgstr "Hola %(name)s"\n', "placeholders"),
        ('msgid "All of it"\nmsgstr "Todo al 100 %"\n', "placeholders"),
        ('msgid "<a>Here</a>"\nmsgstr "Aquí"\n', "placeholders"),
        ('msgid "%(num)d day of %(all)s"\nmsgid_plural "%(num)d days of %(all)s"\n'
         'msgstr[0] "un día"\nmsgstr[1] "%(num)d días de %(all)s"\n', "placeholders"),
    ],
)  # fmt: skip
def test_a_wrong_translation_is_found(translation, fault, tmp_path):
    [found] = faults(written(translation, tmp_path))

    assert fault in found


def test_a_plural_form_may_say_its_number_in_words(tmp_path):
    plural = (
        'msgid "%(num)d day"\nmsgid_plural "%(num)d days"\nmsgstr[0] "un día"\nmsgstr[1] "%(num)d días"\n'
    )

    assert faults(written(plural, tmp_path)) == []


def test_too_few_plural_forms_are_found(tmp_path):
    plural = 'msgid "%(num)d day"\nmsgid_plural "%(num)d days"\nmsgstr[0] "يوم"\nmsgstr[1] "%(num)d أيام"\n'

    assert any("plural forms" in fault for fault in faults(written(plural, tmp_path, "ar")))


def test_a_language_is_offered_once_its_catalogue_is_compiled(tmp_path):
    compiled(tmp_path, "es", {"Yes": "Sí"})
    compiled(tmp_path, "fil", {"Yes": "Oo"})

    assert offered_languages(tmp_path) == ("en", "es", "tl")


def test_messages_come_in_the_readers_language(tmp_path):
    compiled(tmp_path, "es", {"Yes": "Sí", ("%(num)d day", "%(num)d days"): ("%(num)d día", "%(num)d días")})
    spanish = gettext_for("es-MX", tmp_path)

    assert spanish.gettext("Yes") == "Sí"
    assert [spanish.ngettext("%(num)d day", "%(num)d days", num) for num in (1, 2)] == [
        "%(num)d día",
        "%(num)d días",
    ]


def test_what_a_catalogue_lacks_comes_from_its_fallbacks_and_at_last_in_english(tmp_path):
    compiled(tmp_path, "fr", {"Yes": "Oui", "No": "Non"})
    compiled(tmp_path, "ht", {"Yes": "Wi"})
    creole = gettext_for("ht", tmp_path)

    assert [creole.gettext(word) for word in ("Yes", "No", "Maybe")] == ["Wi", "Non", "Maybe"]


def test_a_language_without_a_catalogue_is_written_in_its_fallback(tmp_path):
    compiled(tmp_path, "es", {"Yes": "Sí"})

    assert gettext_for("mam", tmp_path).gettext("Yes") == "Sí"
    assert gettext_for("hmn", tmp_path).gettext("Yes") == "Yes"


@pytest.mark.parametrize(
    ("language", "folder"),
    [("en", "en"), ("zh-Hans", "zh_Hans"), ("tl", "fil"), ("ht", "ht"), ("mam", "es_US"), ("hmn", "en")],
)
def test_a_catalogue_has_the_name_that_babel_can_parse(language, folder):
    assert catalogue_code(language) == folder
