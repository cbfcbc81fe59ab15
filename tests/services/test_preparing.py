"""Those who prepare learn what is needed and offered: in numbers, without names; a liaison knows who."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.domain.answers import NEEDS, Need, Offered, Part, Talk, Ways
from scheduler.extensions import db
from scheduler.services.delete_answers import delete_answers
from scheduler.services.read_answers import read_answers
from scheduler.services.send_offers import send_offers, take_offers_back
from scheduler.services.submit_availability import submit_availability
from scheduler.services.view_preparing import NeedCount, view_preparing, view_told
from scheduler.storage.models import AuditEntry
from tests.builders.people import add_caregiver, add_season, add_to_caseload, add_user

pytestmark = pytest.mark.usefixtures("db")
NOW = datetime(2026, 2, 3, 19, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
FOOD, HELP = Offered("food", "Sambusa"), Offered("co_planning")


@pytest.fixture
def season() -> int:
    return add_season().id


def say(caregiver_id: int, season: int, part: Part) -> None:
    version = read_answers(caregiver_id, season).version
    submit_availability(caregiver_id, season, part, read_version=version, now_utc=NOW)


def seen_offers(season: int) -> list[tuple[str, str]]:
    return [(offer.kind, offer.detail) for offer in view_preparing(season).offers]


def test_an_offer_stays_with_the_family_until_it_is_sent(season: int) -> None:
    caregiver = add_caregiver().id
    say(caregiver, season, Talk("", (FOOD, HELP)))
    assert seen_offers(season) == []
    send_offers(caregiver, season, NOW)
    assert sorted(seen_offers(season)) == [("co_planning", ""), ("food", "Sambusa")]
    assert [offer.sent_utc for offer in read_answers(caregiver, season).talk.offers] == [NOW, NOW]


def test_sending_twice_is_sending_once(season: int) -> None:
    caregiver = add_caregiver().id
    say(caregiver, season, Talk("", (FOOD,)))
    send_offers(caregiver, season, NOW)
    send_offers(caregiver, season, LATER)
    assert view_preparing(season).offers[0].sent_utc == NOW
    assert db.session.query(AuditEntry).filter_by(action="send_offers").count() == 1


def test_what_was_sent_can_be_taken_back_and_stays_in_the_answer(season: int) -> None:
    caregiver = add_caregiver().id
    say(caregiver, season, Talk("", (FOOD,)))
    send_offers(caregiver, season, NOW)
    take_offers_back(caregiver, season, LATER)
    assert seen_offers(season) == []
    assert read_answers(caregiver, season).talk.offers == (FOOD,)


def test_other_words_are_another_offer_that_nobody_has_sent(season: int) -> None:
    caregiver = add_caregiver().id
    say(caregiver, season, Talk("", (FOOD, HELP)))
    send_offers(caregiver, season, NOW)
    say(caregiver, season, Talk("Reading", (Offered("food", "Rice"), HELP)))
    assert seen_offers(season) == [("co_planning", "")]


def test_whoever_has_offered_nothing_sends_nothing(season: int) -> None:
    caregiver = add_caregiver().id
    send_offers(caregiver, season, NOW)
    say(caregiver, season, Talk("Reading"))
    send_offers(caregiver, season, NOW)
    assert seen_offers(season) == []


def test_deleted_answers_take_what_was_sent_with_them(season: int) -> None:
    caregiver = add_caregiver().id
    say(caregiver, season, Talk("", (FOOD,)))
    send_offers(caregiver, season, NOW)
    delete_answers(caregiver, season, NOW)
    assert seen_offers(season) == []


def test_co_planners_are_told_whom_to_ask_and_never_who_it_is(season: int) -> None:
    caregiver, alone = add_caregiver(name="Amina"), add_caregiver(name="Yusuf")
    add_to_caseload(add_user(email="lee@school.org", role="liaison", name="Lee"), caregiver)
    for each, when in ((caregiver, NOW), (alone, LATER)):
        say(each.id, season, Talk("", (FOOD,)))
        send_offers(each.id, season, when)
    offers = view_preparing(season).offers
    assert [offer.liaison for offer in offers] == [None, "Lee"]
    assert not any(name in str(offers) for name in ("Amina", "Yusuf"))


def needed(season: int) -> list[NeedCount]:
    return [each for each in view_preparing(season).needs if each.must or each.helps]


def test_needs_are_counted_by_family_and_only_what_is_wanted(season: int) -> None:
    first = add_caregiver()
    second = add_caregiver(family=first.family)
    for each in (first, second):
        say(each.id, season, Ways(None, (Need("interpreter", "must", "so"), Need("ride", "private"))))
    say(add_caregiver().id, season, Ways(None, (Need("interpreter", "helps", "so"), Need("anything", "no"))))
    assert needed(season) == [NeedCount("interpreter", "", 1, 1), NeedCount("interpreter", "so", 1, 1)]
    assert len(view_preparing(season).needs) == len(NEEDS) + 1, "those that nobody has are there too"


def test_own_words_are_in_no_count_and_no_list_of_co_planners(season: int) -> None:
    words = (
        Need("meal", "must", "Ali must not eat nuts"),
        Need("meal", "must", "halal"),
        Need("words", "helps", "x"),
    )
    say(add_caregiver().id, season, Ways(None, words))
    assert needed(season) == [NeedCount("meal", "", 1, 0), NeedCount("meal", "halal", 1, 0)]


def test_a_liaison_reads_what_their_own_families_need_and_offer(season: int) -> None:
    mine, silent, other = add_caregiver(name="Amina"), add_caregiver(name="Zahra"), add_caregiver(name="Chen")
    liaison = add_user(email="lee@school.org", role="liaison")
    add_to_caseload(liaison, mine, silent)
    needs = (Need("meal", "must", "no nuts"), Need("ride", "private"), Need("words", "helps", "He is shy"))
    say(mine.id, season, Ways(None, needs))
    say(mine.id, season, Talk("", (FOOD,)))
    say(silent.id, season, Ways(frozenset({"online"})))
    say(other.id, season, Talk("", (HELP,)))
    [told] = view_told(liaison.id, season)
    assert (told.name, told.needs, told.offers) == ("Amina", (needs[0], needs[2]), (FOOD,))
