"""A reader of 11 follows what a family reads: the Flesch-Kincaid grade of each page is 6 or below."""

import re
from collections import defaultdict
from pathlib import Path

import pyphen
import pytest

from tests.language.catalogue_rules import read_catalogue

ANY_CATALOGUE = Path("scheduler/translations/es/LC_MESSAGES/messages.po")
HIGHEST_GRADE = 6.0
SMALLEST_SAMPLE = 20
SYLLABLES = pyphen.Pyphen(lang="en_US", left=1, right=1)
FAMILYS = re.compile(
    r"templates/families/|scheduler/web/presenters/famil|templates/account/paper|templates/join/"
)


def texts_by_file() -> dict[str, list[str]]:
    """The English of what families read, by the file that it stands in."""
    found = defaultdict(list)
    for message in read_catalogue(ANY_CATALOGUE):
        for file, _line in message.locations if message.id else ():
            if FAMILYS.match(file):
                found[file].append(message.id if isinstance(message.id, str) else message.id[0])
    return dict(found)


def grade(texts: list[str]) -> float:
    """Kincaid et al., 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    sentences = [words for text in texts for words in _sentences(text) if words]
    words = [word for sentence in sentences for word in sentence]
    syllables = sum(len(SYLLABLES.positions(word)) + 1 for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def _sentences(text: str) -> list[list[str]]:
    plain = re.sub(r"%\(\w+\)[sd]", "Ana", text)
    return [re.findall(r"[A-Za-z’']+", part) for part in re.split(r"[.:?!]+", plain)]


def is_a_sample(texts: list[str]) -> bool:
    """A few words are too few for the measure; those count in the whole only."""
    return sum(len(words) for text in texts for words in _sentences(text)) >= SMALLEST_SAMPLE


@pytest.mark.parametrize(
    "file", sorted(file for file, texts in texts_by_file().items() if is_a_sample(texts))
)
def test_the_english_of_a_page_is_easy_to_read(file: str) -> None:
    texts = texts_by_file()[file]
    hardest = sorted(texts, key=lambda text: grade([text]) if is_a_sample([text]) else 0)[-3:]
    assert grade(texts) <= HIGHEST_GRADE, hardest


def test_all_that_a_family_reads_is_easy_to_read() -> None:
    assert grade([text for texts in texts_by_file().values() for text in texts]) <= HIGHEST_GRADE


def test_the_measure_knows_hard_from_easy() -> None:
    assert grade(["We look for a time that works for you. You can change it."]) < 3
    assert grade(["Participation necessitates the comprehensive documentation of availability."]) > 12
