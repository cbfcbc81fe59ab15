"""The groups that count a family: asked about on a last page that may be skipped, left with one tap."""

import pytest

from scheduler.domain.answers import InGroups
from scheduler.extensions import db
from scheduler.storage.models import Caregiver, Family, Membership, PriorityGroup
from tests.builders.board_rows import added
from tests.web.families.filling import fill, filled_in, words_of
from tests.web.forms import csrf_token


@pytest.fixture
def groups(app, home):  # noqa: ARG001
    """One group that answers lead to, and one that families are asked about."""
    with app.app_context():
        added(PriorityGroup(key="ride", name="Ride", question="ride"))
        added(PriorityGroup(key="alone", name="I look after my children alone", question="asked"))


def counted(app) -> set[str]:
    with app.app_context():
        return {
            key
            for (key,) in db.session.query(PriorityGroup.key).join(
                Membership, Membership.group_id == PriorityGroup.id
            )
        }


def tap(client, home, key: str, **fields: str):
    typed = {"csrf_token": csrf_token(client.get(home.url + "receipt")), **fields}
    return client.post(f"{home.url}groups/{key}", data=typed)


@pytest.mark.usefixtures("groups")
class TestTheLastPage:
    def test_the_last_step_leads_to_it_and_it_says_why(self, client, home):
        asked = fill(client, home.url + "reach", channel="paper").location
        assert asked == home.url + "groups/"
        page = words_of(client.get(asked))
        assert "Some things make it hard to come. We plan first for families who meet them." in page
        assert "I look after my children alone Yes No I’d rather not say" in page
        assert "Ride" not in page

    def test_a_yes_counts_the_family_and_the_receipt_says_so(self, app, client, home):
        after = fill(client, home.url + "groups/", **{"group-alone": "yes"})
        assert after.location == home.url + "receipt"
        assert counted(app) == {"alone"}
        receipt = words_of(client.get(after.location))
        assert "We plan first for families like these, so that you are not left out. I look after" in receipt

    @pytest.mark.parametrize("said", ["no", "private"])
    def test_no_and_rather_not_are_kept_apart_and_count_nobody(self, app, client, home, said):
        fill(client, home.url + "groups/", **{"group-alone": said})
        assert home.stored().in_groups == InGroups({"alone": said})
        assert counted(app) == set()
        assert filled_in(client.get(home.url + "groups/").text)["group-alone"] == said

    def test_it_can_be_skipped_and_is_asked_until_something_is_said(self, client, home):
        page = client.get(home.url + "groups/")
        assert f'href="{home.url}receipt">Skip this' in page.text
        assert fill(client, home.url + "groups/").location == home.url + "receipt"
        assert home.stored().in_groups == InGroups()
        assert fill(client, home.url + "reach", channel="paper").location == home.url + "groups/"
        fill(client, home.url + "groups/", **{"group-alone": "private"})
        assert (
            fill(client, home.url + "reach", channel="email", email="a@b.org").location
            == home.url + "receipt"
        )

    def test_what_changed_meanwhile_is_shown_before_it_is_changed(self, client, home):
        page = filled_in(client.get(home.url + "groups/").text)
        newer = filled_in(client.get(home.url + "groups/").text)
        client.post(home.url + "groups/", data={**newer, "group-alone": "no"})
        again = client.post(home.url + "groups/", data={**page, "group-alone": "yes"})
        assert again.location == home.url + "groups/"
        assert home.stored().in_groups.said == {"alone": "no"}

    def test_another_part_may_change_meanwhile(self, client, home):
        page = filled_in(client.get(home.url + "groups/").text)
        fill(client, home.url + "talk", topics="Homework")
        again = client.post(home.url + "groups/", data={**page, "group-alone": "yes"})
        assert again.location == home.url + "receipt"
        assert home.stored().in_groups.said == {"alone": "yes"}

    def test_whoever_finds_a_letter_is_asked_nothing_here(self, client, home):
        assert client.get(home.paper + "groups/").location == home.paper


@pytest.mark.usefixtures("groups")
class TestLeaving:
    def test_one_tap_leaves_a_group_that_answers_lead_to_and_one_comes_back(self, app, client, home):
        fill(client, home.url + "how", needs="yes", need__ride="must")
        assert "Needs a ride Leave : Needs a ride" in words_of(client.get(home.url + "receipt"))
        assert tap(client, home, "ride").location == home.url + "receipt#groups"
        assert counted(app) == set()
        assert "You left: Needs a ride Count me again" in words_of(client.get(home.url + "receipt"))
        tap(client, home, "ride", join="1")
        assert counted(app) == {"ride"}

    def test_a_group_that_the_school_knows_of_is_named_and_left_too(self, app, client, home):
        with app.app_context():
            group = db.session.query(PriorityGroup).filter_by(key="ride").one()
            family = db.session.get_one(Caregiver, home.caregiver).family_id
            added(Membership(family_id=family, group_id=group.id, source="liaison"))
        fill(client, home.url + "talk", topics="Homework")
        assert "Needs a ride Leave" in words_of(client.get(home.url + "receipt"))
        tap(client, home, "ride")
        assert counted(app) == set()

    def test_a_group_that_is_unknown_changes_nothing(self, client, home):
        fill(client, home.url + "talk", topics="Homework")
        assert tap(client, home, "gone").status_code == 303
        assert home.stored().version == 1

    def test_nobody_learns_what_another_caregiver_is_counted_for(self, client, home, second_caregiver):
        fill(client, home.url + "how", needs="yes", need__ride="must")
        fill(client, second_caregiver + "talk", topics="Mine")
        assert "Needs a ride" not in words_of(client.get(second_caregiver + "receipt"))

    def test_where_caregivers_are_kept_apart_neither_is_told_what_the_school_knows(self, app, client, home):
        with app.app_context():
            family = db.session.get_one(Caregiver, home.caregiver).family_id
            db.session.get_one(Family, family).apart = True
            group = db.session.query(PriorityGroup).filter_by(key="ride").one()
            added(Membership(family_id=family, group_id=group.id, source="liaison"))
        fill(client, home.url + "talk", topics="Homework")
        assert "Needs a ride" not in words_of(client.get(home.url + "receipt"))


def test_a_district_without_groups_asks_nothing_and_names_none(client, home):
    assert fill(client, home.url + "reach", channel="paper").location == home.url + "receipt"
    assert "Groups that count you" not in words_of(client.get(home.url + "receipt"))
