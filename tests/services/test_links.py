"""A link opens a page without an account, can be printed again and closed, and is not in the database."""

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from scheduler.extensions import db
from scheduler.services.check_code import FAILURES_ALLOWED, CodeLockedError, check_code
from scheduler.services.links import (
    find_or_issue_link,
    issue_link,
    open_link,
    revoke_link,
    rotate_link,
    short_code,
)
from scheduler.storage.models import AuditEntry, LinkToken
from tests.builders.people import NOW, add_caregiver, add_user
from tests.fixtures.databases import on_both_databases

KEY = "the link key of this test, long enough"

pytestmark = [pytest.mark.usefixtures("db"), on_both_databases]


def make_link(purpose: Any = "form") -> tuple[str, int]:
    token = issue_link(purpose, caregiver_id=add_caregiver().id, link_key=KEY, now_utc=NOW)
    db.session.commit()
    return token, db.session.query(db.func.max(LinkToken.id)).scalar()


def test_a_link_opens_for_its_caregiver_and_says_what_they_read():
    caregiver = add_caregiver(language_read="es")
    token = issue_link("form", caregiver_id=caregiver.id, link_key=KEY, now_utc=NOW)
    opened = open_link(token, ["form"], KEY)
    assert opened is not None
    assert (opened.caregiver_id, opened.user_id, opened.language) == (caregiver.id, None, "es")


def test_a_link_opens_for_its_user():
    user = add_user(language="ar")
    opened = open_link(issue_link("feed", user_id=user.id, link_key=KEY, now_utc=NOW), ["feed"], KEY)
    assert opened is not None
    assert (opened.caregiver_id, opened.user_id, opened.language) == (None, user.id, "ar")


def test_a_link_belongs_to_exactly_one_person():
    with pytest.raises(ValueError, match="one caregiver or to one user"):
        issue_link("form", link_key=KEY, now_utc=NOW)
    with pytest.raises(ValueError, match="one caregiver or to one user"):
        issue_link("form", caregiver_id=1, user_id=1, link_key=KEY, now_utc=NOW)


def test_a_link_typed_in_capitals_from_paper_opens():
    token, link_id = make_link()
    opened = open_link(token.upper(), ["form"], KEY)
    assert opened is not None
    assert opened.link_id == link_id


def test_a_link_can_be_printed_again_and_each_purpose_has_its_own():
    caregiver = add_caregiver()
    person = {"caregiver_id": caregiver.id, "link_key": KEY}
    first = find_or_issue_link("form", now_utc=NOW, **person)
    assert find_or_issue_link("form", now_utc=NOW + timedelta(days=30), **person) == first
    assert find_or_issue_link("feed", now_utc=NOW, **person) != first
    assert db.session.query(LinkToken).count() == 2


def test_a_link_made_for_one_purpose_serves_no_other():
    token, _ = make_link("feed")
    assert open_link(token, ["form", "paper"], KEY) is None
    assert open_link(token, ["form", "feed"], KEY) is not None


def test_another_key_opens_nothing():
    token, _ = make_link()
    assert open_link(token, ["form"], KEY + "!") is None


@pytest.mark.parametrize("position", [0, 15, 16, 47])
def test_one_wrong_letter_anywhere_opens_nothing(position):
    token, _ = make_link()
    other = "a" if token[position] != "a" else "b"
    assert open_link(token[:position] + other + token[position + 1 :], ["form"], KEY) is None


@pytest.mark.parametrize("nonsense", ["", "a", "ß" * 48, "x" * 5000, "a\0b"])
def test_nonsense_opens_nothing(nonsense):
    assert open_link(nonsense, ["form"], KEY) is None


def test_a_token_holds_at_least_128_bits_that_the_row_does_not():
    token, link_id = make_link()
    selector = db.session.get_one(LinkToken, link_id).selector
    assert token.startswith(selector)
    assert len(token.removeprefix(selector)) * 5 >= 128


def test_nothing_in_the_database_opens_a_link():
    """Every column of every row, alone and behind every other, as text."""
    for _ in range(2):
        make_link()
    rows = db.session.execute(db.select(LinkToken.__table__)).all()
    stored = {str(value) for row in rows for value in row}
    attempts = stored | {one + other for one, other in permutations(stored, 2)}
    assert not [attempt for attempt in attempts if open_link(attempt, ["form"], KEY)]


def test_a_row_pointed_at_somebody_else_no_longer_opens():
    token, link_id = make_link()
    db.session.get_one(LinkToken, link_id).caregiver_id = add_caregiver().id
    db.session.commit()
    assert open_link(token, ["form"], KEY) is None


def test_a_revoked_link_stays_closed_and_the_trail_says_who_closed_it():
    token, link_id = make_link()
    user = add_user()
    revoke_link(link_id, user.id, NOW)
    assert open_link(token, ["form"], KEY) is None
    entry = db.session.query(AuditEntry).one()
    assert (entry.actor_kind, entry.actor_id, entry.action) == ("user", user.id, "revoke_link")
    assert (entry.subject_kind, entry.subject_id) == ("link_token", link_id)


def test_after_a_revocation_a_new_link_is_issued():
    token, link_id = make_link()
    caregiver_id = db.session.get_one(LinkToken, link_id).caregiver_id
    revoke_link(link_id, add_user().id, NOW)
    again = find_or_issue_link("form", caregiver_id=caregiver_id, link_key=KEY, now_utc=NOW)
    assert again != token
    assert open_link(again, ["form"], KEY) is not None


def test_a_rotated_link_is_replaced_for_the_same_person_and_purpose():
    token, link_id = make_link("paper")
    before = open_link(token, ["paper"], KEY)
    rotated = open_link(rotate_link(link_id, add_user().id, KEY, NOW), ["paper"], KEY)
    assert open_link(token, ["paper"], KEY) is None
    assert before is not None
    assert rotated is not None
    assert rotated.caregiver_id == before.caregiver_id


def test_the_short_code_is_six_digits_the_same_each_time_and_another_after_rotation():
    _, link_id = make_link("paper")
    code = short_code(link_id, KEY)
    assert len(code) == 6
    assert code.isdecimal()
    assert short_code(link_id, KEY) == code
    rotate_link(link_id, add_user().id, KEY, NOW)
    assert short_code(link_id + 1, KEY) != code


def test_the_right_code_is_taken_with_spaces_and_a_wrong_one_is_not():
    _, link_id = make_link("paper")
    code = short_code(link_id, KEY)
    assert check_code(link_id, f" {code[:3]} {code[3:]} ", KEY) is True
    assert check_code(link_id, wrong(code), KEY) is False
    assert check_code(link_id, "", KEY) is False


def test_the_right_code_starts_the_count_of_failures_anew():
    _, link_id = make_link("paper")
    code = short_code(link_id, KEY)
    for _ in range(3):
        for _ in range(FAILURES_ALLOWED - 1):
            assert check_code(link_id, wrong(code), KEY) is False
        assert check_code(link_id, code, KEY) is True


def test_after_too_many_wrong_codes_even_the_right_one_is_refused_until_the_link_is_reissued():
    token, link_id = make_link("paper")
    for _ in range(FAILURES_ALLOWED):
        check_code(link_id, wrong(short_code(link_id, KEY)), KEY)
    with pytest.raises(CodeLockedError):
        check_code(link_id, short_code(link_id, KEY), KEY)
    assert open_link(token, ["paper"], KEY) is not None
    rotate_link(link_id, add_user().id, KEY, NOW)
    assert check_code(link_id + 1, short_code(link_id + 1, KEY), KEY) is True


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"
