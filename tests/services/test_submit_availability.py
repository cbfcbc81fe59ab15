"""What a caregiver said is stored as said, once, and never overwritten by something older."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest

from scheduler.domain.answers import Need, Offered, Talk, Times, Ways
from scheduler.extensions import db
from scheduler.services.delete_answers import delete_answers
from scheduler.services.read_answers import AnswerView, read_answers
from scheduler.services.submit_availability import NewerAnswer, submit_availability
from scheduler.storage.models import AnswerDate, AnswerHours, AuditEntry, Family, Snapshot, SnapshotFamily
from tests.builders.answers import evenings, hours
from tests.builders.people import add_caregiver, add_season
from tests.fixtures.databases import on_both_databases

NOW = datetime(2026, 2, 3, 19, 30, tzinfo=UTC)

pytestmark = [pytest.mark.usefixtures("db"), on_both_databases]


@pytest.fixture
def who():
    """A caregiver and a season, as the services are asked about them."""
    return add_caregiver().id, add_season().id


def submit(who, part, read_version=0, now_utc=NOW):
    return submit_availability(*who, part, read_version=read_version, now_utc=now_utc)


def test_yes_maybe_no_and_not_answered_are_four_different_things(who):
    said = {0: (hours(17, 21, "yes"),), 1: (hours(17, 21, "maybe"),), 2: (hours(17, 21, "no"),)}
    submit(who, Times(said))
    assert read_answers(*who).times.weekly == said
    stored = db.session.query(AnswerHours.day, AnswerHours.level).order_by(AnswerHours.day).all()
    assert [tuple(row) for row in stored] == [(0, "yes"), (1, "maybe"), (2, "no")]


def test_before_anything_is_said_there_is_version_0_and_nothing_in_it(who):
    assert read_answers(*who) == AnswerView(version=0, saved_utc=None)


def test_a_date_that_differs_is_stored_whole_and_read_back_as_the_difference(who):
    monday = date(2026, 3, 9)
    times = Times.of([(0, hours(8, 12)), (0, hours(17, 21))], [(monday, hours(17, 21, "no"))])
    submit(who, times)
    rows = db.session.query(AnswerDate).order_by(AnswerDate.start_minute).all()
    assert [(row.on_date, row.start_minute // 60, row.level) for row in rows] == [
        (monday, 8, "yes"),
        (monday, 17, "no"),
    ]
    assert read_answers(*who).times.dates == {monday: (hours(17, 21, "no"),)}


def test_must_have_and_would_help_stay_apart(who):
    needs = (
        Need("captions", "helps"),
        Need("childcare", "helps", amount=2),
        Need("interpreter", "must", "so"),
    )
    submit(who, Ways(frozenset({"in_person"}), needs))
    assert read_answers(*who).ways == Ways(frozenset({"in_person"}), needs)


def test_formats_that_were_not_ticked_are_not_answered(who):
    submit(who, Ways(None, (Need("ride", "must"),)))
    assert read_answers(*who).ways.formats is None


def test_wishes_and_offers_are_kept_in_the_caregivers_own_words(who):
    talk = Talk("كيف تتعلم ابنتي القراءة؟", (Offered("co_planning"), Offered("food", "Sambusa")))
    submit(who, talk)
    assert read_answers(*who).talk == talk


def test_not_needed_and_rather_not_said_are_not_the_same_as_not_answered(who):
    needs = (Need("anything", "no"), Need("captions", "private"))
    submit(who, Ways(None, needs))
    assert read_answers(*who).ways.needs == needs
    submit(who, Ways(), read_version=1)
    assert read_answers(*who).saved_utc is None


def test_each_part_is_saved_by_itself_and_raises_the_version_by_one(who):
    assert submit(who, evenings(0)) == 1
    assert submit(who, Talk("Homework"), read_version=1, now_utc=NOW + timedelta(minutes=1)) == 2
    stored = read_answers(*who)
    assert (stored.version, stored.saved_utc) == (2, NOW + timedelta(minutes=1))
    assert (stored.times, stored.talk.topics) == (evenings(0), "Homework")


def test_a_later_answer_replaces_the_earlier_one(who):
    submit(who, evenings(0, 1))
    submit(who, evenings(4, level="no"), read_version=1)
    assert read_answers(*who).times == evenings(4, level="no")
    assert db.session.query(AnswerHours).count() == 1


def test_the_same_submission_twice_changes_nothing_twice(who):
    submit(who, evenings(0))
    assert submit(who, evenings(0), now_utc=NOW + timedelta(hours=1)) == 1
    stored = read_answers(*who)
    assert (stored.version, stored.saved_utc) == (1, NOW)
    assert db.session.query(AuditEntry).count() == 1


def test_an_older_replay_never_overwrites_a_newer_answer(who):
    submit(who, evenings(0))
    submit(who, evenings(1), read_version=1)
    with pytest.raises(NewerAnswer) as refused:
        submit(who, evenings(2), read_version=1)
    assert refused.value.version == 2
    assert read_answers(*who).times == evenings(1)


def test_a_submission_that_came_once_is_received_and_stored_no_second_time(who):
    first = submit_availability(*who, evenings(0), read_version=0, now_utc=NOW, submission="a" * 32)
    submit(who, evenings(1), read_version=first)
    for may_see in (True, False):
        again = submit_availability(
            *who, evenings(0), read_version=0, now_utc=NOW, may_see_saved=may_see, submission="a" * 32
        )
        assert again == 2
    assert read_answers(*who).times == evenings(1)


def test_steps_that_were_read_at_the_same_version_may_all_come_later(who):
    submit(who, evenings(0))
    submit(who, Ways(frozenset({"online"})))
    submit(who, Talk("Homework"))
    stored = read_answers(*who)
    assert (stored.version, stored.times, stored.talk.topics) == (3, evenings(0), "Homework")
    with pytest.raises(NewerAnswer):
        submit(who, evenings(2))


def test_a_version_that_was_never_given_out_overwrites_nothing(who):
    submit(who, evenings(0))
    with pytest.raises(NewerAnswer):
        submit(who, evenings(1), read_version=2)


def test_a_submission_from_before_a_deletion_is_as_unknown_as_any_other(who):
    submit_availability(*who, evenings(0), read_version=0, now_utc=NOW, submission="a" * 32)
    delete_answers(*who, NOW)
    with pytest.raises(NewerAnswer):
        submit_availability(*who, evenings(0), read_version=0, now_utc=NOW, submission="a" * 32)


def test_of_two_first_answers_at_the_same_moment_one_is_kept_and_the_other_asked_about(app, who):
    db.session.rollback()  # the test itself must not hold the turn
    start = Barrier(2)

    def send(topics):
        with app.app_context():
            start.wait()
            try:
                return submit(who, Talk(topics))
            except NewerAnswer as newer:
                return newer

    with ThreadPoolExecutor(2) as senders:
        outcomes = list(senders.map(send, ["Homework", "Reading"]))
    kept = "Homework" if outcomes[0] == 1 else "Reading"
    assert sorted(isinstance(outcome, NewerAnswer) for outcome in outcomes) == [False, True]
    assert read_answers(*who).talk.topics == kept


def test_a_replay_from_before_a_deletion_brings_nothing_back(who):
    submit(who, evenings(0))
    delete_answers(*who, NOW)
    for before in (0, 1):
        with pytest.raises(NewerAnswer):
            submit(who, evenings(1), read_version=before)
    assert read_answers(*who) == AnswerView(version=2)


def test_a_replay_from_before_a_deletion_overwrites_no_answer_given_after_it(who):
    submit(who, evenings(0))
    delete_answers(*who, NOW)
    again = submit(who, evenings(2), read_version=read_answers(*who).version)
    for before in range(again):
        with pytest.raises(NewerAnswer):
            submit(who, evenings(1), read_version=before)
    assert read_answers(*who).times == evenings(2)


def test_two_caregivers_of_one_family_have_answers_of_their_own(who):
    first, season = who
    family = db.session.query(Family).one()
    second = add_caregiver(family=family, name="Yusuf").id
    submit((first, season), evenings(0))
    submit((second, season), evenings(3, level="no"))
    assert read_answers(first, season).times == evenings(0)
    assert read_answers(second, season).times == evenings(3, level="no")
    delete_answers(first, season, NOW)
    assert read_answers(second, season).times == evenings(3, level="no")


def test_the_audit_trail_names_who_and_what_by_ids(who):
    submit(who, Talk("a secret worry"))
    entry = db.session.query(AuditEntry).one()
    assert (entry.actor_kind, entry.actor_id, entry.action) == ("caregiver", who[0], "save_answer")
    assert (entry.subject_kind, entry.at_utc) == ("answer", NOW)


def test_deleting_takes_the_rows_that_snapshots_made_of_the_answers(who):
    caregiver, season = who
    submit(who, evenings(0))
    staying = add_caregiver()
    snapshot = Snapshot(season_id=season, taken_utc=NOW, frame={}, family_count=2)
    db.session.add(snapshot)
    db.session.flush()
    leaving = db.session.query(Family.id).order_by(Family.id).first().id
    for family_id in (leaving, staying.family_id):
        db.session.add(
            SnapshotFamily(snapshot_id=snapshot.id, family_id=family_id, pseudonym=f"p{family_id}", body={})
        )
    db.session.commit()
    delete_answers(caregiver, season, NOW)
    delete_answers(caregiver, season, NOW)
    assert [row.family_id for row in db.session.query(SnapshotFamily)] == [staying.family_id]
    assert db.session.query(AnswerHours).count() == 0


def test_whoever_may_not_see_what_is_saved_cannot_confirm_a_guess(who):
    submit(who, evenings(1))
    for guess in (evenings(1), evenings(2)):
        with pytest.raises(NewerAnswer):
            submit_availability(*who, guess, read_version=0, now_utc=NOW, may_see_saved=False)
