"""The words of our letters."""

import pytest

from scheduler.messaging.letters import sign_in_letter
from tests.messaging.builders import WRITTEN_UTC

LINK = "https://school.example/account/sign-in/abc"


def test_the_sign_in_letter_carries_the_link_on_a_line_of_its_own():
    letter = sign_in_letter("kim@school.example", "en", LINK, 20, WRITTEN_UTC)

    assert (letter.to_address, letter.language) == ("kim@school.example", "en")
    assert letter.subject == "Your sign-in link"
    assert LINK in letter.text.splitlines()


@pytest.mark.parametrize(
    ("minutes", "words"), [(1, "in the next 1 minute."), (20, "in the next 20 minutes.")]
)
def test_the_sign_in_letter_says_how_long_the_link_works(minutes, words):
    assert words in sign_in_letter("kim@school.example", "en", LINK, minutes, WRITTEN_UTC).text
