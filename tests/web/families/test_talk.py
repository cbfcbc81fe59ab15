"""The step "talk": wishes and offers."""

from scheduler.domain.answers import Offered
from tests.web.families.filling import fill, filled_in


class TestTalk:
    def test_wishes_and_offers(self, client, home):
        fill(
            client,
            home.url + "talk",
            topics="Reading\r\nand maths",
            offer__co_planning="on",
            offer__food__detail="Sambusa",
        )
        talk = home.stored().talk
        assert talk.topics == "Reading\nand maths"
        assert talk.offers == (Offered("co_planning"), Offered("food", "Sambusa"))

    def test_too_many_words_are_kept_on_the_page(self, client, home):
        answered = fill(client, home.url + "talk", topics="a" * 2001)
        assert answered.status_code == 422
        assert "2000 letters at most" in answered.text
        assert filled_in(answered.text)["topics"] == "a" * 2001
