"""Who can come to a session, and how far, when others come too."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from scheduler.domain.held_session import HeldSession, hold
from scheduler.domain.hours import Hours
from scheduler.domain.inclusion import inclusion
from scheduler.domain.instance import Adult, AvailabilityRow, Event, Family, Instance, Place, Provider, Team
from scheduler.domain.plan import Session
from scheduler.domain.ways import chances, uses_of
from tests.builders.instances import (
    MONDAY,
    a_call,
    a_family,
    a_place,
    a_provider,
    an_adult,
    an_event,
    an_instance,
    at,
    free,
)

IN_PERSON = frozenset({"in_person"})
MAYBE = 0.5


def held(event: Event | None = None, place: Place | None = None, *crew: Provider, **more: Any) -> HeldSession:
    """A session on Monday at six."""
    return HeldSession(event or an_event(), place or a_place(), crew, **{"start": at(18), **more})


def availability(adult: Adult, start: datetime, minutes: int) -> float:
    return Hours(start, minutes, MAYBE).availability(adult)


def can_come(adult: Adult, session: HeldSession, **family: Any) -> bool:
    return any(chances(a_family("f1", adult, **family), session))


class TestAvailability:
    """An adult must be there from the first minute to the last."""

    def test_yes_all_through_is_worth_one(self) -> None:
        assert availability(an_adult(weekly=free(0, hours=(18, 19))), at(18), 60) == 1

    def test_a_maybe_in_it_makes_the_whole_a_maybe(self) -> None:
        rows = (AvailabilityRow(1080, 1110, "yes"), AvailabilityRow(1110, 1140, "maybe"))
        assert availability(an_adult(weekly={0: rows}), at(18), 60) == MAYBE
        assert availability(an_adult(weekly={0: rows}), at(18), 30) == 1

    @pytest.mark.parametrize("hours", [(17, 18), (19, 20), (17, 19)])
    def test_a_minute_missing_is_worth_nothing(self, hours: tuple[int, int]) -> None:
        assert availability(an_adult(weekly=free(0, hours=hours)), at(18), 61) == 0

    def test_a_hole_in_the_middle_is_worth_nothing(self) -> None:
        rows = (AvailabilityRow(1080, 1100, "yes"), AvailabilityRow(1110, 1140, "yes"))
        assert availability(an_adult(weekly={0: rows}), at(18), 60) == 0

    def test_another_day_is_not_answered(self) -> None:
        assert availability(an_adult(weekly=free(1)), at(18), 60) == 0

    def test_a_date_replaces_its_weekday_even_by_nothing(self) -> None:
        assert availability(an_adult(dates={MONDAY: ()}), at(18), 60) == 0
        adult = an_adult(weekly={}, dates={MONDAY: (AvailabilityRow(1080, 1140, "yes"),)})
        assert availability(adult, at(18), 60) == 1
        assert availability(adult, at(18, day=7), 60) == 0


class TestWays:
    """A way is an adult, a session and a mode that go together."""

    def test_the_place_must_offer_a_mode_that_the_adult_can_use(self) -> None:
        caller = an_adult(formats=frozenset({"phone"}))
        assert not can_come(caller, held(place=a_place()))
        assert not can_come(caller, held(place=a_call()))
        assert can_come(caller, held(place=a_call(format="phone")))

    def test_a_hybrid_place_offers_the_room_and_the_line(self) -> None:
        found = list(chances(a_family(size=3), held(place=a_place(format="hybrid"))))
        assert [way.uses for way in found] == [{("room", None): 3}, {("line", None): 3}]

    def test_one_of_several_adults_is_enough(self) -> None:
        family = a_family("f1", an_adult(features=frozenset({"step_free"})), an_adult())
        assert [chance.adult for chance in chances(family, held())] == [1]

    def test_in_person_the_place_has_every_feature(self) -> None:
        adult = an_adult(features=frozenset({"step_free", "hearing_loop"}))
        assert not can_come(adult, held(place=a_place(features=frozenset({"step_free"}))))
        assert can_come(adult, held(place=a_place(features=frozenset({"step_free", "hearing_loop"}))))
        assert can_come(adult, held(place=a_call()))

    def test_every_support_is_there(self) -> None:
        adult = an_adult(supports=frozenset({"captions"}))
        assert not can_come(adult, held())
        assert not can_come(adult, held(an_event(), a_call()))
        assert can_come(adult, held(an_event(), a_place(), a_provider("c", "captions")))

    def test_a_family_from_another_zone_needs_a_bus_or_a_car(self) -> None:
        bus = a_provider("b", "transport", zone="south", capacity=9)
        other = a_provider("b", "transport", zone="east", capacity=9)
        assert not can_come(an_adult(), held(), zone="south")
        assert not can_come(an_adult(formats=IN_PERSON), held(None, None, other), zone="south")
        assert can_come(an_adult(), held(), zone="south", travels=True)
        assert can_come(an_adult(), held(None, None, bus), zone="south")
        assert uses_of(a_family(zone="south", size=2), an_adult(), held(None, None, bus), "in_person") == {
            ("room", None): 2,
            ("bus", "south"): 2,
        }

    def test_children_need_childcare_in_person_only(self) -> None:
        parent = an_adult(children=2)
        carer = a_provider("c", "childcare", capacity=9)
        assert not can_come(parent, held())
        assert can_come(parent, held(place=a_call()))
        assert uses_of(a_family("f", parent), parent, held(None, None, carer), "in_person") == {
            ("room", None): 1,
            ("childcare", None): 2,
        }


class TestLanguages:
    """A family follows what is held in its language or interpreted by enough interpreters."""

    adult = an_adult(interpreter=frozenset({"es", "ase"}))
    ana = a_provider("ana", "interpreter", languages=("es",))
    ben = a_provider("ben", "interpreter", languages=("ar", "es"))

    def test_without_any_of_its_languages_a_family_cannot_follow(self) -> None:
        assert not can_come(self.adult, held())
        assert not can_come(self.adult, held(an_event(languages=frozenset({"en"}))))

    def test_an_event_held_in_the_language_needs_no_interpreter(self) -> None:
        assert can_come(self.adult, held(an_event(languages=frozenset({"en", "es"}))))

    def test_an_interpreter_of_one_language_serves_it(self) -> None:
        assert can_come(self.adult, held(None, None, self.ana))

    def test_an_interpreter_of_several_serves_the_one_that_is_said(self) -> None:
        assert not can_come(self.adult, held(None, None, self.ben))
        assert not can_come(self.adult, held(None, None, self.ben, interprets={"ben": "ar"}))
        assert can_come(self.adult, held(None, None, self.ben, interprets={"ben": "es"}))

    def test_a_long_session_needs_a_team_and_the_largest_row_counts(self) -> None:
        teams = (Team("es", 45, 2), Team("es", 30, 1), Team("es", 60, 3))
        alone = held(an_event(minutes=60), None, self.ana, teams=teams)
        both = held(an_event(minutes=60), None, self.ana, self.ben, teams=teams, interprets={"ben": "es"})
        short = held(an_event(minutes=45), None, self.ana, teams=teams)
        assert [can_come(self.adult, session) for session in (alone, both, short)] == [False, True, True]

    def test_somebody_who_speaks_it_but_is_no_interpreter_serves_nobody(self) -> None:
        assert not can_come(self.adult, held(None, None, a_provider("host", "host", languages=("es",))))


def included(instance: Instance, *sessions: Session) -> dict[int, float]:
    return inclusion(instance, instance.events[0], hold(instance, sessions))


def hall(start: int = 18, *crew: str) -> Session:
    return Session("e1", at(start), "hall", crew)


def call(start: int = 18) -> Session:
    return Session("e1", at(start), "call")


def crowd(count: int, *adults: Adult, **more: Any) -> tuple[Family, ...]:
    return tuple(a_family(f"f{n}", *adults, **more) for n in range(count))


class TestInclusion:
    """How far families can really take part, crowding counted alike for all."""

    def test_nobody_is_included_without_a_session_or_an_invitation(self) -> None:
        assert included(an_instance()) == {}
        assert included(an_instance(events=(an_event(audience=frozenset()),)), hall()) == {}

    def test_with_room_for_all_availability_alone_counts(self) -> None:
        families = (a_family("f0"), a_family("f1", an_adult(weekly=free(level="maybe"))))
        assert included(an_instance(families=families, maybe_value=0.3), hall()) == {0: 1, 1: 0.3}

    def test_a_full_room_serves_everyone_the_same_share(self) -> None:
        instance = an_instance(
            places=(a_place(capacity=6),), families=(*crowd(2, size=4), a_family("x", size=1, weight=4))
        )
        assert included(instance, hall()) == pytest.approx({0: 0.5, 1: 0.5, 2: 0.5})

    def test_only_those_who_turn_out_fill_the_room(self) -> None:
        instance = an_instance(
            places=(a_place(capacity=2),), families=crowd(8), events=(an_event(turnout=0.5),)
        )
        assert included(instance, hall())[0] == pytest.approx(0.5)

    def test_a_room_that_holds_nobody_includes_nobody(self) -> None:
        assert included(an_instance(places=(a_place(capacity=0),)), hall()) == {0: 0}

    def test_a_family_spreads_over_sessions_as_they_could_hold_it(self) -> None:
        """Six at the small call, three at the hall: each family goes to the call by two thirds."""
        instance = an_instance(places=(a_place(capacity=3), a_call(online_capacity=6)), families=crowd(18))
        assert included(instance, hall(), call())[0] == pytest.approx(0.5)

    def test_where_a_way_has_no_limit_the_family_takes_that(self) -> None:
        instance = an_instance(places=(a_place(capacity=1), a_call()), families=crowd(4))
        assert included(instance, hall(), call()) == dict.fromkeys(range(4), 1)

    def test_a_sure_way_is_taken_before_a_roomier_maybe(self) -> None:
        adult = an_adult(
            weekly={0: (AvailabilityRow(1080, 1140, "yes"), AvailabilityRow(1140, 1200, "maybe"))}
        )
        instance = an_instance(places=(a_place(capacity=1), a_call()), families=crowd(4, adult))
        assert included(instance, hall(18), call(19))[0] == pytest.approx(0.25)

    def test_the_tightest_of_what_a_way_uses_decides(self) -> None:
        instance = an_instance(
            places=(a_place(capacity=8),),
            providers=(
                a_provider("c", "childcare", capacity=2),
                a_provider("b", "transport", zone="south", capacity=4),
            ),
            families=(
                a_family("f0", an_adult(children=4), size=5),
                a_family("f1", size=5, zone="south", travels=False),
            ),
        )
        assert included(instance, hall(18, "c", "b")) == pytest.approx({0: 0.5, 1: 0.8})

    def test_seats_of_several_buses_and_carers_add_up(self) -> None:
        buses = (a_provider(f"b{n}", "transport", zone="south", capacity=2) for n in range(2))
        instance = an_instance(providers=tuple(buses), families=crowd(1, size=5, zone="south"))
        assert included(instance, hall(18, "b0", "b1")) == {0: pytest.approx(0.8)}

    def test_crowding_in_one_session_is_not_felt_in_another(self) -> None:
        early, late = an_adult(weekly=free(0, hours=(18, 19))), an_adult(weekly=free(0, hours=(19, 20)))
        instance = an_instance(
            places=(a_place(capacity=1),), families=(*crowd(2, early), a_family("late", late))
        )
        assert included(instance, hall(18), hall(19)) == pytest.approx({0: 0.5, 1: 0.5, 2: 1})
