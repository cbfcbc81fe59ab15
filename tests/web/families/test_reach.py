"""The step "reach": how to tell a caregiver, and what may be kept."""

import pytest

from scheduler.domain.answers import Reach
from tests.web.families.filling import fill, filled_in, words_of


class TestReach:
    def test_how_to_tell_the_caregiver_and_that_answers_may_be_kept(self, client, home):
        fill(client, home.url + "reach", channel="sms", phone=" +1 555\u00a00100 ", may__keep="on")
        assert home.stored().reach == Reach("sms", phone="+1 555 0100", may_keep=True)
        shown = filled_in(client.get(home.url + "reach").text)
        assert (shown["channel"], shown["phone"], shown["may-keep"]) == ("sms", "+1 555 0100", "on")

    def test_answers_are_not_kept_unless_the_caregiver_says_so(self, client, home):
        fill(client, home.url + "reach", channel="paper")
        assert home.stored().reach == Reach("paper")
        assert "We do not keep them for next time." in words_of(client.get(home.url + "receipt"))

    def test_it_says_what_happens_with_the_answers(self, client, home):
        assert "We use them only to plan these events." in words_of(client.get(home.url + "reach"))

    @pytest.mark.parametrize(
        ("wrong", "field", "message"),
        [
            ({"channel": "email"}, "email", "such as name@example.org"),
            ({"channel": "email", "email": "amina@home"}, "email", "such as name@example.org"),
            ({"channel": "sms"}, "phone", "such as 555 0100"),
            ({"channel": "call", "phone": "home"}, "phone", "such as 555 0100"),
            ({"channel": "paper", "phone": "1" * 41}, "phone", "such as 555 0100"),
        ],
    )
    def test_an_address_that_reaches_nobody_is_named_and_kept_on_the_page(
        self, client, home, wrong, field, message
    ):
        answered = fill(client, home.url + "reach", may__keep="on", **wrong)
        assert answered.status_code == 422
        assert f'<a href="#{field}">' in answered.text
        assert message in words_of(answered)
        shown = filled_in(answered.text)
        assert {name: shown[name] for name in wrong} == wrong
        assert shown["may-keep"] == "on"
        assert home.stored().version == 0

    def test_deleting_all_answers_deletes_the_address_too(self, client, home):
        fill(client, home.url + "reach", channel="email", email="amina@example.org")
        client.post(home.url + "delete", data=filled_in(client.get(home.url + "receipt").text))
        assert home.stored().reach == Reach()
