"""A link on paper shows what was saved only after its short code."""

import pytest

from scheduler.extensions import db
from scheduler.services.check_code import FAILURES_ALLOWED
from scheduler.services.links import issue_link, revoke_link
from tests.builders.people import NOW, add_caregiver, add_season
from tests.web.forms import csrf_token, send
from tests.web.signing_in import user_id

pytestmark = pytest.mark.usefixtures("entry_pages")


def test_a_link_on_paper_shows_what_was_saved_only_after_its_code(client, paper):
    token, code, _ = paper
    assert "code of 6 digits" in client.get(f"/p/{token}/").text
    assert client.get(f"/letter/{token}").json == {"may_see_saved": False}
    assert send(client, f"/p/{token}/", code=code).location == f"/f/{token}/"
    assert client.get(f"/letter/{token}").json == {"may_see_saved": True}


def test_whoever_found_a_link_on_paper_deletes_nothing(client, paper, in_app):
    token, code, _ = paper
    in_app(add_season)
    assert send(client, f"/p/{token}/", f"/f/{token}/delete").location == f"/p/{token}/"
    door = client.get(f"/p/{token}/")
    client.post(f"/p/{token}/", data={"csrf_token": csrf_token(door), "code": code})
    deleted = client.post(f"/f/{token}/delete", data={"csrf_token": csrf_token(door)})
    assert deleted.location == f"/f/{token}/deleted"


def test_the_pass_after_the_code_is_for_that_link_and_that_browser(app, client, paper):
    token, code, link_id = paper
    send(client, f"/p/{token}/", code=code)
    assert app.test_client().get(f"/letter/{token}").json == {"may_see_saved": False}
    with app.app_context():
        key = app.extensions["settings"].link_key
        other = issue_link("paper", caregiver_id=add_caregiver().id, link_key=key, now_utc=NOW)
        db.session.commit()
    client.set_cookie(f"paper-{link_id + 1}", client.get_cookie(f"paper-{link_id}").value)
    assert client.get(f"/letter/{other}").json == {"may_see_saved": False}


def test_wrong_codes_are_counted_and_a_locked_link_still_opens_an_empty_form(client, paper):
    token, code, _ = paper
    for _ in range(FAILURES_ALLOWED):
        wrong = send(client, f"/p/{token}/", code="12")
        assert wrong.status_code == 422
        assert "That is not the code of this letter" in wrong.text
    locked = send(client, f"/p/{token}/", code=code)
    assert locked.status_code == 429
    assert "ask your school for a new letter" in locked.text
    assert client.get(f"/letter/{token}").json == {"may_see_saved": False}


def test_unknown_and_revoked_links_get_the_same_page(app, client, paper):
    token, _, link_id = paper
    with app.app_context():
        revoke_link(link_id, user_id(), NOW)
    revoked, unknown = client.get(f"/p/{token}/"), client.get(f"/p/{'a' * 48}/")
    assert revoked.status_code == unknown.status_code == 404
    assert "ask your school for a new link" in unknown.text
    assert revoked.text == unknown.text.replace("a" * 48, token)
