"""Caregivers whose weeks change are asked by mail each Sunday, once, until they stop it or take all back."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.domain.answers import Reach
from scheduler.extensions import db
from scheduler.services.ask_on_sundays import ask_on_sundays
from scheduler.services.delete_answers import delete_answers
from scheduler.services.deliver_messages import deliver_waiting
from scheduler.services.submit_availability import submit_availability
from scheduler.storage.models import Answer, Caregiver, Message, Season
from tests.builders.people import add_answer, add_caregiver, add_season
from tests.fixtures.databases import on_both_databases
from tests.services.test_deliver_messages import SITE, Letterbox
from tests.web.families.filling import words_of

NINE_ON_SUNDAY = datetime(2026, 3, 8, 13, tzinfo=UTC)  # in New York, whose summer time has begun
A_WEEK = timedelta(weeks=1)

pytestmark = [pytest.mark.usefixtures("db"), on_both_databases]


@pytest.fixture
def season() -> Season:
    """Six weeks from Monday, March 2."""
    return add_season()


@pytest.fixture
def reader(season: Season) -> Caregiver:
    return wants_to_be_asked(season, "amina@home.org", language_read="es")


def wants_to_be_asked(season: Season, email: str, **facts: str) -> Caregiver:
    caregiver = add_caregiver(**{"channel": "email", "email": email, **facts})
    add_answer(caregiver, season, rhythm="ask_weekly")
    return caregiver


def sent(now_utc: datetime) -> list[str]:
    """To whom letters go."""
    box = Letterbox()
    deliver_waiting(box, SITE, now_utc)
    return [letter.to_address for letter in box.letters]


@pytest.mark.usefixtures("db", "reader")
def test_they_are_asked_once_a_sunday_from_nine_in_the_seasons_zone() -> None:
    assert ask_on_sundays(NINE_ON_SUNDAY - timedelta(minutes=1)) == 0
    assert [ask_on_sundays(NINE_ON_SUNDAY + timedelta(hours=hours)) for hours in (0, 1, 14)] == [1, 0, 0]
    assert ask_on_sundays(NINE_ON_SUNDAY + timedelta(hours=15)) == 0  # it is Monday there
    assert ask_on_sundays(NINE_ON_SUNDAY + A_WEEK) == 1
    assert db.session.query(Message.dedupe_key).all() == [("sunday 1 2026-03-15",)]


@pytest.mark.usefixtures("db", "reader")
@pytest.mark.parametrize(("sunday", "asked"), [("02-22", 0), ("03-01", 1), ("04-05", 1), ("04-12", 0)])
def test_they_are_asked_about_weeks_of_the_season_only(sunday: str, asked: int) -> None:
    assert ask_on_sundays(datetime.fromisoformat(f"2026-{sunday}T18:00+00:00")) == asked


def test_who_did_not_ask_for_it_or_takes_no_mail_is_not_asked(season: Season) -> None:
    add_answer(add_caregiver(channel="email", email="b@home.org"), season)
    wants_to_be_asked(season, "c@home.org", channel="call")
    assert ask_on_sundays(NINE_ON_SUNDAY) == 0


def test_nobody_is_asked_once_the_season_is_closed(season: Season, reader: Caregiver) -> None:
    season.state = "closed"
    db.session.commit()
    assert ask_on_sundays(NINE_ON_SUNDAY) == 0
    assert reader.email == "amina@home.org"


@pytest.mark.usefixtures("db", "reader")
def test_the_letter_is_in_the_caregivers_language_and_one_button_stops_it(app) -> None:
    ask_on_sundays(NINE_ON_SUNDAY)
    box = Letterbox()
    deliver_waiting(box, SITE, NINE_ON_SUNDAY)
    (letter,) = box.letters
    assert letter.subject == "¿Cuándo puede venir la próxima semana?"
    form, stop = re.findall(rf"{SITE}(/f/\w+/\w+/?)", letter.text)
    assert form.endswith("/when")
    assert letter.headers["List-Unsubscribe"] == f"<{SITE}{stop}>"
    client = app.test_client()
    assert "Dejar de preguntarme" in words_of(client.get(stop))
    assert db.session.query(Answer.rhythm).all() == [("ask_weekly",)]
    app.config["WTF_CSRF_ENABLED"] = False
    after = client.post(stop, follow_redirects=True)
    assert "Dejar de preguntarme" not in words_of(after)
    assert [(row.rhythm, len(row.hours)) for row in db.session.query(Answer)] == [("every_week", 1)]
    assert ask_on_sundays(NINE_ON_SUNDAY + A_WEEK) == 0


def test_a_letter_that_waits_is_not_sent_to_who_took_all_back_or_wants_no_mail(
    season: Season, reader: Caregiver
) -> None:
    other = wants_to_be_asked(season, "b@home.org")
    still = wants_to_be_asked(season, "c@home.org")
    late = wants_to_be_asked(season, "d@home.org").id
    assert ask_on_sundays(NINE_ON_SUNDAY) == 4
    delete_answers(reader.id, season.id, NINE_ON_SUNDAY)
    submit_availability(other.id, season.id, Reach(), read_version=1, now_utc=NINE_ON_SUNDAY)
    db.session.query(Message).filter_by(caregiver_id=late).update({"attempts": 5})
    db.session.commit()
    assert sent(NINE_ON_SUNDAY) == [still.email]
    assert sent(NINE_ON_SUNDAY + timedelta(days=1)) == []
