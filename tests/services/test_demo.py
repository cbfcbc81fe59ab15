"""The demo district is invented the same way every time, looks like a district, and names nobody real."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import mean

import pytest
from sqlalchemy import func, select

from scheduler.domain.answers import NEEDS
from scheduler.extensions import db
from scheduler.services.current_season import current_season_id
from scheduler.services.demo.households import Household, invent_households
from scheduler.services.demo.links import ready_links
from scheduler.services.demo.load import is_empty, load_demo
from scheduler.services.view_caseload import view_caseload
from scheduler.services.withdraw_family import withdraw_family
from scheduler.storage.models import (
    Answer,
    AnswerDate,
    AnswerHours,
    AnswerNeed,
    Audience,
    Caregiver,
    District,
    Event,
    Family,
    LinkToken,
    Membership,
    Participation,
    Partner,
    Place,
    PriorityGroup,
    Provider,
    Season,
    Student,
    Translation,
    User,
)
from tests.fixtures.databases import on_both_databases

NOW = datetime(2026, 2, 4, 12, tzinfo=UTC)
KEYS = ("a secret key of these tests", "a link key of these tests")


@pytest.fixture(scope="module")
def households() -> list[Household]:
    return invent_households(Random(7), 300, 3)


@pytest.fixture
def district(db: object) -> None:  # noqa: ARG001
    load_demo(NOW)


def count(model: type, *where: object) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*where))


class TestHouseholds:
    def test_the_same_seed_gives_the_same_households(self, households: list[Household]) -> None:
        assert invent_households(Random(7), 300, 3) == households
        assert invent_households(Random(8), 300, 3) != households

    def test_needs_pile_up_in_the_same_homes(self, households: list[Household]) -> None:
        barriers = {"late-shifts", "childcare", "ride", "one-caregiver", "no-internet"}
        count_of = {
            needed: mean(
                len(h.groups & barriers) for h in households if ("interpreter" in h.groups) == needed
            )
            for needed in (True, False)
        }
        assert count_of[True] > 1.2 * count_of[False]

    def test_a_quarter_to_a_third_have_not_said_when(self, households: list[Household]) -> None:
        assert 0.25 <= mean(not h.heard for h in households) <= 0.35

    def test_every_way_of_answering_is_there(self, households: list[Household]) -> None:
        people = [person for h in households for person in h.people]
        assert {hours.level for p in people for hours in p.hours or ()} == {"yes", "maybe", "no"}
        assert any(p.hours is None for p in people)
        assert any(p.hours == () and p.needs for p in people)
        assert any(p.formats is None for p in people)
        assert Counter(len(h.people) for h in households).keys() == {1, 2}

    def test_whoever_speaks_only_another_language_at_home_needs_its_interpreter(
        self, households: list[Household]
    ) -> None:
        for household in households:
            needed = {n.detail for p in household.people for n in p.needs if n.kind == "interpreter"}
            assert needed <= {household.language}
            assert bool(needed) == ("interpreter" in household.groups)

    def test_nobody_without_internet_comes_online(self, households: list[Household]) -> None:
        offline = [p for h in households if "no-internet" in h.groups for p in h.people]
        assert not any("online" in (p.formats or ()) or p.channel == "email" for p in offline)

    def test_a_second_home_has_one_caregiver_and_the_first_ones_language(
        self, households: list[Household]
    ) -> None:
        pairs = [(households[n - 1], h) for n, h in enumerate(households) if h.second_home]
        assert len(pairs) == 15
        for first, second in pairs:
            assert (first.language, first.school) == (second.language, second.school)
            assert "one-caregiver" in second.groups
            assert len(second.people) == 1


@pytest.mark.usefixtures("db")
def test_a_database_is_empty_until_a_district_is_loaded() -> None:
    assert is_empty()
    load_demo(NOW)
    assert not is_empty()


@pytest.mark.usefixtures("district")
class TestDistrict:
    def test_it_is_marked_as_invented(self) -> None:
        assert db.session.scalars(select(District.synthetic)).one() is True

    def test_it_has_the_size_of_a_small_district(self) -> None:
        assert count(Family) == 300
        assert count(Audience, Audience.kind == "school") == 3
        assert count(Partner) == 2
        assert len(set(db.session.scalars(select(Caregiver.language_spoken)))) >= 10

    def test_what_is_planned_is_ten_events_in_six_weeks_from_a_monday_to_come(self) -> None:
        season = db.session.get_one(Season, current_season_id())
        assert (season.starts_on.weekday(), season.weeks) == (0, 6)
        assert season.starts_on > NOW.date()
        events = db.session.scalars(select(Event).where(Event.season_id == season.id)).all()
        assert len(events) == 10
        last_day = season.starts_on + timedelta(weeks=6, days=-1)
        assert all(season.starts_on <= e.first_date <= e.last_date <= last_day for e in events)
        assert {bool(e.groups) for e in events} == {bool(e.audiences) for e in events} == {True, False}

    def test_helpers_of_every_kind_work_limited_hours(self) -> None:
        helpers = db.session.scalars(select(Provider)).all()
        kinds = {"interpreter", "childcare", "transport", "captions", "meal", "device", "host"}
        papers = {f"written-{code}" for code in ("es", "ar", "so", "vi", "zh-Hans")}
        assert {h.kind for h in helpers} == kinds | papers
        assert all(h.hours and h.minutes_per_week for h in helpers)

    def test_every_need_is_there_that_the_form_asks_about_and_a_calm_room_too(self) -> None:
        must = select(AnswerNeed.kind).where(AnswerNeed.strength == "must").distinct()
        assert set(db.session.scalars(must)) == set(NEEDS)
        assert any("quiet_room" in features for features in db.session.scalars(select(Place.features)))

    def test_addresses_and_numbers_reach_nobody(self) -> None:
        people = db.session.scalars(select(Caregiver)).all()
        emails = [p.email for p in people if p.email] + list(db.session.scalars(select(User.email)))
        emails += list(db.session.scalars(select(Partner.email)))
        assert all(re.fullmatch(r"[\w.-]+@([\w-]+\.)*example\.org", email) for email in emails)
        assert all(re.fullmatch(r"\+1 555 01\d\d", p.phone) for p in people if p.phone)

    def test_a_caregiver_has_the_contact_that_their_channel_needs(self) -> None:
        for person in db.session.scalars(select(Caregiver)):
            assert (person.channel == "email") == (person.email is not None)
            assert (person.channel in ("sms", "call")) == (person.phone is not None)

    def test_students_of_parents_who_live_apart_are_in_two_families(self) -> None:
        shared = [s for s in db.session.scalars(select(Student)) if len(_families_of(s)) == 2]
        assert len(shared) == 15
        for student in shared:
            first, second = _families_of(student)
            assert first.caregivers[0].language_spoken == second.caregivers[0].language_spoken

    def test_single_dates_are_days_away_and_days_that_are_free_for_once(self) -> None:
        assert set(db.session.scalars(select(AnswerDate.level))) == {"yes", "no"}

    def test_who_has_not_answered_is_in_a_group_by_what_the_liaison_knows(self) -> None:
        said_when = (
            select(Caregiver.family_id)
            .join(Answer, Answer.caregiver_id == Caregiver.id)
            .where(Answer.id.in_(select(AnswerHours.answer_id)))
        )
        unheard = select(Membership.source).where(Membership.family_id.not_in(said_when))
        heard = select(Membership.source).where(Membership.family_id.in_(said_when))
        assert set(db.session.scalars(unheard)) == {"liaison"}
        assert set(db.session.scalars(heard)) == {"answer", "asked"}

    def test_a_language_group_lies_within_those_who_need_an_interpreter(self) -> None:
        groups = {g.key: g for g in db.session.scalars(select(PriorityGroup))}
        within = [g for key, g in groups.items() if key.startswith("interpreter-")]
        assert len(within) >= 4
        assert {g.within_id for g in within} == {groups["interpreter"].id}
        assert all(count(Membership, Membership.group_id == g.id) >= 12 for g in within)

    def test_the_earlier_season_is_closed_and_included_some_groups_less(self) -> None:
        past = db.session.scalars(select(Season).where(Season.state == "closed")).one()
        season = db.session.get_one(Season, current_season_id())
        assert past.starts_on + timedelta(weeks=past.weeks) < season.starts_on
        assert count(Event, Event.season_id == past.id) == 4
        in_need = select(Membership.family_id).join(PriorityGroup).where(PriorityGroup.key == "interpreter")
        assert _past_rate(Participation.family_id.in_(in_need)) < 0.8 * _past_rate(
            Participation.family_id.not_in(in_need)
        )

    def test_history_counts_the_events_that_invited_a_family(self) -> None:
        rows = db.session.scalars(select(Participation)).all()
        assert len(rows) == 300
        assert {row.invited for row in rows} <= {3.0, 4.0}
        assert all(0 <= row.included <= row.invited for row in rows)

    @pytest.mark.parametrize("language", ["es", "ar"])
    def test_what_staff_wrote_is_translated_and_honestly_marked(self, language: str) -> None:
        rows = db.session.scalars(select(Translation).where(Translation.language == language)).all()
        found = {(row.subject_kind, row.subject_id, row.field) for row in rows}
        events = db.session.scalars(select(Event.id)).all()
        groups = db.session.scalars(select(PriorityGroup.id)).all()
        wanted = {("event", n, field) for n in events for field in ("title", "description")}
        assert wanted | {("priority_group", n, "name") for n in groups} <= found
        assert not any(row.reviewed or row.author_id for row in rows)

    def test_each_family_has_a_liaison(self) -> None:
        season_id = current_season_id()
        assert season_id is not None
        liaisons = db.session.scalars(select(User.id).where(User.role == "liaison")).all()
        loads = [view_caseload(liaison, season_id, NOW) for liaison in liaisons]
        assert sum(load.family_count for load in loads) == 300
        assert all(load.waiting_count > 0 for load in loads)

    def test_only_dates_follow_the_day_of_loading(self, db: object) -> None:  # noqa: ARG002
        before = _names_and_hours()
        _forget_everything()
        load_demo(NOW + timedelta(weeks=10))
        assert _names_and_hours() == before


@on_both_databases
@pytest.mark.usefixtures("district")
class TestReadyLinks:
    def test_there_is_one_for_each_kind_of_reader(self) -> None:
        paths = [link.path for link in ready_links(*KEYS, NOW)]
        assert [path.split("/")[1] for path in paths] == [
            "account",
            "account",
            "account",
            "account",
            "f",
            "feeds",
            "join",
        ]

    def test_the_family_reads_spanish_and_has_not_answered_and_the_feed_is_of_one_who_has(self) -> None:
        ready_links(*KEYS, NOW)
        family, feed = (_caregiver_with_link(purpose) for purpose in ("form", "feed"))
        assert (family.language_read, feed.language_read) == ("es", "es")
        assert count(Answer, Answer.caregiver_id == family.id) == 0
        assert count(Answer, Answer.caregiver_id == feed.id) == 1

    def test_they_stay_the_same_after_the_family_has_answered(self) -> None:
        first = ready_links(*KEYS, NOW)
        family = _caregiver_with_link("form")
        db.session.add(Answer(caregiver_id=family.id, season_id=current_season_id(), saved_utc=NOW))
        db.session.commit()
        assert ready_links(*KEYS, NOW + timedelta(days=1)) == first

    def test_another_family_is_shown_once_the_first_has_left(self) -> None:
        first = ready_links(*KEYS, NOW)
        withdraw_family(_caregiver_with_link("form").family_id, "user", 1, NOW)
        assert ready_links(*KEYS, NOW)[4] != first[4]
        assert _caregiver_with_link("form").language_read == "es"


def _families_of(student: Student) -> list[Family]:
    return list(db.session.scalars(select(Family).where(Family.students.contains(student))))


def _past_rate(*where: object) -> float:
    query = select(func.sum(Participation.included), func.sum(Participation.invited)).where(*where)
    included, invited = db.session.execute(query).one()
    return included / invited


def _caregiver_with_link(purpose: str) -> Caregiver:
    query = select(Caregiver).join(LinkToken, LinkToken.caregiver_id == Caregiver.id)
    return db.session.scalars(query.where(LinkToken.purpose == purpose)).one()


def _names_and_hours() -> list[tuple[object, ...]]:
    people = select(Caregiver.name, Caregiver.email, AnswerHours.day, AnswerHours.level).select_from(
        Caregiver
    )
    joined = people.join(Answer, Answer.caregiver_id == Caregiver.id).join(AnswerHours)
    return [tuple(row) for row in db.session.execute(joined.order_by(Caregiver.id, AnswerHours.id))]


def _forget_everything() -> None:
    for table in reversed(db.metadata.sorted_tables):
        db.session.execute(table.delete())
    db.session.commit()
