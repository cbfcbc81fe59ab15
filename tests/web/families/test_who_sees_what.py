"""No answer is seen by whom it is not meant for: another caregiver, or whoever finds a letter."""

import re

from scheduler.domain.answers import Times
from scheduler.extensions import db
from scheduler.services.links import short_code
from scheduler.storage.models import LinkToken
from tests.builders.answers import hours
from tests.web.families.filling import fill, words_of
from tests.web.forms import csrf_token, send


class TestWhoSeesWhat:
    def test_a_caregiver_never_sees_the_answers_of_another_of_the_family(
        self, client, home, second_caregiver
    ):
        fill(client, home.url + "talk", topics="Between us")
        pages = ["", "when", "how", "talk", "reach", "receipt"]
        assert not any("Between us" in client.get(second_caregiver + page).text for page in pages)
        assert "Nothing is saved yet" in words_of(client.get(second_caregiver + "receipt"))
        fill(client, second_caregiver + "talk", topics="Mine")
        assert home.stored().talk.topics == "Between us"

    def test_a_link_on_paper_shows_nothing_saved_but_takes_a_new_answer(self, client, home):
        fill(client, home.url + "talk", topics="Homework")
        pages = ["", "when", "how", "talk", "reach", "receipt"]
        assert not any(re.search("Homework|Amina", client.get(home.paper + page).text) for page in pages)
        fill(client, home.paper + "when", week__sat__morning="yes")
        assert home.stored().times == Times.of([(5, hours(7, 12))])
        assert "printed on paper" in words_of(client.get(home.paper + "receipt"))

    def test_whoever_finds_a_letter_cannot_delete_what_was_saved(self, client, home):
        fill(client, home.url + "talk", topics="Homework")
        assert "Delete" not in words_of(client.get(home.paper + "receipt"))
        refused = send(client, home.paper + "talk", home.paper + "delete")
        assert refused.location == home.paper.replace("/f/", "/p/")
        assert home.stored().talk.topics == "Homework"

    def test_an_empty_page_of_a_link_on_paper_takes_nothing_back(self, client, home):
        fill(client, home.url + "talk", topics="Homework")
        assert fill(client, home.paper + "talk").location == home.paper + "reach"
        assert home.stored().talk.topics == "Homework"

    def test_what_is_newer_stays_hidden_from_a_link_on_paper(self, client, home):
        older = {"csrf_token": csrf_token(client.get(home.paper + "talk")), "version": "0"}
        fill(client, home.url + "talk", topics="Homework")
        refused = client.post(home.paper + "talk", data={**older, "topics": "Maths"})
        assert refused.status_code == 409
        assert "Maths" in refused.text
        assert "What is saved now This link was printed on paper." in words_of(refused)
        assert "Homework" not in refused.text

    def test_with_its_code_a_link_on_paper_shows_what_was_saved(self, app, client, home):
        fill(client, home.url + "talk", topics="Homework")
        with app.app_context():
            link = db.session.query(LinkToken).filter_by(purpose="paper").one()
            code = short_code(link.id, app.extensions["settings"].link_key)
        send(client, home.paper.replace("/f/", "/p/"), code=code)
        assert "Homework" in client.get(home.paper + "receipt").text

    def test_a_link_that_does_not_exist_opens_nothing(self, client):
        assert client.get(f"/f/{'a' * 48}/when").status_code == 404

    def test_a_link_on_paper_leads_no_message_elsewhere(self, client, home):
        fill(client, home.url + "reach", channel="email", email="amina@example.org")
        assert "amina@example.org" not in client.get(home.paper + "reach").text
        fill(client, home.paper + "reach", channel="email", email="stranger@example.org", may__keep="on")
        reach = home.stored().reach
        assert (reach.email, reach.may_keep) == ("amina@example.org", True)
