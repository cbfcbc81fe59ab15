"""What an event of a feed tells: of the event, in the reader's language, and never of the reader."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.services.change_place import change_place
from scheduler.services.edit_places import read_place
from scheduler.storage.models import (
    AnswerHours,
    AnswerNeed,
    Audience,
    Place,
    PlanSessionProvider,
    Provider,
    ReleaseSession,
    Student,
)
from tests.builders.board_rows import added
from tests.builders.people import NOW, add_answer, add_caregiver
from tests.services.test_read_feed import TUESDAY_EVENING, Family

HERE = {"latitude": 40.7127281, "longitude": -74.0060152}


@pytest.fixture
def family(app: Flask):
    with app.app_context():
        yield Family()
        db.session.remove()


def held_at(family: Family, **facts: object) -> None:
    """Reading night is held at such a place, and released."""
    place = db.session.get_one(Place, family.reading.place_id)
    for name, value in facts.items():
        setattr(place, name, value)
    db.session.commit()
    family.release()


def lines(family: Family) -> list[str]:
    """The lines of Reading night."""
    feed = family.feed().decode().replace("\r\n ", "")
    [event] = [part for part in feed.split("BEGIN:VEVENT") if "Reading night" in part]
    return event.partition("END:VEVENT")[0].split("\r\n")


def geo(family: Family) -> list[str]:
    return [line for line in lines(family) if line.startswith("GEO")]


@pytest.mark.parametrize("way", ["in_person", "hybrid"])
def test_a_place_that_is_on_the_map_is_told_to_six_decimals(family: Family, way: str) -> None:
    held_at(family, format=way, **HERE)
    assert geo(family) == ["GEO:40.712728;-74.006015"]


@pytest.mark.parametrize("facts", [{"private_home": True}, {"format": "online"}, {"format": "phone"}])
def test_no_private_home_is_on_the_map_and_no_call(family: Family, facts: dict[str, object]) -> None:
    held_at(family, **HERE, **facts)
    assert geo(family) == []
    assert {row.latitude for row in db.session.query(ReleaseSession)} == {None}


def test_a_place_put_on_the_map_later_is_a_change_that_calls_nobody_back(family: Family) -> None:
    family.release()
    place = db.session.get_one(Place, family.reading.place_id)
    place.latitude, place.longitude = HERE.values()
    family.release(days_later=1)
    event = family.events()["Reading night"]
    assert (event["SEQUENCE"], event["LAST-MODIFIED"].dt) == (0, NOW + timedelta(days=1))
    assert family.events()["Maths night"]["LAST-MODIFIED"].dt == NOW


def test_where_to_join_stands_wherever_a_program_may_look(family: Family) -> None:
    link = "https://meet.example.org/oak?room=1"
    held_at(family, name="Video call", format="online", join_url=link)
    told = lines(family)
    assert f"URL:{link}" in told
    assert [line for line in told if line.startswith("CONFERENCE;VALUE=URI;") and line.endswith(f":{link}")]
    assert f"LOCATION;LANGUAGE=en:Video call\\, {link}" in told
    assert f"DESCRIPTION;LANGUAGE=es:Para participar en línea: {link}" in told


def offer(family: Family) -> None:
    """Reading night has an interpreter, childcare, a bus and a meal."""
    for kind in ("interpreter", "childcare", "transport", "meal"):
        languages = ["so"] if kind == "interpreter" else []
        helper = added(Provider(name=f"Sahra's {kind}", kind=kind, languages=languages, capacity=20))
        family.reading.providers.append(PlanSessionProvider(provider_id=helper.id))
    db.session.commit()
    family.release()


def test_what_the_event_offers_stands_in_plain_lines_of_the_readers_language(family: Family) -> None:
    offer(family)
    [description] = [line for line in lines(family) if line.startswith("DESCRIPTION")]
    assert description == (
        "DESCRIPTION;LANGUAGE=es:Intérprete: somalí\\nHay cuidado de niños.\\n"
        "Se puede organizar el transporte.\\nHabrá comida."
    )
    assert "Sahra" not in family.feed().decode()


def test_every_text_of_an_event_says_which_language_it_is_in(family: Family) -> None:
    offer(family)
    named = {line.partition(":")[0] for line in lines(family)}
    assert {
        "SUMMARY;LANGUAGE=en",
        "LOCATION;LANGUAGE=en",
        "DESCRIPTION;LANGUAGE=es",
        "CATEGORIES;LANGUAGE=es",
    } <= named


def test_what_a_family_needs_and_who_its_children_are_is_read_in_no_calendar(family: Family) -> None:
    offer(family)
    told = lines(family)
    needs = [AnswerNeed(kind=kind, amount=1, strength="helps") for kind in ("childcare", "transport")]
    family.caregiver = add_caregiver(name="Zahra", language_read="es")
    elm = added(Audience(kind="school", key="elm", name="Elm School"))
    family.caregiver.family.students.append(Student(name="Ubah", school_id=elm.id))
    add_answer(family.caregiver, family.season, needs=needs, hours=[AnswerHours(**TUESDAY_EVENING)])
    assert lines(family) == told


def test_another_address_is_told_with_the_next_release_and_calls_nobody_back(family: Family) -> None:
    family.release()
    user = family.planner.id
    place_id, later = family.reading.place_id, NOW + timedelta(days=1)
    before = family.feed()
    facts = read_place(place_id, None)
    change_place(place_id, replace(facts, address="1 Oak Street", geo=(40.7, -74.0)), user, None, later)
    assert family.feed() == before
    family.release(days_later=1)
    event = family.events()["Reading night"]
    assert (event["LOCATION"], event["GEO"].to_ical()) == (f"{facts.name}, 1 Oak Street", "40.7;-74.0")
    assert (event["SEQUENCE"], event["DTSTAMP"].dt, event["LAST-MODIFIED"].dt) == (0, later, later)
    assert family.events()["Maths night"]["DTSTAMP"].dt == NOW
