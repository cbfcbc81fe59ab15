"""The step "how": ways to take part, and what makes it possible."""

import pytest

from scheduler.domain.answers import Need
from tests.web.families.filling import fill, filled_in, words_of


class TestHow:
    def test_ways_and_needs_with_their_strength(self, client, home):
        fill(
            client,
            home.url + "how",
            format__online="on",
            need__interpreter="must",
            need__childcare="helps",
            need__childcare__more="2",
        )
        ways = home.stored().ways
        assert ways.formats == {"online"}
        assert ways.needs == (Need("childcare", "helps", amount=2), Need("interpreter", "must", "so"))

    def test_the_language_spoken_at_home_is_suggested_to_begin_with(self, client, home):
        assert filled_in(client.get(home.url + "how").text)["need-interpreter-more"] == "so"
        assert "Soomaali (Somali)" in client.get(home.url + "how").text

    def test_what_a_meal_must_be_is_said_in_own_words(self, client, home):
        fill(client, home.url + "how", need__meal="helps", need__meal__more="Halal, no nuts")
        assert home.stored().ways.needs == (Need("meal", "helps", "Halal, no nuts"),)
        assert "It would help you Food you can eat: Halal, no nuts" in words_of(
            client.get(home.url + "receipt")
        )

    def test_everything_that_was_saved_is_shown_again(self, client, home):
        needs = {f"need__{kind}": "must" for kind in ("step_free", "hearing_loop", "captions", "ride")}
        more = {"need__childcare": "helps", "need__childcare__more": "3", "need__meal__more": "Kosher"}
        fill(client, home.url + "how", format__phone="on", need__meal="must", **needs, **more)
        first = home.stored()
        fill(client, home.url + "how")
        assert home.stored() == first
        assert len(first.ways.needs) == 6

    def test_without_a_need_nothing_is_stored_about_it(self, client, home):
        fill(client, home.url + "how", format__phone="on")
        assert home.stored().ways.needs == ()

    @pytest.mark.parametrize("children", ["", "0", "13", "two", "-1"])
    def test_childcare_asks_how_many_children(self, client, home, children):
        answered = fill(
            client,
            home.url + "how",
            format__online="on",
            need__childcare="must",
            need__childcare__more=children,
        )
        assert answered.status_code == 422
        assert "Write how many children need care, from 1 to 12." in answered.text
        shown = filled_in(answered.text)
        assert (shown["need-childcare"], shown["need-childcare-more"]) == ("must", children)
        assert "format-online" in shown

    def test_a_number_of_children_alone_is_asked_about(self, client, home):
        answered = fill(client, home.url + "how", need__childcare__more="2")
        assert answered.status_code == 422
        assert 'href="#need-childcare"' in answered.text
