"""One tap on the receipt sends what a family offers to those who plan; another takes it back."""

from tests.web.families.filling import fill, filled_in, words_of
from tests.web.forms import csrf_token


def sent(home) -> list[str]:
    return [offer.detail for offer in home.stored().talk.offers if offer.sent_utc]


def tap(client, home, **fields: str):
    page = client.get(home.url + "receipt")
    return client.post(home.url + "offers/", data={"csrf_token": csrf_token(page), **fields})


def test_nothing_is_sent_before_the_tap(client, home):
    fill(client, home.url + "talk", offer__food__detail="Sambusa")
    receipt = words_of(client.get(home.url + "receipt"))
    assert "They do not see your name. Your helper at school does. Send my offer" in receipt
    assert sent(home) == []


def test_one_tap_sends_it_and_another_takes_it_back(client, home):
    fill(client, home.url + "talk", offer__food__detail="Sambusa")
    assert tap(client, home).location == home.url + "receipt#offers"
    assert sent(home) == ["Sambusa"]
    receipt = words_of(client.get(home.url + "receipt"))
    assert "Those who plan can read your offer. Take it back" in receipt
    assert "Send my offer" not in receipt
    tap(client, home, back="1")
    assert sent(home) == []


def test_a_further_offer_waits_for_a_tap_of_its_own(client, home):
    fill(client, home.url + "talk", offer__food__detail="Sambusa")
    tap(client, home)
    fill(client, home.url + "talk", offer__co_planning="on")
    assert sent(home) == ["Sambusa"]
    receipt = words_of(client.get(home.url + "receipt"))
    assert "Send my offer" in receipt
    assert "Take it back" in receipt


def test_whoever_finds_a_letter_sends_nothing(client, home):
    fill(client, home.url + "talk", offer__food__detail="Sambusa")
    typed = filled_in(client.get(home.paper + "talk").text)
    client.post(home.paper + "offers/", data=typed)
    assert sent(home) == []


def test_without_an_offer_there_is_nothing_to_tap(client, home):
    fill(client, home.url + "talk", topics="Homework")
    assert "Send my offer" not in words_of(client.get(home.url + "receipt"))
