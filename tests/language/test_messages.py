"""Messages come in the reader's language, and from its fallbacks where a catalogue lacks one."""

import pytest

from scheduler.language.catalogues import (
    babel_locale,
    catalogue_folder,
    gettext_for,
    is_reviewed,
    offered_languages,
)
from scheduler.language.locales import LOCALES
from tests.language.compiled import compiled


def test_a_language_is_offered_once_its_row_says_so_and_its_catalogue_is_compiled(tmp_path):
    compiled(tmp_path, "es", {"Yes": "Sí"})
    compiled(tmp_path, "sw", {"Yes": "Ndiyo"})

    assert offered_languages(tmp_path) == ("en", "es")


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
    ("team", "reviewed"),
    [
        ("reviewed by a native speaker: the parents of Oak School, 2026-10-01", True),
        ("no native speaker has reviewed this yet", False),
        ("", False),
    ],
)
def test_a_catalogue_says_whether_a_native_speaker_has_reviewed_it(tmp_path, team, reviewed):
    compiled(tmp_path, "es", {"Yes": "Sí"}, team)

    assert is_reviewed("es", tmp_path) is reviewed
    assert is_reviewed("en", tmp_path)


@pytest.mark.parametrize(
    ("language", "folder", "numbers"),
    [
        ("es", "es", "es_US"),
        ("zh-Hans", "zh_Hans", "zh_Hans"),
        ("tl", "tl", "fil"),
        ("ht", "ht", "en"),
        ("mam", "mam", "es_US"),
        ("hmn", "hmn", "en"),
    ],
)
def test_a_catalogue_lies_under_its_code_and_numbers_are_those_of_a_locale_that_babel_knows(
    language, folder, numbers
):
    assert catalogue_folder(LOCALES[language]) == folder
    assert babel_locale(language) == numbers
