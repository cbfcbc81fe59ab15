"""Every route declares who may enter, and is held to it; a forgotten declaration opens nothing."""

import pytest
from flask import Flask, g
from flask.testing import FlaskClient

from scheduler.extensions import db as database
from scheduler.services.links import issue_link
from scheduler.web.entry import by_link, for_roles, public, undeclared_endpoints
from tests.builders.people import NOW, add_caregiver


def test_every_route_of_the_app_declares_who_may_enter(app: Flask) -> None:
    assert undeclared_endpoints(app) == []


def test_a_route_that_declares_nothing_is_found_and_lets_nobody_in(app: Flask, client: FlaskClient) -> None:
    app.add_url_rule("/planted", "planted", lambda: "open")
    assert undeclared_endpoints(app) == ["planted"]
    with pytest.raises(LookupError, match="planted does not declare who may enter"):
        client.get("/planted")


def test_a_declaration_counts_above_and_below_the_route(app: Flask, client: FlaskClient) -> None:
    @for_roles("co_planner")
    @app.get("/above")
    def above() -> str:
        return "open"

    @app.get("/below")
    @for_roles("co_planner")
    def below() -> str:
        return "open"

    assert client.get("/above").location == "/account/sign-in"
    assert client.get("/below").location == "/account/sign-in"


def test_a_link_entry_tells_the_page_whose_link_it_is(app: Flask, client: FlaskClient) -> None:
    @app.get("/whose/<token>")
    @by_link("form")
    def whose(token: str) -> dict[str, object]:  # noqa: ARG001
        return {"caregiver_id": g.caregiver_id, "may_see_saved": g.may_see_saved, "user": g.user}

    link_key = app.extensions["settings"].link_key
    with app.app_context():
        caregiver_id = add_caregiver().id
        token = issue_link("form", caregiver_id=caregiver_id, link_key=link_key, now_utc=NOW)
        database.session.commit()
    assert client.get(f"/whose/{token}").json == {
        "caregiver_id": caregiver_id,
        "may_see_saved": True,
        "user": None,
    }
    assert client.get(f"/whose/{token[:-1]}").status_code == 404


def test_a_view_declares_its_entry_once() -> None:
    with pytest.raises(ValueError, match="says twice who may enter"):
        public(for_roles("co_planner")(lambda: "open"))


def test_a_purpose_that_no_link_has_is_an_error_at_start() -> None:
    with pytest.raises(ValueError, match="no link is made for"):
        by_link("caregiver")  # type: ignore[arg-type]


def test_what_is_public_is_open(app: Flask, client: FlaskClient) -> None:
    app.add_url_rule("/welcome", "welcome", public(lambda: {"open": True}))
    assert client.get("/welcome").json == {"open": True}
