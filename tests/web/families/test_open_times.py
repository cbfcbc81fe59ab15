"""What was left open is asked about once, and is never a no unless the caregiver says so."""

import pytest

from scheduler.domain.said_hours import SaidHours
from tests.builders.answers import EVENING, hours
from tests.web.families.filling import fill, filled_in, words_of

EVENINGS = {f"week__{row}__evening": "yes" for row in ("weekdays", "sat", "sun")}
MORNINGS = {f"week__{row}__morning": "no" for row in ("weekdays", "sat", "sun")}


@pytest.fixture
def asked(client, home):
    """The evenings and mornings are said, the afternoons left open; the answer leads to the question."""
    return fill(client, home.url + "when", **EVENINGS, **MORNINGS).location


class TestOpenTimes:
    def test_the_step_leads_to_the_question_and_it_names_what_is_open(self, client, home, asked):
        assert asked == home.url + "open-times/"
        assert "Monday to Sunday 12:00 PM – 5:00 PM" in words_of(client.get(asked))

    def test_what_is_not_known_yet_stays_not_answered(self, client, home, asked):
        before = home.stored().times
        assert fill(client, asked, open="unknown").location == home.url + "how"
        assert home.stored().times == before

    def test_only_what_the_caregiver_says_becomes_a_no(self, client, home, asked):
        assert fill(client, asked, open="no").location == home.url + "how"
        assert home.stored().times.weekly == {
            day: (hours(7, 17, "no"), SaidHours(*EVENING, "yes")) for day in range(7)
        }

    @pytest.mark.parametrize("answer", ["unknown", "no"])
    def test_it_is_asked_once(self, client, home, asked, answer):
        fill(client, asked, open=answer)
        assert fill(client, home.url + "when", week__sun__morning="").location == home.url + "how"
        assert client.get(asked).location == home.url + "how"

    def test_after_everything_was_deleted_it_may_be_asked_again(self, client, home, asked):
        fill(client, asked, open="unknown")
        client.post(home.url + "delete", data=filled_in(client.get(home.url + "receipt").text))
        assert fill(client, home.url + "when", **EVENINGS).location == asked

    def test_nothing_is_asked_where_nothing_is_open_or_nothing_was_said(self, client, home):
        assert fill(client, home.url + "when").location == home.url + "how"
        whole = {f"week__{row}__afternoon": "maybe" for row in ("weekdays", "sat", "sun")}
        assert fill(client, home.url + "when", **EVENINGS, **MORNINGS, **whole).location == home.url + "how"

    def test_what_changed_meanwhile_is_not_overwritten(self, client, home, asked):
        page = filled_in(client.get(asked).text)
        fill(client, home.url + "when", week__sat__afternoon="yes")
        assert client.post(asked, data={**page, "open": "no"}).location == asked
        assert home.stored().times.weekly[5][-1].level == "yes"
        assert fill(client, asked, open="no").location == home.url + "how"

    @pytest.mark.usefixtures("asked")
    def test_whoever_finds_a_letter_is_not_told_what_is_open(self, client, home):
        assert fill(client, home.paper + "when", week__sat__afternoon="yes").status_code in (302, 409)
        assert client.get(home.paper + "open-times/").location == home.paper
