"""The rules for catalogues find what is wrong, and nothing else."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from scheduler.language.locales import LOCALES
from tests.language.catalogue_rules import faults, header_faults, missing, read_catalogue, what_msgfmt_says

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"'


def po_file(text: str, folder: Path, name: str = "es", head: str = HEAD) -> Path:
    path = folder / name / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(f"{head}\n\n{text}", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("translation", "fault"),
    [
        ('#, fuzzy\nmsgid "Yes"\nmsgstr "Sí"\n', "fuzzy"),
        ('msgid "Hello %(name)s"\nmsgstr "Hola %(nombre)s"\n', "placeholders"),
        ('msgid "Hello %(name)s"\nmsgstr "Hola"\n', "placeholders"),
        ('msgid "Hello"\nmsgstr "Hola %(name)s"\n', "placeholders"),
        ('msgid "All of it"\nmsgstr "Todo al 100 %"\n', "placeholders"),
        ('msgid "<a>Here</a>"\nmsgstr "Aquí"\n', "markup"),
        ('msgid "You&nbsp;can"\nmsgstr "Puede"\n', "markup"),
        ('msgid "Yes"\nmsgstr "Sí "\n', "blanks"),
        ('msgid "Yes "\nmsgstr "Sí"\n', "blanks"),
        ('msgid "%(num)d day of %(all)s"\nmsgid_plural "%(num)d days of %(all)s"\n'
         'msgstr[0] "un día"\nmsgstr[1] "%(num)d días de %(all)s"\n', "placeholders"),
    ],
)  # fmt: skip
def test_a_wrong_translation_is_found(translation, fault, tmp_path):
    [found] = faults(read_catalogue(po_file(translation, tmp_path)))

    assert fault in found


def test_a_plural_form_may_say_its_number_in_words(tmp_path):
    plural = (
        'msgid "%(num)d day"\nmsgid_plural "%(num)d days"\nmsgstr[0] "un día"\nmsgstr[1] "%(num)d días"\n'
    )

    assert faults(read_catalogue(po_file(plural, tmp_path))) == []


def test_a_line_of_another_language_is_found(tmp_path):
    slipped = po_file('msgid "Yes"\nmsgstr "可以"\n', tmp_path, "ru")

    assert any("letters of another language" in fault for fault in faults(read_catalogue(slipped)))


def test_too_few_plural_forms_are_found(tmp_path):
    plural = 'msgid "%(num)d day"\nmsgid_plural "%(num)d days"\nmsgstr[0] "يوم"\nmsgstr[1] "%(num)d أيام"\n'

    assert any("plural forms" in fault for fault in faults(read_catalogue(po_file(plural, tmp_path, "ar"))))


def test_a_message_with_one_plural_form_missing_is_not_translated(tmp_path):
    sources = Catalog()
    sources.add("Yes")
    sources.add(("%(num)d day", "%(num)d days"))
    half = 'msgid "Yes"\nmsgstr "Sí"\n\nmsgid "%(num)d day"\nmsgid_plural "%(num)d days"\nmsgstr[0] "día"\n'

    found = missing(read_catalogue(po_file(half, tmp_path)), (each for each in sources if each.id))

    assert found == ["('%(num)d day', '%(num)d days')"]


def test_a_head_that_counts_wrongly_or_does_not_speak_of_a_review_is_found(tmp_path):
    head = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n"Language-Team: ours\\n"\n'

    counts, review = header_faults(read_catalogue(po_file("", tmp_path, "ru", head)), LOCALES["ru"])

    assert "it counts by" in counts
    assert "Language-Team says neither" in review


def test_msgfmt_complains_of_a_placeholder_that_is_not_one(tmp_path):
    wrong = '#, python-format\nmsgid "Hello %(name)s"\nmsgstr "Hola %(name)"\n'

    assert "ends in the middle of a directive" in what_msgfmt_says(po_file(wrong, tmp_path))
