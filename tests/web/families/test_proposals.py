"""What a family would like to talk about goes to those who plan with one tap, without a name."""

from collections.abc import Callable

import pytest
from flask import Flask

from scheduler.services.propose_event import answer_proposal
from scheduler.services.view_events import ProposalView, view_events
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
