"""The step "how": ways to take part, and what makes it possible."""

import pytest

from scheduler.domain.answers import Need
from tests.web.families.filling import fill, filled_in, words_of

NOTHING = Need("anything", "no")


def test_ways_and_needs_with_their_strength(client, home):
    needs = {"need__interpreter": "must", "need__captions": "helps", "need__ride": "no"}
    fill(client, home.url + "how", format__online="on", needs="yes", **needs)
    ways = home.stored().ways
    assert ways.formats == {"online"}
    assert ways.needs == (
        Need("captions", "helps"),
        Need("interpreter", "must", "so"),
        Need("ride", "no"),
    )


def test_a_language_is_suggested_to_speak_and_to_read(client, home):
    shown = filled_in(client.get(home.url + "how").text)
    assert (shown["need-interpreter-more"], shown["need-written-more"]) == ("so", "en")
    assert "Soomaali (Somali)" in client.get(home.url + "how").text


def test_any_of_several_languages_spoken_or_signed(client, home):
    more = {"need__interpreter__more__2": "ase", "need__interpreter__more__3": "so"}
    fill(client, home.url + "how", needs="yes", need__interpreter="must", **more)
    assert home.stored().ways.needs == (Need("interpreter", "must", "ase"), Need("interpreter", "must", "so"))
    receipt = words_of(client.get(home.url + "receipt"))
    assert "You need An interpreter: American Sign Language An interpreter: Somali" in receipt


def test_foods_are_ticked_and_allergies_said_in_own_words(client, home):
    fill(client, home.url + "how", need__meal="must", food__halal="on", need__meal__more="no nuts")
    assert home.stored().ways.needs == (Need("meal", "must", "halal"), Need("meal", "must", "no nuts"))
    receipt = words_of(client.get(home.url + "receipt"))
    assert "You need Food you can eat: Halal Food you can eat: no nuts" in receipt


def test_the_ages_of_the_children_say_how_many_there_are(client, home):
    fill(client, home.url + "how", need__childcare="must", need__childcare__more="٥، 2 and 5")
    assert home.stored().ways.needs == (Need("childcare", "must", "2, 5, 5", amount=3),)
    assert "You need Childcare: ages 2, 5, 5" in words_of(client.get(home.url + "receipt"))


@pytest.mark.parametrize("ages", ["", "two", "-1", "18", "8 months", "2-5", "1 " * 13])
def test_ages_that_cannot_be_read_are_asked_for_again(client, home, ages):
    typed = {"format__online": "on", "need__childcare": "must", "need__childcare__more": ages}
    answered = fill(client, home.url + "how", **typed)
    assert answered.status_code == 422
    assert "Write the age of each child in years, such as 2, 5." in answered.text
    shown = filled_in(answered.text)
    assert (shown["need-childcare"], shown["need-childcare-more"]) == ("must", ages)
    assert "format-online" in shown


@pytest.mark.parametrize(
    ("field", "value", "wrong"),
    [
        ("need-childcare-more", "2", "need-childcare"),
        ("food-halal", "on", "need-meal"),
        ("need-words", "a" * 501, "need-words"),
    ],
)
def test_what_is_half_said_is_asked_about(client, home, field, value, wrong):
    answered = fill(client, home.url + "how", **{field: value})
    assert answered.status_code == 422
    assert f'href="#{wrong}"' in answered.text


def test_everything_that_was_saved_is_shown_again(client, home):
    needs = {
        f"need__{kind}": "must" for kind in ("step_free", "hearing_loop", "captions", "device", "written")
    }
    more = {"need__childcare": "helps", "need__childcare__more": "3", "need__meal__more": "Pita"}
    said = {"need__sensory": "helps", "need__sensory__more": "Soft light", "need__words": "He is shy"}
    fill(
        client,
        home.url + "how",
        format__phone="on",
        need__meal="must",
        food__kosher="on",
        need__ride="private",
        **needs,
        **more,
        **said,
    )
    first = home.stored()
    fill(client, home.url + "how")
    assert home.stored() == first
    assert len(first.ways.needs) == 11


class TestNothingAndRatherNot:
    def test_three_ways_to_say_no_more_are_three_different_things(self, client, home):
        fill(client, home.url + "how", format__phone="on")
        assert home.stored().ways.needs == ()
        assert "What you need Not answered" in words_of(client.get(home.url + "receipt"))
        fill(client, home.url + "how", needs="no")
        assert home.stored().ways.needs == (NOTHING,)
        assert "What you need Nothing special" in words_of(client.get(home.url + "receipt"))
        fill(client, home.url + "how", needs="private")
        assert home.stored().ways.needs == (Need("anything", "private"),)
        assert "What you need You’d rather not say." in words_of(client.get(home.url + "receipt"))

    def test_one_need_can_be_kept_private_too(self, client, home):
        fill(client, home.url + "how", needs="yes", need__step_free="private", need__ride="must")
        receipt = words_of(client.get(home.url + "receipt"))
        assert "You need A ride You’d rather not say whether you need No steps" in receipt

    def test_nothing_after_all_is_asked_about_once_before_it_takes_needs_off(self, client, home):
        fill(client, home.url + "how", needs="yes", need__ride="must")
        asked = fill(client, home.url + "how", needs="no")
        assert asked.status_code == 422
        assert "Something is still marked below." in asked.text
        assert home.stored().ways.needs == (Need("ride", "must"),)
        typed = filled_in(asked.text)
        assert client.post(home.url + "how", data=typed).status_code == 302
        assert home.stored().ways.needs == (NOTHING,)

    def test_needs_that_stay_are_kept_by_saying_yes(self, client, home):
        fill(client, home.url + "how", needs="yes", need__ride="must")
        typed = filled_in(fill(client, home.url + "how", needs="no").text)
        client.post(home.url + "how", data={**typed, "needs": "yes"})
        assert home.stored().ways.needs == (Need("ride", "must"),)


def test_who_sees_an_answer_stands_beside_its_question(client, home):
    page = words_of(client.get(home.url + "how"))
    assert "Your helper at school sees this, planners only numbers." in page
    assert "Only your helper sees this." in page
