"""A language has a name in every other one."""

import pytest

from scheduler.language.locales import LOCALES
from scheduler.language.names import language_name


@pytest.mark.parametrize(
    ("code", "reader", "name"),
    [
        ("so", "en", "Somali"),
        ("so", "es", "somalí"),
        ("so", "so", "Soomaali"),
        ("so", "ht", "somali"),
        ("en", "ht", "angle"),
        ("pt-BR", "vi", "Tiếng Bồ Đào Nha"),
        ("tl", "so", "Filibiino"),
        ("zh", "fr", "chinois simplifié"),
        ("prs", "ps", "Dari"),
        ("ase", "es", "lengua de señas americana"),
        ("ase", "ar", "لغة الإشارة الأمريكية"),
        ("ase", "ps", "American Sign Language"),
    ],
)
def test_a_language_is_named_in_the_readers_language(code, reader, name):
    assert language_name(code, reader) == name


def test_every_pair_of_languages_has_a_name():
    assert all(language_name(code, reader) for code in LOCALES for reader in LOCALES)
