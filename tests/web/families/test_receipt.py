"""What was understood, and two answers that differ."""

import pytest

from scheduler.extensions import db
from scheduler.services.read_answers import AnswerView
from scheduler.services.release_plan import release_plan
from scheduler.storage.models import Plan, Season
from tests.builders.board_rows import add_plan, add_run, add_session
from tests.builders.people import NOW, add_user
from tests.web.families.filling import fill, filled_in, words_of
from tests.web.forms import csrf_token, send


class TestTheReceipt:
    def test_the_steps_lead_to_it_and_it_says_what_was_understood(self, client, home):
        after = fill(client, home.url + "when", week__weekdays__evening="yes", week__sat__morning="no")
        assert after.location == home.url + "open-times/"
        after = fill(client, home.url + "how", format__in_person="on", need__interpreter="must")
        assert after.location == home.url + "talk"
        after = fill(client, home.url + "talk", topics="Homework", offer__food="on")
        assert after.location == home.url + "reach"
        after = fill(client, home.url + "reach", channel="paper")
        assert after.location == home.url + "receipt"
        receipt = words_of(client.get(after.location))
        assert "Monday to Friday You can come: 5:00 PM – 9:30 PM" in receipt
        assert "Saturday You cannot come: 7:00 AM – 12:00 PM" in receipt
        assert "Sunday Not answered. That never counts as a no." in receipt
        assert "You need An interpreter: Somali" in receipt
        assert "What you would like to talk about Homework What you can offer Food" in receipt
        assert "How we tell you what was planned Letter on paper" in receipt
        assert "Before Monday, March 2, 2026 your first page here shows what you could come to." in receipt

    def test_each_step_says_how_many_there_are(self, client, home):
        headings = [words_of(client.get(home.url + step))[:11] for step in ("when", "how", "talk", "reach")]
        assert headings == [f"Step {number} of 4" for number in (1, 2, 3, 4)]

    def test_going_back_saves_what_was_typed_too(self, client, home):
        back = fill(client, home.url + "talk", topics="Homework", back="1")
        assert back.location == home.url + "how"
        assert home.stored().talk.topics == "Homework"
        assert fill(client, home.url + "when", back="1").location == home.url

    def test_before_anything_is_saved_it_leads_to_the_first_question(self, client, home):
        assert "Nothing is saved yet" in words_of(client.get(home.url + "receipt"))

    def test_after_a_release_it_leads_to_what_the_family_could_come_to(self, app, client, home):
        fill(client, home.url + "talk", topics="Homework")
        with app.app_context():
            add_session(add_plan(add_run(db.session.get_one(Season, home.season))))
            release_plan(db.session.query(Plan.id).scalar(), add_user().id, NOW)
        receipt = words_of(client.get(home.url + "receipt"))
        assert "The plan is ready. See what you could come to" in receipt
        assert "Before Monday" not in receipt

    def test_it_says_how_long_copies_keep_what_is_deleted(self, client, home):
        fill(client, home.url + "talk", topics="Homework")
        assert "In them it is gone after 30 days." in words_of(client.get(home.url + "receipt"))

    def test_all_answers_can_be_deleted_there(self, client, home):
        fill(client, home.url + "talk", topics="Homework")
        gone = send(client, home.url + "receipt", home.url + "delete")
        assert gone.location == home.url + "deleted"
        assert "Your answers are deleted" in words_of(client.get(gone.location))
        assert home.stored() == AnswerView(version=2)
        assert "Nothing is saved yet" in words_of(client.get(home.url + "receipt"))


class TestTwoAnswers:
    def test_the_same_page_sent_twice_is_the_same_answer(self, client, home):
        page = client.get(home.url + "talk")
        typed = {"csrf_token": csrf_token(page), "version": "0", "topics": "Homework"}
        locations = [client.post(home.url + "talk", data=typed).location for _ in range(2)]
        assert locations == [home.url + "reach"] * 2
        assert home.stored().version == 1

    def test_the_same_page_sent_again_after_a_newer_answer_is_received_and_changes_nothing(
        self, client, home
    ):
        page = filled_in(client.get(home.url + "talk").text) | {"topics": "Homework"}
        client.post(home.url + "talk", data=page)
        fill(client, home.url + "talk", topics="Reading")
        assert client.post(home.url + "talk", data=page).location == home.url + "reach"
        assert home.stored().talk.topics == "Reading"

    def test_a_page_that_the_back_button_brought_again_is_another_answer_once_it_was_changed(
        self, client, home
    ):
        page = filled_in(client.get(home.url + "talk").text)
        client.post(home.url + "talk", data=page | {"topics": "Homework"})
        changed = client.post(home.url + "talk", data=page | {"topics": "Reading"})
        assert changed.status_code == 409

    @pytest.mark.parametrize("version", ["", "x", "-1", "9" * 5000])
    def test_a_version_that_nobody_was_given_counts_as_the_first(self, client, home, version):
        page = {"csrf_token": csrf_token(client.get(home.url + "talk")), "topics": "Homework"}
        assert client.post(home.url + "talk", data={**page, "version": version}).status_code == 302
        assert home.stored().talk.topics == "Homework"

    def test_an_older_page_overwrites_nothing_and_the_family_chooses(self, client, home):
        older = {"csrf_token": csrf_token(client.get(home.url + "talk")), "version": "0"}
        fill(client, home.url + "talk", topics="The newer one")
        refused = client.post(home.url + "talk", data={**older, "topics": "The older one"})
        assert refused.status_code == 409
        assert "What you typed just now What you would like to talk about The older one" in words_of(refused)
        assert "What is saved now What you would like to talk about The newer one" in words_of(refused)
        assert home.stored().talk.topics == "The newer one"
        chosen = client.post(home.url + "talk", data=filled_in(refused.text))
        assert chosen.location == home.url + "reach"
        assert home.stored().talk.topics == "The older one"
