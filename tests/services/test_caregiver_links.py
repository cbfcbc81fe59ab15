"""A liaison prints the links of a caregiver of their own again; the paper one keeps its code apart."""

import pytest

from scheduler.extensions import db
from scheduler.services.caregiver_links import renew_paper_link, show_links
from scheduler.services.links import open_link
from scheduler.storage.models import AuditEntry, Caregiver, LinkToken, Season, User
from tests.builders.people import NOW, add_answer, add_caregiver, add_season, add_to_caseload, add_user

KEY = "the link key of this test, long enough"

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def season() -> Season:
    return add_season()


@pytest.fixture
def liaison() -> User:
    return add_user(email="lee@school.org", role="liaison")


@pytest.fixture
def caregiver(liaison: User) -> Caregiver:
    caregiver = add_caregiver()
    add_to_caseload(liaison, caregiver)
    return caregiver


def test_both_links_open_for_this_caregiver_each_for_its_purpose(
    liaison: User, caregiver: Caregiver, season: Season
) -> None:
    links = show_links(liaison.id, caregiver.id, season.id, KEY, NOW)
    assert links is not None
    form, paper = (
        open_link(token, [purpose], KEY)
        for token, purpose in ((links.form_token, "form"), (links.paper_token, "paper"))
    )
    assert form is not None
    assert paper is not None
    assert (form.caregiver_id, paper.caregiver_id) == (caregiver.id, caregiver.id)


def test_what_is_shown_again_is_the_same(liaison: User, caregiver: Caregiver, season: Season) -> None:
    first = show_links(liaison.id, caregiver.id, season.id, KEY, NOW)
    assert show_links(liaison.id, caregiver.id, season.id, KEY, NOW) == first
    assert db.session.query(LinkToken).count() == 2


def test_a_caregiver_is_heard_once_they_said_when(
    liaison: User, caregiver: Caregiver, season: Season
) -> None:
    before = show_links(liaison.id, caregiver.id, season.id, KEY, NOW)
    add_answer(caregiver, season)
    after = show_links(liaison.id, caregiver.id, season.id, KEY, NOW)
    assert before is not None
    assert after is not None
    assert (before.caregiver.heard, after.caregiver.heard) == (False, True)


def test_a_family_of_another_liaison_shows_no_link_and_gets_none(
    caregiver: Caregiver, season: Season
) -> None:
    other = add_user(email="ana@school.org", role="liaison")
    assert show_links(other.id, caregiver.id, season.id, KEY, NOW) is None
    assert renew_paper_link(other.id, caregiver.id, KEY, NOW) is False
    assert db.session.query(LinkToken).count() == 0


def test_each_look_is_in_the_audit_trail(liaison: User, caregiver: Caregiver, season: Season) -> None:
    show_links(liaison.id, caregiver.id, season.id, KEY, NOW)
    entry = db.session.query(AuditEntry).one()
    assert (entry.actor_kind, entry.actor_id, entry.action) == ("user", liaison.id, "show_links")
    assert (entry.subject_kind, entry.subject_id) == ("caregiver", caregiver.id)


def test_a_renewed_link_on_paper_closes_the_old_one_and_has_another_code(
    liaison: User, caregiver: Caregiver, season: Season
) -> None:
    old = show_links(liaison.id, caregiver.id, season.id, KEY, NOW)
    assert renew_paper_link(liaison.id, caregiver.id, KEY, NOW) is True
    new = show_links(liaison.id, caregiver.id, season.id, KEY, NOW)
    assert old is not None
    assert new is not None
    assert open_link(old.paper_token, ["paper"], KEY) is None
    assert open_link(new.paper_token, ["paper"], KEY) is not None
    assert new.form_token == old.form_token
    assert new.code != old.code
