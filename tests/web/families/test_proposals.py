"""What a family would like to talk about goes to those who plan with one tap, without a name."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from scheduler.services.propose_event import answer_proposal
from scheduler.services.view_events import ProposalView, view_events
from scheduler.storage.models import Audience, Event, PriorityGroup
from tests.builders.board_rows import added
from tests.builders.people import NOW, add_user
from tests.web.families.filling import fill, words_of
from tests.web.forms import csrf_token

Proposals = Callable[[], tuple[ProposalView, ...]]


@pytest.fixture
def proposals(app: Flask, home) -> Proposals:
    """What co-planners see."""

    def seen() -> tuple[ProposalView, ...]:
        with app.app_context():
            return view_events(home.season, 0, "en").proposals

    return seen


@pytest.fixture
def events(app: Flask, home) -> dict[str, int]:
    """One for everyone, one for a school, one for a priority group alone, and one that was withdrawn."""
    usual = {"season_id": home.season, "minutes": 60, "first_date": date(2026, 3, 2)}
    school = {"audiences": [Audience(key="oak", name="Oak School", kind="school")]}
    group = {"groups": [PriorityGroup(key="nights", name="Night work", question="nights")]}
    withdrawn = {"for_everyone": True, "withdrawn_utc": NOW}
    more = {"Tea": {"for_everyone": True}, "Maths": school, "Circle": group, "Picnic": withdrawn}
    with app.app_context():
        return {
            title: added(Event(title=title, last_date=date(2026, 3, 20), **usual, **facts)).id
            for title, facts in more.items()
        }


def tap(client, home, **fields: str):
    page = client.get(home.url + "receipt")
    return client.post(home.url + "offers/proposal", data={"csrf_token": csrf_token(page), **fields})


def test_nothing_is_sent_before_the_tap_and_no_name_with_it(client, home, proposals: Proposals):
    fill(client, home.url + "talk", topics="Homework in winter")
    receipt = words_of(client.get(home.url + "receipt"))
    assert "They do not see your name. Your helper at school does. Send what I wrote" in receipt
    assert proposals() == ()
    assert tap(client, home).location == home.url + "receipt#proposal"
    (one,) = proposals()
    assert (one.text, one.by, one.from_family) == ("Homework in winter", None, True)
    receipt = words_of(client.get(home.url + "receipt"))
    assert "Those who plan can read what you wrote. Take it back" in receipt


def test_the_answer_comes_back_and_it_can_be_taken_back(app: Flask, client, home, proposals: Proposals):
    fill(client, home.url + "talk", topics="Homework")
    tap(client, home)
    with app.app_context():
        answer_proposal(proposals()[0].id, "taken_up", "We plan an evening on it.", add_user().id, NOW)
    assert "They took it up: We plan an evening on it." in words_of(client.get(home.url + "receipt"))
    tap(client, home, back="1")
    assert proposals() == ()


def test_another_text_waits_for_a_tap_of_its_own(client, home, proposals: Proposals):
    fill(client, home.url + "talk", topics="Homework")
    tap(client, home)
    fill(client, home.url + "talk", topics="Buses")
    assert [one.text for one in proposals()] == ["Homework"]
    tap(client, home)
    assert [one.text for one in proposals()] == ["Buses"]


def test_it_goes_with_the_answers(client, home, proposals: Proposals):
    fill(client, home.url + "talk", topics="Homework")
    tap(client, home)
    page = client.get(home.url + "receipt")
    client.post(home.url + "delete", data={"csrf_token": csrf_token(page)})
    assert proposals() == ()


def test_whoever_finds_a_letter_sends_nothing(client, home, proposals: Proposals):
    fill(client, home.url + "talk", topics="Homework")
    page = client.get(home.paper + "talk")
    client.post(home.paper + "offers/proposal", data={"csrf_token": csrf_token(page)})
    assert proposals() == ()


def test_a_family_may_name_the_event_that_it_wrote_about(client, home, proposals: Proposals, events):
    fill(client, home.url + "talk", topics="Saturdays at ten")
    receipt = words_of(client.get(home.url + "receipt"))
    assert "For which event?" in receipt
    assert "Not for one event Tea Maths Send what I wrote" in receipt
    tap(client, home, event=events["Maths"])
    (one,) = proposals()
    assert (one.text, one.event, one.by, one.from_family) == ("Saturdays at ten", "Maths", None, True)
    assert "For this event: Maths" in words_of(client.get(home.url + "receipt"))
    fill(client, home.url + "talk", topics="Sundays")
    assert f'<option value="{events["Maths"]}" selected>' in client.get(home.url + "receipt").text
    tap(client, home, event="")
    assert [(one.text, one.event) for one in proposals()] == [("Sundays", None)]


@pytest.mark.parametrize("title", ["Circle", "Picnic", "none of this season"])
def test_an_event_that_families_do_not_know_takes_nothing_and_is_asked_for_again(
    client, home, proposals: Proposals, events, title: str
):
    fill(client, home.url + "talk", topics="Saturdays")
    tap(client, home, event=events["Tea"])
    fill(client, home.url + "talk", topics="Sundays")
    answer = tap(client, home, event=events.get(title, 999))
    assert [(one.text, one.event) for one in proposals()] == [("Saturdays", "Tea")]
    receipt = words_of(client.get(answer.location))
    assert "This event is not planned any more. Please choose again." in receipt
    assert title not in receipt
